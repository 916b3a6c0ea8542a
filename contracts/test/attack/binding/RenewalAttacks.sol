// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A renewal moves the expiry of the very session that it was signed for, and revives nothing.
abstract contract RenewalAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint32 private constant TTL = 1 hours;
    uint16 private constant RENEWALS = 2;
    string private constant RENEWER = "renewer";

    function test_AC61_RenewalAfterRevocation() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        allow(_renewing(terms, claim(), 1));
        relay(revocation(_approverKey, sessionIdOf(terms)));
        skip(10 minutes);

        bytes memory revoked = sessionIsRevoked(sessionIdOf(terms));
        refuse(_renewing(terms, claim(), 2), revoked);
        refuse(_renewing(terms, claim() - 5 minutes, 2), revoked);
        refuse(_renewing(terms, claim() + 5 minutes, 2), revoked);
    }

    function test_AC61_RenewalAfterRevocationOfAll() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        allow(_renewing(terms, claim(), 1));
        relay(allRevocation(_approverKey));
        skip(10 minutes);

        refuse(_renewing(terms, claim(), 2), epochPassed(1, 2));
        refuse(_renewing(terms, claim() - 5 minutes, 2), epochPassed(1, 2));
    }

    /// @dev An honest claim is behind the expiry; a claim before it binds the operation to it.
    function test_AC61_RenewalAfterExpiry() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        uint48 expiry = _module.sessionStatus(account(), sessionIdOf(terms)).expiresAt();
        vm.warp(expiry + 7);

        refuse(
            _renewing(terms, claim(), 1),
            abi.encodeWithSelector(ISessionKeyModule.SessionExpired.selector, expiry, expiry + 1)
        );
        refuseTime(_renewing(terms, expiry - 10, 1));
        vm.warp(expiry);
        allow(_renewing(terms, claim(), 1));
    }

    /// @dev More money, another key, other capabilities under a renewal's cover.
    function test_AC63_TermsOfTheRenewedSession() external {
        for (uint256 i = 0; i < 4; i++) {
            SessionEncoder.Terms memory terms = _renewable(uint64(10 + i));
            allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
            skip(1 minutes);

            if (i == 0) terms.leaves[0] = SessionEncoder.leaf(address(_token), 0xa9059cbb, 0, _none(), _none());
            if (i == 1) terms.groups = abi.encodePacked(uint32(365 days), RENEWALS);
            if (i == 2) terms.budgets[0] = SessionEncoder.budget(1, address(_token), 1_000_000e6, 1 days);
            if (i == 3) terms.expiresAt += 300 days;

            refuse(opWith(terms, transferCall(1), claim(), FLAG_RENEW), sessionUnknown(sessionIdOf(terms)));
        }
    }

    function test_AC63_SignatureForAnotherSession() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        SessionEncoder.Terms memory other = _renewableByRenewer(8);
        bytes memory part = _renewalPart(other, 1);

        refuseSignature(opWith(terms, transferCall(1), claim(), FLAG_RENEW, part));
        allow(opWith(other, transferCall(1), claim(), FLAG_RENEW, part));
    }

    function test_AC63_SignatureForAnotherNumber() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        bytes memory first = _renewalPart(terms, 1);
        bytes memory second = _renewalPart(terms, 2);

        refuseSignature(opWith(terms, transferCall(1), claim(), FLAG_RENEW, second));
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW, first));
        skip(10 minutes);
        refuseSignature(opWith(terms, transferCall(1), claim(), FLAG_RENEW, first));
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW, second));
    }

    function test_AC63_SignatureWithAnotherDeadline() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        (, uint256 key) = makeKey(RENEWER);
        uint48 deadline = uint48(vm.getBlockTimestamp() + 1 minutes);
        bytes memory part = renewalBy(key, sessionIdOf(terms), 1, deadline);
        bytes memory later = bytes.concat(part);
        later[2] = 0x7f;

        refuseSignature(opWith(terms, transferCall(1), claim(), FLAG_RENEW, later));
        vm.warp(deadline + 7);
        refuse(
            opWith(terms, transferCall(1), claim(), FLAG_RENEW, part),
            abi.encodeWithSelector(ISessionKeyModule.RenewerDeadlinePassed.selector, deadline, deadline + 1)
        );
        // A claim of the past does not help: the deadline bounds the operation too.
        refuseTime(opWith(terms, transferCall(1), deadline - 10, FLAG_RENEW, part));
        vm.warp(deadline);
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW, part));
    }

    function test_AC63_SignatureForAnotherAccount() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        bytes memory part = _renewalPart(terms, 1);
        openAccount(1);
        relayGrant(terms);
        skip(10 minutes);

        refuseSignature(opWith(terms, transferCall(1), claim(), FLAG_RENEW, part));
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW, _renewalPart(terms, 1)));
    }

    /// @dev Where a renewer is named, the session key cannot stand in for it, nor leave it out.
    function test_AC63_SessionKeyRenewsItself() external {
        SessionEncoder.Terms memory terms = _renewableByRenewer(7);
        bytes memory self = renewalBy(_agentKey, sessionIdOf(terms), 1, uint48(vm.getBlockTimestamp() + 1 hours));
        uint256 length = bodyWith(terms, transferCall(1), claim(), FLAG_RENEW).length + 65;

        refuseSignature(opWith(terms, transferCall(1), claim(), FLAG_RENEW, self));
        refuse(
            opWith(terms, transferCall(1), claim(), FLAG_RENEW),
            abi.encodeWithSelector(ISessionKeyModule.SegmentLengthMismatch.selector, length + 71, length)
        );
        allow(_renewing(terms, claim(), 1));
    }

    /// @dev The segment is signed: a bundler can neither take a renewal out nor put one in.
    function test_AC63_FlagStrippedOrAdded() external {
        SessionEncoder.Terms memory terms = _renewable(7);
        bytes memory plain = bodyWith(terms, transferCall(1), claim(), 0);
        bytes memory renewing = bodyWith(terms, transferCall(1), claim(), FLAG_RENEW);

        refuseSignature(withSignatureOf(opWith(terms, transferCall(1), claim(), FLAG_RENEW), plain));
        refuseSignature(withSignatureOf(smallOp(terms), renewing));
        assertEq(_module.sessionStatus(account(), sessionIdOf(terms)).renewals(), 0, "renewals");
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
        assertEq(_module.sessionStatus(account(), sessionIdOf(terms)).renewals(), 1, "renewals");
    }

    function test_AC63_MoreRenewalsThanGranted() external {
        SessionEncoder.Terms memory terms = _renewable(7);
        for (uint256 i = 0; i < RENEWALS; i++) {
            allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
            skip(10 minutes);
        }

        refuse(
            opWith(terms, transferCall(1), claim(), FLAG_RENEW),
            abi.encodeWithSelector(ISessionKeyModule.RenewalsExhausted.selector, RENEWALS)
        );
        allow(smallOp(terms));
    }

    /// @dev Neither by an old claim nor beyond the lifetime: the expiry never moves back and never past `expiresAt`.
    function test_AC63_ExpiryMovedBackOrPastTheLifetime() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.expiresAt = uint48(vm.getBlockTimestamp()) + TTL + 1 hours;
        terms.addTtl(TTL, 10);
        relayGrant(terms);
        skip(50 minutes);
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
        uint48 expiry = _module.sessionStatus(account(), sessionIdOf(terms)).expiresAt();
        assertEq(expiry, claim() + TTL, "expiry in force");

        bytes4 nothing = ISessionKeyModule.RenewalExtendsNothing.selector;
        refuse(
            opWith(terms, transferCall(1), claim() - 60, FLAG_RENEW),
            abi.encodeWithSelector(nothing, expiry, expiry - 60)
        );
        skip(40 minutes);
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
        assertEq(
            _module.sessionStatus(account(), sessionIdOf(terms)).expiresAt(), terms.expiresAt, "capped by the lifetime"
        );
        refuse(
            opWith(terms, transferCall(1), claim(), FLAG_RENEW),
            abi.encodeWithSelector(nothing, terms.expiresAt, terms.expiresAt)
        );
    }

    /// @dev A live session that renews itself.
    function _renewable(uint64 salt) private returns (SessionEncoder.Terms memory terms) {
        terms = otherTerms(salt);
        terms.addTtl(TTL, RENEWALS);
        relayGrant(terms);
        skip(10 minutes);
    }

    /// @dev A live session that needs the renewer.
    function _renewableByRenewer(uint64 salt) private returns (SessionEncoder.Terms memory terms) {
        terms = otherTerms(salt);
        terms.addTtl(TTL, RENEWALS);
        terms.addRenewer(makeAddress(RENEWER));
        relayGrant(terms);
        skip(10 minutes);
    }

    function _renewing(SessionEncoder.Terms memory terms, uint256 claimedAt, uint16 number)
        private
        returns (PackedUserOperation memory)
    {
        return opWith(terms, transferCall(1), claimedAt, FLAG_RENEW, _renewalPart(terms, number));
    }

    function _renewalPart(SessionEncoder.Terms memory terms, uint16 number) private returns (bytes memory) {
        (, uint256 key) = makeKey(RENEWER);
        return renewalBy(key, sessionIdOf(terms), number, uint48(vm.getBlockTimestamp() + 1 hours));
    }

    function _none() private pure returns (bytes[] memory items) {}
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A dormant session is woken by the approver or its renewer only; what is dead, by nobody.
abstract contract LivenessAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint32 private constant IDLE = 1 hours;

    /// @dev Neither by an honest claim, nor by one of the past, nor by a renewal, nor by the grant once more.
    function test_AC61_DormantSessionWakesItself() external {
        SessionEncoder.Terms memory terms = otherTerms(7);
        terms.grantDeadline = terms.expiresAt;
        terms.addTtl(10 days, 5);
        terms.addIdleTimeout(IDLE);
        relayGrant(terms);
        skip(10 minutes);
        allow(smallOp(terms));
        uint48 last = claim();
        vm.warp(last + IDLE + 7);

        bytes memory dormant = _dormant(last, last + IDLE + 1);
        refuse(smallOp(terms), dormant);
        refuse(smallEnablingOp(terms), dormant);
        refuse(opWith(terms, transferCall(1), claim(), FLAG_RENEW), dormant);
        refuseTime(opWith(terms, transferCall(1), last + IDLE - 1, 0));
        refuseTime(opWith(terms, transferCall(1), last, FLAG_RENEW));
        relay(granting(terms));
        refuse(smallOp(terms), dormant);
        relay(reattestation(_approverKey, sessionIdOf(terms), uint48(vm.getBlockTimestamp())));
        allow(smallOp(terms));
    }

    /// @dev The last second of its life, and the first of its sleep; an old claim moves nothing back.
    function test_AC61_EdgeOfTheIdleTimeout() external {
        SessionEncoder.Terms memory terms = _idle(7);
        skip(30 minutes);
        allow(smallOp(terms));
        uint48 last = claim();
        allow(opWith(terms, transferCall(1), last - 20 minutes, 0));
        assertEq(_status(terms), last, "last activity");

        vm.warp(last + IDLE);
        allow(opWith(terms, transferCall(1), last - 10, 0));
        skip(1);
        refuseTime(opWith(terms, transferCall(1), last - 10, 0));
    }

    /// @dev Held back by a bundler, the operation is bound by the activity before itself.
    function test_AC61_FirstOperationHeldBack() external {
        SessionEncoder.Terms memory terms = otherTerms(7);
        terms.grantDeadline = terms.expiresAt;
        terms.addIdleTimeout(IDLE);
        PackedUserOperation memory userOp = smallEnablingOp(terms);
        uint48 activation = claim();

        vm.warp(activation + IDLE + 1);
        refuseTime(userOp);
        vm.warp(activation + IDLE);
        allow(userOp);
    }

    function test_AC61_AttestationOfARevokedSession() external {
        SessionEncoder.Terms memory terms = _idle(7);
        SessionId id = sessionIdOf(terms);
        relay(revocation(_approverKey, id));

        _refuseAttestation(terms, sessionIsRevoked(id));
        refuse(smallOp(terms), sessionIsRevoked(id));
    }

    function test_AC61_AttestationOfAnExpiredSession() external {
        SessionEncoder.Terms memory terms = _idle(7);
        vm.warp(terms.expiresAt);
        relay(reattestation(_approverKey, sessionIdOf(terms), uint48(vm.getBlockTimestamp())));
        allow(smallOp(terms));
        skip(1);

        bytes4 expired = ISessionKeyModule.SessionExpired.selector;
        _refuseAttestation(terms, abi.encodeWithSelector(expired, terms.expiresAt, terms.expiresAt + 1));
        skip(6);
        refuse(smallOp(terms), abi.encodeWithSelector(expired, terms.expiresAt, terms.expiresAt + 1));
    }

    function test_AC61_AttestationOfAnEvictedSession() external {
        SessionEncoder.Terms memory terms = _idle(7);
        _idle(8);
        callAs(account(), abi.encodeCall(_module.setConcurrentLimit, (1)));

        bytes memory evicted = abi.encodeWithSelector(ISessionKeyModule.SessionEvicted.selector, 0, 1);
        _refuseAttestation(terms, evicted);
        refuse(smallOp(terms), evicted);
    }

    function test_AC61_AttestationOfAnEarlierEpoch() external {
        SessionEncoder.Terms memory terms = _idle(7);
        relay(allRevocation(_approverKey));

        _refuseAttestation(terms, epochPassed(1, 2));
        refuse(smallOp(terms), epochPassed(1, 2));
    }

    function test_AC61_AttestationOfAPausedSession() external {
        SessionEncoder.Terms memory terms = _idle(7);
        SessionId id = sessionIdOf(terms);
        relay(pausing(_approverKey, id, 1));
        relay(reattestation(_approverKey, id, uint48(vm.getBlockTimestamp())));

        refuse(smallOp(terms), sessionIsPaused(id));
        relay(resumption(_approverKey, id, 1, 2));
        allow(smallOp(terms));
    }

    function test_AC61_AttestationOfTheFuture() external {
        SessionEncoder.Terms memory terms = _idle(7);
        uint48 time = uint48(vm.getBlockTimestamp());

        refuseRelayed(
            reattestation(_approverKey, sessionIdOf(terms), time + 1),
            abi.encodeWithSelector(ISessionKeyModule.AttestationInFuture.selector, time + 1, time)
        );
        skip(1);
        relay(reattestation(_approverKey, sessionIdOf(terms), time + 1));
        assertEq(_status(terms), time + 1, "last activity");
    }

    /// @dev It needs no sequence, because it names its second: an old one wakes nothing.
    function test_AC61_AttestationReplayed() external {
        SessionEncoder.Terms memory terms = _idle(7);
        skip(2 hours);
        uint48 time = uint48(vm.getBlockTimestamp());
        bytes memory message = reattestation(_approverKey, sessionIdOf(terms), time);
        relay(message);
        allow(smallOp(terms));
        vm.warp(time + IDLE + 7);

        relay(message);
        assertEq(_status(terms), time, "last activity");
        refuse(smallOp(terms), _dormant(time, time + IDLE + 1));
        relay(reattestation(_approverKey, sessionIdOf(terms), time + IDLE));
        relay(message);
        assertEq(_status(terms), time + IDLE, "last activity does not move back");
        allow(smallOp(terms));
    }

    function test_AC61_AttestationByWhoMayNot() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = _idle(7);
        SessionId id = sessionIdOf(terms);
        uint48 time = uint48(vm.getBlockTimestamp());
        bytes memory other = reattestation(_approverKey, sessionIdOf(otherTerms(9)), time);

        refuseRelayed(reattestation(_guardianKey, id, time), approverRefused());
        refuseRelayed(reattestation(_agentKey, id, time), approverRefused());
        refuseFrom(_approver, abi.encodeCall(_module.reattest, (account(), id, time, TYPED, "")), approverRefused());
        refuseRelayed(other, sessionUnknown(sessionIdOf(otherTerms(9))));
        callAs(account(), abi.encodeCall(_module.reattest, (account(), id, time, TYPED, "")));
        assertEq(_status(terms), time, "last activity");
    }

    /// @dev The renewer of one session has no say in another; without a renewer nobody is one.
    function test_AC61_AttestationByAnotherRenewer() external {
        SessionEncoder.Terms memory terms = _withRenewer("renewer");
        SessionEncoder.Terms memory other = _withRenewer("other renewer");
        SessionEncoder.Terms memory none = _idle(9);
        (address renewer, uint256 key) = makeKey("renewer");
        (address otherRenewer,) = makeKey("other renewer");
        uint48 time = uint48(vm.getBlockTimestamp());

        bytes4 invalid = ISessionKeyModule.SessionSignerInvalid.selector;
        refuseRelayed(renewerReattestation(key, other, time), abi.encodeWithSelector(invalid, otherRenewer, renewer));
        refuseRelayed(renewerReattestation(_agentKey, terms, time), abi.encodeWithSelector(invalid, renewer, _agent));
        refuseRelayed(renewerReattestation(key, none, time), abi.encodeWithSelector(invalid, address(0), renewer));
        bytes memory garbage = abi.encodeCall(
            _module.reattestAsRenewer, (account(), route(), envelopeOf(none), time, TYPED, new bytes(65))
        );
        refuseRelayed(garbage, abi.encodeWithSelector(invalid, address(0), address(0)));
        relay(renewerReattestation(key, terms, time));
        assertEq(_status(terms), time, "last activity");
    }

    /* HELPERS */

    function _idle(uint64 salt) private returns (SessionEncoder.Terms memory terms) {
        terms = otherTerms(salt);
        terms.grantDeadline = terms.expiresAt;
        terms.addIdleTimeout(IDLE);
        relayGrant(terms);
        skip(10 minutes);
    }

    function _withRenewer(string memory name) private returns (SessionEncoder.Terms memory terms) {
        terms = otherTerms(uint64(bytes(name).length));
        terms.addTtl(10 days, 5);
        terms.addRenewer(makeAddress(name));
        terms.addIdleTimeout(IDLE);
        relayGrant(terms);
    }

    /// @dev Signed by the approver, and asked for by the account itself.
    function _refuseAttestation(SessionEncoder.Terms memory terms, bytes memory refusal) private {
        SessionId id = sessionIdOf(terms);
        uint48 time = uint48(vm.getBlockTimestamp());
        refuseRelayed(reattestation(_approverKey, id, time), refusal);
        refuseFrom(account(), abi.encodeCall(_module.reattest, (account(), id, time, TYPED, "")), refusal);
    }

    function _status(SessionEncoder.Terms memory terms) private view returns (uint48 lastActivity) {
        return _module.sessionStatus(account(), sessionIdOf(terms)).lastActivity();
    }

    function _dormant(uint48 last, uint48 claimedAt) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionDormant.selector, last, IDLE, claimedAt);
    }
}

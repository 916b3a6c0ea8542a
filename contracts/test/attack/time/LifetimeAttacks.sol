// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice The life of a session: it begins and ends as granted, on every EntryPoint.
abstract contract LifetimeAttacks is AttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    string private constant NOT_DUE = "AA22 expired or not due";
    uint48 private constant NOW = Defaults.NOW;
    uint256 private constant TIME_LIMIT = 2 ** 47;

    function test_AC45_ZeroMeansForEver() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.expiresAt = 0;
        refuseGrant(terms, invalid("expiresAt", 0, uint256(NOW) + 1));
        terms.validAfter = 0;
        refuseGrant(terms, invalid("expiresAt", 0, 1));
        terms = defaultTerms();
        terms.addTtl(0, 3);
        refuseGrant(terms, invalid("ttl", 0, 1));
        terms = defaultTerms();
        terms.addIdleTimeout(0);
        refuseGrant(terms, invalid("idleTimeout", 0, 1));

        // 0 in the segment is no end of its own; the EntryPoint is told the session's.
        terms = defaultTerms();
        terms.validAfter = 0;
        terms.budgets = noItems();
        terms.leaves[0] = SessionEncoder.leaf(address(_token), _token.transfer.selector, 0, noItems(), noItems());
        relayGrant(terms);
        PackedUserOperation memory userOp = opWith(terms, transferCall(1), 0, 0);
        _assertBounds(userOp, 0, terms.expiresAt);
        allow(userOp);
    }

    function test_AC46_SessionThatNeverLives() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.expiresAt = NOW;
        refuseGrant(terms, invalid("expiresAt", NOW, uint256(NOW) + 1));
        terms.expiresAt = NOW - 1;
        refuseGrant(terms, invalid("expiresAt", NOW - 1, uint256(NOW) + 1));

        terms.expiresAt = NOW + 100;
        vm.warp(NOW + 101);
        refuseRelay(terms, _expired(NOW + 100, NOW + 101));
        vm.warp(NOW + 107);
        refuse(enablingOp(terms, one(transferCall(1)), TYPED), _expired(NOW + 100, NOW + 101));
        refuseByEntryPoint(_enablingOp(terms, NOW + 90), NOT_DUE);
        vm.warp(NOW + 100);
        allow(enablingOp(terms, one(transferCall(1)), TYPED));
    }

    function test_AC46_SessionThatLivesTooLong() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.validAfter = NOW + 10 days;
        terms.expiresAt = terms.validAfter + 366 days + 1;
        refuseRelay(terms, invalid("expiresAt", terms.expiresAt, uint256(terms.validAfter) + 366 days));

        // The first operation claims a later beginning, from where the end is near enough.
        terms.validAfter = NOW;
        terms.expiresAt = NOW + 366 days + 600;
        uint48 claimedAt = claim();
        refuse(_enablingOp(terms, claimedAt), invalid("expiresAt", terms.expiresAt, uint256(claimedAt) + 366 days));
        refuseByEntryPoint(_enablingOp(terms, NOW + 600), NOT_DUE);
        terms.expiresAt = NOW + 366 days;
        allow(_enablingOp(terms, claimedAt));
    }

    function test_AC46_TimeToLiveOutlivesTheSession() external {
        for (uint64 salt = 1; salt <= 2; salt++) {
            vm.warp(NOW + 50);
            SessionEncoder.Terms memory terms = defaultTerms();
            terms.salt = salt;
            terms.expiresAt = NOW + 100;
            terms.addTtl(1 hours, 1);
            if (salt == 1) relayGrant(terms);
            else allow(enablingOp(terms, one(transferCall(1)), TYPED));

            vm.warp(NOW + 101);
            refuseByEntryPoint(opWith(terms, transferCall(1), NOW + 99, 0), NOT_DUE);
            refuse(opWith(terms, transferCall(1), NOW + 101, 0), _expired(NOW + 100, NOW + 101));
            vm.warp(NOW + 100);
            allow(opWith(terms, transferCall(1), NOW + 99, 0));
        }
    }

    /// @dev One rule for all versions: usable after `validAfter`, up to and including `expiresAt`. v0.7 alone includes
    /// the second of the claim, so there a session begins at `validAfter`.
    function test_AC47_FirstSecond() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.validAfter = NOW + 1000;
        relayGrant(terms);
        uint48 first = terms.validAfter;

        vm.warp(first - 1);
        refuse(opWith(terms, transferCall(1), first - 1, 0), _notYetValid(first, first - 1));
        refuseByEntryPoint(opWith(terms, transferCall(1), first, 0), NOT_DUE);
        vm.warp(first);
        refuse(opWith(terms, transferCall(1), first - 1, 0), _notYetValid(first, first - 1));
        PackedUserOperation memory userOp = opWith(terms, transferCall(1), first, 0);
        if (entryPoint() == ENTRY_POINT_V07) allow(userOp);
        else refuseByEntryPoint(userOp, NOT_DUE);
        vm.warp(first + 1);
        allow(opWith(terms, transferCall(1), first, 0));
    }

    function test_AC47_LastSecond() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        uint48 last = terms.expiresAt;

        vm.warp(last);
        refuse(
            opWith(terms, transferCall(1), last, 0),
            abi.encodeWithSelector(
                ISessionKeyModule.BoundsDisjoint.selector, bytes32("claimedAt"), last, bytes32("expiresAt"), last
            )
        );
        allow(opWith(terms, transferCall(1), last - 1, 0));
        vm.warp(last + 1);
        refuseByEntryPoint(opWith(terms, transferCall(1), last - 1, 0), NOT_DUE);
        refuse(opWith(terms, transferCall(1), last + 1, 0), _expired(last, last + 1));
    }

    function test_AC48_TimesOfAGrantAreBlockNumbers() external {
        uint48 flag = 2 ** 47;
        SessionEncoder.Terms memory terms = defaultTerms();
        uint48 expiresAt = terms.expiresAt;
        uint48[3] memory wide = [flag, flag | expiresAt, type(uint48).max];
        for (uint256 i = 0; i < wide.length; i++) {
            terms.expiresAt = wide[i];
            refuseGrant(terms, invalid("expiresAt", wide[i], TIME_LIMIT - 1));
        }
        terms.validAfter = flag;
        terms.expiresAt = flag + 100;
        refuseGrant(terms, invalid("expiresAt", TIME_LIMIT + 100, TIME_LIMIT - 1));
        terms.expiresAt = expiresAt;
        refuseGrant(terms, invalid("expiresAt", expiresAt, TIME_LIMIT + 1));

        terms = defaultTerms();
        terms.grantDeadline = flag;
        refuseGrant(terms, invalid("grantDeadline", TIME_LIMIT, TIME_LIMIT - 1));
        terms.grantDeadline = flag - 1;
        relayGrant(terms);
        allow(terms, transferCall(1));
    }

    function test_AC48_TimesOfAnOperationAreBlockNumbers() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        uint48[3] memory wide = [uint48(2 ** 47), uint48(2 ** 47) | claim(), type(uint48).max];
        for (uint256 i = 0; i < wide.length; i++) {
            refuse(_opUntil(terms, wide[i], 0), invalid("claimedAt", wide[i], TIME_LIMIT - 1));
            refuse(_opUntil(terms, claim(), wide[i]), invalid("notAfter", wide[i], TIME_LIMIT - 1));
            refuse(_opUntil(terms, wide[i], wide[i]), invalid("claimedAt", wide[i], TIME_LIMIT - 1));
        }
        allow(_opUntil(terms, claim(), 2 ** 47 - 1));
    }

    /// @dev At the end of time, terms that reach beyond it are cut off, and nothing wraps around.
    function test_AC48_SumsOfTimesReachTheFlag() external {
        uint48 time = uint48(TIME_LIMIT - 1 days);
        vm.warp(time);
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.expiresAt = uint48(TIME_LIMIT - 1);
        terms.grantDeadline = terms.expiresAt;
        terms.addTtl(type(uint32).max, 1);
        terms.addIdleTimeout(type(uint32).max);
        uint32 longest = type(uint32).max - 3;
        terms.budgets = items(
            SessionEncoder.budget(1, address(_token), 1000e6, type(uint32).max),
            SessionEncoder.budget(2, address(_token), 1000e6, longest)
        );
        relayGrant(terms);

        PackedUserOperation memory userOp = opWith(terms, transferCall(1), time - 6, 0);
        (bool answered, bytes memory answer) = askModule(userOp);
        assertTrue(answered, "module answered");
        uint256 until = uint48(uint256(bytes32(answer)) >> 160);
        assertLt(until, TIME_LIMIT, "until");
        assertGt(until, time, "until");
        allow(userOp);
    }

    /* HELPERS */

    function _enablingOp(SessionEncoder.Terms memory terms, uint48 claimedAt)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claimedAt, FLAG_ENABLE, enablePart(terms, TYPED, approve(terms, TYPED)), calls));
    }

    function _opUntil(SessionEncoder.Terms memory terms, uint48 claimedAt, uint48 notAfter)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(transferCall(1)), 0);
        sign(userOp, bodyUntil(bodyWith(terms, transferCall(1), claimedAt, 0), notAfter));
    }

    function _assertBounds(PackedUserOperation memory userOp, uint256 validAfter, uint256 validUntil) private {
        (bool answered, bytes memory answer) = askModule(userOp);
        assertTrue(answered, "module answered");
        assertEq(uint256(bytes32(answer)), validAfter << 208 | validUntil << 160, "validation data");
    }

    function _expired(uint48 expiresAt, uint48 time) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionExpired.selector, expiresAt, time);
    }

    function _notYetValid(uint48 validAfter, uint48 claimedAt) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionNotYetValid.selector, validAfter, claimedAt);
    }
}

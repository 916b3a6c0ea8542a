// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Windows of budgets, and claims: who chooses the time gains nothing.
abstract contract WindowAttacks is AttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    string private constant NOT_DUE = "AA22 expired or not due";
    uint8 private constant LIFETIME = 0;
    uint8 private constant CALENDAR = 1;
    uint8 private constant ROLLING = 2;
    uint256 private constant PERIOD = 1 days;
    uint256 private constant BUCKET = PERIOD / 4;

    function test_AC51_TwiceTheLimitAroundAnEdge() external {
        SessionEncoder.Terms memory terms = _terms(CALENDAR);
        relayGrant(terms);
        uint256 edge = nextDay();

        vm.warp(edge - 1);
        allow(terms, _approval(1000e6));
        refuse(terms, _approval(1), _exceeded(1000e6, 1, edge));
        vm.warp(edge + 6);
        allow(terms, _approval(1000e6));
        refuse(terms, _approval(1), _exceeded(1000e6, 1, edge + PERIOD));
        vm.warp(edge + PERIOD - 1);
        refuse(terms, _approval(1), _exceeded(1000e6, 1, edge + PERIOD));
        vm.warp(edge + PERIOD + 6);
        allow(terms, _approval(1));
    }

    /// @dev An operation with the grace may run in either window, so it counts in both.
    function test_AC51_GraceAddsToALimit() external {
        SessionEncoder.Terms memory terms = _terms(CALENDAR);
        relayGrant(terms);
        uint256 edge = nextDay();

        vm.warp(edge + 10);
        allow(opWith(terms, _approval(700e6), edge - 10, FLAG_GRACE));
        refuse(opWith(terms, _approval(301e6), edge - 10, FLAG_GRACE), _exceeded(700e6, 301e6, edge));
        refuse(opWith(terms, _approval(301e6), edge + 1, 0), _exceeded(700e6, 301e6, edge + PERIOD));
        allow(opWith(terms, _approval(300e6), edge + 1, 0));
        // What counts here as well was not granted twice: the window after this one starts anew.
        vm.warp(edge + PERIOD + 10);
        allow(terms, _approval(1000e6));
    }

    function test_AC51_RollingWindowHasNoEdge() external {
        SessionEncoder.Terms memory terms = _terms(ROLLING);
        relayGrant(terms);
        uint256 first = (vm.getBlockTimestamp() / BUCKET + 2) * BUCKET;

        // The last second of a bucket: one period later is the last second of the fourth one after it.
        vm.warp(first - 1);
        allow(opWith(terms, _approval(1000e6), first - 2, 0));
        for (uint256 i = 0; i < 4; i++) {
            uint256 start = first + i * BUCKET;
            vm.warp(start + 1);
            refuse(opWith(terms, _approval(1), start, 0), _exceeded(1000e6, 1, start + BUCKET));
        }
        vm.warp(first - 1 + PERIOD);
        refuse(opWith(terms, _approval(1), first - 2 + PERIOD, 0), _exceeded(1000e6, 1, first + PERIOD));
        vm.warp(first + PERIOD + 1);
        allow(opWith(terms, _approval(1000e6), first + PERIOD, 0));
    }

    function test_AC51_PeriodOutOfRange() external {
        _refusePeriod(LIFETIME, 1, invalid("period", 1, 0));
        _refusePeriod(CALENDAR, 0, invalid("period", 0, 600));
        _refusePeriod(CALENDAR, 599, invalid("period", 599, 600));
        _refusePeriod(ROLLING, 0, invalid("period", 0, 3600));
        _refusePeriod(ROLLING, 3596, invalid("period", 3596, 3600));
        _refusePeriod(ROLLING, 3601, invalid("period", 3601, 3600));
        _refusePeriod(3, 86_400, invalid("budgetKind", 3, 2));

        // The least and the greatest; the greatest is longer than any session.
        _allowPeriod(CALENDAR, 600);
        _allowPeriod(CALENDAR, type(uint32).max);
        _allowPeriod(ROLLING, 3600);
        _allowPeriod(ROLLING, type(uint32).max - 3);
    }

    function test_AC52_ClaimOfAnUnusedWindow() external {
        uint8[2] memory kinds = [CALENDAR, ROLLING];
        for (uint256 i = 0; i < 2; i++) {
            SessionEncoder.Terms memory terms = _terms(kinds[i]);
            relayGrant(terms);
            uint256 length = kinds[i] == CALENDAR ? PERIOD : BUCKET;
            skip(6 * PERIOD);
            uint256 time = vm.getBlockTimestamp();
            uint256 window = time / length;

            // Nothing was spent yet, neither in the past nor in the future.
            refuseByEntryPoint(opWith(terms, _approval(1000e6), time - length, 0), NOT_DUE);
            refuseByEntryPoint(opWith(terms, _approval(1000e6), time - length, FLAG_GRACE), NOT_DUE);
            refuseByEntryPoint(opWith(terms, _approval(1000e6), time + length, 0), NOT_DUE);
            allow(terms, _approval(1000e6));
            // Now the window of the claim is known to be over.
            refuse(
                opWith(terms, _approval(1), time - length, 0),
                abi.encodeWithSelector(ISessionKeyModule.WindowPassed.selector, 0, window, window - 1)
            );
            // A claim of the future is judged by its own window, and not due there.
            refuseByEntryPoint(opWith(terms, _approval(1000e6), time + 2 * PERIOD, 0), NOT_DUE);
            refuse(terms, _approval(1), _exceeded(1000e6, 1, (window + 1) * length));
        }
    }

    function test_AC54_BlockTimeJumpsOverTheExpiry() external {
        SessionEncoder.Terms memory terms = _terms(LIFETIME);
        terms.addIdleTimeout(1 days);
        relayGrant(terms);
        _stayAwake(terms);
        uint256 last = terms.expiresAt;

        for (uint8 flags = 0; flags <= FLAG_GRACE; flags += FLAG_GRACE) {
            PackedUserOperation memory userOp = opWith(terms, _approval(1), last - 30, flags);
            vm.warp(last + 1);
            refuseByEntryPoint(userOp, NOT_DUE);
            vm.warp(last + 15 minutes);
            refuseByEntryPoint(userOp, NOT_DUE);
            vm.warp(last);
            allow(opWith(terms, _approval(1), last - 30, flags));
        }
    }

    function test_AC54_BlockTimeJumpsOverIdleTimeoutAndSchedule() external {
        SessionEncoder.Terms memory terms = _terms(LIFETIME);
        terms.addIdleTimeout(1 hours);
        uint256 day = Defaults.NOW / 1 days * 1 days;
        terms.addSchedule(0, uint24(Defaults.NOW - day + 1000), 0x7f);
        relayGrant(terms);
        uint256 end = Defaults.NOW + 1000;

        PackedUserOperation memory userOp = opWith(terms, _approval(1), end - 10, FLAG_GRACE);
        vm.warp(end);
        refuseByEntryPoint(userOp, NOT_DUE);
        vm.warp(end - 1);
        allow(userOp);

        terms.groups = "";
        terms.features = 0x40;
        terms.addIdleTimeout(1 hours);
        relayGrant(terms);
        uint256 dormantAt = end - 1 + 1 hours;
        userOp = opWith(terms, _approval(1), dormantAt - 10, FLAG_GRACE);
        vm.warp(dormantAt + 1);
        refuseByEntryPoint(userOp, NOT_DUE);
        vm.warp(dormantAt);
        allow(userOp);
    }

    /// @dev The one skew that is stated: 120 seconds at the end of a budget's window, for who asks for it.
    function test_AC54_BlockTimeJumpsOverAWindow() external {
        uint8[2] memory kinds = [CALENDAR, ROLLING];
        for (uint256 i = 0; i < 2; i++) {
            SessionEncoder.Terms memory terms = _terms(kinds[i]);
            relayGrant(terms);
            uint256 length = kinds[i] == CALENDAR ? PERIOD : BUCKET;
            uint256 edge = (vm.getBlockTimestamp() / length + 1) * length;

            vm.warp(edge - 1);
            PackedUserOperation memory plain = opWith(terms, _approval(1), edge - 119, 0);
            PackedUserOperation memory graceful = opWith(terms, _approval(1), edge - 119, FLAG_GRACE);
            // Too early for a grace.
            PackedUserOperation memory early = opWith(terms, _approval(1), edge - 120, FLAG_GRACE);
            vm.warp(edge);
            refuseByEntryPoint(plain, NOT_DUE);
            refuseByEntryPoint(early, NOT_DUE);
            vm.warp(edge + 120);
            refuseByEntryPoint(graceful, NOT_DUE);
            vm.warp(edge + 119);
            allow(graceful);
            vm.warp(edge - 1);
        }
    }

    function test_AC54_OperationIsHeldBack() external {
        SessionEncoder.Terms memory terms = _terms(LIFETIME);
        relayGrant(terms);
        uint256 time = vm.getBlockTimestamp();
        PackedUserOperation memory userOp = unsignedOp(terms, one(_approval(1)), 0);
        sign(userOp, bodyUntil(bodyWith(terms, _approval(1), claim(), 0), uint48(time + 10 minutes)));

        vm.warp(time + 10 minutes + 1);
        refuseByEntryPoint(userOp, NOT_DUE);
        vm.warp(time + 15 minutes);
        refuseByEntryPoint(userOp, NOT_DUE);
        vm.warp(time + 10 minutes);
        allow(userOp);
    }

    /* HELPERS */

    /// @dev May approve 1,000 in all, a day, or in any day.
    function _terms(uint8 kind) private view returns (SessionEncoder.Terms memory) {
        return _terms(kind, kind == LIFETIME ? 0 : uint32(PERIOD));
    }

    function _terms(uint8 kind, uint32 period) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.grantDeadline = terms.expiresAt;
        terms.budgets[0] = SessionEncoder.budget(kind, address(_token), Defaults.DAILY_LIMIT, period);
        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        terms.leaves[0] = SessionEncoder.leaf(address(_token), _token.approve.selector, 0, noItems(), spends);
    }

    function _approval(uint256 amount) private view returns (TestCall memory) {
        return callOf(address(_token), abi.encodeCall(_token.approve, (_recipient, amount)));
    }

    function _refusePeriod(uint8 kind, uint32 period, bytes memory refusal) private {
        refuseGrant(_terms(kind, period), refusal);
    }

    function _allowPeriod(uint8 kind, uint32 period) private {
        SessionEncoder.Terms memory terms = _terms(kind, period);
        relayGrant(terms);
        allow(terms, _approval(1000e6));
        uint256 window = kind == CALENDAR ? period : period / 4;
        refuse(terms, _approval(1), _exceeded(1000e6, 1, (claim() / window + 1) * window));
    }

    function _exceeded(uint256 spent, uint256 requested, uint256 resetsAt) private view returns (bytes memory) {
        return exceeded(0, address(_token), Defaults.DAILY_LIMIT, spent, requested, resetsAt);
    }

    /// @dev The account attests that the session lives in its last second.
    function _stayAwake(SessionEncoder.Terms memory terms) private {
        vm.warp(terms.expiresAt - 100);
        vm.prank(account());
        _module.reattest(account(), sessionIdOf(terms), terms.expiresAt - 100, TYPED, "");
    }
}

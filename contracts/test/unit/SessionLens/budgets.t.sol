// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {BudgetReport} from "../../../src/types/SessionReport.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionLensUnitTest} from "./SessionLensUnitTest.sol";

/// @notice What the budgets of a session still allow. Whatever the lens says, the module accepts exactly that much, and
/// refuses one more with the same numbers.
contract SessionLens_Budgets_Test is SessionLensUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant START = Defaults.NOW;
    uint256 private constant NEXT_DAY = (START / 1 days + 1) * 1 days;
    uint256 private constant BUCKET = 6 hours;
    uint256 private constant NEXT_BUCKET = (START / BUCKET + 1) * BUCKET;

    /// @dev As many units as a bucket's 42 bits hold.
    uint128 private constant MAX_UNITS = 2 ** 42 - 1;

    SessionEncoder.Terms private _terms;

    function test_GivenALifetime() public {
        _grant(SessionEncoder.budget(0, address(_token), 100, 0));
        _assertBudget(0, 100, 1, 0);
        _spendAt(START, 99);
        _assertBudget(99, 1, 1, 0);
        _spendAt(START, 1);
        _assertBudget(100, 0, 1, 0);
        vm.warp(START + 300 days);
        _assertBudget(100, 0, 1, 0);
    }

    function test_GivenTheGreatestLimit() public {
        uint256 most = type(uint128).max;
        _grant(SessionEncoder.budget(0, address(_token), type(uint128).max, 0));
        BudgetReport memory report = reportOf(_terms).budgets[0];
        assertEq(report.remaining, most, "all of it");
        assertAccepted(opNow(_terms, spend(most)), "all of it");
        _spendAt(START, 1);
        _assertBudget(1, most - 1, 1, 0);
    }

    function test_GivenACalendarWindow() public {
        _grant(SessionEncoder.budget(1, address(_token), 100, 1 days));
        _assertBudget(0, 100, 1, NEXT_DAY);
        _spendAt(START, 60);
        _assertBudget(60, 40, 1, NEXT_DAY);
        vm.warp(NEXT_DAY - 1);
        _assertBudget(60, 40, 1, NEXT_DAY);
        vm.warp(NEXT_DAY);
        _assertBudget(0, 100, 1, NEXT_DAY + 1 days);
        vm.warp(NEXT_DAY + 40 days + 1);
        _assertBudget(0, 100, 1, NEXT_DAY + 41 days);
    }

    /// @dev Late amounts count in the next window too, and in no later one.
    function test_GivenACarry() public {
        _grant(SessionEncoder.budget(1, address(_token), 100, 1 days));
        _spendAt(NEXT_DAY - 121, 10);
        _spendAt(NEXT_DAY - 119, 30);
        _assertBudget(40, 60, 1, NEXT_DAY);
        vm.warp(NEXT_DAY);
        _assertBudget(30, 70, 1, NEXT_DAY + 1 days);
        _spendAt(NEXT_DAY, 70);
        _assertBudget(100, 0, 1, NEXT_DAY + 1 days);
        vm.warp(NEXT_DAY + 1 days);
        _assertBudget(0, 100, 1, NEXT_DAY + 2 days);
    }

    function test_GivenARollingWindow() public {
        _grant(SessionEncoder.budget(2, address(_token), 100, 1 days));
        _assertBudget(0, 100, 1, NEXT_BUCKET);
        _spendAt(START, 60);
        _spendAt(NEXT_BUCKET, 40);
        _assertBudget(100, 0, 1, NEXT_BUCKET + BUCKET);
        vm.warp(NEXT_BUCKET + 4 * BUCKET - 1);
        _assertBudget(100, 0, 1, NEXT_BUCKET + 4 * BUCKET);
        vm.warp(NEXT_BUCKET + 4 * BUCKET);
        _assertBudget(40, 60, 1, NEXT_BUCKET + 5 * BUCKET);
        vm.warp(NEXT_BUCKET + 5 * BUCKET);
        _assertBudget(0, 100, 1, NEXT_BUCKET + 6 * BUCKET);
    }

    /// @dev Amounts are rounded up to whole units, the limit down.
    function test_GivenUnits() public {
        _grant(SessionEncoder.budget(2, address(_token), MAX_UNITS * 3 - 1, 1 days));
        uint256 whole = (MAX_UNITS - 1) * 3;
        _assertBudget(0, whole, 3, NEXT_BUCKET);
        _spendAt(START, 1);
        _assertBudget(3, whole - 3, 3, NEXT_BUCKET);
        _spendAt(START, 4);
        _assertBudget(9, whole - 9, 3, NEXT_BUCKET);
        _spendAt(START, whole - 9);
        _assertBudget(whole, 0, 3, NEXT_BUCKET);
    }

    /// @dev No EntryPoint includes an operation before its claim; an account that asks by itself can be ahead.
    function test_GivenALaterWindow() public {
        SessionEncoder.Terms memory terms = spendingTerms(SessionEncoder.budget(1, address(_token), 100, 1 days));
        withBudget(terms, SessionEncoder.budget(2, address(_token), MAX_UNITS * 2, 1 days));
        _terms = terms;
        relayGrant(terms);
        _spendAt(NEXT_DAY + 1 days, 7);

        vm.warp(NEXT_DAY);
        BudgetReport[] memory reports = reportOf(_terms).budgets;
        assertEq(reports[0].spent, 7, "spent");
        assertEq(reports[0].remaining, 0, "remaining");
        assertEq(reports[0].resetsAt, NEXT_DAY + 1 days, "the window that is charged");
        assertEq(reports[1].spent, 8, "spent, in units");
        assertEq(reports[1].remaining, 0, "remaining");
        assertEq(reports[1].resetsAt, NEXT_DAY + 1 days, "the bucket that is charged");
        uint256 window = NEXT_DAY / 1 days;
        bytes memory passed = refusal(ISessionKeyModule.WindowPassed.selector, 0, window + 1, window);
        refuse(opNow(_terms, spend(1)), passed);
    }

    function test_GivenOperations() public {
        _terms = termsOf(routerLeaf(none(), none()));
        _terms.budgets[0] = SessionEncoder.budget(1, address(1), 2, 1 days);
        relayGrant(_terms);
        for (uint256 left = 2; left != 0; left--) {
            assertEq(reportOf(_terms).budgets[0].remaining, left, "operations left");
            _spendAt(START, 5);
        }

        assertEq(reportOf(_terms).budgets[0].remaining, 0, "operations left");
        refuse(opNow(_terms, spend(5)), exceeded(0, address(1), 2, 2, 1, NEXT_DAY));
    }

    function test_GivenNativeValue() public {
        _terms = termsOf(SessionEncoder.leaf(address(_router), SELECTOR, 100, none(), none()));
        _terms.budgets[0] = SessionEncoder.budget(0, address(0), 30, 0);
        relayGrant(_terms);
        assertEq(uint160(validate(opNow(_terms, _send(20)))), 0, "signature is right");

        assertEq(reportOf(_terms).budgets[0].remaining, 10, "wei left");
        assertAccepted(opNow(_terms, _send(10)), "all that is left");
        refuse(opNow(_terms, _send(11)), exceeded(0, address(0), 30, 20, 11, 0));
    }

    function test_GivenGas() public {
        _terms = termsOf(routerLeaf(none(), none()));
        _terms.budgets[0] = SessionEncoder.budget(1, address(2), 1_000_000, 1 days);
        _terms.features = 0;
        relayGrant(_terms);
        assertEq(uint160(validate(_opFor(400_000))), 0, "signature is right");

        assertEq(reportOf(_terms).budgets[0].remaining, 600_000, "wei of fees left");
        assertAccepted(_opFor(600_000), "all that is left");
        refuse(_opFor(600_001), exceeded(0, address(2), 1_000_000, 400_000, 600_001, NEXT_DAY));
    }

    function test_GivenSeveralBudgets() public {
        SessionEncoder.Terms memory terms = spendingTerms(SessionEncoder.budget(1, address(_token), 100, 1 days));
        withBudget(terms, SessionEncoder.budget(2, address(_otherToken), 50, 3600));
        withBudget(terms, SessionEncoder.budget(0, address(_token), 150, 0));
        _terms = terms;
        relayGrant(terms);
        _spendAt(START, 80);

        BudgetReport[] memory reports = reportOf(_terms).budgets;
        assertEq(reports.length, 3, "budgets");
        assertEq(reports[0].remaining, 20, "of the day");
        assertEq(reports[1].remaining, 50, "of another token");
        assertEq(reports[2].remaining, 70, "for life");
        assertEq(reports[1].terms.asset, address(_otherToken), "asset");
        assertEq(reports[1].terms.limit, 50, "limit");
        assertEq(reports[1].terms.kind, 2, "kind");
        assertEq(reports[1].terms.period, 3600, "period");
        vm.warp(NEXT_DAY);
        assertEq(reportOf(_terms).budgets[2].remaining, 70, "less than the day allows");
        assertAccepted(opNow(_terms, spend(70)), "the least of them");
        refuse(opNow(_terms, spend(71)), exceeded(2, address(_token), 150, 80, 71, 0));
    }

    function test_GivenNoGrant() public {
        _terms = spendingTerms(SessionEncoder.budget(2, address(_token), 100, 1 days));
        BudgetReport memory report = reportOf(_terms).budgets[0];
        assertEq(report.remaining, 100, "all of it");
    }

    /// @dev After any history of any budget, in any second.
    function testFuzz_GivenAnyHistory(uint256 seed, uint8 kind, uint128 limit, uint32 period) public {
        kind = uint8(bound(kind, 0, 2));
        limit = uint128(bound(limit, 0, kind == 1 ? 2 ** 108 - 1 : type(uint128).max - 1));
        period = uint32(bound(period, 900, 7 days)) * 4;
        _grant(SessionEncoder.budget(kind, address(_token), limit, kind == 0 ? 0 : period));

        for (uint256 i = 0; i < 6; i++) {
            uint256 choice = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(vm.getBlockTimestamp() + uint64(choice) % period);
            uint256 left = reportOf(_terms).budgets[0].remaining;
            _assertVerdict(left);
            uint256 amount = choice >> 255 == 0 ? left : uint256(uint128(choice >> 64)) % (left + 1);
            // Often late: the seconds in which the grace flag counts are few.
            uint256 claimed = vm.getBlockTimestamp();
            if (choice >> 254 & 1 == 0) claimed = (claimed / period + 1) * period - 1 - (choice >> 200) % 150;
            if (claimed > vm.getBlockTimestamp()) vm.warp(claimed);
            if (reportOf(_terms).budgets[0].remaining >= amount) _spendAt(vm.getBlockTimestamp(), amount);
        }
        _assertVerdict(reportOf(_terms).budgets[0].remaining);
    }

    /* HELPERS */

    function _grant(bytes memory budget) private {
        _terms = spendingTerms(budget);
        relayGrant(_terms);
    }

    /// @dev With the grace flag, so that the last second of a window is not refused for its bounds.
    function _opAt(uint256 amount) private view returns (PackedUserOperation memory) {
        return opAt(_terms, spend(amount), vm.getBlockTimestamp(), FLAG_GRACE);
    }

    function _spendAt(uint256 time, uint256 amount) private {
        vm.warp(time);
        assertEq(uint160(validate(_opAt(amount))), 0, "signature is right");
    }

    function _assertBudget(uint256 spent, uint256 remaining, uint256 unit, uint256 resetsAt) private {
        BudgetReport memory report = reportOf(_terms).budgets[0];
        assertEq(report.spent, spent, "spent");
        assertEq(report.remaining, remaining, "remaining");
        assertEq(report.unit, unit, "unit");
        assertEq(report.resetsAt, resetsAt, "next reset");
        _assertVerdict(remaining);
    }

    /// @dev The module accepts all that remains, and refuses one more with the numbers of the report.
    function _assertVerdict(uint256 remaining) private {
        BudgetReport memory report = reportOf(_terms).budgets[0];
        assertAccepted(_opAt(remaining), "all that remains");
        refuse(
            _opAt(remaining + 1),
            exceeded(0, report.terms.asset, report.terms.limit, report.spent, remaining + 1, report.resetsAt)
        );
    }

    function _send(uint256 value) private view returns (TestCall memory call) {
        call = routerCall("");
        call.value = value;
    }

    /// @dev An operation that can cost so many wei.
    function _opFor(uint256 cost) private view returns (PackedUserOperation memory userOp) {
        TestCall memory call = spend(0);
        userOp = unsignedOp(_terms, one(call), 0);
        (userOp.preVerificationGas, userOp.accountGasLimits, userOp.gasFees) = (cost, 0, bytes32(uint256(1)));
        sign(userOp, segmentBody(uint48(vm.getBlockTimestamp()), 0, grantedPart(_terms), one(call)));
    }
}

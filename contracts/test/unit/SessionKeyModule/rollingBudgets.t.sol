// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Defaults} from "../../utils/Defaults.sol";
import {BudgetUnitTest} from "./BudgetUnitTest.sol";

/// @notice Rolling budgets: five quarters of a period, so that no interval of one period spends more than the limit.
contract SessionKeyModule_RollingBudgets_Test is BudgetUnitTest {
    uint256 private constant BUCKET = 6 hours;
    uint256 private constant MAX_UNITS = 2 ** 42 - 1;
    /// @dev A bucket's first second, in the first period after the grant.
    uint256 private constant FIRST = (Defaults.NOW / BUCKET + 1) * BUCKET;

    function test_RevertWhen_FiveBucketsAreUsedUp() public {
        _daily(1000);
        for (uint256 i = 0; i < 5; i++) {
            spend(200, FIRST + i * BUCKET, 0, FIRST + (i + 1) * BUCKET - 1);
        }
        refuseSpend(1, FIRST + 4 * BUCKET, 0, exceeded(0, 1000, 1000, 1, FIRST + 5 * BUCKET));
        spend(200, FIRST + 5 * BUCKET, 0, FIRST + 6 * BUCKET - 1);
        refuseSpend(1, FIRST + 5 * BUCKET, 0, exceeded(0, 1000, 1000, 1, FIRST + 6 * BUCKET));
    }

    function test_WhenLimitIsSpentAtOnce() public {
        _daily(1000);
        refuseSpend(1001, FIRST, 0, exceeded(0, 1000, 0, 1001, FIRST + BUCKET));
        spend(1000, FIRST, 0, FIRST + BUCKET - 1);
        for (uint256 i = 0; i < 5; i++) {
            refuseSpend(1, FIRST + i * BUCKET, 0, exceeded(0, 1000, 1000, 1, FIRST + (i + 1) * BUCKET));
        }
        spend(1000, FIRST + 5 * BUCKET, 0, FIRST + 6 * BUCKET - 1);
    }

    function test_RevertWhen_ClaimIsInAnEarlierBucket() public {
        _daily(1000);
        spend(1, FIRST + 2 * BUCKET, 0, FIRST + 3 * BUCKET - 1);
        uint256 index = FIRST / BUCKET;
        refuseSpend(1, FIRST + 2 * BUCKET - 2, 0, windowPassed(0, index + 2, index + 1));
        refuseSpend(1, FIRST, FLAG_GRACE, windowPassed(0, index + 2, index));
        spend(0, FIRST, 0, _terms.expiresAt);
    }

    function test_WhenBucketsAreLeftOut() public {
        _daily(1000);
        spend(400, FIRST, 0, FIRST + BUCKET - 1);
        spend(600, FIRST + 4 * BUCKET, 0, FIRST + 5 * BUCKET - 1);
        spend(400, FIRST + 5 * BUCKET, 0, FIRST + 6 * BUCKET - 1);
        spend(1000, FIRST + 40 * BUCKET, 0, FIRST + 41 * BUCKET - 1);
    }

    function test_WhenBucketEnds() public {
        _daily(1000);
        spend(1, FIRST + BUCKET - 2, 0, FIRST + BUCKET - 1);
        refuseSpend(1, FIRST + BUCKET - 1, 0, disjoint(FIRST + BUCKET - 1, "budget", FIRST + BUCKET - 1));
        spend(1, FIRST + BUCKET, 0, FIRST + 2 * BUCKET - 1);
    }

    function test_WhenPeriodIsTheShortest() public {
        grantWith(tokenBudget(ROLLING, 1000, 3600));
        uint256 start = (Defaults.NOW / 900 + 1) * 900;
        spend(1000, start, 0, start + 899);
        refuseSpend(1, start + 4 * 900 + 898, 0, exceeded(0, 1000, 1000, 1, start + 5 * 900));
        spend(1000, start + 5 * 900, 0, start + 6 * 900 - 1);
    }

    function test_RevertWhen_LimitIsZero() public {
        _daily(0);
        refuseSpend(1, FIRST, 0, exceeded(0, 0, 0, 1, FIRST + BUCKET));
        spend(0, FIRST, 0, _terms.expiresAt);
    }

    /* UNITS */

    function test_WhenLimitFillsTheSlot() public {
        _daily(uint128(MAX_UNITS));
        spend(MAX_UNITS, FIRST, 0, FIRST + BUCKET - 1);
        refuseSpend(1, FIRST + BUCKET, 0, exceeded(0, MAX_UNITS, MAX_UNITS, 1, FIRST + 2 * BUCKET));
    }

    /// @dev One above: a unit is 2, and what the limit has beyond whole units cannot be spent.
    function test_WhenLimitIsCountedInUnits() public {
        uint256 limit = MAX_UNITS + 2; // an odd number
        _daily(uint128(limit));
        refuseSpend(limit, FIRST, 0, exceeded(0, limit, 0, limit, FIRST + BUCKET));
        spend(1, FIRST, 0, FIRST + BUCKET - 1);
        refuseSpend(limit - 2, FIRST, 0, exceeded(0, limit, 2, limit - 2, FIRST + BUCKET));
        spend(limit - 3, FIRST, 0, FIRST + BUCKET - 1);
        refuseSpend(1, FIRST, 0, exceeded(0, limit, limit - 1, 1, FIRST + BUCKET));
    }

    function test_WhenLimitIsTheGreatest() public {
        uint256 limit = type(uint128).max;
        uint256 unit = (limit - 1) / MAX_UNITS + 1;
        uint256 spendable = limit / unit * unit;
        _daily(uint128(limit));
        refuseSpend(spendable + 1, FIRST, 0, exceeded(0, limit, 0, spendable + 1, FIRST + BUCKET));
        spend(spendable, FIRST, 0, FIRST + BUCKET - 1);
        refuseSpend(1, FIRST, 0, exceeded(0, limit, spendable, 1, FIRST + BUCKET));
        refuseSpend(limit, FIRST, 0, exceeded(0, limit, spendable, limit, FIRST + BUCKET));
    }

    function test_WhenDailyAndRolling() public {
        grantWith(list(tokenBudget(CALENDAR, 600, 1 days), tokenBudget(ROLLING, 1000, 1 days)));
        uint256 midnight = (Defaults.NOW / 1 days + 1) * 1 days;
        spend(600, midnight - 100, 0, midnight - 1);
        refuseSpend(401, midnight, 0, exceeded(1, 1000, 600, 401, midnight + BUCKET));
        spend(400, midnight, 0, midnight + BUCKET - 1);
    }

    function _daily(uint128 limit) private {
        grantWith(tokenBudget(ROLLING, limit, 1 days));
    }
}

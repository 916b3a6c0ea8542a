// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {BudgetUnitTest} from "./BudgetUnitTest.sol";

/// @notice The flag for the grace: an operation that claims the last seconds of a window may come up to GRACE later,
/// and counts in both windows.
contract SessionKeyModule_Grace_Test is BudgetUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev The first end of a day after the grant.
    uint256 private constant END = (Defaults.NOW / 1 days + 1) * 1 days;
    uint256 private constant LATE = END - 1 + GRACE_SECONDS;
    uint256 private constant NEXT = END + 1 days;

    /* CALENDAR */

    function test_WhenWindowEndsLater() public {
        _daily();
        spend(600, END - GRACE_SECONDS, FLAG_GRACE, END - 1);
        spend(1000, END, 0, NEXT - 1);
    }

    function test_WhenWindowEndsWithinTheGrace() public {
        _daily();
        spend(600, END - GRACE_SECONDS + 1, FLAG_GRACE, LATE);
        refuseSpend(401, END, 0, exceeded(0, 1000, 600, 401, NEXT));
        spend(400, END, 0, NEXT - 1);
    }

    function test_WhenClaimIsTheLastSecond() public {
        _daily();
        refuseSpend(1, END - 1, 0, disjoint(END - 1, "budget", END - 1));
        spend(1, END - 1, FLAG_GRACE, LATE);
    }

    function test_WhenClaimIsTheFirstSecondOfTheNext() public {
        _daily();
        spend(1000, END, FLAG_GRACE, NEXT - 1);
        spend(1000, NEXT, 0, NEXT + 1 days - 1);
    }

    function test_WhenFlagIsNotSet() public {
        _daily();
        spend(1000, END - 2, 0, END - 1);
        spend(1000, END, 0, NEXT - 1);
    }

    /// @dev Only what was late is carried.
    function test_WhenAmountsAreMixed() public {
        _daily();
        spend(500, END - 1000, 0, END - 1);
        spend(300, END - 50, FLAG_GRACE, LATE);
        refuseSpend(201, END - 50, FLAG_GRACE, exceeded(0, 1000, 800, 201, END));
        spend(200, END - 40, 0, END - 1);
        refuseSpend(701, END, 0, exceeded(0, 1000, 300, 701, NEXT));
        spend(700, END, 0, NEXT - 1);
    }

    /// @dev A carry is of the next window only: that one carries its own late amounts.
    function test_WhenTheNextWindowCarriesToo() public {
        _daily();
        spend(300, END - 50, FLAG_GRACE, LATE);
        spend(100, NEXT - 50, FLAG_GRACE, NEXT - 1 + GRACE_SECONDS);
        refuseSpend(901, NEXT, 0, exceeded(0, 1000, 100, 901, NEXT + 1 days));
        spend(900, NEXT, 0, NEXT + 1 days - 1);
    }

    function test_WhenAWindowIsLeftOut() public {
        _daily();
        spend(300, END - 50, FLAG_GRACE, LATE);
        spend(1000, NEXT, 0, NEXT + 1 days - 1);
    }

    function test_RevertWhen_LateClaimComesAfterTheNextWindowWasCharged() public {
        _daily();
        spend(1, END, 0, NEXT - 1);
        refuseSpend(1, END - 10, FLAG_GRACE, windowPassed(0, END / 1 days, END / 1 days - 1));
    }

    function test_WhenPeriodIsTheShortest() public {
        grantWith(tokenBudget(CALENDAR, 1000, 600));
        uint256 end = (Defaults.NOW / 600 + 1) * 600;
        spend(1, end - GRACE_SECONDS, FLAG_GRACE, end - 1);
        spend(1, end - GRACE_SECONDS + 1, FLAG_GRACE, end - 1 + GRACE_SECONDS);
    }

    /* ROLLING */

    function test_WhenBucketEndsWithinTheGrace() public {
        grantWith(tokenBudget(ROLLING, 1000, 1 days));
        uint256 end = (Defaults.NOW / 6 hours + 1) * 6 hours;
        spend(1, end - GRACE_SECONDS, FLAG_GRACE, end - 1);
        spend(599, end - GRACE_SECONDS + 1, FLAG_GRACE, end - 1 + GRACE_SECONDS);
        // Counted once, in the bucket that was claimed.
        refuseSpend(401, end, 0, exceeded(0, 1000, 600, 401, end + 6 hours));
        spend(400, end, 0, end + 6 hours - 1);
        spend(600, end + 24 hours, 0, end + 30 hours - 1);
    }

    /* WHAT THE FLAG DOES NOT TOUCH */

    function test_WhenBudgetIsForTheLifetime() public {
        grantWith(tokenBudget(LIFETIME, 1000, 0));
        spend(1000, END - 1, FLAG_GRACE, _terms.expiresAt);
    }

    function test_WhenNothingIsCharged() public {
        _daily();
        spend(0, END - 1, FLAG_GRACE, _terms.expiresAt);
        assertEq(_module.budgetSlot(_account, _id, 0), 0, "slot of the budget");
    }

    /// @dev An hour and a day end together, a week does not: the flag acts where a window ends within the grace.
    function test_WhenSeveralWindowsAreCharged() public {
        bytes[] memory budgets = list(tokenBudget(CALENDAR, 1000, 1 hours), tokenBudget(CALENDAR, 1000, 1 days));
        grantWith(append(budgets, tokenBudget(CALENDAR, 1000, 7 days)));
        uint256 hourEnd = END - 2 hours;

        spend(400, hourEnd - 10, FLAG_GRACE, hourEnd - 1 + GRACE_SECONDS);
        spend(600, hourEnd, 0, hourEnd + 1 hours - 1);
        refuseSpend(1, hourEnd + 1 hours, 0, exceeded(1, 1000, 1000, 1, END));
    }

    function test_WhenAnotherBoundIsEarlier() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(0, 0))));
        terms.budgets[0] = tokenBudget(CALENDAR, 1000, 1 days);
        terms.expiresAt = uint48(END + 30);
        _terms = terms;
        _id = relayGrant(terms);
        spend(1, END - 10, FLAG_GRACE, END + 30);

        terms.expiresAt = Defaults.NOW + 30 days;
        terms.addIdleTimeout(uint32(END - Defaults.NOW + 20));
        _terms = terms;
        _id = relayGrant(terms);
        spend(1, END - 10, FLAG_GRACE, END + 20);
    }

    function _daily() private {
        grantWith(tokenBudget(CALENDAR, 1000, 1 days));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StorageTest} from "./StorageTest.sol";

/// @notice The slots of a session's budgets, behind its status.
contract SessionKeyModule_StorageBudgets_Test is StorageTest {
    uint256 private constant DAY = 1 days;
    uint256 private constant TODAY = Defaults.NOW / DAY;

    function test_WhenBudgetsAreCharged() public {
        SessionEncoder.Terms memory terms =
            withBudget(defaultTerms(), SessionEncoder.budget(0, address(_token), 1_000e6, 0));
        SessionId id = relayGrant(terms);
        vm.record();

        allow(terms, transferCall(7));

        assertWrites(budgetSlotOf(id, 0), budgetSlotOf(id, 1));
        assertBudget(id, 0, TODAY << 216 | 7 << 108, "calendar: index 40, used 108, carry 108");
        assertBudget(id, 1, 7, "lifetime: used");
    }

    function test_WhenAllEightAreCharged() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        for (uint128 i = 1; i < 8; i++) {
            terms = withBudget(terms, SessionEncoder.budget(0, address(_token), 1_000e6 + i, 0));
        }
        SessionId id = relayGrant(terms);

        allow(terms, transferCall(7));

        assertEq(uint256(budgetSlotOf(id, 7)), uint256(recordSlot(id)) + 8, "ninth slot of the record");
        assertBudget(id, 7, 7, "lifetime: used");
    }

    function test_WhenBudgetsAreOfOperationsAndGas() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.features = 0;
        terms = withBudget(terms, SessionEncoder.budget(0, address(1), 10, 0));
        terms = withBudget(terms, SessionEncoder.budget(0, address(2), 1 ether, 0));
        SessionId id = relayGrant(terms);

        allow(terms, transferCall(7));
        allow(terms, transferCall(7));

        assertBudget(id, 1, 2, "operations");
        assertBudget(id, 2, 2 * 6_060_000 gwei, "gas: all gas fields at the highest price (wei)");
    }

    function test_WhenCalendarBudgetIsChargedWithGrace() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        uint256 end = (TODAY + 1) * DAY;

        validate(opWith(terms, transferCall(5), end - 200, FLAG_GRACE));
        assertBudget(id, 0, TODAY << 216 | 5 << 108, "the window ends later than the grace: no carry");
        validate(opWith(terms, transferCall(7), end - 119, FLAG_GRACE));
        assertBudget(id, 0, TODAY << 216 | 12 << 108 | 7, "used and carry");
        validate(opWith(terms, transferCall(11), end, 0));
        assertBudget(id, 0, (TODAY + 1) << 216 | 18 << 108, "the next window begins with the carry");
        validate(opWith(terms, transferCall(1), end + 2 * DAY, 0));
        assertBudget(id, 0, (TODAY + 3) << 216 | 1 << 108, "a later window begins with nothing");
    }

    function test_WhenRollingBudgetIsCharged() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(2, address(_token), 1_000e6, uint32(DAY));
        SessionId id = relayGrant(terms);
        uint256 bucket = DAY / 4;
        uint256 index = Defaults.NOW / bucket;

        for (uint256 i = 0; i < 5; i++) {
            validate(opWith(terms, transferCall(i + 1), (index + i + 1) * bucket - 2, 0));
        }
        uint256 buckets = 1 << 168 | 2 << 126 | 3 << 84 | 4 << 42 | 5;
        assertBudget(id, 0, (index + 4) << 210 | buckets, "index 46, five buckets of 42, the newest lowest");

        validate(opWith(terms, transferCall(6), (index + 6) * bucket, 0));
        buckets = 3 << 168 | 4 << 126 | 5 << 84 | 0 << 42 | 6;
        assertBudget(id, 0, (index + 6) << 210 | buckets, "two buckets later the two oldest are gone");
    }

    function test_WhenRollingBudgetIsCountedInUnits() public {
        // 2^43 is more than 42 bits hold: a unit is 3, amounts are rounded up.
        SessionEncoder.Terms memory terms =
            termsOf(SessionEncoder.leaf(address(_token), 0xa9059cbb, 0, none(), list(SessionEncoder.spendWord(0, 1))));
        terms.budgets[0] = SessionEncoder.budget(2, address(_token), 2 ** 43, uint32(DAY));
        SessionId id = relayGrant(terms);

        allow(terms, transferCall(7));

        assertBudget(id, 0, (Defaults.NOW / (DAY / 4)) << 210 | 3, "7 is 3 units of 3");
    }
}

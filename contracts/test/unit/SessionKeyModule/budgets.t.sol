// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice What operations take from the budgets of their session. Each limit is reached exactly, then exceeded by 1.
contract SessionKeyModule_Budgets_Test is SessionKeyModuleUnitTest {
    uint256 private constant WINDOW = uint256(Defaults.NOW) / 1 days;
    uint256 private constant NEXT_DAY = (WINDOW + 1) * 1 days;

    SessionId private _id;

    /* CALENDAR */

    function test_RevertWhen_WindowIsUsedUp() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(1, address(_token), 100, 1 days));
        allow(terms, _spend(60));
        allow(terms, _spend(40));

        _refuse(terms, _spend(1), 0, address(_token), 100, 100, 1, NEXT_DAY);
        _assertWindow(0, WINDOW, 100);
    }

    function test_WhenWindowEnds() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(1, address(_token), 100, 1 days));
        allow(terms, _spend(100));
        bytes memory refused = _exceeded(0, address(_token), 100, 100, 1, NEXT_DAY);

        refuse(claimingOp(terms, one(_spend(1)), NEXT_DAY - 1, 0), refused);
        assertEq(uint160(validate(claimingOp(terms, one(_spend(99)), NEXT_DAY, 0))), 0, "the first second");
        _assertWindow(0, WINDOW + 1, 99);
        assertEq(uint160(validate(claimingOp(terms, one(_spend(1)), NEXT_DAY + 1, 0))), 0, "the second second");
        _assertWindow(0, WINDOW + 1, 100);
    }

    function test_RevertWhen_ClaimIsInAnEarlierWindow() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(1, address(_token), 100, 1 days));
        assertEq(uint160(validate(claimingOp(terms, one(_spend(1)), NEXT_DAY, 0))), 0, "the later window");

        refuse(
            claimingOp(terms, one(_spend(1)), NEXT_DAY - 2, 0),
            refusal(ISessionKeyModule.WindowPassed.selector, 0, WINDOW + 1, WINDOW)
        );
        assertEq(uint160(validate(claimingOp(terms, one(_spend(0)), NEXT_DAY - 2, 0))), 0, "nothing to charge");
    }

    function test_WhenSeveralWindowsAreLeftOut() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(1, address(_token), 100, 1 days));
        allow(terms, _spend(100));

        assertEq(uint160(validate(claimingOp(terms, one(_spend(100)), NEXT_DAY + 9 days, 0))), 0, "full again");
        _assertWindow(0, WINDOW + 10, 100);
    }

    function test_WhenLimitIsTheGreatest() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(1, address(_token), 2 ** 108 - 1, 1 days));
        allow(terms, _spend(2 ** 108 - 1));
        _assertWindow(0, WINDOW, 2 ** 108 - 1);
        _refuse(terms, _spend(1), 0, address(_token), 2 ** 108 - 1, 2 ** 108 - 1, 1, NEXT_DAY);
    }

    /* LIFETIME */

    function test_RevertWhen_LifetimeIsUsedUp() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(0, address(_token), 100, 0));
        allow(terms, _spend(99));
        _refuse(terms, _spend(2), 0, address(_token), 100, 99, 2, 0);
        allow(terms, _spend(1));

        refuse(claimingOp(terms, one(_spend(1)), NEXT_DAY + 5 days, 0), _exceeded(0, address(_token), 100, 100, 1, 0));
        assertEq(_slot(0), 100, "used");
    }

    function test_RevertWhen_LimitIsZero() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(0, address(_token), 0, 0));
        allow(terms, _spend(0));
        _refuse(terms, _spend(1), 0, address(_token), 0, 0, 1, 0);
    }

    function test_RevertWhen_AmountsAddUpToMoreThan128Bits() public {
        uint256 most = type(uint128).max;
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(0, address(_token), type(uint128).max, 0));
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = _spend(most);
        calls[1] = _spend(1);

        refuse(terms, calls, _exceeded(0, address(_token), most, 0, most + 1, 0));
        allow(terms, _spend(most));
        _refuse(terms, _spend(1), 0, address(_token), most, most, 1, 0);
    }

    function test_RevertWhen_AmountIsTooWide() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(0, address(_token), 100, 0));

        _refuse(terms, _spend(2 ** 128 - 1), 0, address(_token), 100, 0, 2 ** 128 - 1, 0);
        refuse(terms, _spend(2 ** 128), refusal(ISessionKeyModule.AmountTooWide.selector, 0, 2 ** 128));
        refuse(
            terms, _spend(type(uint256).max), refusal(ISessionKeyModule.AmountTooWide.selector, 0, type(uint256).max)
        );
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = _spend(1);
        calls[1] = _spend(2 ** 128 + 1);
        refuse(terms, calls, refusal(ISessionKeyModule.AmountTooWide.selector, 1, 2 ** 128 + 1));
    }

    /* SEVERAL */

    function test_RevertWhen_OneOfSeveralBudgetsIsUsedUp() public {
        SessionEncoder.Terms memory terms = termsOf(_spendingLeaf(SessionEncoder.spendWord(0, 0)));
        terms.budgets[0] = SessionEncoder.budget(1, address(_token), 100, 1 days);
        withBudget(terms, SessionEncoder.budget(0, address(_otherToken), 5, 0));
        withBudget(terms, SessionEncoder.budget(0, address(_token), 150, 0));
        _id = relayGrant(terms);

        allow(terms, _spend(100));
        _assertWindow(0, WINDOW, 100);
        assertEq(_slot(1), 0, "of another token");
        assertEq(_slot(2), 100, "lifetime");
        refuse(claimingOp(terms, one(_spend(51)), NEXT_DAY, 0), _exceeded(2, address(_token), 150, 100, 51, 0));
        assertEq(uint160(validate(claimingOp(terms, one(_spend(50)), NEXT_DAY, 0))), 0, "both reached");
    }

    function test_WhenACallSpendsSeveralTimes() public {
        bytes[] memory spends = new bytes[](4);
        spends[0] = SessionEncoder.spendWord(0, 0);
        spends[1] = SessionEncoder.spendFixed(0, 7);
        spends[2] = SessionEncoder.spendWord(1, 1);
        spends[3] = SessionEncoder.spendWord(0, 0);
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), spends));
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), 27, 0);
        withBudget(terms, SessionEncoder.budget(0, address(_otherToken), 100, 0));
        _id = relayGrant(terms);

        refuse(terms, routerCall(abi.encode(11, 1)), _exceeded(0, address(_token), 27, 0, 29, 0));
        allow(terms, routerCall(abi.encode(10, 99)));
        assertEq(_slot(0), 27, "a word twice, and a fixed amount");
        assertEq(_slot(1), 99, "the other token");
    }

    function test_RevertWhen_CallsOfABatchAddUp() public {
        SessionEncoder.Terms memory terms = _tokens(SessionEncoder.budget(1, address(_token), 100, 1 days));
        TestCall[] memory calls = new TestCall[](3);
        calls[0] = _spend(50);
        calls[1] = _spend(0);
        calls[2] = _spend(51);

        refuse(terms, calls, _exceeded(0, address(_token), 100, 0, 101, NEXT_DAY));
        calls[2] = _spend(50);
        allow(terms, calls);
        _assertWindow(0, WINDOW, 100);
    }

    /* OPERATIONS AND NATIVE */

    function test_RevertWhen_OperationsAreUsedUp() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        terms.budgets[0] = SessionEncoder.budget(1, address(1), 2, 1 days);
        _id = relayGrant(terms);
        TestCall[] memory calls = new TestCall[](16);
        for (uint256 i = 0; i < 16; i++) {
            calls[i] = routerCall("");
        }

        allow(terms, calls);
        _assertWindow(0, WINDOW, 1);
        allow(terms, routerCall(""));
        _refuse(terms, routerCall(""), 0, address(1), 2, 2, 1, NEXT_DAY);
    }

    function test_RevertWhen_NativeValueIsUsedUp() public {
        SessionEncoder.Terms memory terms = _native(10);
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 25, 0);
        withBudget(terms, SessionEncoder.budget(1, address(0), 20, 1 days));
        _id = relayGrant(terms);
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = _send(10);
        calls[1] = _send(10);

        allow(terms, calls);
        assertEq(_slot(0), 20, "lifetime");
        _assertWindow(1, WINDOW, 20);
        _refuse(terms, _send(1), 1, address(0), 20, 20, 1, NEXT_DAY);
        refuse(claimingOp(terms, one(_send(6)), NEXT_DAY, 0), _exceeded(0, address(0), 25, 20, 6, 0));
        assertEq(uint160(validate(claimingOp(terms, one(_send(5)), NEXT_DAY, 0))), 0, "lifetime reached");
    }

    function test_RevertWhen_ValueIsAboveTheMaximumOfACall() public {
        SessionEncoder.Terms memory terms = _native(10);
        terms.budgets[0] = SessionEncoder.budget(0, address(0), type(uint128).max, 0);
        _id = relayGrant(terms);

        allow(terms, _send(10));
        refuse(terms, _send(11), refusal(ISessionKeyModule.ValueAboveMaximum.selector, 0, 11, 10));
        refuse(
            terms,
            _send(type(uint256).max),
            refusal(ISessionKeyModule.ValueAboveMaximum.selector, 0, type(uint256).max, 10)
        );
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = _send(10);
        calls[1] = _send(2 ** 128);
        refuse(terms, calls, refusal(ISessionKeyModule.ValueAboveMaximum.selector, 1, 2 ** 128, 10));
    }

    function test_RevertWhen_CapabilityAllowsNoValue() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        withBudget(terms, SessionEncoder.budget(0, address(0), 1 ether, 0));
        relayGrant(terms);

        refuse(terms, _send(1), refusal(ISessionKeyModule.ValueAboveMaximum.selector, 0, 1, 0));
    }

    /* HELPERS */

    /// @dev A session that may spend the token by word 0 of a call to the router, within one budget.
    function _tokens(bytes memory budget) private returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(_spendingLeaf(SessionEncoder.spendWord(0, 0)));
        terms.budgets[0] = budget;
        _id = relayGrant(terms);
    }

    function _spendingLeaf(bytes memory spend) private view returns (bytes memory) {
        return routerLeaf(none(), list(spend));
    }

    function _spend(uint256 amount) private view returns (TestCall memory) {
        return routerCall(abi.encode(amount));
    }

    function _native(uint128 maxValue) private view returns (SessionEncoder.Terms memory) {
        return termsOf(SessionEncoder.leaf(address(_router), SELECTOR, maxValue, none(), none()));
    }

    function _send(uint256 value) private view returns (TestCall memory call) {
        call = routerCall("");
        call.value = value;
    }

    function _exceeded(uint256 index, address asset, uint256 limit, uint256 spent, uint256 requested, uint256 resetsAt)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            ISessionKeyModule.BudgetExceeded.selector, index, asset, limit, spent, requested, resetsAt
        );
    }

    function _refuse(
        SessionEncoder.Terms memory terms,
        TestCall memory call,
        uint256 index,
        address asset,
        uint256 limit,
        uint256 spent,
        uint256 requested,
        uint256 resetsAt
    ) private {
        refuse(terms, call, _exceeded(index, asset, limit, spent, requested, resetsAt));
    }

    function _slot(uint256 index) private view returns (uint256) {
        return _module.budgetSlot(_account, _id, index);
    }

    function _assertWindow(uint256 index, uint256 window, uint256 used) private view {
        assertEq(_slot(index), window << 216 | used << 108, "window and what it has used");
    }
}

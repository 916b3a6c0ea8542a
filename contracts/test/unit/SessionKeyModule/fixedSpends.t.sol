// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Spends of a fixed amount: each call counts it, whatever its calldata.
contract SessionKeyModule_FixedSpends_Test is SessionKeyModuleUnitTest {
    SessionId private _id;

    function test_WhenCalled() public {
        SessionEncoder.Terms memory terms = _granted(list(SessionEncoder.spendFixed(0, 40)));
        allow(terms, routerCall(""));
        assertEq(_used(0), 40, "used");
        allow(terms, routerCall(abi.encode(type(uint256).max)));
        assertEq(_used(0), 80, "used");
        refuse(terms, routerCall(""), _exceeded(0, address(_token), 80, 40));
    }

    function test_WhenCallsAreABatch() public {
        SessionEncoder.Terms memory terms = _granted(list(SessionEncoder.spendFixed(0, 40)));
        TestCall[] memory calls = new TestCall[](3);
        (calls[0], calls[1], calls[2]) = (routerCall(""), routerCall(""), routerCall(""));
        refuse(terms, calls, _exceeded(0, address(_token), 0, 120));
        allow(terms, routerCall(""));
        assertEq(_used(0), 40, "used");
    }

    function test_WhenSpendsAreSeveral() public {
        bytes[] memory spends = list(SessionEncoder.spendFixed(0, 10), SessionEncoder.spendWord(0, 0));
        spends = append(append(spends, SessionEncoder.spendFixed(1, 7)), SessionEncoder.spendFixed(0, 1));
        SessionEncoder.Terms memory terms = _granted(spends);

        allow(terms, routerCall(abi.encode(uint256(25))));
        assertEq(_used(0), 36, "the fixed ones and the word");
        assertEq(_used(1), 7, "the other token");
        refuse(terms, routerCall(""), refusal(ISessionKeyModule.WordMissing.selector, 0, 0, 4));
    }

    function test_WhenAmountIsTheGreatest() public {
        SessionEncoder.Terms memory terms = _granted(list(SessionEncoder.spendFixed(0, type(uint128).max)));
        refuse(terms, routerCall(""), _exceeded(0, address(_token), 0, type(uint128).max));
        TestCall[] memory calls = new TestCall[](16);
        for (uint256 i = 0; i < 16; i++) {
            calls[i] = routerCall("");
        }
        refuse(terms, calls, _exceeded(0, address(_token), 0, 16 * uint256(type(uint128).max)));
    }

    /// @dev A budget of 100 for the lifetime on each of two tokens.
    function _granted(bytes[] memory spends) private returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(none(), spends));
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), 100, 0);
        withBudget(terms, SessionEncoder.budget(0, address(_otherToken), 100, 0));
        _id = relayGrant(terms);
    }

    function _used(uint256 index) private view returns (uint256) {
        return _module.budgetSlot(_account, _id, index);
    }

    function _exceeded(uint256 index, address asset, uint256 spent, uint256 requested)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(ISessionKeyModule.BudgetExceeded.selector, index, asset, 100, spent, requested, 0);
    }
}

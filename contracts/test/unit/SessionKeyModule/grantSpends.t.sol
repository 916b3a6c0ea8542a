// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice What a capability must count, and what cannot be granted on a budgeted token because nothing can count it.
contract SessionKeyModule_GrantSpends_Test is SessionKeyModuleUnitTest {
    function test_RevertWhen_SpendHasNoBudget() public {
        _refuseSpend(SessionEncoder.spendWord(1, 0), 1);
        _refuseSpend(SessionEncoder.spendWord(127, 0), 127);
        assertGrantable(termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(0, 255)))));
    }

    function test_RevertWhen_SpendIsOfNoToken() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(1, 0))));
        terms.features = 0;
        withBudget(terms, "");
        withBudget(terms, SessionEncoder.budget(0, address(2), 1, 0));
        for (uint160 asset = 0; asset < 3; asset++) {
            terms.budgets[1] = SessionEncoder.budget(0, address(asset), 1, 0);
            refuseGrant(terms, refusal(ISessionKeyModule.SpendBudgetInvalid.selector, 0, 1));
        }
        terms.budgets[1] = SessionEncoder.budget(0, address(0x10000), 1, 0);
        assertGrantable(terms);
    }

    function test_RevertWhen_SpendNamesALaterBudgetOnTheAsset() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(1, 0))));
        withBudget(terms, SessionEncoder.budget(0, address(_token), 1, 0));

        refuseGrant(terms, refusal(ISessionKeyModule.SpendBudgetInvalid.selector, 0, 1));
        terms.budgets[1] = SessionEncoder.budget(0, address(_otherToken), 1, 0);
        assertGrantable(terms);
    }

    function test_RevertWhen_FixedAmountIsZero() public {
        assertGrantable(termsOf(routerLeaf(none(), list(SessionEncoder.spendFixed(0, 1)))));
        refuseGrant(termsOf(routerLeaf(none(), list(SessionEncoder.spendFixed(0, 0)))), termInvalid("amount", 0, 1));
    }

    function test_RevertWhen_AmountIsNotCounted() public {
        _requireSpend(0xa9059cbb, 1); // transfer(address,uint256)
        _requireSpend(0x095ea7b3, 1); // approve(address,uint256)
        _requireSpend(0x39509351, 1); // increaseAllowance(address,uint256)
        _requireSpend(0xd73dd623, 1); // increaseApproval(address,uint256)
        _requireSpend(0x23b872dd, 2); // transferFrom(address,address,uint256)
    }

    function test_RevertWhen_AmountCannotBeCounted() public {
        bytes4[33] memory forbidden = [
            bytes4(keccak256("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)")),
            bytes4(keccak256("permit(address,address,uint256,uint256,bytes)")),
            bytes4(keccak256("permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)")),
            bytes4(keccak256("burn(uint256)")),
            bytes4(keccak256("burn(uint256,bytes)")),
            bytes4(keccak256("burn(address,uint256)")),
            bytes4(keccak256("burnFrom(address,uint256)")),
            bytes4(keccak256("send(address,uint256,bytes)")),
            bytes4(keccak256("push(address,uint256)")),
            bytes4(keccak256("pull(address,uint256)")),
            bytes4(keccak256("move(address,address,uint256)")),
            bytes4(keccak256("operatorSend(address,address,uint256,bytes,bytes)")),
            bytes4(keccak256("operatorBurn(address,uint256,bytes,bytes)")),
            bytes4(keccak256("authorizeOperator(address)")),
            bytes4(keccak256("multicall(bytes[])")),
            bytes4(keccak256("multicall(uint256,bytes[])")),
            bytes4(keccak256("multicall(bytes32,bytes[])")),
            bytes4(keccak256("transferAndCall(address,uint256)")),
            bytes4(keccak256("transferAndCall(address,uint256,bytes)")),
            bytes4(keccak256("transferFromAndCall(address,address,uint256)")),
            bytes4(keccak256("transferFromAndCall(address,address,uint256,bytes)")),
            bytes4(keccak256("approveAndCall(address,uint256)")),
            bytes4(keccak256("approveAndCall(address,uint256,bytes)")),
            bytes4(
                keccak256(
                    "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)"
                )
            ),
            bytes4(keccak256("transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)")),
            bytes4(keccak256("transfer(address,uint256,bytes)")),
            bytes4(keccak256("transferShares(address,uint256)")),
            bytes4(keccak256("transferSharesFrom(address,address,uint256)")),
            bytes4(keccak256("withdrawTo(address,uint256)")),
            bytes4(keccak256("send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)")),
            bytes4(keccak256("setApprovalForAll(address,bool)")),
            bytes4(keccak256("withdraw(uint256,address,address)")),
            bytes4(keccak256("redeem(uint256,address,address)"))
        ];
        bytes[] memory spends = list(SessionEncoder.spendWord(0, 0), SessionEncoder.spendWord(0, 1));
        for (uint256 i = 0; i < forbidden.length; i++) {
            refuseGrant(
                termsOf(SessionEncoder.leaf(address(_token), forbidden[i], 0, none(), spends)),
                abi.encodeWithSelector(ISessionKeyModule.SelectorForbidden.selector, 0, forbidden[i])
            );
            assertGrantable(termsOf(SessionEncoder.leaf(address(_otherToken), forbidden[i], 0, none(), none())));
        }
    }

    function test_WhenFunctionMovesNothing() public {
        assertGrantable(termsOf(SessionEncoder.leaf(address(_token), SELECTOR, 0, none(), none())));
        assertGrantable(termsOf(SessionEncoder.leaf(address(_token), 0x00000000, 0, none(), none())));
    }

    /* HELPERS */

    function _refuseSpend(bytes memory spend, uint256 budgetIndex) private {
        refuseGrant(
            termsOf(routerLeaf(none(), list(spend))),
            refusal(ISessionKeyModule.SpendBudgetInvalid.selector, 0, budgetIndex)
        );
    }

    /// @dev Only a spend by this word, of the token itself, will do; on another token nothing is required.
    function _requireSpend(bytes4 selector, uint8 word) private {
        bytes memory refused =
            abi.encodeWithSelector(ISessionKeyModule.SpendRequired.selector, 0, selector, uint256(word));
        _refuseSpends(selector, none(), refused);
        _refuseSpends(selector, list(SessionEncoder.spendFixed(0, 1)), refused);
        _refuseSpends(selector, list(SessionEncoder.spendWord(0, word - 1)), refused);
        _refuseSpends(selector, list(SessionEncoder.spendWord(0, word + 1)), refused);
        _refuseSpends(selector, list(SessionEncoder.spendWord(1, word)), refused);

        bytes[] memory spends = list(SessionEncoder.spendFixed(0, 1), SessionEncoder.spendWord(0, word));
        assertGrantable(_spending(address(_token), selector, spends));
        assertGrantable(_spending(makeAddress("token without a budget"), selector, none()));
    }

    function _refuseSpends(bytes4 selector, bytes[] memory spends, bytes memory revertData) private {
        refuseGrant(_spending(address(_token), selector, spends), revertData);
    }

    /// @dev With a budget on the other token too.
    function _spending(address token, bytes4 selector, bytes[] memory spends)
        private
        view
        returns (SessionEncoder.Terms memory)
    {
        return withBudget(
            termsOf(SessionEncoder.leaf(token, selector, 0, none(), spends)),
            SessionEncoder.budget(0, address(_otherToken), 1, 0)
        );
    }
}

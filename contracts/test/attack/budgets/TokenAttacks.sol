// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Drainer} from "../../mocks/Drainer.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Ways to move a budgeted token past its budget.
abstract contract TokenAttacks is AttackTest {
    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;

    function test_AC24_TokenFunctionWhoseAmountCannotBeCounted() external {
        string[20] memory functions = [
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
            "permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)",
            "push(address,uint256)",
            "pull(address,uint256)",
            "move(address,address,uint256)",
            "burn(uint256)",
            "burn(uint256,bytes)",
            "burn(address,uint256)",
            "burnFrom(address,uint256)",
            "send(address,uint256,bytes)",
            "operatorSend(address,address,uint256,bytes,bytes)",
            "operatorBurn(address,uint256,bytes,bytes)",
            "authorizeOperator(address)",
            "setApprovalForAll(address,bool)",
            "withdraw(uint256,address,address)",
            "redeem(uint256,address,address)",
            "multicall(bytes[])",
            "multicall(uint256,bytes[])",
            "transferAndCall(address,uint256,bytes)",
            "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)"
        ];

        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        for (uint256 i = 0; i < functions.length; i++) {
            bytes4 selector = bytes4(keccak256(bytes(functions[i])));
            SessionEncoder.Terms memory terms = _termsFor(selector, spends);
            refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.SelectorForbidden.selector, 0, selector));
        }
        relayGrant(_termsFor(_token.transfer.selector, spends));
    }

    function test_AC24_TokenFunctionIsGrantedUncounted() external {
        _refuseUncounted("transfer(address,uint256)", 1);
        _refuseUncounted("approve(address,uint256)", 1);
        _refuseUncounted("increaseAllowance(address,uint256)", 1);
        _refuseUncounted("increaseApproval(address,uint256)", 1);
        _refuseUncounted("transferFrom(address,address,uint256)", 2);
    }

    function test_AC24_TokenFunctionThatWasNotGranted() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        string[6] memory functions = [
            "increaseAllowance(address,uint256)",
            "transferFrom(address,address,uint256)",
            "approve(address,uint256)",
            "burn(address,uint256)",
            "send(address,uint256,bytes)",
            "deposit(uint256,address)"
        ];

        for (uint256 i = 0; i < functions.length; i++) {
            bytes4 selector = bytes4(keccak256(bytes(functions[i])));
            bytes memory data = abi.encodeWithSelector(selector, _recipient, 1, 1);
            refuse(terms, callOf(address(_token), data), notGranted(0, address(_token), selector));
        }
        allow(terms, transferCall(1));
    }

    function test_AC25_AllowanceIsDrainedAndGivenAgain() external {
        Drainer drainer = new Drainer(_token);
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        (uint8 approval, uint8 drain) = setLeaves(
            terms,
            SessionEncoder.leaf(address(_token), _token.approve.selector, 0, noItems(), spends),
            SessionEncoder.leaf(address(drainer), Drainer.drain.selector, 0, noItems(), noItems())
        );
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = callOf(address(drainer), abi.encodeCall(Drainer.drain, ()));
        calls[0].leafIndex = drain;
        calls[1] = callOf(address(_token), abi.encodeCall(_token.approve, (address(drainer), 400e6)));
        calls[1].leafIndex = approval;
        uint256 before = _token.balanceOf(account());

        allow(terms, calls);
        allow(terms, calls);
        // The same number again, over an allowance that is still open, counts in full too.
        refuse(terms, calls, exceeded(0, address(_token), 1000e6, 800e6, 400e6, nextDay()));
        allow(terms, calls[0]);
        uint256 outflow = before - _token.balanceOf(account());
        uint256 open = _token.allowance(account(), address(drainer));
        assertLe(outflow + open, Defaults.DAILY_LIMIT, "outflow and open allowance");
        assertEq(outflow, 800e6, "drained");
    }

    function test_AC27_SecondHopThroughPermit2() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes32 spender = bytes32(uint256(uint160(address(_router))));
        bytes[] memory rules = items(SessionEncoder.rule(0, 1, 0, spender));
        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        terms.leaves[0] = SessionEncoder.leaf(address(_token), _token.approve.selector, 0, rules, spends);
        relayGrant(terms);

        refuse(
            terms,
            callOf(address(_token), abi.encodeCall(_token.approve, (PERMIT2, 1))),
            violated(0, 0, 0, 0, uint160(PERMIT2), uint256(spender))
        );
        bytes4 approve = bytes4(keccak256("approve(address,address,uint160,uint48)"));
        bytes memory data = abi.encodeWithSelector(approve, _token, _recipient, 1, type(uint48).max);
        refuse(terms, callOf(PERMIT2, data), notGranted(0, PERMIT2, approve));
        allow(terms, callOf(address(_token), abi.encodeCall(_token.approve, (address(_router), 1))));
    }

    /// @dev Stricter than it must be: what comes in is counted like what goes out.
    function test_AC28_OutflowPosesAsInflow() external {
        SessionEncoder.Terms memory terms =
            _termsFor(_token.transferFrom.selector, items(SessionEncoder.spendWord(0, 2)));
        relayGrant(terms);
        vm.prank(account());
        _token.approve(account(), type(uint256).max);
        address other = makeAddress("other");
        _token.mint(other, 600e6);
        vm.prank(other);
        _token.approve(account(), 600e6);

        allow(terms, _transferFrom(account(), _recipient, 600e6));
        bytes memory refusal = exceeded(0, address(_token), 1000e6, 600e6, 600e6, nextDay());
        refuse(terms, _transferFrom(account(), _recipient, 600e6), refusal);
        refuse(terms, _transferFrom(account(), account(), 600e6), refusal);
        refuse(terms, _transferFrom(other, account(), 600e6), refusal);
        allow(terms, _transferFrom(other, account(), 400e6));
        assertEq(_token.balanceOf(_recipient), 600e6, "outflow");
    }

    /* HELPERS */

    function _termsFor(bytes4 selector, bytes[] memory spends)
        private
        view
        returns (SessionEncoder.Terms memory terms)
    {
        terms = defaultTerms();
        terms.leaves[0] = SessionEncoder.leaf(address(_token), selector, 0, noItems(), spends);
    }

    /// @dev Without a spend, with one on another word, and with a fixed one.
    function _refuseUncounted(string memory signature, uint8 word) private {
        bytes4 selector = bytes4(keccak256(bytes(signature)));
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.SpendRequired.selector, 0, selector, word);
        refuseGrant(_termsFor(selector, noItems()), refusal);
        refuseGrant(_termsFor(selector, items(SessionEncoder.spendWord(0, word - 1))), refusal);
        refuseGrant(_termsFor(selector, items(SessionEncoder.spendWord(0, word + 1))), refusal);
        refuseGrant(_termsFor(selector, items(SessionEncoder.spendFixed(0, 1))), refusal);
        relayGrant(_termsFor(selector, items(SessionEncoder.spendWord(0, word))));
    }

    function _transferFrom(address from, address to, uint256 amount) private view returns (TestCall memory) {
        return callOf(address(_token), abi.encodeCall(_token.transferFrom, (from, to, amount)));
    }
}

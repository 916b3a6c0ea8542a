// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {TokenFunctionLib} from "../../../src/libraries/TokenFunctionLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The table of token functions against the signatures that it stands for.
contract TokenFunctionLibTest is Test {
    string[5] private _counted = [
        "transfer(address,uint256)",
        "approve(address,uint256)",
        "increaseAllowance(address,uint256)",
        "increaseApproval(address,uint256)",
        "transferFrom(address,address,uint256)"
    ];

    string[33] private _forbidden = [
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
        "permit(address,address,uint256,uint256,bytes)",
        "permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)",
        "burn(uint256)",
        "burn(uint256,bytes)",
        "burn(address,uint256)",
        "burnFrom(address,uint256)",
        "send(address,uint256,bytes)",
        "push(address,uint256)",
        "pull(address,uint256)",
        "move(address,address,uint256)",
        "operatorSend(address,address,uint256,bytes,bytes)",
        "operatorBurn(address,uint256,bytes,bytes)",
        "authorizeOperator(address)",
        "multicall(bytes[])",
        "multicall(uint256,bytes[])",
        "multicall(bytes32,bytes[])",
        "transferAndCall(address,uint256)",
        "transferAndCall(address,uint256,bytes)",
        "transferFromAndCall(address,address,uint256)",
        "transferFromAndCall(address,address,uint256,bytes)",
        "approveAndCall(address,uint256)",
        "approveAndCall(address,uint256,bytes)",
        "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
        "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
        "transfer(address,uint256,bytes)",
        "transferShares(address,uint256)",
        "transferSharesFrom(address,address,uint256)",
        "withdrawTo(address,uint256)",
        "send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)",
        "setApprovalForAll(address,bool)",
        "withdraw(uint256,address,address)",
        "redeem(uint256,address,address)"
    ];

    mapping(bytes4 selector => bool) private _known;

    function setUp() public {
        for (uint256 i = 0; i < _counted.length; i++) {
            _known[_selector(_counted[i])] = true;
        }
        for (uint256 i = 0; i < _forbidden.length; i++) {
            _known[_selector(_forbidden[i])] = true;
        }
    }

    function test_WhenAmountIsCounted() public view {
        for (uint256 i = 0; i < _counted.length; i++) {
            assertEq(this.amountWord(_selector(_counted[i]), 0), i < 4 ? 1 : 2, _counted[i]);
        }
    }

    function test_RevertWhen_AmountCannotBeCounted() public {
        for (uint256 i = 0; i < _forbidden.length; i++) {
            bytes4 selector = _selector(_forbidden[i]);
            vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.SelectorForbidden.selector, i, selector));
            this.amountWord(selector, i);
        }
    }

    function testFuzz_WhenFunctionIsAnother(bytes4 selector) public view {
        if (!_known[selector]) assertEq(this.amountWord(selector, 0), type(uint256).max, "no spend is required");
    }

    function amountWord(bytes4 selector, uint256 capabilityIndex) external pure returns (uint256) {
        return TokenFunctionLib.amountWord(selector, capabilityIndex);
    }

    function _selector(string memory signature) private pure returns (bytes4) {
        return bytes4(keccak256(bytes(signature)));
    }
}

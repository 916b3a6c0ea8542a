// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";

/// @notice Functions of a budgeted token: which word holds the amount that must be counted, and which may not be granted
/// at all because what they move cannot be counted. The same table stands in the C# library.
library TokenFunctionLib {
    /// No spend is required.
    uint256 internal constant NONE = type(uint256).max;

    bytes4 private constant TRANSFER_FROM = 0x23b872dd; // transferFrom(address,address,uint256)

    /// @notice The word that must carry a spend when this function is granted on a budgeted token, or NONE.
    /// @param capabilityIndex For the error only.
    function amountWord(bytes4 selector, uint256 capabilityIndex) internal pure returns (uint256) {
        if (_hasAmountInWord1(selector)) return 1;
        if (selector == TRANSFER_FROM) return 2;
        if (_isForbidden(selector)) revert ISessionKeyModule.SelectorForbidden(capabilityIndex, selector);
        return NONE;
    }

    function _hasAmountInWord1(bytes4 selector) private pure returns (bool) {
        return selector == 0xa9059cbb // transfer(address,uint256)
            || selector == 0x095ea7b3 // approve(address,uint256)
            || selector == 0x39509351 // increaseAllowance(address,uint256)
            || selector == 0xd73dd623; // increaseApproval(address,uint256), its older name
    }

    function _isForbidden(bytes4 selector) private pure returns (bool) {
        return selector == 0xd505accf // permit(address,address,uint256,uint256,uint8,bytes32,bytes32)
            || selector == 0x9fd5a6cf // permit(address,address,uint256,uint256,bytes)
            || selector == 0x8fcbaf0c // permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)
            || selector == 0x42966c68 // burn(uint256)
            || selector == 0xfe9d9303 // burn(uint256,bytes)
            || selector == 0x9dc29fac // burn(address,uint256)
            || selector == 0x79cc6790 // burnFrom(address,uint256)
            || selector == 0x9bd9bbc6 // send(address,uint256,bytes)
            || selector == 0xb753a98c // push(address,uint256)
            || selector == 0xf2d5d56b // pull(address,uint256)
            || selector == 0xbb35783b // move(address,address,uint256)
            || selector == 0x62ad1b83 // operatorSend(address,address,uint256,bytes,bytes)
            || selector == 0xfc673c4f // operatorBurn(address,uint256,bytes,bytes)
            || selector == 0x959b8c3f // authorizeOperator(address)
            || selector == 0xac9650d8 // multicall(bytes[])
            || selector == 0x5ae401dc // multicall(uint256,bytes[])
            || selector == 0x1f0464d1 // multicall(bytes32,bytes[])
            || selector == 0x1296ee62 // transferAndCall(address,uint256)
            || selector == 0x4000aea0 // transferAndCall(address,uint256,bytes)
            || selector == 0xd8fbe994 // transferFromAndCall(address,address,uint256)
            || selector == 0xc1d34b89 // transferFromAndCall(address,address,uint256,bytes)
            || selector == 0x3177029f // approveAndCall(address,uint256)
            || selector == 0xcae9ca51 // approveAndCall(address,uint256,bytes)
            || selector == 0xbe45fd62 // transfer(address,uint256,bytes)
            || selector == 0x8fcb4e5b // transferShares(address,uint256)
            || selector == 0x6d780459 // transferSharesFrom(address,address,uint256)
            || selector == 0x205c2878 // withdrawTo(address,uint256)
            || selector == 0xa22cb465 // setApprovalForAll(address,bool)
            || selector == 0xb460af94 // withdraw(uint256,address,address)
            || selector == 0xba087652 // redeem(uint256,address,address)
            || _isForbiddenWithLongSignature(selector);
    }

    function _isForbiddenWithLongSignature(bytes4 selector) private pure returns (bool) {
        // transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)
        if (selector == 0xe3ee160e) return true;
        // transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)
        if (selector == 0xcf092995) return true;
        // send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)
        return selector == 0xc7c7f5b3;
    }
}

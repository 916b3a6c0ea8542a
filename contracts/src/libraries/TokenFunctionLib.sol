// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";

/// @notice Functions of a budgeted token: which word holds the amount that must be counted, and which may not be granted
/// at all because what they move cannot be counted. The same table stands in the C# library.
library TokenFunctionLib {
    /// No spend is required.
    uint256 internal constant NONE = type(uint256).max;

    // Selectors, four bytes each, back to back.
    bytes private constant AMOUNT_IN_WORD_1 = hex"a9059cbb" // transfer(address,uint256)
        hex"095ea7b3" // approve(address,uint256)
        hex"39509351" // increaseAllowance(address,uint256)
        hex"d73dd623"; // increaseApproval(address,uint256), its older name

    bytes private constant AMOUNT_IN_WORD_2 = hex"23b872dd"; // transferFrom(address,address,uint256)

    bytes private constant FORBIDDEN = hex"d505accf" // permit(address,address,uint256,uint256,uint8,bytes32,bytes32)
        hex"9fd5a6cf" // permit(address,address,uint256,uint256,bytes)
        hex"8fcbaf0c" // permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)
        hex"42966c68" // burn(uint256)
        hex"fe9d9303" // burn(uint256,bytes)
        hex"9dc29fac" // burn(address,uint256)
        hex"79cc6790" // burnFrom(address,uint256)
        hex"9bd9bbc6" // send(address,uint256,bytes)
        hex"b753a98c" // push(address,uint256)
        hex"f2d5d56b" // pull(address,uint256)
        hex"bb35783b" // move(address,address,uint256)
        hex"62ad1b83" // operatorSend(address,address,uint256,bytes,bytes)
        hex"fc673c4f" // operatorBurn(address,uint256,bytes,bytes)
        hex"959b8c3f" // authorizeOperator(address)
        hex"ac9650d8" // multicall(bytes[])
        hex"5ae401dc" // multicall(uint256,bytes[])
        hex"1f0464d1" // multicall(bytes32,bytes[])
        hex"1296ee62" // transferAndCall(address,uint256)
        hex"4000aea0" // transferAndCall(address,uint256,bytes)
        hex"d8fbe994" // transferFromAndCall(address,address,uint256)
        hex"c1d34b89" // transferFromAndCall(address,address,uint256,bytes)
        hex"3177029f" // approveAndCall(address,uint256)
        hex"cae9ca51" // approveAndCall(address,uint256,bytes)
        hex"e3ee160e" // transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)
        hex"a22cb465" // setApprovalForAll(address,bool)
        hex"b460af94" // withdraw(uint256,address,address)
        hex"ba087652"; // redeem(uint256,address,address)

    /// @notice The word that must carry a spend when this function is granted on a budgeted token, or NONE.
    /// @param capabilityIndex For the error only.
    function amountWord(bytes4 selector, uint256 capabilityIndex) internal pure returns (uint256) {
        if (_contains(AMOUNT_IN_WORD_1, selector)) return 1;
        if (_contains(AMOUNT_IN_WORD_2, selector)) return 2;
        if (_contains(FORBIDDEN, selector)) revert ISessionKeyModule.SelectorForbidden(capabilityIndex, selector);
        return NONE;
    }

    function _contains(bytes memory selectors, bytes4 selector) private pure returns (bool) {
        for (uint256 i; i < selectors.length; i += 4) {
            bytes4 candidate;
            assembly ("memory-safe") {
                candidate := mload(add(add(selectors, 0x20), i)) // the 4 bytes at i, higher ones
            }
            if (bytes4(candidate) == selector) return true;
        }
        return false;
    }
}

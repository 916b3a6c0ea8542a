// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @title Asking a module about an operation
///
/// @dev For functions with the arguments (uint32 entityId, PackedUserOperation userOp, bytes32 userOpHash):
///
///      selector 4 ‖ entityId 32 ‖ offset of userOp 32 ‖ userOpHash 32 ‖ userOp
///
/// An operation says where its parts are by their distance from its beginning. So it is copied as it stands in the call
/// data of the account, up to the signature, which is the last part. Plain Solidity takes it apart and puts it together
/// again, twice, which costs 2,700 gas more.
library UserOpCallLib {
    /// @notice The signature is not the last thing in the call data of the account, where every EntryPoint has it.
    /// @param actual Where it ends, with its padding (bytes).
    /// @param expected Where the call data ends (bytes).
    error SignatureNotLast(uint256 actual, uint256 expected);

    /// @notice A module did not answer with validation data.
    /// @param module The module.
    /// @param actual The length of its answer (bytes).
    /// @param minimum The least length (bytes).
    error AnswerTooShort(address module, uint256 actual, uint256 minimum);

    /// @notice Asks, and reverts with what the module reverted with.
    /// @param module Who is asked.
    /// @param selector The function of the module.
    /// @param entityId What the module is asked as.
    /// @param userOp The operation, the last argument in the call data.
    /// @param segment What the module sees as its signature.
    /// @param userOpHash The EntryPoint's hash of the operation.
    /// @return validationData What the module says.
    function ask(
        address module,
        bytes4 selector,
        uint32 entityId,
        PackedUserOperation calldata userOp,
        bytes calldata segment,
        bytes32 userOpHash
    ) internal returns (uint256 validationData) {
        bytes memory data = encode(selector, entityId, userOp, segment, userOpHash);
        (bool succeeded, bytes32 answer,) = LowLevelCall.callReturn64Bytes(module, data);

        if (!succeeded) LowLevelCall.bubbleRevert();
        if (LowLevelCall.returnDataSize() < 32) revert AnswerTooShort(module, LowLevelCall.returnDataSize(), 32);

        return uint256(answer);
    }

    /// @notice Encodes the question.
    /// @return data What `abi.encodeWithSelector` gives for the operation with that signature.
    function encode(
        bytes4 selector,
        uint32 entityId,
        PackedUserOperation calldata userOp,
        bytes calldata segment,
        bytes32 userOpHash
    ) internal pure returns (bytes memory data) {
        bytes calldata signature = userOp.signature;
        uint256 end;
        assembly ("memory-safe") {
            end := add(signature.offset, and(add(signature.length, 0x1f), not(0x1f))) // to a whole word
        }
        if (end != msg.data.length) revert SignatureNotLast(end, msg.data.length);

        assembly ("memory-safe") {
            data := mload(0x40)
            mstore(add(data, 0x20), selector)
            mstore(add(data, 0x24), and(entityId, 0xffffffff))
            mstore(add(data, 0x44), 0x60) // the operation stands behind these three words
            mstore(add(data, 0x64), userOpHash)

            let before := sub(signature.offset, userOp)
            let start := add(add(data, 0x84), before)
            calldatacopy(add(data, 0x84), userOp, before) // with the length of the whole signature at the end
            mstore(sub(start, 0x20), segment.length) // which is replaced
            calldatacopy(start, segment.offset, segment.length)
            mstore(add(start, segment.length), 0) // padding

            end := add(start, and(add(segment.length, 0x1f), not(0x1f)))
            mstore(data, sub(end, add(data, 0x20)))
            mstore(0x40, add(end, 0x1c)) // whole words again: the selector took 4 bytes
        }
    }
}

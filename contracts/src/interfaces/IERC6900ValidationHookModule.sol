// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "./IERC4337.sol";
import {IERC6900Module} from "./IERC6900Module.sol";

/// @notice A module that is asked before a validation. ERC-165 id 0x28171ad0.
interface IERC6900ValidationHookModule is IERC6900Module {
    /// @notice Judges an operation of the calling account before its validation does.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param userOp The operation, its signature replaced by the part that is meant for this hook.
    /// @param userOpHash The EntryPoint's hash of the operation.
    /// @return validationData As in ERC-4337, but with 0 or 1 as authorizer.
    function preUserOpValidationHook(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256 validationData);

    /// @notice Judges a direct call to the calling account; reverts if it is not allowed.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param sender Who called the account.
    /// @param value What was sent along (wei).
    /// @param data The call that the account is asked to make to itself.
    /// @param authorization The part of the authorization that is meant for this hook.
    function preRuntimeValidationHook(
        uint32 entityId,
        address sender,
        uint256 value,
        bytes calldata data,
        bytes calldata authorization
    ) external;

    /// @notice Judges a question for an ERC-1271 signature; reverts if it may not be answered.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param sender Who asked the account.
    /// @param hash What is said to be signed.
    /// @param signature The part of the signature that is meant for this hook.
    function preSignatureValidationHook(uint32 entityId, address sender, bytes32 hash, bytes calldata signature)
        external
        view;
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "./IERC4337.sol";
import {IERC6900Module} from "./IERC6900Module.sol";

/// @notice A module that decides what an account may do. ERC-165 id 0xab3e34c1.
interface IERC6900ValidationModule is IERC6900Module {
    /// @notice Judges an operation of the calling account.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param userOp The operation, its signature replaced by the part that is meant for this module.
    /// @param userOpHash The EntryPoint's hash of the operation.
    /// @return validationData As in ERC-4337: authorizer (160 bits), `validUntil` (48 bits), `validAfter` (48 bits).
    function validateUserOp(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256 validationData);

    /// @notice Judges a direct call to an account; reverts if it is not allowed.
    /// @param account The account that is called.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param sender Who called the account.
    /// @param value What was sent along (wei).
    /// @param data The call that the account is asked to make to itself.
    /// @param authorization The part of the authorization that is meant for this module.
    function validateRuntime(
        address account,
        uint32 entityId,
        address sender,
        uint256 value,
        bytes calldata data,
        bytes calldata authorization
    ) external;

    /// @notice Judges an ERC-1271 signature.
    /// @param account The account that was asked.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param sender Who asked the account.
    /// @param hash What is said to be signed.
    /// @param signature The part of the signature that is meant for this module.
    /// @return magicValue 0x1626ba7e if it is valid, 0xffffffff if not.
    function validateSignature(address account, uint32 entityId, address sender, bytes32 hash, bytes calldata signature)
        external
        view
        returns (bytes4 magicValue);
}

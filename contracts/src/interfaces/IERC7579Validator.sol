// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "./IERC4337.sol";

/// @dev ERC-7579 module type of a validator.
uint256 constant MODULE_TYPE_VALIDATOR = 1;

/// @dev ERC-7579 module type of a hook.
uint256 constant MODULE_TYPE_HOOK = 4;

/// @notice What every ERC-7579 module answers to.
interface IERC7579Module {
    /// @notice Called by the account that installs the module.
    /// @param data Whatever the module wants to know; reverts if it does not like it.
    function onInstall(bytes calldata data) external;

    /// @notice Called by the account that uninstalls the module.
    /// @param data Whatever the module wants to know.
    function onUninstall(bytes calldata data) external;

    /// @notice Whether the module can be installed as a type.
    /// @param moduleTypeId 1 validator, 2 executor, 3 fallback handler, 4 hook.
    function isModuleType(uint256 moduleTypeId) external view returns (bool);
}

/// @notice An ERC-7579 module that judges operations and ERC-1271 signatures for an account.
interface IERC7579Validator is IERC7579Module {
    /// @notice Judges an operation of the calling account.
    /// @param userOp The operation.
    /// @param userOpHash The hash that the account wants signed.
    /// @return validationData As in ERC-4337: authorizer (160 bits), `validUntil` (48 bits), `validAfter` (48 bits).
    function validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256 validationData);

    /// @notice Judges an ERC-1271 signature for the calling account.
    /// @param sender Who asked the account.
    /// @param hash What is said to be signed.
    /// @param signature The part of the signature that is meant for this module.
    /// @return magicValue 0x1626ba7e if it is valid, 0xffffffff if not.
    function isValidSignatureWithSender(address sender, bytes32 hash, bytes calldata signature)
        external
        view
        returns (bytes4 magicValue);
}

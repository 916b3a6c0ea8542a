// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Call, ExecutionManifest, ModuleEntity, ValidationConfig} from "./ERC6900Types.sol";

/// @notice A modular account. ERC-165 id 0xd2d1a782.
interface IERC6900Account {
    /// @notice Functions of an execution module were added.
    event ExecutionInstalled(address indexed module, ExecutionManifest manifest);

    /// @notice Functions of an execution module were removed.
    event ExecutionUninstalled(address indexed module, bool onUninstallSucceeded, ExecutionManifest manifest);

    /// @notice A validation was added.
    event ValidationInstalled(address indexed module, uint32 indexed entityId);

    /// @notice A validation was removed.
    /// @param onUninstallSucceeded False if a module that was to be told did not take it.
    event ValidationUninstalled(address indexed module, uint32 indexed entityId, bool onUninstallSucceeded);

    /// @notice Makes one call.
    /// @param target Who is called.
    /// @param value What is sent along (wei).
    /// @param data The call data.
    /// @return result What the target returned.
    function execute(address target, uint256 value, bytes calldata data) external payable returns (bytes memory result);

    /// @notice Makes calls in order, all or none.
    /// @return results What the targets returned.
    function executeBatch(Call[] calldata calls) external payable returns (bytes[] memory results);

    /// @notice Lets a validation judge a direct call, then makes it on the account itself.
    /// @param data The call to the account.
    /// @param authorization Which validation, and what it is to be told; encoding as the account says.
    /// @return result What the call returned.
    function executeWithRuntimeValidation(bytes calldata data, bytes calldata authorization)
        external
        payable
        returns (bytes memory result);

    /// @notice Adds the functions of a module.
    /// @param module The execution module.
    /// @param manifest Which functions, hooks and interfaces are added.
    /// @param installData What the module is told; nothing, if empty.
    function installExecution(address module, ExecutionManifest calldata manifest, bytes calldata installData) external;

    /// @notice Removes the functions of a module.
    /// @param module The execution module.
    /// @param manifest Which functions, hooks and interfaces are removed.
    /// @param uninstallData What the module is told; nothing, if empty.
    function uninstallExecution(address module, ExecutionManifest calldata manifest, bytes calldata uninstallData)
        external;

    /// @notice Adds a validation.
    /// @param validationConfig The validation and its abilities.
    /// @param selectors The functions that it may authorize.
    /// @param installData What the module is told; nothing, if empty.
    /// @param hooks `HookConfig` (25 bytes) and what the hook is told, for each hook.
    function installValidation(
        ValidationConfig validationConfig,
        bytes4[] calldata selectors,
        bytes calldata installData,
        bytes[] calldata hooks
    ) external;

    /// @notice Removes a validation, whatever the modules say to it.
    /// @param validationFunction The validation.
    /// @param uninstallData What the module is told; nothing, if empty.
    /// @param hookUninstallData Empty, or what each hook is told, validation hooks first; an empty item tells nothing.
    function uninstallValidation(
        ModuleEntity validationFunction,
        bytes calldata uninstallData,
        bytes[] calldata hookUninstallData
    ) external;

    /// @notice Who and what the account is: "vendor.account.semver".
    function accountId() external view returns (string memory);
}

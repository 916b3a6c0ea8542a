// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ExecutionDataView,
    ExecutionManifest,
    HookConfig,
    ManifestExecutionFunction,
    ManifestExecutionHook
} from "../interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900AccountView} from "../interfaces/IERC6900AccountView.sol";
import {IERC6900ExecutionHookModule} from "../interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900ExecutionModule} from "../interfaces/IERC6900ExecutionModule.sol";
import {IERC6900Module} from "../interfaces/IERC6900Module.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ModuleRegistry} from "./ModuleRegistry.sol";
import {NativeFunctionLib} from "./NativeFunctionLib.sol";

/// @title Which functions modules have added to an account, and which hooks run around functions
abstract contract ExecutionRegistry is ModuleRegistry {
    /// @dev What no ERC-165 contract may support.
    bytes4 private constant NO_INTERFACE = 0xffffffff;

    /// @inheritdoc IERC6900AccountView
    function getExecutionData(bytes4 selector) external view returns (ExecutionDataView memory data) {
        ExecutionFunction storage executionFunction = _executionFunction(selector);

        data.module = NativeFunctionLib.isNative(selector) ? address(this) : executionFunction.module;
        data.skipRuntimeValidation = executionFunction.skipRuntimeValidation;
        data.allowGlobalValidation = _allowsGlobalValidation(selector);
        data.executionHooks = executionFunction.hooks;
    }

    /// @dev Stores all of the manifest first and tells the module then: a module that asks the account sees what it is
    /// part of. What the module itself says of its manifest is not asked: what counts is what the account agreed to.
    function _installExecution(address module, ExecutionManifest calldata manifest, bytes calldata installData)
        internal
    {
        if (module == address(0)) revert ModuleMissing();
        _requireInterface(module, type(IERC6900ExecutionModule).interfaceId);
        bytes32 manifestHash = _hashManifest(module, manifest);
        if (_state().manifests[manifestHash]) revert ExecutionInstalledAlready(module, manifestHash);

        _state().manifests[manifestHash] = true;
        _storeFunctions(module, manifest.executionFunctions);
        _storeHooks(module, manifest.executionHooks);
        _storeInterfaceIds(manifest.interfaceIds);

        emit IERC6900Account.ExecutionInstalled(module, manifest);

        _tellInstall(module, installData);
    }

    /// @dev Removes all of the manifest first and tells the module then. A module can neither stop nor see it. As the
    /// manifest is one that was installed, to the letter, everything in it is there and is the module's.
    function _uninstallExecution(address module, ExecutionManifest calldata manifest, bytes calldata uninstallData)
        internal
    {
        bytes32 manifestHash = _hashManifest(module, manifest);
        if (!_state().manifests[manifestHash]) revert ExecutionNotInstalled(module, manifestHash);

        delete _state().manifests[manifestHash];
        _removeFunctions(manifest.executionFunctions);
        _removeHooks(module, manifest.executionHooks);
        _removeInterfaceIds(manifest.interfaceIds);

        bool succeeded = _tellUninstall(module, uninstallData);

        emit IERC6900Account.ExecutionUninstalled(module, succeeded, manifest);
    }

    function _executionFunction(bytes4 selector) internal view returns (ExecutionFunction storage) {
        return _state().executionFunctions[selector];
    }

    /// @return hooks Those that run around a function, whoever calls it.
    function _functionHooks(bytes4 selector) internal view returns (HookConfig[] memory hooks) {
        ExecutionFunction storage executionFunction = _executionFunction(selector);
        if (executionFunction.hasHooks) hooks = executionFunction.hooks;
    }

    /// @dev Reads storage for all functions but those by which the account executes. Other own ones never allow it: what
    /// storage says of a function comes from a manifest, and none may name them.
    function _allowsGlobalValidation(bytes4 selector) internal view returns (bool) {
        return NativeFunctionLib.isExecution(selector) || _executionFunction(selector).allowGlobalValidation;
    }

    function _isInstalledInterface(bytes4 interfaceId) internal view returns (bool) {
        return _state().interfaceIds[interfaceId] != 0;
    }

    function _storeFunctions(address module, ManifestExecutionFunction[] calldata functions) private {
        for (uint256 i = 0; i < functions.length; i++) {
            bytes4 selector = functions[i].executionSelector;
            ExecutionFunction storage executionFunction = _executionFunction(selector);
            if (NativeFunctionLib.isReserved(selector)) revert SelectorReserved(selector);
            if (executionFunction.module != address(0)) revert SelectorInUse(selector, executionFunction.module);

            executionFunction.module = module;
            executionFunction.skipRuntimeValidation = functions[i].skipRuntimeValidation;
            executionFunction.allowGlobalValidation = functions[i].allowGlobalValidation;
        }
    }

    function _storeHooks(address module, ManifestExecutionHook[] calldata hooks) private {
        if (hooks.length != 0) _requireInterface(module, type(IERC6900ExecutionHookModule).interfaceId);

        for (uint256 i = 0; i < hooks.length; i++) {
            bytes4 selector = hooks[i].executionSelector;
            HookConfig hook = _pack(module, hooks[i]);
            (,, uint8 flags) = ModuleConfigLib.unpack(hook);
            if (!_isExecutionHook(flags)) revert HookFlagsNotAllowed(module, flags);
            if (NativeFunctionLib.isReserved(selector) && !NativeFunctionLib.isExecution(selector)) {
                revert HookSelectorNotAllowed(selector);
            }

            _appendHook(_executionFunction(selector).hooks, hook);
            _executionFunction(selector).hasHooks = true;
        }
    }

    function _storeInterfaceIds(bytes4[] calldata interfaceIds) private {
        for (uint256 i = 0; i < interfaceIds.length; i++) {
            bytes4 interfaceId = interfaceIds[i];
            if (interfaceId == type(IERC6900Module).interfaceId || interfaceId == NO_INTERFACE) {
                revert InterfaceIdNotAllowed(interfaceId);
            }

            _state().interfaceIds[interfaceId]++;
        }
    }

    /// @dev The hooks stay: they belong to the selector, and to whoever installed them.
    function _removeFunctions(ManifestExecutionFunction[] calldata functions) private {
        for (uint256 i = 0; i < functions.length; i++) {
            ExecutionFunction storage executionFunction = _executionFunction(functions[i].executionSelector);

            executionFunction.module = address(0);
            executionFunction.skipRuntimeValidation = false;
            executionFunction.allowGlobalValidation = false;
        }
    }

    function _removeHooks(address module, ManifestExecutionHook[] calldata hooks) private {
        for (uint256 i = 0; i < hooks.length; i++) {
            ExecutionFunction storage executionFunction = _executionFunction(hooks[i].executionSelector);

            _removeHook(executionFunction.hooks, _pack(module, hooks[i]));
            executionFunction.hasHooks = executionFunction.hooks.length != 0;
        }
    }

    /// @dev It is there. The others keep their order.
    function _removeHook(HookConfig[] storage hooks, HookConfig hook) private {
        uint256 index = 0;
        while (HookConfig.unwrap(hooks[index]) != HookConfig.unwrap(hook)) index++;

        for (; index + 1 < hooks.length; index++) {
            hooks[index] = hooks[index + 1];
        }
        hooks.pop();
    }

    function _removeInterfaceIds(bytes4[] calldata interfaceIds) private {
        for (uint256 i = 0; i < interfaceIds.length; i++) {
            _state().interfaceIds[interfaceIds[i]]--;
        }
    }

    function _hashManifest(address module, ExecutionManifest calldata manifest) private pure returns (bytes32) {
        return keccak256(abi.encode(module, manifest));
    }

    function _pack(address module, ManifestExecutionHook calldata hook) private pure returns (HookConfig) {
        uint8 flags =
            (hook.isPreHook ? ModuleConfigLib.HOOK_PRE : 0) | (hook.isPostHook ? ModuleConfigLib.HOOK_POST : 0);
        return ModuleConfigLib.packHook(module, hook.entityId, flags);
    }
}

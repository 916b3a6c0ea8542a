// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig, ModuleEntity, ValidationConfig, ValidationDataView} from "../interfaces/ERC6900Types.sol";
import {IAccount} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900AccountView} from "../interfaces/IERC6900AccountView.sol";
import {IERC6900ExecutionHookModule} from "../interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900Module} from "../interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ModuleRegistry} from "./ModuleRegistry.sol";
import {ValidationHead, ValidationHeadLib} from "./ValidationHead.sol";

/// @title Which validations are installed on an account
abstract contract ValidationRegistry is ModuleRegistry {
    using ModuleConfigLib for *;

    /// @dev Stands for direct-call validation in ERC-6900. Such a validation belongs to the caller that is its module.
    uint32 internal constant DIRECT_CALL_ENTITY_ID = type(uint32).max;

    /// @dev The greatest number of selectors of a validation.
    uint256 private constant MAX_SELECTORS = 255;

    /// @dev Length of a HookConfig (bytes).
    uint256 private constant HOOK_CONFIG_LENGTH = 25;

    /// @inheritdoc IERC6900AccountView
    function getValidationData(ModuleEntity validationFunction) external view returns (ValidationDataView memory data) {
        (address module, uint32 entityId) = validationFunction.unpack();
        Validation storage validation = _validation(module, entityId);
        if (validation.head.module() != module) return data;

        data.validationFlags = validation.head.flags();
        data.validationHooks = validation.validationHooks;
        data.executionHooks = validation.executionHooks;
        data.selectors = validation.selectors;
    }

    /// @dev Stores all of the validation first and tells the modules then, hooks first: a module that asks the account
    /// sees what it is part of.
    function _installValidation(
        ValidationConfig validationConfig,
        bytes4[] calldata selectors,
        bytes calldata installData,
        bytes[] calldata hooks
    ) internal {
        (address module, uint32 entityId, uint8 flags) = validationConfig.unpack();
        Validation storage validation = _validation(module, entityId);

        if (module == address(0)) revert ModuleMissing();
        if (flags > ModuleConfigLib.FLAG_ALL) revert ValidationFlagsUnknown(flags);
        if (!validation.head.isZero()) revert EntityIdInUse(entityId, validation.head.module());
        if (entityId == DIRECT_CALL_ENTITY_ID) _requireCaller(module, flags, installData.length != 0);
        else _requireInterface(module, type(IERC6900ValidationModule).interfaceId);

        _storeSelectors(validation, selectors);
        for (uint256 i = 0; i < hooks.length; i++) {
            _storeHook(validation, hooks[i], i);
        }
        validation.head = ValidationHeadLib.pack({
            newModule: module,
            newFlags: flags,
            newHasValidationHooks: validation.validationHooks.length != 0,
            newHasExecutionHooks: validation.executionHooks.length != 0,
            selectors: selectors
        });

        emit IERC6900Account.ValidationInstalled(module, entityId);

        for (uint256 i = 0; i < hooks.length; i++) {
            _tellInstall(address(bytes20(hooks[i])), hooks[i][HOOK_CONFIG_LENGTH:]);
        }
        _tellInstall(module, installData);
    }

    /// @dev Removes all of the validation first and tells the modules then. A module can neither stop nor see it.
    function _uninstallValidation(
        ModuleEntity validationFunction,
        bytes calldata uninstallData,
        bytes[] calldata hookUninstallData
    ) internal {
        (address module, uint32 entityId) = validationFunction.unpack();
        Validation storage validation = _validation(module, entityId);
        if (_requireInstalled(validation, entityId).module() != module) revert ValidationNotInstalled(entityId);
        HookConfig[] memory validationHooks = validation.validationHooks;
        HookConfig[] memory executionHooks = validation.executionHooks;
        uint256 count = validationHooks.length + executionHooks.length;
        if (hookUninstallData.length != 0 && hookUninstallData.length != count) {
            revert HookUninstallDataMismatch(hookUninstallData.length, count);
        }

        _delete(validation);

        bool succeeded = true;
        for (uint256 i = 0; i < hookUninstallData.length; i++) {
            HookConfig hook =
                i < validationHooks.length ? validationHooks[i] : executionHooks[i - validationHooks.length];
            (address hookModule,,) = hook.unpack();
            succeeded = _tellUninstall(hookModule, hookUninstallData[i]) && succeeded;
        }
        succeeded = _tellUninstall(module, uninstallData) && succeeded;

        emit IERC6900Account.ValidationUninstalled(module, entityId, succeeded);
    }

    /// @dev Reverts if there is no validation under the entity id.
    function _installed(uint32 entityId) internal view returns (Validation storage validation, ValidationHead head) {
        validation = _state().validations[entityId];
        head = _requireInstalled(validation, entityId);
    }

    function _requireInstalled(Validation storage validation, uint32 entityId)
        internal
        view
        returns (ValidationHead head)
    {
        head = validation.head;
        if (head.isZero()) revert ValidationNotInstalled(entityId);
    }

    function _validationHooks(Validation storage validation, ValidationHead head)
        internal
        view
        returns (HookConfig[] memory hooks)
    {
        if (head.hasValidationHooks()) hooks = validation.validationHooks;
    }

    function _executionHooks(Validation storage validation, ValidationHead head)
        internal
        view
        returns (HookConfig[] memory hooks)
    {
        if (head.hasExecutionHooks()) hooks = validation.executionHooks;
    }

    function _storeSelectors(Validation storage validation, bytes4[] calldata selectors) private {
        if (selectors.length > MAX_SELECTORS) revert ListTooLong(selectors.length, MAX_SELECTORS);

        for (uint256 i = 0; i < selectors.length; i++) {
            // An operation that calls it would come from the EntryPoint, with another operation that nobody sent there.
            if (selectors[i] == IAccount.validateUserOp.selector) revert ValidationSelectorNotAllowed(selectors[i]);
            for (uint256 j = 0; j < i; j++) {
                if (selectors[i] == selectors[j]) revert SelectorDuplicate(selectors[i]);
            }
        }
        validation.selectors = selectors;
    }

    function _storeHook(Validation storage validation, bytes calldata item, uint256 index) private {
        if (item.length < HOOK_CONFIG_LENGTH) revert HookTooShort(index, item.length, HOOK_CONFIG_LENGTH);
        HookConfig hook = HookConfig.wrap(bytes25(item));
        (address module,, uint8 flags) = hook.unpack();

        if (flags == ModuleConfigLib.HOOK_VALIDATION) {
            _requireInterface(module, type(IERC6900ValidationHookModule).interfaceId);
            _appendHook(validation.validationHooks, hook);
        } else if (_isExecutionHook(flags)) {
            _requireInterface(module, type(IERC6900ExecutionHookModule).interfaceId);
            _appendHook(validation.executionHooks, hook);
        } else {
            revert HookFlagsNotAllowed(module, flags);
        }
    }

    /// @dev A caller needs no code: it is not asked. It must be a module only if it is to be told.
    function _requireCaller(address caller, uint8 flags, bool isTold) private view {
        if (flags & ~ModuleConfigLib.FLAG_GLOBAL != 0) revert DirectCallFlagsNotAllowed(flags);
        if (isTold) _requireInterface(caller, type(IERC6900Module).interfaceId);
    }

    function _validation(address module, uint32 entityId) private view returns (Validation storage) {
        if (entityId == DIRECT_CALL_ENTITY_ID) return _state().directCallValidations[module];

        return _state().validations[entityId];
    }

    function _delete(Validation storage validation) private {
        validation.head = ValidationHead.wrap(0);
        delete validation.selectors;
        delete validation.validationHooks;
        delete validation.executionHooks;
    }
}

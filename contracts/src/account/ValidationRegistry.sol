// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ExecutionDataView,
    HookConfig,
    ModuleEntity,
    ValidationConfig,
    ValidationDataView
} from "../interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900AccountView} from "../interfaces/IERC6900AccountView.sol";
import {IERC6900ExecutionHookModule} from "../interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900Module} from "../interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ValidationHead, ValidationHeadLib} from "./ValidationHead.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";

/// @title What is installed on an account
abstract contract ValidationRegistry is IReferenceAccount {
    using ModuleConfigLib for *;

    /// @dev One installed validation; the hooks in the order of installation.
    struct Validation {
        ValidationHead head;
        bytes4[] selectors;
        HookConfig[] validationHooks;
        HookConfig[] executionHooks;
    }

    /// @custom:storage-location erc7201:sessionkeys.storage.ReferenceAccount
    struct State {
        mapping(uint32 entityId => Validation validation) validations;
        bool initialized;
    }

    /// @dev keccak256(abi.encode(uint256(keccak256("sessionkeys.storage.ReferenceAccount")) - 1)) & ~bytes32(0xff)
    bytes32 internal constant STATE_SLOT = 0x6f757a3b3908fbb224a450e3882b8016706ddec27ea58d04306300753fe18a00;

    /// @dev Stands for direct-call validation in ERC-6900.
    uint32 private constant DIRECT_CALL_ENTITY_ID = type(uint32).max;

    /// @dev The greatest number of hooks of one kind: their indexes must stay below the final segment's.
    uint256 private constant MAX_HOOKS = 255;

    /// @dev The greatest number of selectors of a validation.
    uint256 private constant MAX_SELECTORS = 255;

    /// @dev Length of a HookConfig (bytes).
    uint256 private constant HOOK_CONFIG_LENGTH = 25;

    /// @inheritdoc IERC6900AccountView
    function getExecutionData(bytes4 selector) external view returns (ExecutionDataView memory data) {
        if (!_allowsGlobalValidation(selector)) return data;

        data.module = address(this);
        data.allowGlobalValidation = true;
    }

    /// @inheritdoc IERC6900AccountView
    function getValidationData(ModuleEntity validationFunction) external view returns (ValidationDataView memory data) {
        (address module, uint32 entityId) = validationFunction.unpack();
        Validation storage validation = _state().validations[entityId];
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
        Validation storage validation = _state().validations[entityId];

        if (module == address(0)) revert ModuleMissing();
        if (entityId == DIRECT_CALL_ENTITY_ID) revert DirectCallValidationNotSupported();
        if (flags > ModuleConfigLib.FLAG_ALL) revert ValidationFlagsUnknown(flags);
        if (!validation.head.isZero()) revert EntityIdInUse(entityId, validation.head.module());
        _requireInterface(module, type(IERC6900ValidationModule).interfaceId);

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
        if (_installed(entityId).module() != module) revert ValidationNotInstalled(entityId);
        HookConfig[] memory validationHooks = _state().validations[entityId].validationHooks;
        HookConfig[] memory executionHooks = _state().validations[entityId].executionHooks;
        uint256 count = validationHooks.length + executionHooks.length;
        if (hookUninstallData.length != 0 && hookUninstallData.length != count) {
            revert HookUninstallDataMismatch(hookUninstallData.length, count);
        }

        delete _state().validations[entityId];

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
    function _installed(uint32 entityId) internal view returns (ValidationHead head) {
        head = _state().validations[entityId].head;
        if (head.isZero()) revert ValidationNotInstalled(entityId);
    }

    function _selectors(uint32 entityId) internal view returns (bytes4[] memory) {
        return _state().validations[entityId].selectors;
    }

    function _validationHooks(uint32 entityId, ValidationHead head) internal view returns (HookConfig[] memory hooks) {
        if (head.hasValidationHooks()) hooks = _state().validations[entityId].validationHooks;
    }

    function _executionHooks(uint32 entityId) internal view returns (HookConfig[] memory hooks) {
        if (_installed(entityId).hasExecutionHooks()) hooks = _state().validations[entityId].executionHooks;
    }

    /// @dev The account's own functions that a global validation may authorize.
    function _allowsGlobalValidation(bytes4 selector) internal pure returns (bool) {
        return selector == IERC6900Account.execute.selector || selector == IERC6900Account.executeBatch.selector
            || selector == IERC6900Account.installValidation.selector
            || selector == IERC6900Account.uninstallValidation.selector;
    }

    function _state() internal pure returns (State storage state) {
        assembly ("memory-safe") {
            state.slot := STATE_SLOT
        }
    }

    function _storeSelectors(Validation storage validation, bytes4[] calldata selectors) private {
        if (selectors.length > MAX_SELECTORS) revert ListTooLong(selectors.length, MAX_SELECTORS);

        for (uint256 i = 0; i < selectors.length; i++) {
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

    function _appendHook(HookConfig[] storage hooks, HookConfig hook) private {
        (address module, uint32 entityId,) = hook.unpack();
        if (hooks.length == MAX_HOOKS) revert ListTooLong(MAX_HOOKS + 1, MAX_HOOKS);
        for (uint256 i = 0; i < hooks.length; i++) {
            (address other, uint32 otherEntityId,) = hooks[i].unpack();
            if (other == module && otherEntityId == entityId) revert HookDuplicate(module, entityId);
        }

        hooks.push(hook);
    }

    function _tellInstall(address module, bytes calldata data) private {
        if (data.length != 0) IERC6900Module(module).onInstall(data);
    }

    /// @dev The module's answer is not even read, so that it cannot make the uninstallation too expensive.
    function _tellUninstall(address module, bytes calldata data) private returns (bool succeeded) {
        if (data.length == 0) return true;

        try IERC6900Module(module).onUninstall(data) {
            return true;
        } catch {
            return false;
        }
    }

    function _requireInterface(address module, bytes4 interfaceId) private view {
        if (!ERC165Checker.supportsInterface(module, interfaceId)) revert InterfaceNotSupported(module, interfaceId);
    }

    function _isExecutionHook(uint8 flags) private pure returns (bool) {
        uint8 known = ModuleConfigLib.HOOK_PRE | ModuleConfigLib.HOOK_POST;
        return flags != 0 && flags & ~known == 0;
    }
}

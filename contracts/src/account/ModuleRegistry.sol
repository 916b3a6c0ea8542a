// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig} from "../interfaces/ERC6900Types.sol";
import {IERC6900Module} from "../interfaces/IERC6900Module.sol";
import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ValidationHead} from "./ValidationHead.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";

/// @title Where an account keeps what is installed, and how it tells modules
abstract contract ModuleRegistry is IReferenceAccount {
    using ModuleConfigLib for HookConfig;

    /// @dev One installed validation; the hooks in the order of installation.
    struct Validation {
        ValidationHead head;
        bytes4[] selectors;
        HookConfig[] validationHooks;
        HookConfig[] executionHooks;
    }

    /// @dev What belongs to one selector; all but the hooks in one slot. The module is 0 if the function is the
    /// account's own, or nobody's. Hooks in the order of installation.
    struct ExecutionFunction {
        address module;
        bool skipRuntimeValidation;
        bool allowGlobalValidation;
        bool hasHooks;
        HookConfig[] hooks;
    }

    /// @dev How often an interface id, and whether a manifest of a module, is installed stands in the last two.
    /// @custom:storage-location erc7201:sessionkeys.storage.ReferenceAccount
    struct State {
        mapping(uint32 entityId => Validation validation) validations;
        bool initialized;
        mapping(address caller => Validation validation) directCallValidations;
        mapping(bytes4 selector => ExecutionFunction executionFunction) executionFunctions;
        mapping(bytes4 interfaceId => uint256 count) interfaceIds;
        mapping(bytes32 manifestHash => bool installed) manifests;
    }

    /// @dev keccak256(abi.encode(uint256(keccak256("sessionkeys.storage.ReferenceAccount")) - 1)) & ~bytes32(0xff)
    bytes32 internal constant STATE_SLOT = 0x6f757a3b3908fbb224a450e3882b8016706ddec27ea58d04306300753fe18a00;

    /// @dev The greatest number of hooks in one list: their indexes must stay below the final segment's.
    uint256 private constant MAX_HOOKS = 255;

    function _state() internal pure returns (State storage state) {
        assembly ("memory-safe") {
            state.slot := STATE_SLOT
        }
    }

    function _appendHook(HookConfig[] storage hooks, HookConfig hook) internal {
        (address module, uint32 entityId,) = hook.unpack();
        if (hooks.length == MAX_HOOKS) revert ListTooLong(MAX_HOOKS + 1, MAX_HOOKS);
        for (uint256 i = 0; i < hooks.length; i++) {
            (address other, uint32 otherEntityId,) = hooks[i].unpack();
            if (other == module && otherEntityId == entityId) revert HookDuplicate(module, entityId);
        }

        hooks.push(hook);
    }

    function _tellInstall(address module, bytes calldata data) internal {
        if (data.length != 0) IERC6900Module(module).onInstall(data);
    }

    /// @dev The module's answer is not even read, so that it cannot make the uninstallation too expensive.
    function _tellUninstall(address module, bytes calldata data) internal returns (bool succeeded) {
        if (data.length == 0) return true;
        // A call of nobody would revert here, not there: not even `try` catches that.
        if (module.code.length == 0) return false;

        try IERC6900Module(module).onUninstall(data) {
            return true;
        } catch {
            return false;
        }
    }

    function _requireInterface(address module, bytes4 interfaceId) internal view {
        if (!ERC165Checker.supportsInterface(module, interfaceId)) revert InterfaceNotSupported(module, interfaceId);
    }

    function _isExecutionHook(uint8 flags) internal pure returns (bool) {
        uint8 known = ModuleConfigLib.HOOK_PRE | ModuleConfigLib.HOOK_POST;
        return flags != 0 && flags & ~known == 0;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {
    HookConfig,
    ValidationConfig,
    ValidationDataView,
    ValidationFlags
} from "../../../src/interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {IERC6900ExecutionHookModule} from "../../../src/interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900Module} from "../../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../../../src/interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../../../src/interfaces/IERC6900ValidationModule.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_InstallValidation_Test is ReferenceAccountUnitTest {
    bytes4[] private _selectors;
    bytes[] private _hooks;
    bytes private _installData;

    function test_RevertWhen_CallerIsNeitherTheEntryPointNorTheAccount() public {
        vm.prank(_owner);
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _owner));
        _account.installValidation(_config(ModuleConfigLib.FLAG_USER_OP), _selectors, "", _hooks);
    }

    function test_RevertWhen_TheModuleIsMissing() public {
        _refusedConfig(
            validationConfig(address(0), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP),
            abi.encodeWithSelector(IReferenceAccount.ModuleMissing.selector)
        );
    }

    function test_RevertWhen_ADirectCallValidationIsToJudgeOperationsOrSignatures() public {
        for (uint8 flags = 0; flags <= ModuleConfigLib.FLAG_ALL; flags++) {
            if (flags == 0 || flags == ModuleConfigLib.FLAG_GLOBAL) continue;

            _refusedConfig(
                validationConfig(address(_module), DIRECT_CALL_ENTITY_ID, flags),
                abi.encodeWithSelector(IReferenceAccount.DirectCallFlagsNotAllowed.selector, flags)
            );
        }
    }

    function test_RevertWhen_ACallerThatIsNoModuleIsToBeTold() public {
        address caller = makeAddress("caller");
        _installData = "for a caller without code";

        _refusedConfig(
            validationConfig(caller, DIRECT_CALL_ENTITY_ID, 0),
            abi.encodeWithSelector(
                IReferenceAccount.InterfaceNotSupported.selector, caller, type(IERC6900Module).interfaceId
            )
        );
    }

    function test_RevertGiven_TheCallerHasADirectCallValidation() public {
        address caller = makeAddress("caller");
        installCaller(caller, _selectors, _hooks);

        _refusedConfig(
            validationConfig(caller, DIRECT_CALL_ENTITY_ID, 0),
            abi.encodeWithSelector(IReferenceAccount.EntityIdInUse.selector, DIRECT_CALL_ENTITY_ID, caller)
        );
    }

    function test_RevertWhen_AFlagIsUnknown() public {
        for (uint8 flag = 8; flag != 0; flag <<= 1) {
            uint8 flags = flag | ModuleConfigLib.FLAG_USER_OP;
            _refusedConfig(
                _config(flags), abi.encodeWithSelector(IReferenceAccount.ValidationFlagsUnknown.selector, flags)
            );
        }
    }

    function test_RevertGiven_TheEntityIdIsInUse() public {
        _succeeds();
        RecordingModule other = new RecordingModule();
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.EntityIdInUse.selector, ENTITY_ID, address(_module));

        _refused(refusal);
        _refusedConfig(validationConfig(address(other), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP), refusal);
    }

    function test_RevertWhen_TheModuleIsNoValidationModule() public {
        bytes4 role = type(IERC6900ValidationModule).interfaceId;
        _module.deny(role);

        _refused(abi.encodeWithSelector(IReferenceAccount.InterfaceNotSupported.selector, address(_module), role));
    }

    function test_RevertWhen_TheModuleHasNoCode() public {
        address nobody = makeAddress("nobody");

        _refusedConfig(
            validationConfig(nobody, ENTITY_ID, ModuleConfigLib.FLAG_USER_OP),
            abi.encodeWithSelector(
                IReferenceAccount.InterfaceNotSupported.selector, nobody, type(IERC6900ValidationModule).interfaceId
            )
        );
    }

    function test_RevertWhen_ASelectorIsListedTwice() public {
        _selectors = [bytes4(0x00000001), bytes4(0x00000002), bytes4(0x00000001)];

        _refused(abi.encodeWithSelector(IReferenceAccount.SelectorDuplicate.selector, bytes4(0x00000001)));
    }

    function test_RevertWhen_ValidateUserOpIsListed() public {
        bytes4 selector = _account.validateUserOp.selector;
        _selectors = [bytes4(0x00000001), selector];

        _refused(abi.encodeWithSelector(IReferenceAccount.ValidationSelectorNotAllowed.selector, selector));
    }

    function test_RevertWhen_ThereAreTooManySelectors() public {
        for (uint32 i = 0; i < 256; i++) {
            _selectors.push(bytes4(i));
        }

        _refused(abi.encodeWithSelector(IReferenceAccount.ListTooLong.selector, 256, 255));
    }

    function test_RevertWhen_AHookIsTooShort() public {
        _hooks = [hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, ""), bytes(hex"")];
        _hooks[1] = new bytes(24);

        _refused(abi.encodeWithSelector(IReferenceAccount.HookTooShort.selector, 1, 24, 25));
    }

    function test_RevertWhen_TheFlagsOfAHookMakeNoSense() public {
        _hooks.push();
        for (uint256 flags = 0; flags < 256; flags++) {
            if (flags == 1 || flags == 2 || flags == 4 || flags == 6) continue;

            _hooks[0] = hookItem(address(_module), FIRST_HOOK, uint8(flags), "");
            _refused(abi.encodeWithSelector(IReferenceAccount.HookFlagsNotAllowed.selector, address(_module), flags));
        }
    }

    function test_RevertWhen_AHookDoesNotPlayItsRole() public {
        RecordingModule other = new RecordingModule();
        bytes4 validationRole = type(IERC6900ValidationHookModule).interfaceId;
        bytes4 executionRole = type(IERC6900ExecutionHookModule).interfaceId;
        other.deny(validationRole);
        other.deny(executionRole);

        _hooks.push(hookItem(address(other), FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION, ""));
        _refused(
            abi.encodeWithSelector(IReferenceAccount.InterfaceNotSupported.selector, address(other), validationRole)
        );
        _hooks[0] = hookItem(address(other), FIRST_HOOK, ModuleConfigLib.HOOK_POST, "");
        _refused(
            abi.encodeWithSelector(IReferenceAccount.InterfaceNotSupported.selector, address(other), executionRole)
        );
    }

    function test_RevertWhen_AHookIsListedTwiceInOneRole() public {
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.HookDuplicate.selector, address(_module), FIRST_HOOK);

        _hooks = _twoHooks();
        _hooks[1] = _hooks[0];
        _refused(refusal);
        _hooks[0] = hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, "");
        _hooks[1] = hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_POST, "");
        _refused(refusal);
    }

    function test_RevertWhen_ThereAreTooManyHooksOfOneKind() public {
        for (uint32 i = 0; i < 256; i++) {
            _hooks.push(hookItem(address(_module), i, ModuleConfigLib.HOOK_VALIDATION, ""));
        }

        _refused(abi.encodeWithSelector(IReferenceAccount.ListTooLong.selector, 256, 255));
    }

    function test_RevertWhen_OnInstallOfTheModuleReverts() public {
        _module.refuse(_module.onInstall.selector);
        _installData = "data";

        _refused(abi.encodeWithSelector(RecordingModule.Refused.selector, _module.onInstall.selector));
    }

    function test_RevertWhen_OnInstallOfAHookReverts() public {
        _module.refuse(_module.onInstall.selector);
        _hooks.push(hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, "data"));

        _refused(abi.encodeWithSelector(RecordingModule.Refused.selector, _module.onInstall.selector));
    }

    function test_WhenThereIsNoDataForAModule() public {
        _hooks = _twoHooks();

        _succeeds();

        assertEq(_module.entries().length, 0, "calls of modules");
    }

    function test_WhenThereIsDataForTheModules() public {
        _hooks.push(hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, "first"));
        _hooks.push(hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION, "second"));
        _installData = "last";

        _succeeds();

        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 3, "calls of modules");
        assertEq(entries[0].data, "first", "what the first hook was told");
        assertEq(entries[1].data, "second", "what the second hook was told");
        assertEq(entries[2].data, "last", "what the module was told");
    }

    function test_WhenEverythingIsInOrder() public {
        _selectors = [bytes4(0x00000001), bytes4(0x00000002), bytes4(0x00000003)];
        _hooks.push(hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION, ""));
        _hooks.push(hookItem(address(_module), FIRST_HOOK, 6, ""));
        _hooks.push(hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION, ""));

        _succeeds();

        ValidationDataView memory data = _account.getValidationData(moduleEntity(address(_module), ENTITY_ID));
        assertEq(ValidationFlags.unwrap(data.validationFlags), ModuleConfigLib.FLAG_USER_OP, "flags");
        assertEq(abi.encode(data.selectors), abi.encode(_selectors), "selectors");
        assertEq(data.validationHooks.length, 2, "validation hooks");
        _assertHook(data.validationHooks[0], FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION);
        _assertHook(data.validationHooks[1], SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION);
        assertEq(data.executionHooks.length, 1, "execution hooks");
        _assertHook(data.executionHooks[0], FIRST_HOOK, 6);

        // The namespace of ERC-7201, then the mapping that stands first in it.
        bytes32 state = keccak256(abi.encode(uint256(keccak256("sessionkeys.storage.ReferenceAccount")) - 1));
        state = bytes32(uint256(state) & ~uint256(0xff));
        bytes32 first = vm.load(address(_account), keccak256(abi.encode(ENTITY_ID, state)));
        uint256 hasHooks = 1 << 176 | 1 << 168;
        uint256 flagsAndModule = uint256(ModuleConfigLib.FLAG_USER_OP) << 160 | uint160(address(_module));
        assertEq(uint256(first), uint256(2) << 216 | 1 << 184 | hasHooks | flagsAndModule, "head");
        assertEq(uint256(vm.load(address(_account), bytes32(uint256(state) + 1))), 1, "initialized");
    }

    function test_WhenInstalled() public {
        vm.expectEmit(address(_account));
        emit IERC6900Account.ValidationInstalled(address(_module), ENTITY_ID);

        _succeeds();
    }

    function _succeeds() private {
        vm.prank(address(_account));
        _account.installValidation(_config(ModuleConfigLib.FLAG_USER_OP), _selectors, _installData, _hooks);
    }

    function _refused(bytes memory revertData) private {
        _refusedConfig(_config(ModuleConfigLib.FLAG_USER_OP), revertData);
    }

    function _refusedConfig(ValidationConfig config, bytes memory revertData) private {
        vm.prank(address(_account));
        vm.expectRevert(revertData);
        _account.installValidation(config, _selectors, _installData, _hooks);
    }

    function _config(uint8 flags) private view returns (ValidationConfig) {
        return validationConfig(address(_module), ENTITY_ID, flags);
    }

    function _assertHook(HookConfig actual, uint32 entityId, uint8 flags) private view {
        assertEq(
            bytes32(HookConfig.unwrap(actual)),
            bytes32(HookConfig.unwrap(hookConfig(address(_module), entityId, flags))),
            "hook"
        );
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {ValidationDataView, ValidationFlags} from "../../src/interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../../src/interfaces/IERC6900Account.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: installing and uninstalling validations.
contract Erc6900_ValidationInstallation_Test is Erc6900Test {
    function test_V1_EntityIdMustBeUnique() public {
        installSession(none());
        RecordingModule other = new RecordingModule();

        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.EntityIdInUse.selector, ENTITY_ID, address(_module)));
        _account.installValidation(validationConfig(address(other), ENTITY_ID, 1), list(_execute), "", none());
    }

    function test_V2_AllValidationHooksMustBeInstalledAndShouldBeTold() public {
        installSession(
            list(
                hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION, "first"),
                hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION, "")
            )
        );

        ValidationDataView memory data = _session();
        assertEq(data.validationHooks.length, 2, "hooks");
        assertHook(data.validationHooks[0], FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION);
        assertHook(data.validationHooks[1], SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION);
        _assertTold("first");
    }

    function test_V3_AllExecutionHooksMustBeInstalledAndShouldBeTold() public {
        installSession(
            list(
                hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, ""),
                hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_POST, "second")
            )
        );

        ValidationDataView memory data = _session();
        assertEq(data.executionHooks.length, 2, "hooks");
        assertHook(data.executionHooks[0], FIRST_HOOK, ModuleConfigLib.HOOK_PRE);
        assertHook(data.executionHooks[1], SECOND_HOOK, ModuleConfigLib.HOOK_POST);
        _assertTold("second");
    }

    function test_V4_AllSelectorsMustBeConfigured() public {
        installManifest(withFunction(actManifest(), _module.actToo.selector, false, false));
        bytes[4] memory calls = [
            executeCall(),
            abi.encodeCall(_account.executeBatch, (one(address(_module), actCall()))),
            actCall(),
            abi.encodeCall(_module.actToo, ())
        ];
        bytes4[] memory selectors = new bytes4[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            selectors[i] = bytes4(calls[i]);
        }
        install(validationConfig(address(_module), ENTITY_ID, 1), selectors, none());

        assertEq(abi.encode(_session().selectors), abi.encode(selectors), "selectors");
        for (uint256 i = 0; i < calls.length; i++) {
            assertSucceeded(sendSession(calls[i]));
        }
    }

    function test_V5_AllFlagsMustBeSetAsGiven() public {
        for (uint8 flags = 0; flags <= ModuleConfigLib.FLAG_ALL; flags++) {
            installSession(flags, none());
            assertEq(ValidationFlags.unwrap(_session().validationFlags), flags, "flags");
            uninstallSession("", none());
        }
    }

    function test_V6_ModuleShouldBeToldAndTheEventMustBeEmitted() public {
        vm.expectEmit(address(_account));
        emit IERC6900Account.ValidationInstalled(address(_module), ENTITY_ID);
        vm.prank(address(_account));
        _account.installValidation(
            validationConfig(address(_module), ENTITY_ID, 1), list(_execute), "install data", none()
        );

        _assertTold("install data");
    }

    function test_V7_AllFlagsMustBeCleared() public {
        installSession(ModuleConfigLib.FLAG_ALL, none());
        uninstallSession("", none());

        assertEq(ValidationFlags.unwrap(_session().validationFlags), 0, "flags");
        assertReverted(
            sendSession(executeCall()),
            abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID)
        );
    }

    function test_V8_AllHooksMustBeRemovedShouldBeToldAndMayRevert() public {
        bytes[] memory hooks = list(validationHook(FIRST_HOOK), executionHook(SECOND_HOOK));
        bytes[] memory hookData = list(bytes("validation hook"), bytes("execution hook"));
        installSession(hooks);
        uninstallSession("", hookData);
        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 2, "hooks told");
        assertEq(entries[0].data, "validation hook", "what the validation hook was told");
        assertEq(entries[1].data, "execution hook", "what the execution hook was told");

        installSession(hooks);
        _module.refuse(_module.onUninstall.selector);
        vm.expectEmit(address(_account));
        emit IERC6900Account.ValidationUninstalled(address(_module), ENTITY_ID, false);
        uninstallSession("", hookData);

        installSession(none());
        ValidationDataView memory data = _session();
        assertEq(data.validationHooks.length + data.executionHooks.length, 0, "hooks");
    }

    function test_V9_SelectorsMustBeCleared() public {
        installSession(none());
        uninstallSession("", none());
        install(validationConfig(address(_module), ENTITY_ID, 1), new bytes4[](0), none());

        assertEq(_session().selectors.length, 0, "selectors");
        assertReverted(sendSession(executeCall()), notAllowed(ENTITY_ID, _execute));
    }

    function test_V10_EventMustBeEmitted() public {
        installSession(none());

        vm.expectEmit(address(_account));
        emit IERC6900Account.ValidationUninstalled(address(_module), ENTITY_ID, true);
        uninstallSession("uninstall data", none());

        _assertTold("uninstall data");
    }

    function _session() private view returns (ValidationDataView memory) {
        return _account.getValidationData(moduleEntity(address(_module), ENTITY_ID));
    }

    function _assertTold(bytes memory data) private view {
        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 1, "calls of the module");
        assertEq(entries[0].data, data, "what the module was told");
    }
}

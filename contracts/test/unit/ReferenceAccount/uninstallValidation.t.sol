// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {ValidationDataView} from "../../../src/interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_UninstallValidation_Test is ReferenceAccountUnitTest {
    bytes[] private _hookData;

    function setUp() public override {
        super.setUp();
        _installSession(
            list(
                hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, ""),
                hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION, "")
            )
        );
    }

    function test_RevertWhen_CallerIsNeitherTheEntryPointNorTheAccount() public {
        vm.prank(_owner);
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _owner));
        _account.uninstallValidation(moduleEntity(address(_module), ENTITY_ID), "", _hookData);
    }

    function test_RevertGiven_NoValidationUnderTheEntityId() public {
        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, 8));
        _account.uninstallValidation(moduleEntity(address(_module), 8), "", _hookData);
    }

    function test_RevertGiven_TheEntityIdBelongsToAnotherModule() public {
        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID));
        _account.uninstallValidation(moduleEntity(address(_ownerModule), ENTITY_ID), "", _hookData);
    }

    function test_RevertWhen_TheHookDataFitNeitherNoneNorAllHooks() public {
        _hookData.push("only");

        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.HookUninstallDataMismatch.selector, 1, 2));
        _account.uninstallValidation(moduleEntity(address(_module), ENTITY_ID), "", _hookData);
    }

    function test_WhenThereIsNoData() public {
        _uninstall("");

        assertEq(_module.entries().length, 0, "calls of modules");
    }

    function test_WhenThereIsDataForAll() public {
        _hookData = [bytes("validation hook"), bytes("execution hook")];

        _uninstall("module");

        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 3, "calls of modules");
        assertEq(entries[0].data, "validation hook", "what was told first");
        assertEq(entries[1].data, "execution hook", "what was told second");
        assertEq(entries[2].data, "module", "what was told last");
        assertEq(bytes32(entries[2].selector), bytes32(_module.onUninstall.selector), "function of the module");
    }

    function test_WhenAnItemIsEmpty() public {
        _hookData = [bytes(""), bytes("execution hook")];

        _uninstall("");

        assertEq(_module.entries().length, 1, "calls of modules");
        assertEq(_module.entries()[0].data, "execution hook", "what was told");
    }

    function test_WhenAModuleReverts() public {
        _module.refuse(_module.onUninstall.selector);
        _hookData = [bytes("validation hook"), bytes("")];

        _emits(address(_module), ENTITY_ID, false);
        _uninstall("");

        _assertGone();
    }

    function test_GivenTheModuleHasNoCodeAnyMore() public {
        vm.etch(address(_module), "");

        _emits(address(_module), ENTITY_ID, false);
        _uninstall("module");

        _assertGone();
    }

    function test_GivenAHookHasNoCodeAnyMore() public {
        RecordingModule hook = new RecordingModule();
        install(
            validationConfig(address(_module), ENTITY_ID + 1, ModuleConfigLib.FLAG_USER_OP),
            list(_account.execute.selector),
            list(hookItem(address(hook), FIRST_HOOK, ModuleConfigLib.HOOK_PRE, ""))
        );
        vm.etch(address(hook), "");

        _emits(address(_module), ENTITY_ID + 1, false);
        vm.prank(address(_account));
        _account.uninstallValidation(moduleEntity(address(_module), ENTITY_ID + 1), "module", list(bytes("hook")));

        assertEq(_module.entries().length, 1, "calls of the module");
        assertEq(_module.entries()[0].data, "module", "what the module was told all the same");
    }

    /// @dev A caller needs no code, so it may have none when it is to be told.
    function test_GivenACallerWithoutCode() public {
        address caller = makeAddress("caller");
        installCaller(caller, list(_account.execute.selector), none());

        _emits(caller, DIRECT_CALL_ENTITY_ID, false);
        vm.prank(address(_account));
        _account.uninstallValidation(moduleEntity(caller, DIRECT_CALL_ENTITY_ID), "caller", none());

        refuseCall(
            caller, _executeCall(), abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, caller)
        );
    }

    function test_WhenUninstalled() public {
        _uninstall("");

        ValidationDataView memory nothing;
        ValidationDataView memory data = _account.getValidationData(moduleEntity(address(_module), ENTITY_ID));
        assertEq(abi.encode(data), abi.encode(nothing), "validation data");
        install(validationConfig(address(_module), ENTITY_ID, 1), list(_account.executeBatch.selector), none());
        _refused(
            0,
            _executeCall(),
            abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, ENTITY_ID, _account.execute.selector)
        );
        data = _account.getValidationData(moduleEntity(address(_module), ENTITY_ID));
        assertEq(data.validationHooks.length + data.executionHooks.length, 0, "hooks of the new installation");
    }

    function test_WhenAllModulesTookIt() public {
        _hookData = [bytes("validation hook"), bytes("execution hook")];

        _emits(address(_module), ENTITY_ID, true);

        _uninstall("module");
    }

    function _emits(address module, uint32 entityId, bool succeeded) private {
        vm.expectEmit(address(_account));
        emit IERC6900Account.ValidationUninstalled(module, entityId, succeeded);
    }

    function _assertGone() private {
        _refused(
            0, _executeCall(), abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID)
        );
    }

    function _uninstall(bytes memory uninstallData) private {
        vm.prank(address(_account));
        _account.uninstallValidation(moduleEntity(address(_module), ENTITY_ID), uninstallData, _hookData);
    }
}

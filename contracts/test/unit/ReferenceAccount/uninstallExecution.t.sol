// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {ExecutionDataView, ExecutionManifest} from "../../../src/interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_UninstallExecution_Test is ReferenceAccountUnitTest {
    bytes4 private constant INTERFACE_ID = 0x12345678;

    function setUp() public override {
        super.setUp();
        installManifest(_manifest());
    }

    function test_RevertWhen_CallerIsNeitherTheEntryPointNorTheAccount() public {
        vm.prank(_owner);
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _owner));
        _account.uninstallExecution(address(_module), _manifest(), "");
    }

    function test_RevertGiven_TheManifestIsNotInstalled() public {
        RecordingModule other = new RecordingModule();
        ExecutionManifest memory moved = _manifest();
        moved.executionHooks[0].entityId = SECOND_HOOK;
        ExecutionManifest memory changed = _manifest();
        changed.executionFunctions[0].skipRuntimeValidation = true;

        _refusedManifest(address(other), _manifest());
        _refusedManifest(address(_module), actManifest());
        _refusedManifest(address(_module), moved);
        _refusedManifest(address(_module), changed);
        _refusedManifest(address(_module), withInterface(_manifest(), INTERFACE_ID));
    }

    function test_RevertGiven_ItIsUninstalledAlready() public {
        uninstallManifest(_manifest());

        _refusedManifest(address(_module), _manifest());
    }

    function test_WhenUninstalled() public {
        uninstallManifest(_manifest());

        ExecutionDataView memory nothing;
        assertEq(abi.encode(_account.getExecutionData(_module.act.selector)), abi.encode(nothing), "function");
        assertEq(_account.getExecutionData(_account.execute.selector).executionHooks.length, 0, "hooks");
        assertFalse(_account.supportsInterface(INTERFACE_ID), "interface");
        callAccount(address(_account), 0, executeCall());
        assertSteps(_steps(actStep()));

        installManifest(_manifest());
        assertEq(_account.getExecutionData(_account.execute.selector).executionHooks.length, 1, "hooks again");
    }

    function test_GivenAnotherModuleHasHooksOnTheSameFunction() public {
        bytes4 selector = _account.execute.selector;
        RecordingModule other = new RecordingModule();
        ExecutionManifest memory others;
        others = withHook(others, selector, 1, ModuleConfigLib.HOOK_PRE);
        others = withHook(others, selector, 2, ModuleConfigLib.HOOK_PRE);
        vm.prank(address(_account));
        _account.installExecution(address(other), others, "");
        ExecutionManifest memory late;
        late = withHook(late, selector, SECOND_HOOK, ModuleConfigLib.HOOK_POST);
        installManifest(late);

        uninstallManifest(_manifest());

        ExecutionDataView memory data = _account.getExecutionData(selector);
        assertEq(data.executionHooks.length, 3, "hooks left");
        for (uint32 i = 0; i < 2; i++) {
            (address module, uint32 entityId,) = ModuleConfigLib.unpack(data.executionHooks[i]);
            assertEq(module, address(other), "module of a hook");
            assertEq(entityId, i + 1, "entity of a hook");
        }
        assertHook(data.executionHooks[2], SECOND_HOOK, ModuleConfigLib.HOOK_POST);
    }

    function test_GivenTwoModulesNameTheSameInterface() public {
        RecordingModule other = new RecordingModule();
        ExecutionManifest memory others;
        vm.prank(address(_account));
        _account.installExecution(address(other), withInterface(others, INTERFACE_ID), "");

        uninstallManifest(_manifest());
        assertTrue(_account.supportsInterface(INTERFACE_ID), "interface that another module names");

        vm.prank(address(_account));
        _account.uninstallExecution(address(other), others, "");
        assertFalse(_account.supportsInterface(INTERFACE_ID), "interface that nobody names");
    }

    function test_WhenThereIsNoData() public {
        _module.refuse(_module.onUninstall.selector);

        vm.expectEmit(address(_account));
        emit IERC6900Account.ExecutionUninstalled(address(_module), true, _manifest());
        uninstallManifest(_manifest());

        assertEq(_module.entries().length, 0, "calls of the module");
    }

    function test_WhenTheModuleTookIt() public {
        _uninstallTelling(true);

        assertEq(_module.entries().length, 1, "calls of the module");
        assertEq(_module.entries()[0].data, "uninstall data", "what it was told");
    }

    function test_WhenTheModuleReverts() public {
        _module.refuse(_module.onUninstall.selector);

        _uninstallTelling(false);

        assertEq(_account.getExecutionData(_module.act.selector).module, address(0), "module of the function");
    }

    function test_GivenTheModuleHasNoCodeAnyMore() public {
        vm.etch(address(_module), "");

        _uninstallTelling(false);

        assertEq(_account.getExecutionData(_module.act.selector).module, address(0), "module of the function");
    }

    /// @dev A megabyte costs over two million gas each time it is in somebody's memory.
    function test_WhenTheModuleRevertsWithAMegabyte() public {
        _module.bomb(_module.onUninstall.selector);
        ExecutionManifest memory manifest = _manifest();

        vm.prank(address(_account));
        _account.uninstallExecution{gas: 4_000_000}(address(_module), manifest, "uninstall data");

        assertEq(_account.getExecutionData(_module.act.selector).module, address(0), "module of the function");
    }

    function _uninstallTelling(bool succeeds) private {
        vm.expectEmit(address(_account));
        emit IERC6900Account.ExecutionUninstalled(address(_module), succeeds, _manifest());
        vm.prank(address(_account));
        _account.uninstallExecution(address(_module), _manifest(), "uninstall data");
    }

    function _refusedManifest(address module, ExecutionManifest memory manifest) private {
        bytes32 manifestHash = keccak256(abi.encode(module, manifest));
        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.ExecutionNotInstalled.selector, module, manifestHash));
        _account.uninstallExecution(module, manifest, "");
    }

    function _manifest() private view returns (ExecutionManifest memory manifest) {
        manifest = withFunction(manifest, _module.act.selector, false, true);
        manifest = withHook(manifest, _account.execute.selector, FIRST_HOOK, PRE_AND_POST);
        return withInterface(manifest, INTERFACE_ID);
    }

    function _steps(bytes32 first) private pure returns (bytes32[] memory steps) {
        steps = new bytes32[](1);
        steps[0] = first;
    }
}

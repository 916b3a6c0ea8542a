// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {ExecutionDataView, ExecutionManifest} from "../../src/interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../../src/interfaces/IERC6900Account.sol";
import {IERC6900Module} from "../../src/interfaces/IERC6900Module.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: installing and uninstalling execution functions.
contract Erc6900_ExecutionInstallation_Test is Erc6900Test {
    function test_E1_AnyNumberOfFunctionsMayBeInstalled() public {
        ExecutionManifest memory manifest;
        for (uint32 i = 1; i <= 300; i++) {
            manifest = withFunction(manifest, bytes4(i), false, false);
        }

        installManifest(manifest);

        assertEq(_account.getExecutionData(bytes4(uint32(300))).module, address(_module), "module of the last one");
    }

    function test_E1_SelectorMustBeUnique() public {
        installManifest(actManifest());
        RecordingModule other = new RecordingModule();
        bytes4 selector = _module.act.selector;
        ExecutionManifest memory manifest = actManifest();

        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.SelectorInUse.selector, selector, address(_module)));
        _account.installExecution(address(other), manifest, "");
    }

    /// @dev All of them, one by one: unit/ReferenceAccount/installExecution.
    function test_E1_SelectorMustNotConflictWithNativeFunctions() public {
        bytes4[4] memory selectors = [
            _execute,
            _account.validateUserOp.selector,
            _account.executeUserOp.selector,
            _account.executeWithRuntimeValidation.selector
        ];

        for (uint256 i = 0; i < selectors.length; i++) {
            _refusedManifest(
                withFunction(nothing(), selectors[i], false, false),
                abi.encodeWithSelector(IReferenceAccount.SelectorReserved.selector, selectors[i])
            );
        }
    }

    function test_E2_AllFunctionsMustBeInstalledWithTheirFlags() public {
        for (uint256 i = 0; i < 4; i++) {
            bytes4 selector = bytes4(uint32(i + 1));
            installManifest(withFunction(nothing(), selector, i & 1 != 0, i & 2 != 0));

            ExecutionDataView memory data = _account.getExecutionData(selector);
            assertEq(data.module, address(_module), "module");
            assertEq(data.skipRuntimeValidation, i & 1 != 0, "runtime validation skipped");
            assertEq(data.allowGlobalValidation, i & 2 != 0, "global validation allowed");
        }
    }

    function test_E3_AllHooksMustBeAdded() public {
        bytes4 act = _module.act.selector;
        ExecutionManifest memory manifest = withHook(actManifest(), act, FIRST_HOOK, ModuleConfigLib.HOOK_PRE);
        manifest = withHook(manifest, act, SECOND_HOOK, ModuleConfigLib.HOOK_POST);
        installManifest(withHook(manifest, _execute, FIRST_HOOK, PRE_AND_POST));

        ExecutionDataView memory data = _account.getExecutionData(act);
        assertEq(data.executionHooks.length, 2, "hooks of the module's function");
        assertHook(data.executionHooks[0], FIRST_HOOK, ModuleConfigLib.HOOK_PRE);
        assertHook(data.executionHooks[1], SECOND_HOOK, ModuleConfigLib.HOOK_POST);
        data = _account.getExecutionData(_execute);
        assertEq(data.executionHooks.length, 1, "hooks of the account's function");
        assertHook(data.executionHooks[0], FIRST_HOOK, PRE_AND_POST);
    }

    function test_E4_InterfaceIdsShouldBeAdded() public {
        assertFalse(_account.supportsInterface(INTERFACE_ID), "interface before");

        installManifest(withInterface(nothing(), INTERFACE_ID));

        assertTrue(_account.supportsInterface(INTERFACE_ID), "interface");
    }

    function test_E4_ManifestMustNotNameTheInterfaceOfModules() public {
        bytes4 id = type(IERC6900Module).interfaceId;

        _refusedManifest(
            withInterface(nothing(), id), abi.encodeWithSelector(IReferenceAccount.InterfaceIdNotAllowed.selector, id)
        );
    }

    function test_E5_ModuleShouldBeTold() public {
        installModule(_module, nothing(), "install data");

        assertEq(_module.entries().length, 1, "calls of the module");
        assertEq(_module.entries()[0].data, "install data", "what the module was told");
    }

    function test_E6_EventMustBeEmitted() public {
        vm.expectEmit(address(_account));
        emit IERC6900Account.ExecutionInstalled(address(_module), _whole());
        installManifest(_whole());
    }

    function test_E7_FunctionsMustBeRemovedAndFlagsCleared() public {
        installManifest(withFunction(nothing(), 0x00000001, true, true));
        uninstallManifest(withFunction(nothing(), 0x00000001, true, true));

        ExecutionDataView memory empty;
        assertEq(abi.encode(_account.getExecutionData(0x00000001)), abi.encode(empty), "function");
        refuseCall(
            _caller,
            hex"00000001",
            abi.encodeWithSelector(IReferenceAccount.FunctionNotInstalled.selector, bytes4(0x00000001))
        );
    }

    function test_E8_HooksOfTheManifestMustBeRemoved() public {
        RecordingModule other = new RecordingModule();
        installManifest(_whole());
        installModule(other, hookManifest(_execute, SECOND_HOOK), "");

        uninstallManifest(_whole());

        ExecutionDataView memory data = _account.getExecutionData(_execute);
        assertEq(data.executionHooks.length, 1, "hooks left");
        (address module,,) = ModuleConfigLib.unpack(data.executionHooks[0]);
        assertEq(module, address(other), "whose hook is left");
    }

    function test_E8_HooksOfOtherManifestsMustStillRun() public {
        RecordingModule other = new RecordingModule();
        installModule(other, hookManifest(_execute, SECOND_HOOK), "");
        installManifest(_whole());

        uninstallManifest(_whole());
        callAccount(address(_account), 0, executeCall());

        _steps = [actStep()];
        assertSteps(_steps);
        RecordingModule.Entry[] memory entries = other.entries();
        assertEq(entries.length, 2, "steps of the other module");
        assertEq(bytes32(entries[0].selector), bytes32(other.preExecutionHook.selector), "its hook before");
        assertEq(bytes32(entries[1].selector), bytes32(other.postExecutionHook.selector), "its hook after");
    }

    function test_E9_InterfaceIdsShouldBeRemoved() public {
        RecordingModule other = new RecordingModule();
        installManifest(_whole());
        installModule(other, withInterface(nothing(), INTERFACE_ID), "");

        uninstallManifest(_whole());
        assertTrue(_account.supportsInterface(INTERFACE_ID), "interface that another module still names");

        vm.prank(address(_account));
        _account.uninstallExecution(address(other), withInterface(nothing(), INTERFACE_ID), "");
        assertFalse(_account.supportsInterface(INTERFACE_ID), "interface that nobody names");
    }

    function test_E10_ModuleShouldBeToldAndItsSuccessTracked() public {
        installManifest(_whole());
        _module.refuse(_module.onUninstall.selector);

        _uninstallTelling(false);

        assertEq(_account.getExecutionData(_module.act.selector).module, address(0), "module of the function");
    }

    function test_E11_EventMustBeEmitted() public {
        installManifest(_whole());

        _uninstallTelling(true);

        assertEq(_module.entries()[0].data, "uninstall data", "what the module was told");
    }

    function _uninstallTelling(bool succeeds) private {
        vm.expectEmit(address(_account));
        emit IERC6900Account.ExecutionUninstalled(address(_module), succeeds, _whole());
        vm.prank(address(_account));
        _account.uninstallExecution(address(_module), _whole(), "uninstall data");
    }

    function _refusedManifest(ExecutionManifest memory manifest, bytes memory revertData) private {
        vm.prank(address(_account));
        vm.expectRevert(revertData);
        _account.installExecution(address(_module), manifest, "");
    }

    function _whole() private view returns (ExecutionManifest memory) {
        return withInterface(withHook(actManifest(), _execute, FIRST_HOOK, PRE_AND_POST), INTERFACE_ID);
    }
}

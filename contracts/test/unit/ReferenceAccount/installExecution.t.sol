// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {ExecutionDataView, ExecutionManifest} from "../../../src/interfaces/ERC6900Types.sol";
import {IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {IERC6900ExecutionHookModule} from "../../../src/interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900ExecutionModule} from "../../../src/interfaces/IERC6900ExecutionModule.sol";
import {IERC6900Module} from "../../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../../../src/interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../../../src/interfaces/IERC6900ValidationModule.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_InstallExecution_Test is ReferenceAccountUnitTest {
    ExecutionManifest private _nothing;

    function test_RevertWhen_CallerIsNeitherTheEntryPointNorTheAccount() public {
        vm.prank(_owner);
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _owner));
        _account.installExecution(address(_module), _nothing, "");
    }

    function test_RevertWhen_TheModuleIsMissing() public {
        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.ModuleMissing.selector));
        _account.installExecution(address(0), _nothing, "");
    }

    function test_RevertWhen_TheModuleIsNoExecutionModule() public {
        bytes4 role = type(IERC6900ExecutionModule).interfaceId;
        _module.deny(role);

        _refusedManifest(
            actManifest(),
            abi.encodeWithSelector(IReferenceAccount.InterfaceNotSupported.selector, address(_module), role)
        );
    }

    function test_RevertWhen_ItBringsHooksAndIsNoHookModule() public {
        bytes4 role = type(IERC6900ExecutionHookModule).interfaceId;
        _module.deny(role);
        installManifest(actManifest());

        _refusedManifest(
            hookManifest(_account.execute.selector, FIRST_HOOK),
            abi.encodeWithSelector(IReferenceAccount.InterfaceNotSupported.selector, address(_module), role)
        );
    }

    function test_RevertWhen_AFunctionIsReserved() public {
        bytes4[19] memory own = [
            _account.execute.selector,
            _account.executeBatch.selector,
            _account.executeUserOp.selector,
            _account.executeWithRuntimeValidation.selector,
            _account.installExecution.selector,
            _account.uninstallExecution.selector,
            _account.installValidation.selector,
            _account.uninstallValidation.selector,
            _account.initialize.selector,
            _account.validateUserOp.selector,
            _account.isValidSignature.selector,
            _account.accountId.selector,
            _account.entryPoint.selector,
            _account.getExecutionData.selector,
            _account.getValidationData.selector,
            _account.supportsInterface.selector,
            _account.onERC721Received.selector,
            _account.onERC1155Received.selector,
            _account.onERC1155BatchReceived.selector
        ];
        for (uint256 i = 0; i < own.length; i++) {
            _refusedFunction(own[i]);
        }

        _refusedFunction(IERC6900Module.onInstall.selector);
        _refusedFunction(IERC6900Module.onUninstall.selector);
        _refusedFunction(IERC6900Module.moduleId.selector);
        _refusedFunction(IERC6900ExecutionModule.executionManifest.selector);
        _refusedFunction(IERC6900ExecutionHookModule.preExecutionHook.selector);
        _refusedFunction(IERC6900ExecutionHookModule.postExecutionHook.selector);
        _refusedFunction(IERC6900ValidationModule.validateUserOp.selector);
        _refusedFunction(IERC6900ValidationModule.validateRuntime.selector);
        _refusedFunction(IERC6900ValidationModule.validateSignature.selector);
        _refusedFunction(IERC6900ValidationHookModule.preUserOpValidationHook.selector);
        _refusedFunction(IERC6900ValidationHookModule.preRuntimeValidationHook.selector);
        _refusedFunction(IERC6900ValidationHookModule.preSignatureValidationHook.selector);

        string memory userOp = "(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)";
        _refusedFunction(string.concat("validatePaymasterUserOp(", userOp, ",bytes32,uint256)"));
        _refusedFunction("postOp(uint8,bytes,uint256,uint256)");
        _refusedFunction(string.concat("validateSignatures(", userOp, "[],bytes)"));
        _refusedFunction(string.concat("validateUserOpSignature(", userOp, ")"));
        _refusedFunction(string.concat("aggregateSignatures(", userOp, "[])"));
    }

    function test_RevertGiven_AFunctionIsThereAlready() public {
        bytes4 selector = _module.act.selector;
        installManifest(actManifest());
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.SelectorInUse.selector, selector, address(_module));
        RecordingModule other = new RecordingModule();
        ExecutionManifest memory manifest;
        manifest = withFunction(withFunction(manifest, _module.actToo.selector, false, false), selector, true, true);

        _refusedManifest(manifest, refusal);
        vm.prank(address(_account));
        vm.expectRevert(refusal);
        _account.installExecution(address(other), manifest, "");
    }

    function test_RevertWhen_AHookRunsNeitherBeforeNorAfter() public {
        _refusedManifest(
            withHook(_nothing, _account.execute.selector, FIRST_HOOK, 0),
            abi.encodeWithSelector(IReferenceAccount.HookFlagsNotAllowed.selector, address(_module), 0)
        );
    }

    function test_RevertWhen_AHookIsPutOnAFunctionThatDoesNotExecute() public {
        bytes4[4] memory selectors = [
            _account.executeUserOp.selector,
            _account.executeWithRuntimeValidation.selector,
            _account.validateUserOp.selector,
            _account.isValidSignature.selector
        ];

        for (uint256 i = 0; i < selectors.length; i++) {
            _refusedManifest(
                hookManifest(selectors[i], FIRST_HOOK),
                abi.encodeWithSelector(IReferenceAccount.HookSelectorNotAllowed.selector, selectors[i])
            );
        }
    }

    function test_RevertGiven_AHookOfTheSameEntityIsThereAlready() public {
        bytes4 selector = _account.execute.selector;
        installManifest(hookManifest(selector, FIRST_HOOK));

        _refusedManifest(
            withHook(_nothing, selector, FIRST_HOOK, ModuleConfigLib.HOOK_PRE),
            abi.encodeWithSelector(IReferenceAccount.HookDuplicate.selector, address(_module), FIRST_HOOK)
        );
    }

    function test_RevertWhen_ThereAreTooManyHooksOnAFunction() public {
        ExecutionManifest memory manifest;
        for (uint32 i = 0; i < 255; i++) {
            manifest = hookManifest(_account.execute.selector, i);
            installManifest(manifest);
        }

        _refusedManifest(
            hookManifest(_account.execute.selector, 255),
            abi.encodeWithSelector(IReferenceAccount.ListTooLong.selector, 256, 255)
        );
    }

    function test_RevertWhen_AnInterfaceMayNotBeNamed() public {
        bytes4[2] memory ids = [type(IERC6900Module).interfaceId, bytes4(0xffffffff)];

        for (uint256 i = 0; i < ids.length; i++) {
            _refusedManifest(
                withInterface(_nothing, ids[i]),
                abi.encodeWithSelector(IReferenceAccount.InterfaceIdNotAllowed.selector, ids[i])
            );
        }
    }

    function test_RevertGiven_TheSameManifestIsInstalled() public {
        installManifest(_nothing);

        _refusedManifest(
            _nothing,
            abi.encodeWithSelector(
                IReferenceAccount.ExecutionInstalledAlready.selector,
                address(_module),
                keccak256(abi.encode(address(_module), _nothing))
            )
        );
    }

    function test_RevertWhen_OnInstallReverts() public {
        _module.refuse(_module.onInstall.selector);

        vm.prank(address(_account));
        vm.expectRevert(abi.encodeWithSelector(RecordingModule.Refused.selector, _module.onInstall.selector));
        _account.installExecution(address(_module), _nothing, "install data");
    }

    function test_WhenThereIsNoData() public {
        installManifest(actManifest());

        assertEq(_module.entries().length, 0, "calls of the module");
    }

    function test_WhenThereIsData() public {
        installCaller(address(_module), list(_module.act.selector), none());
        _module.send(_module.onInstall.selector, address(_account), actCall());

        vm.prank(address(_account));
        _account.installExecution(address(_module), actManifest(), "install data");

        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 2, "calls of the module");
        assertEq(bytes32(entries[0].selector), bytes32(_module.onInstall.selector), "function of the module");
        assertEq(entries[0].data, "install data", "what it was told");
        assertEq(entries[1].sender, address(_account), "the function that it called on the account");
    }

    function test_WhenEverythingIsInOrder() public {
        bytes4 selector = _module.act.selector;
        ExecutionManifest memory manifest = withFunction(_nothing, selector, true, true);
        manifest = withHook(manifest, selector, FIRST_HOOK, ModuleConfigLib.HOOK_POST);
        manifest = withHook(manifest, selector, SECOND_HOOK, PRE_AND_POST);
        installManifest(withInterface(manifest, 0x12345678));

        ExecutionDataView memory data = _account.getExecutionData(selector);
        assertEq(data.module, address(_module), "module");
        assertTrue(data.skipRuntimeValidation, "runtime validation skipped");
        assertTrue(data.allowGlobalValidation, "global validation allowed");
        assertEq(data.executionHooks.length, 2, "hooks");
        assertHook(data.executionHooks[0], FIRST_HOOK, ModuleConfigLib.HOOK_POST);
        assertHook(data.executionHooks[1], SECOND_HOOK, PRE_AND_POST);
        assertTrue(_account.supportsInterface(0x12345678), "interface");

        // The namespace of ERC-7201: validations, initialized, direct-call validations, functions, interfaces, manifests.
        uint256 state = uint256(keccak256(abi.encode(uint256(keccak256("sessionkeys.storage.ReferenceAccount")) - 1)));
        state &= ~uint256(0xff);
        bytes32 head = vm.load(address(_account), keccak256(abi.encode(selector, state + 3)));
        uint256 hasHooksGlobalSkip = 1 << 176 | 1 << 168 | 1 << 160;
        assertEq(uint256(head), hasHooksGlobalSkip | uint160(address(_module)), "function");
        bytes32 count = vm.load(address(_account), keccak256(abi.encode(bytes4(0x12345678), state + 4)));
        assertEq(uint256(count), 1, "count of the interface");
        bytes32 manifestHash = keccak256(abi.encode(address(_module), manifest));
        bytes32 installed = vm.load(address(_account), keccak256(abi.encode(manifestHash, state + 5)));
        assertEq(uint256(installed), 1, "manifest");
    }

    function test_WhenInstalled() public {
        ExecutionManifest memory manifest =
            withInterface(hookManifest(_account.execute.selector, FIRST_HOOK), 0x12345678);

        vm.expectEmit(address(_account));
        emit IERC6900Account.ExecutionInstalled(address(_module), manifest);
        installManifest(manifest);
    }

    function _refusedFunction(string memory signature) private {
        _refusedFunction(bytes4(keccak256(bytes(signature))));
    }

    function _refusedFunction(bytes4 selector) private {
        _refusedManifest(
            withFunction(_nothing, selector, false, false),
            abi.encodeWithSelector(IReferenceAccount.SelectorReserved.selector, selector)
        );
    }

    function _refusedManifest(ExecutionManifest memory manifest, bytes memory revertData) private {
        vm.prank(address(_account));
        vm.expectRevert(revertData);
        _account.installExecution(address(_module), manifest, "");
    }
}

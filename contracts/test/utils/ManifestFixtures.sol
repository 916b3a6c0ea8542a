// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {
    Call,
    ExecutionManifest,
    HookConfig,
    ManifestExecutionFunction,
    ManifestExecutionHook
} from "../../src/interfaces/ERC6900Types.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {ReferenceAccountFixtures} from "./ReferenceAccountFixtures.sol";

/// @notice A reference account and a module that plays all roles on it, with what builds its manifests.
abstract contract ManifestFixtures is ReferenceAccountFixtures {
    uint8 internal constant PRE_AND_POST = ModuleConfigLib.HOOK_PRE | ModuleConfigLib.HOOK_POST;

    /// @dev Stands for direct calls.
    uint32 internal constant DIRECT_CALL_ENTITY_ID = type(uint32).max;

    RecordingModule internal _module;

    function deployModule() internal {
        _module = new RecordingModule();
        vm.label(address(_module), "module");
    }

    /* MANIFESTS */

    function withFunction(
        ExecutionManifest memory manifest,
        bytes4 selector,
        bool skipRuntimeValidation,
        bool allowGlobalValidation
    ) internal pure returns (ExecutionManifest memory) {
        uint256 count = manifest.executionFunctions.length;
        ManifestExecutionFunction[] memory functions = new ManifestExecutionFunction[](count + 1);
        for (uint256 i = 0; i < count; i++) {
            functions[i] = manifest.executionFunctions[i];
        }
        functions[count] = ManifestExecutionFunction(selector, skipRuntimeValidation, allowGlobalValidation);
        manifest.executionFunctions = functions;
        return manifest;
    }

    function withHook(ExecutionManifest memory manifest, bytes4 selector, uint32 entityId, uint8 flags)
        internal
        pure
        returns (ExecutionManifest memory)
    {
        uint256 count = manifest.executionHooks.length;
        ManifestExecutionHook[] memory hooks = new ManifestExecutionHook[](count + 1);
        for (uint256 i = 0; i < count; i++) {
            hooks[i] = manifest.executionHooks[i];
        }
        hooks[count] = ManifestExecutionHook({
            executionSelector: selector,
            entityId: entityId,
            isPreHook: flags & ModuleConfigLib.HOOK_PRE != 0,
            isPostHook: flags & ModuleConfigLib.HOOK_POST != 0
        });
        manifest.executionHooks = hooks;
        return manifest;
    }

    function withInterface(ExecutionManifest memory manifest, bytes4 interfaceId)
        internal
        pure
        returns (ExecutionManifest memory)
    {
        bytes4[] memory ids = new bytes4[](manifest.interfaceIds.length + 1);
        for (uint256 i = 0; i < manifest.interfaceIds.length; i++) {
            ids[i] = manifest.interfaceIds[i];
        }
        ids[ids.length - 1] = interfaceId;
        manifest.interfaceIds = ids;
        return manifest;
    }

    function withAct(ExecutionManifest memory manifest) internal view returns (ExecutionManifest memory) {
        return withFunction(manifest, _module.act.selector, false, false);
    }

    /// @notice One function of the module, validated, not global.
    function actManifest() internal view returns (ExecutionManifest memory manifest) {
        return withAct(manifest);
    }

    /// @notice One hook before and after a function.
    function hookManifest(bytes4 selector, uint32 entityId) internal pure returns (ExecutionManifest memory manifest) {
        return withHook(manifest, selector, entityId, PRE_AND_POST);
    }

    function actCall() internal view returns (bytes memory) {
        return abi.encodeCall(_module.act, (42));
    }

    function executeCall() internal view returns (bytes memory) {
        return abi.encodeCall(_account.execute, (address(_module), 0, actCall()));
    }

    function one(address target, bytes memory data) internal pure returns (Call[] memory calls) {
        calls = new Call[](1);
        calls[0] = Call({target: target, value: 0, data: data});
    }

    /* INSTALLATION */

    /// @notice Installs as the account itself would, without telling the module.
    function installManifest(ExecutionManifest memory manifest) internal {
        vm.prank(address(_account));
        _account.installExecution(address(_module), manifest, "");
    }

    function uninstallManifest(ExecutionManifest memory manifest) internal {
        vm.prank(address(_account));
        _account.uninstallExecution(address(_module), manifest, "");
    }

    /// @notice Lets somebody call some functions of the account directly.
    function installCaller(address caller, bytes4[] memory selectors, bytes[] memory hooks) internal {
        install(validationConfig(caller, DIRECT_CALL_ENTITY_ID, 0), selectors, hooks);
    }

    /// @notice Calls the account and demands that it works.
    function callAccount(address caller, uint256 value, bytes memory data) internal returns (bytes memory result) {
        bool succeeded;
        if (value != 0) vm.deal(caller, value);
        vm.prank(caller);
        (succeeded, result) = address(_account).call{value: value}(data);
        assertTrue(succeeded, string.concat("call of the account, which says ", vm.toString(result)));
    }

    /// @notice Calls the account and demands that it reverts with just that.
    function refuseCall(address caller, bytes memory data, bytes memory revertData) internal {
        vm.prank(caller);
        (bool succeeded, bytes memory result) = address(_account).call(data);
        assertFalse(succeeded, "call of the account");
        assertEq(result, revertData, "revert data");
    }

    /* WHAT WAS WRITTEN DOWN */

    /// @notice What the module was asked, in order, and nothing else.
    function assertSteps(bytes32[] memory expected) internal view {
        RecordingModule.Entry[] memory entries = _module.entries();
        for (uint256 i = 0; i < entries.length && i < expected.length; i++) {
            assertEq(
                step(entries[i].selector, entries[i].entityId),
                expected[i],
                string.concat("selector and entity of step ", vm.toString(abi.encode(i)))
            );
        }
        assertEq(entries.length, expected.length, "number of steps");
    }

    function step(bytes4 selector, uint32 entityId) internal pure returns (bytes32) {
        return bytes32(selector) | bytes32(uint256(entityId));
    }

    function preStep(uint32 entityId) internal view returns (bytes32) {
        return step(_module.preExecutionHook.selector, entityId);
    }

    function postStep(uint32 entityId) internal view returns (bytes32) {
        return step(_module.postExecutionHook.selector, entityId);
    }

    function actStep() internal view returns (bytes32) {
        return step(_module.act.selector, 0);
    }

    function assertHook(HookConfig actual, uint32 entityId, uint8 flags) internal view {
        assertEq(
            bytes32(HookConfig.unwrap(actual)),
            bytes32(HookConfig.unwrap(hookConfig(address(_module), entityId, flags))),
            "hook"
        );
    }
}

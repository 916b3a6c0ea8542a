// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {Call, ExecutionManifest} from "../../src/interfaces/ERC6900Types.sol";
import {IAccountExecute, IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {ManifestFixtures} from "../utils/ManifestFixtures.sol";

/// @notice Base of the tests that are named after the sentences of ERC-6900: an account on a real EntryPoint.
abstract contract Erc6900Test is ManifestFixtures {
    uint32 internal constant ENTITY_ID = 7;
    uint32 internal constant FIRST_HOOK = 21;
    uint32 internal constant SECOND_HOOK = 22;
    bytes4 internal constant INTERFACE_ID = 0x12345678;

    address internal _caller;
    bytes4 internal _execute;
    bytes32[] internal _steps;

    function setUp() public virtual {
        deployAccount(deployEntryPoint());
        deployModule();
        _caller = makeAddress("caller");
        _execute = _account.execute.selector;
    }

    function deployEntryPoint() internal virtual returns (IEntryPoint) {
        return deployEntryPointV07();
    }

    /// @notice A validation of the module that may authorize `execute`.
    function installSession(uint8 flags, bytes[] memory hooks) internal {
        install(validationConfig(address(_module), ENTITY_ID, flags), list(_execute), hooks);
    }

    function installSession(bytes[] memory hooks) internal {
        installSession(ModuleConfigLib.FLAG_USER_OP, hooks);
    }

    function installModule(RecordingModule module, ExecutionManifest memory manifest, bytes memory data) internal {
        vm.prank(address(_account));
        _account.installExecution(address(module), manifest, data);
    }

    function uninstallSession(bytes memory data, bytes[] memory hookData) internal {
        vm.prank(address(_account));
        _account.uninstallValidation(moduleEntity(address(_module), ENTITY_ID), data, hookData);
    }

    /// @notice Makes the next validation hook that is asked about a call replace a validation by one that may authorize
    /// `execute` too, and has no hooks.
    function replaceWithoutHooks(address module, uint32 entityId, uint8 flags) internal {
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = _account.executeBatch.selector;
        selectors[1] = _account.uninstallValidation.selector;
        selectors[2] = _account.installValidation.selector;
        installCaller(address(_module), selectors, none());

        Call[] memory calls = new Call[](2);
        calls[0] = one(
            address(_account),
            abi.encodeCall(_account.uninstallValidation, (moduleEntity(module, entityId), "", none()))
        )[0];
        calls[1] = one(
            address(_account),
            abi.encodeCall(
                _account.installValidation, (validationConfig(module, entityId, flags), list(_execute), "", none())
            )
        )[0];
        _module.send(
            _module.preRuntimeValidationHook.selector, address(_account), abi.encodeCall(_account.executeBatch, (calls))
        );
    }

    /// @notice An operation of the module's validation.
    function sessionOp(uint8 option, bytes memory callData, bytes memory signature)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = buildUserOp(address(_account), nextNonce(ENTITY_ID, option), callData);
        userOp.signature = signature;
    }

    /// @notice Sends an operation of the module's validation through the EntryPoint.
    function sendSession(bytes memory callData) internal returns (Outcome memory) {
        return send(_entryPoint, sessionOp(OPTION_NONE, callData, finalSegment("")));
    }

    /// @notice Puts `executeUserOp` in front.
    function wrapped(bytes memory callData) internal pure returns (bytes memory) {
        return abi.encodePacked(IAccountExecute.executeUserOp.selector, callData);
    }

    /// @notice A call under the module's validation that does not come from the EntryPoint.
    function runtimeCall(bytes memory data) internal view returns (bytes memory) {
        bytes memory authorization = abi.encodePacked(locator(ENTITY_ID, OPTION_NONE), finalSegment(""));
        return abi.encodeCall(_account.executeWithRuntimeValidation, (data, authorization));
    }

    function validationHook(uint32 entityId) internal view returns (bytes memory) {
        return hookItem(address(_module), entityId, ModuleConfigLib.HOOK_VALIDATION, "");
    }

    function executionHook(uint32 entityId) internal view returns (bytes memory) {
        return hookItem(address(_module), entityId, PRE_AND_POST, "");
    }

    function nothing() internal pure returns (ExecutionManifest memory manifest) {
        return manifest;
    }

    function notAllowed(uint32 entityId, bytes4 selector) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, entityId, selector);
    }

    function refusedBy(bytes4 selector) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(RecordingModule.Refused.selector, selector);
    }
}

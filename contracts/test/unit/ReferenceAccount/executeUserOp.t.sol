// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {CallTarget} from "../../mocks/CallTarget.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_ExecuteUserOp_Test is ReferenceAccountUnitTest {
    CallTarget private _target;

    function setUp() public override {
        super.setUp();
        _target = new CallTarget();
    }

    function test_RevertWhen_CallerIsNotTheEntryPoint() public {
        _installSession(none());
        PackedUserOperation memory userOp = _executionOp(_echoCall());
        address[2] memory callers = [_owner, address(_account)];

        for (uint256 i = 0; i < callers.length; i++) {
            vm.prank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, callers[i]));
            _account.executeUserOp(userOp, USER_OP_HASH);
        }
    }

    function test_RevertGiven_TheValidationIsNotInstalledAnyMore() public {
        _reverts(_echoCall(), abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID));
    }

    function test_GivenNoHooks() public {
        _installSession(none());

        _execute(_echoCall());

        assertEq(_target.calls(), 1, "calls of the target");
    }

    function test_WhenTheCallSucceeds() public {
        _installSession(_hooks(PRE_AND_POST));

        _execute(_echoCall());

        bytes memory whole = abi.encodeCall(_account.executeUserOp, (_executionOp(_echoCall()), USER_OP_HASH));
        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 4, "calls of hooks");
        _assertEntry(entries[0], _module.preExecutionHook.selector, FIRST_HOOK, whole);
        _assertEntry(entries[1], _module.preExecutionHook.selector, SECOND_HOOK, whole);
        _assertEntry(
            entries[2], _module.postExecutionHook.selector, SECOND_HOOK, abi.encodePacked("context of ", SECOND_HOOK)
        );
        _assertEntry(
            entries[3], _module.postExecutionHook.selector, FIRST_HOOK, abi.encodePacked("context of ", FIRST_HOOK)
        );
        assertEq(entries[0].sender, address(_entryPoint), "sender that the hook saw");
        assertEq(_target.calls(), 1, "calls of the target");
    }

    function test_GivenHooksOfOneKind() public {
        _installSession(
            list(
                hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_POST, ""),
                hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_PRE, "")
            )
        );

        _execute(_echoCall());

        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 2, "calls of hooks");
        assertEq(bytes32(entries[0].selector), bytes32(_module.preExecutionHook.selector), "hook before");
        _assertEntry(entries[1], _module.postExecutionHook.selector, FIRST_HOOK, "");
    }

    function test_RevertWhen_TheCallReverts() public {
        _installSession(_hooks(PRE_AND_POST));
        bytes memory callData =
            abi.encodeCall(_account.execute, (address(_target), 0, abi.encodeCall(_target.fail, (42))));

        _reverts(callData, abi.encodeWithSelector(CallTarget.Unwilling.selector, 42));
    }

    function test_RevertWhen_AHookBeforeReverts() public {
        _installSession(_hooks(PRE_AND_POST));
        _module.refuse(_module.preExecutionHook.selector);

        _reverts(
            _echoCall(), abi.encodeWithSelector(RecordingModule.Refused.selector, _module.preExecutionHook.selector)
        );
    }

    function test_RevertWhen_AHookAfterReverts() public {
        _installSession(_hooks(PRE_AND_POST));
        _module.refuse(_module.postExecutionHook.selector);

        _reverts(
            _echoCall(), abi.encodeWithSelector(RecordingModule.Refused.selector, _module.postExecutionHook.selector)
        );
    }

    function test_WhenTheCallUninstallsTheValidation() public {
        _installSession(_hooks(ModuleConfigLib.HOOK_POST));

        _execute(abi.encodeCall(_account.uninstallValidation, (moduleEntity(address(_module), ENTITY_ID), "", none())));

        assertEq(_module.entries().length, 2, "calls of hooks");
    }

    function _execute(bytes memory callData) private {
        vm.prank(address(_entryPoint));
        _account.executeUserOp(_executionOp(callData), USER_OP_HASH);
    }

    function _reverts(bytes memory callData, bytes memory revertData) private {
        vm.prank(address(_entryPoint));
        vm.expectRevert(revertData);
        _account.executeUserOp(_executionOp(callData), USER_OP_HASH);
    }

    function _executionOp(bytes memory callData) private view returns (PackedUserOperation memory) {
        return _userOp(0, _withContext(callData), finalSegment(""));
    }

    function _echoCall() private view returns (bytes memory) {
        return abi.encodeCall(_account.execute, (address(_target), 0, abi.encodeCall(_target.echo, (42))));
    }

    function _hooks(uint8 flags) private view returns (bytes[] memory) {
        return
            list(hookItem(address(_module), FIRST_HOOK, flags, ""), hookItem(address(_module), SECOND_HOOK, flags, ""));
    }

    function _assertEntry(RecordingModule.Entry memory entry, bytes4 selector, uint32 entityId, bytes memory data)
        private
        pure
    {
        assertEq(bytes32(entry.selector), bytes32(selector), "function of the hook");
        assertEq(entry.entityId, entityId, "entity id");
        assertEq(entry.data, data, "data that the hook saw");
    }
}

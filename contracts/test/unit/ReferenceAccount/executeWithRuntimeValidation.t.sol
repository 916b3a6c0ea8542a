// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {SignatureSegmentLib} from "../../../src/account/SignatureSegmentLib.sol";
import {Call} from "../../../src/interfaces/ERC6900Types.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {ISingleOwnerValidationModule} from "../../../src/interfaces/ISingleOwnerValidationModule.sol";
import {CallTarget} from "../../mocks/CallTarget.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_ExecuteWithRuntimeValidation_Test is ReferenceAccountUnitTest {
    address private _caller;
    CallTarget private _target;

    function setUp() public override {
        super.setUp();
        _caller = makeAddress("caller");
        _target = new CallTarget();
        vm.deal(_caller, 1 ether);
    }

    function test_RevertWhen_TheAuthorizationNamesNoValidation() public {
        _refused(
            _echoCall(), hex"00000000", abi.encodeWithSelector(IReferenceAccount.AuthorizationTooShort.selector, 4, 5)
        );
    }

    function test_RevertWhen_AnOptionIsNotKnown() public {
        _refused(
            _echoCall(),
            _authorization(2),
            abi.encodeWithSelector(IReferenceAccount.DeferredActionNotSupported.selector)
        );
        _refused(
            _echoCall(),
            _authorization(4),
            abi.encodeWithSelector(IReferenceAccount.DirectCallValidationNotSupported.selector)
        );
        _refused(
            _echoCall(),
            _authorization(8),
            abi.encodeWithSelector(IReferenceAccount.ValidationOptionsUnknown.selector, 8)
        );
    }

    function test_RevertGiven_NoValidationUnderTheEntityId() public {
        _refused(
            _echoCall(),
            _authorization(0),
            abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID)
        );
    }

    function test_RevertWhen_TheFunctionIsNotAllowed() public {
        _installSession(none());
        bytes4 selector = _account.installValidation.selector;

        _refused(
            abi.encodePacked(selector),
            _authorization(0),
            abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, ENTITY_ID, selector)
        );
        _refused(
            _echoCall(),
            _authorization(OPTION_GLOBAL),
            abi.encodeWithSelector(IReferenceAccount.GlobalValidationNotAllowed.selector, ENTITY_ID)
        );
    }

    function test_RevertWhen_TheCallWouldEscapeTheJudgement() public {
        _install(ModuleConfigLib.FLAG_ALL, none());
        bytes4 nested = _account.executeWithRuntimeValidation.selector;
        bytes4 context = _account.executeUserOp.selector;
        Call[] memory calls = new Call[](1);
        calls[0] = Call({target: address(_account), value: 0, data: _echoCall()});

        _refused(
            abi.encodeCall(_account.execute, (address(_account), 0, "")),
            _authorization(0),
            abi.encodeWithSelector(IReferenceAccount.ExecuteToSelf.selector)
        );
        _refused(
            abi.encodeCall(_account.executeBatch, (calls)),
            _authorization(OPTION_GLOBAL),
            abi.encodeWithSelector(IReferenceAccount.ExecuteInsideBatch.selector, _account.execute.selector)
        );
        _refused(
            abi.encodePacked(nested),
            _authorization(OPTION_GLOBAL),
            abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, ENTITY_ID, nested)
        );
        _refused(
            abi.encodePacked(context),
            _authorization(0),
            abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, ENTITY_ID, context)
        );
    }

    function test_RevertWhen_TheAuthorizationHasNoFinalSegment() public {
        _installSession(none());

        _refused(
            _echoCall(), locator(ENTITY_ID, 0), abi.encodeWithSelector(SignatureSegmentLib.FinalSegmentMissing.selector)
        );
    }

    function test_RevertWhen_TheModuleReverts() public {
        _installSession(none());
        _module.refuse(_module.validateRuntime.selector);

        _refused(
            _echoCall(),
            _authorization(0),
            abi.encodeWithSelector(RecordingModule.Refused.selector, _module.validateRuntime.selector)
        );
    }

    function test_RevertWhen_AValidationHookReverts() public {
        _installSession(_twoHooks());
        _module.refuse(_module.preRuntimeValidationHook.selector);

        _refused(
            _echoCall(),
            _authorization(0),
            abi.encodeWithSelector(RecordingModule.Refused.selector, _module.preRuntimeValidationHook.selector)
        );
    }

    function test_WhenAllAgree() public {
        _installSession(
            list(
                hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION, ""),
                hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_PRE, "")
            )
        );
        bytes memory authorization = abi.encodePacked(locator(ENTITY_ID, 0), segment(0, "first"), finalSegment("last"));

        vm.prank(_caller);
        bytes memory result = _account.executeWithRuntimeValidation{value: 9}(_echoCall(), authorization);

        assertEq(abi.decode(result, (bytes)), abi.encode(address(_account), 3, 42), "result of execute");
        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 3, "calls of modules");
        _assertEntry(entries[0], _module.preRuntimeValidationHook.selector, FIRST_HOOK, "first");
        _assertEntry(entries[1], _module.validateRuntime.selector, ENTITY_ID, "last");
        _assertEntry(entries[2], _module.preExecutionHook.selector, SECOND_HOOK, "");
    }

    function test_WhenTheOwnerCalls() public {
        vm.prank(_owner);
        _account.executeWithRuntimeValidation(_echoCall(), _ownerAuthorization());

        assertEq(_target.calls(), 1, "calls of the target");
    }

    function test_RevertWhen_SomebodyElseCalls() public {
        _refused(
            _echoCall(),
            _ownerAuthorization(),
            abi.encodeWithSelector(ISingleOwnerValidationModule.SenderNotOwner.selector, _caller, _owner)
        );
    }

    function _refused(bytes memory data, bytes memory authorization, bytes memory revertData) private {
        vm.prank(_caller);
        vm.expectRevert(revertData);
        _account.executeWithRuntimeValidation(data, authorization);
    }

    function _echoCall() private view returns (bytes memory) {
        return abi.encodeCall(_account.execute, (address(_target), 3, abi.encodeCall(_target.echo, (42))));
    }

    function _assertEntry(RecordingModule.Entry memory entry, bytes4 selector, uint32 entityId, bytes memory seen)
        private
        view
    {
        assertEq(bytes32(entry.selector), bytes32(selector), "function of the module");
        assertEq(entry.entityId, entityId, "entity id");
        assertEq(entry.sender, _caller, "sender that the module saw");
        assertEq(entry.value, 9, "value that the module saw");
        assertEq(entry.data, _echoCall(), "call that the module saw");
        assertEq(entry.segment, seen, "authorization that the module saw");
    }

    function _authorization(uint8 options) private pure returns (bytes memory) {
        return abi.encodePacked(locator(ENTITY_ID, options), finalSegment(""));
    }

    function _ownerAuthorization() private pure returns (bytes memory) {
        return abi.encodePacked(locator(OWNER_ENTITY_ID, OPTION_GLOBAL), finalSegment(""));
    }
}

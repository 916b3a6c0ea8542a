// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {Call} from "../../src/interfaces/ERC6900Types.sol";
import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IERC6900ValidationHookModule} from "../../src/interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../../src/interfaces/IERC6900ValidationModule.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: validating. One contract for each EntryPoint below.
abstract contract ValidationFlowSpecification is Erc6900Test {
    function test_F1_ValidationMustApplyToTheFunction() public {
        installManifest(actManifest());
        installSession(none());
        bytes memory refusal = notAllowed(ENTITY_ID, _module.act.selector);

        assertSucceeded(sendSession(executeCall()));
        assertReverted(sendSession(actCall()), refusal);
        assertReverted(sendSession(wrapped(actCall())), refusal);
        callAccount(_caller, 0, runtimeCall(executeCall()));
        refuseCall(_caller, runtimeCall(actCall()), refusal);
    }

    function test_F2_AllValidationHooksMustRunThenTheValidation() public {
        installSession(list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));

        assertSucceeded(sendSession(executeCall()));
        _assertAsked(_module.preUserOpValidationHook.selector, _module.validateUserOp.selector);

        _module.forget();
        callAccount(_caller, 0, runtimeCall(executeCall()));
        _assertAsked(_module.preRuntimeValidationHook.selector, _module.validateRuntime.selector);
    }

    /// @dev A question for a signature is static: nobody can write down what it was asked. Hooks are seen to come first
    /// in {test_F3_RevertOfAnyMustRevertWithItsWords}.
    function test_F2_F4_HooksAndValidationOfASignatureMustBeToldOfItEachWithItsData() public {
        installSession(ModuleConfigLib.FLAG_SIGNATURE, list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        bytes32 hash = keccak256("message");
        bytes memory last = abi.encode(hash);
        _expectSignatureHook(FIRST_HOOK, hash, "first");
        _expectSignatureHook(SECOND_HOOK, hash, "second");
        vm.expectCall(
            address(_module),
            abi.encodeCall(
                IERC6900ValidationModule.validateSignature, (address(_account), ENTITY_ID, _caller, hash, last)
            ),
            1
        );

        bytes memory segments = abi.encodePacked(segment(0, "first"), segment(1, "second"), finalSegment(last));
        bytes memory answer = callAccount(_caller, 0, _signatureCall(segments));

        assertEq(answer, abi.encode(bytes4(0x1626ba7e)), "answer");
    }

    function test_F3_RevertOfAnyMustRevertWithItsWords() public {
        installSession(ModuleConfigLib.FLAG_ALL, list(validationHook(FIRST_HOOK)));
        bytes4[2] memory ofUserOps = [_module.preUserOpValidationHook.selector, _module.validateUserOp.selector];
        bytes4[2] memory ofRuntime = [_module.preRuntimeValidationHook.selector, _module.validateRuntime.selector];

        for (uint256 i = 2; i > 0; i--) {
            _module.refuse(ofUserOps[i - 1]);
            assertReverted(sendSession(executeCall()), refusedBy(ofUserOps[i - 1]));
            _module.refuse(ofRuntime[i - 1]);
            refuseCall(_caller, runtimeCall(executeCall()), refusedBy(ofRuntime[i - 1]));
        }
        bytes memory refused = _module.REFUSED_SEGMENT();
        refuseCall(
            _caller,
            _signatureCall(finalSegment(refused)),
            refusedBy(IERC6900ValidationModule.validateSignature.selector)
        );
        refuseCall(
            _caller,
            _signatureCall(abi.encodePacked(segment(0, refused), finalSegment(refused))),
            refusedBy(_module.preSignatureValidationHook.selector)
        );
    }

    function test_F4_DataMustReachEachHookAndTheValidationSeparately() public {
        installSession(list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        bytes memory segments = abi.encodePacked(segment(0, "first"), segment(1, "second"), finalSegment("last"));

        assertSucceeded(send(_entryPoint, sessionOp(OPTION_NONE, executeCall(), segments)));
        _assertSegments();

        _module.forget();
        bytes memory authorization = abi.encodePacked(locator(ENTITY_ID, OPTION_NONE), segments);
        callAccount(_caller, 0, abi.encodeCall(_account.executeWithRuntimeValidation, (executeCall(), authorization)));
        _assertSegments();
    }

    function test_F5_TimeBoundsShouldBeIntersected() public {
        installSession(list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        _module.answer(FIRST_HOOK, _bounds(10, 50));
        _module.answer(SECOND_HOOK, _bounds(20, 60));
        _module.answer(ENTITY_ID, _bounds(15, 40));

        assertEq(_ask(), _bounds(20, 40), "time bounds");
    }

    function test_F5_AnyAuthorizerOneMustGiveOne() public {
        installSession(list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        uint32[3] memory entities = [FIRST_HOOK, SECOND_HOOK, ENTITY_ID];

        for (uint256 i = 0; i < entities.length; i++) {
            _module.answer(entities[i], 1);
            assertRefused(sendSession(executeCall()), "AA24 signature error");
            _module.answer(entities[i], 0);
        }
        assertSucceeded(sendSession(executeCall()));
    }

    function test_F5_HookMustNotNameAnAggregator() public {
        installSession(list(validationHook(FIRST_HOOK)));
        _module.answer(FIRST_HOOK, 2);

        assertReverted(
            sendSession(executeCall()),
            abi.encodeWithSelector(IReferenceAccount.HookAuthorizerNotAllowed.selector, address(_module), address(2))
        );
    }

    /// @dev The first hook uninstalls the validation, by a direct call that it may make: the second and the validation
    /// are asked all the same. The next operation is refused.
    function test_F6_HooksMustBeThoseOfTheBeginning() public {
        installSession(list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        installCaller(address(_module), list(_account.uninstallValidation.selector), none());
        _module.send(
            _module.preUserOpValidationHook.selector,
            address(_account),
            abi.encodeCall(_account.uninstallValidation, (moduleEntity(address(_module), ENTITY_ID), "", none()))
        );

        assertSucceeded(sendSession(executeCall()));

        _assertAsked(_module.preUserOpValidationHook.selector, _module.validateUserOp.selector);
        assertReverted(
            sendSession(executeCall()),
            abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID)
        );
    }

    function test_F6_HooksMustBeThoseOfTheBeginningInRuntimeValidation() public {
        installSession(list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        replaceWithoutHooks(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP);

        callAccount(_caller, 0, runtimeCall(executeCall()));
        _assertAsked(_module.preRuntimeValidationHook.selector, _module.validateRuntime.selector);

        callAccount(_caller, 0, runtimeCall(executeCall()));
        _steps.push(step(_module.validateRuntime.selector, ENTITY_ID));
        _steps.push(actStep());
        assertSteps(_steps);
    }

    function test_F7_GlobalValidationMustApplyToFunctionsThatAllowIt() public {
        installManifest(withFunction(actManifest(), _module.actToo.selector, false, true));
        install(validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_ALL), new bytes4[](0), none());

        assertSucceeded(_sendGlobal(abi.encodeCall(_module.actToo, ())));
        assertSucceeded(_sendGlobal(executeCall()));
        assertReverted(_sendGlobal(actCall()), notAllowed(ENTITY_ID, _module.act.selector));
    }

    function test_F7_ValidationThatIsNotGlobalMustNotApplyAsOne() public {
        installManifest(withFunction(actManifest(), _module.actToo.selector, false, true));
        installSession(ModuleConfigLib.FLAG_USER_OP | ModuleConfigLib.FLAG_SIGNATURE, none());
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.GlobalValidationNotAllowed.selector, ENTITY_ID);

        assertReverted(_sendGlobal(abi.encodeCall(_module.actToo, ())), refusal);
        assertReverted(_sendGlobal(executeCall()), refusal);
        assertSucceeded(sendSession(executeCall()));
    }

    function test_F8_ExecuteMustNotHaveTheAccountAsTarget() public {
        installSession(none());
        bytes memory callData = abi.encodeCall(_account.execute, (address(_account), 0, executeCall()));
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.ExecuteToSelf.selector);

        assertReverted(sendSession(callData), refusal);
        assertReverted(sendSession(wrapped(callData)), refusal);
        refuseCall(_caller, runtimeCall(callData), refusal);
    }

    function test_F8_ValidationMustApplyToTheCallsOfABatch() public {
        installManifest(withFunction(actManifest(), _module.actToo.selector, false, false));
        bytes4[] memory selectors = list(_account.executeBatch.selector, _module.act.selector);
        install(validationConfig(address(_module), ENTITY_ID, 1), selectors, none());

        assertSucceeded(sendSession(_batch(actCall())));
        assertReverted(
            sendSession(_batch(abi.encodeCall(_module.actToo, ()))), notAllowed(ENTITY_ID, _module.actToo.selector)
        );
    }

    function test_F8_ValidationMustApplyToEveryCallOfABatch() public {
        installManifest(withFunction(actManifest(), _module.actToo.selector, false, false));
        bytes4[] memory selectors = list(_account.executeBatch.selector, _module.act.selector);
        install(validationConfig(address(_module), ENTITY_ID, 1), selectors, none());
        Call[] memory calls = new Call[](3);
        calls[0] = Call({target: address(_account), value: 0, data: actCall()});
        calls[1] = Call({target: address(_module), value: 0, data: actCall()});
        calls[2] = Call({target: address(_account), value: 0, data: actCall()});
        bytes memory refusal = notAllowed(ENTITY_ID, _module.actToo.selector);

        assertSucceeded(sendSession(abi.encodeCall(_account.executeBatch, (calls))));
        calls[2].data = abi.encodeCall(_module.actToo, ());
        bytes memory callData = abi.encodeCall(_account.executeBatch, (calls));
        assertReverted(sendSession(callData), refusal);
        refuseCall(_caller, runtimeCall(callData), refusal);
    }

    function test_F9_OperationsMustBeRefusedWithoutTheFlag() public {
        installSession(ModuleConfigLib.FLAG_SIGNATURE | ModuleConfigLib.FLAG_GLOBAL, none());

        assertReverted(
            sendSession(executeCall()),
            abi.encodeWithSelector(IReferenceAccount.UserOpValidationNotAllowed.selector, ENTITY_ID)
        );
    }

    function test_F10_SignaturesMustBeRefusedWithoutTheFlag() public {
        installSession(ModuleConfigLib.FLAG_USER_OP | ModuleConfigLib.FLAG_GLOBAL, none());

        refuseCall(
            _caller,
            _signatureCall(finalSegment("")),
            abi.encodeWithSelector(IReferenceAccount.SignatureValidationNotAllowed.selector, ENTITY_ID)
        );
    }

    function _expectSignatureHook(uint32 entityId, bytes32 hash, bytes memory data) private {
        vm.expectCall(
            address(_module),
            abi.encodeCall(IERC6900ValidationHookModule.preSignatureValidationHook, (entityId, _caller, hash, data)),
            1
        );
    }

    function _ask() private returns (uint256) {
        PackedUserOperation memory userOp = sessionOp(OPTION_NONE, executeCall(), finalSegment(""));
        vm.prank(address(_entryPoint));
        return _account.validateUserOp(userOp, bytes32(0), 0);
    }

    function _sendGlobal(bytes memory callData) private returns (Outcome memory) {
        return send(_entryPoint, sessionOp(OPTION_GLOBAL, callData, finalSegment("")));
    }

    function _assertAsked(bytes4 hookFunction, bytes4 validationFunction) private {
        _steps = [step(hookFunction, FIRST_HOOK), step(hookFunction, SECOND_HOOK)];
        _steps.push(step(validationFunction, ENTITY_ID));
        _steps.push(actStep());
        assertSteps(_steps);
    }

    function _assertSegments() private view {
        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries[0].segment, "first", "data for the first hook");
        assertEq(entries[1].segment, "second", "data for the second hook");
        assertEq(entries[2].segment, "last", "data for the validation");
    }

    function _batch(bytes memory inner) private view returns (bytes memory) {
        return abi.encodeCall(_account.executeBatch, (one(address(_account), inner)));
    }

    function _signatureCall(bytes memory segments) private view returns (bytes memory) {
        bytes memory signature = abi.encodePacked(locator(ENTITY_ID, OPTION_NONE), segments);
        return abi.encodeCall(_account.isValidSignature, (keccak256("message"), signature));
    }

    function _bounds(uint256 validAfter, uint256 validUntil) private pure returns (uint256) {
        return validAfter << 208 | validUntil << 160;
    }
}

contract Erc6900_ValidationFlowOnV07_Test is ValidationFlowSpecification {}

contract Erc6900_ValidationFlowOnV08_Test is ValidationFlowSpecification {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV08();
    }
}

contract Erc6900_ValidationFlowOnV09_Test is ValidationFlowSpecification {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV09();
    }
}

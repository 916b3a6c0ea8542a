// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SignatureSegmentLib} from "../../../src/account/SignatureSegmentLib.sol";
import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

/// @notice What hooks and validation are handed, and what becomes of their answers.
contract ReferenceAccount_ValidateUserOpHooks_Test is ReferenceAccountUnitTest {
    function test_RevertWhen_TheSignatureHasNoFinalSegment() public {
        _installSession(none());

        _refusedSignature("", abi.encodeWithSelector(SignatureSegmentLib.FinalSegmentMissing.selector));
    }

    function test_RevertWhen_TheSignatureHasASegmentForAHookThatDoesNotExist() public {
        _installSession(none());

        _refusedSignature(
            abi.encodePacked(segment(0, "data"), finalSegment("")),
            abi.encodeWithSelector(SignatureSegmentLib.SegmentUnexpected.selector, 0)
        );
    }

    function test_WhenBothHaveSegments() public {
        _installSession(_twoHooks());

        _ask(0, _executeCall(), abi.encodePacked(segment(0, "first"), segment(1, "second"), finalSegment("last")));

        RecordingModule.Entry[] memory entries = _module.entries();
        assertEq(entries.length, 3, "calls of modules");
        _assertEntry(entries[0], _module.preUserOpValidationHook.selector, FIRST_HOOK, "first");
        _assertEntry(entries[1], _module.preUserOpValidationHook.selector, SECOND_HOOK, "second");
        _assertEntry(entries[2], _module.validateUserOp.selector, ENTITY_ID, "last");
    }

    function test_WhenOnlyTheSecondHasASegment() public {
        _installSession(_twoHooks());

        _ask(0, _executeCall(), abi.encodePacked(segment(1, "second"), finalSegment("last")));

        RecordingModule.Entry[] memory entries = _module.entries();
        _assertEntry(entries[0], _module.preUserOpValidationHook.selector, FIRST_HOOK, "");
        _assertEntry(entries[1], _module.preUserOpValidationHook.selector, SECOND_HOOK, "second");
        _assertEntry(entries[2], _module.validateUserOp.selector, ENTITY_ID, "last");
    }

    function test_RevertWhen_OneOfThemReverts() public {
        _installSession(_twoHooks());
        bytes4 selector = _module.preUserOpValidationHook.selector;
        _module.refuse(selector);

        _refused(0, _executeCall(), abi.encodeWithSelector(RecordingModule.Refused.selector, selector));
    }

    function test_WhenOneOfThemSaysNo() public {
        _installSession(_twoHooks());
        _module.answer(FIRST_HOOK, 1);

        assertEq(_ask(0, _executeCall(), finalSegment("")), uint256(type(uint48).max) << 160 | 1, "validation data");
    }

    function test_RevertWhen_OneOfThemNamesAnAggregator() public {
        _installSession(_twoHooks());
        _module.answer(SECOND_HOOK, 2);

        _refused(
            0,
            _executeCall(),
            abi.encodeWithSelector(IReferenceAccount.HookAuthorizerNotAllowed.selector, address(_module), address(2))
        );
    }

    function test_WhenAllHaveTimeBounds() public {
        _installSession(_twoHooks());
        _module.answer(FIRST_HOOK, _bounds(10, 500));
        _module.answer(SECOND_HOOK, _bounds(30, 400));
        _module.answer(ENTITY_ID, _bounds(20, 0));

        assertEq(_ask(0, _executeCall(), finalSegment("")), _bounds(30, 400), "validation data");
    }

    function test_WhenTheModuleSaysNo() public {
        _installSession(none());
        _module.answer(ENTITY_ID, _bounds(10, 20) | 1);

        assertEq(_ask(0, _executeCall(), finalSegment("")), _bounds(10, 20) | 1, "validation data");
    }

    function test_WhenFundsAreMissing() public {
        _installSession(none());
        PackedUserOperation memory userOp = _userOp(0, _executeCall(), finalSegment(""));

        vm.prank(address(_entryPoint));
        _account.validateUserOp(userOp, USER_OP_HASH, 1 ether);

        assertEq(address(_entryPoint).balance, 1 ether, "funds of the EntryPoint");
    }

    function test_WhenCalled() public {
        _installSession(none());
        PackedUserOperation memory userOp = _userOp(0, _executeCall(), finalSegment("last"));
        PackedUserOperation memory seen = _userOp(0, _executeCall(), "last");
        userOp.initCode = seen.initCode = hex"1234";
        userOp.paymasterAndData = seen.paymasterAndData = hex"5678";

        vm.expectCall(
            address(_module), abi.encodeCall(_module.validateUserOp, (ENTITY_ID, seen, USER_OP_HASH)), uint64(1)
        );
        vm.prank(address(_entryPoint));
        _account.validateUserOp(userOp, USER_OP_HASH, 0);
    }

    function _refusedSignature(bytes memory signature, bytes memory revertData) private {
        vm.prank(address(_entryPoint));
        vm.expectRevert(revertData);
        _account.validateUserOp(_userOp(0, _executeCall(), signature), USER_OP_HASH, 0);
    }

    function _assertEntry(RecordingModule.Entry memory entry, bytes4 selector, uint32 entityId, bytes memory seen)
        private
        pure
    {
        assertEq(bytes32(entry.selector), bytes32(selector), "function of the module");
        assertEq(entry.entityId, entityId, "entity id");
        assertEq(entry.segment, seen, "signature that the module saw");
        assertEq(entry.hash, USER_OP_HASH, "hash that the module saw");
    }
}

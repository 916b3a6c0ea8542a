// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {SignatureSegmentLib} from "../../../src/account/SignatureSegmentLib.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_IsValidSignature_Test is ReferenceAccountUnitTest {
    bytes32 private constant HASH = keccak256("message");

    bytes4 private constant VALID = 0x1626ba7e;
    bytes4 private constant INVALID = 0xffffffff;

    function test_RevertWhen_TheSignatureNamesNoValidation() public {
        _refused(hex"00000000", abi.encodeWithSelector(IReferenceAccount.AuthorizationTooShort.selector, 4, 5));
    }

    function test_RevertGiven_NoValidationUnderTheEntityId() public {
        _refused(_signature(""), abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID));
    }

    function test_RevertGiven_AValidationNotMeantForSignatures() public {
        _install(ModuleConfigLib.FLAG_USER_OP | ModuleConfigLib.FLAG_GLOBAL, none());

        _refused(
            _signature(""), abi.encodeWithSelector(IReferenceAccount.SignatureValidationNotAllowed.selector, ENTITY_ID)
        );
    }

    function test_RevertWhen_TheSignatureHasNoFinalSegment() public {
        _install(ModuleConfigLib.FLAG_SIGNATURE, none());

        _refused(locator(ENTITY_ID, 0), abi.encodeWithSelector(SignatureSegmentLib.FinalSegmentMissing.selector));
    }

    function test_RevertWhen_AValidationHookReverts() public {
        _install(ModuleConfigLib.FLAG_SIGNATURE, _twoHooks());

        _refused(
            abi.encodePacked(locator(ENTITY_ID, 0), segment(1, _module.REFUSED_SEGMENT()), finalSegment("")),
            abi.encodeWithSelector(RecordingModule.Refused.selector, _module.preSignatureValidationHook.selector)
        );
    }

    function test_WhenHooksAndModuleAgree() public {
        _install(ModuleConfigLib.FLAG_SIGNATURE, _twoHooks());

        bytes4 answer = _account.isValidSignature(
            HASH, abi.encodePacked(locator(ENTITY_ID, 0), segment(0, "first"), finalSegment(abi.encode(HASH)))
        );

        assertEq(bytes32(answer), bytes32(VALID), "answer");
    }

    function test_WhenTheModuleSaysNo() public {
        _install(ModuleConfigLib.FLAG_SIGNATURE, none());

        assertEq(bytes32(_account.isValidSignature(HASH, _signature("no"))), bytes32(INVALID), "answer");
    }

    function test_WhenTheOwnerHasSigned() public view {
        bytes4 answer = _account.isValidSignature(HASH, _ownerSignature(address(_account)));

        assertEq(bytes32(answer), bytes32(VALID), "answer");
    }

    function test_WhenTheOwnerHasSignedForAnotherAccount() public {
        bytes4 answer = _account.isValidSignature(HASH, _ownerSignature(_factory.createAccount(_owner, 1)));

        assertEq(bytes32(answer), bytes32(INVALID), "answer");
    }

    function _refused(bytes memory signature, bytes memory revertData) private {
        vm.expectRevert(revertData);
        _account.isValidSignature(HASH, signature);
    }

    function _ownerSignature(address account) private view returns (bytes memory) {
        bytes memory signature = signDigest(_ownerKey, _ownerModule.replaySafeHash(account, HASH));
        return abi.encodePacked(locator(OWNER_ENTITY_ID, OPTION_GLOBAL), finalSegment(signature));
    }

    function _signature(bytes memory data) private pure returns (bytes memory) {
        return abi.encodePacked(locator(ENTITY_ID, 0), finalSegment(data));
    }
}

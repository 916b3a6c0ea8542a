// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {UserOpCallLib} from "../../../src/account/UserOpCallLib.sol";
import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {IERC6900ValidationModule} from "../../../src/interfaces/IERC6900ValidationModule.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {Test} from "../../utils/Test.sol";

contract UserOpCallLibTest is Test {
    bytes4 private constant SELECTOR = IERC6900ValidationModule.validateUserOp.selector;
    bytes32 private constant HASH = keccak256("user operation");
    uint32 private constant ENTITY_ID = 7;

    function testFuzz_Encode_IsWhatSolidityEncodes(
        uint32 entityId,
        PackedUserOperation memory userOp,
        bytes32 userOpHash,
        uint256 first,
        uint256 end
    ) public view {
        end = bound(end, 0, userOp.signature.length);
        first = bound(first, 0, end);

        bytes memory data = this.encode(entityId, userOpHash, first, end, userOp);

        assertEq(data, this.encodePlain(entityId, userOpHash, first, end, userOp), "encoded question");
    }

    function testFuzz_Encode_LeavesMemoryInOrder(PackedUserOperation memory userOp, bytes memory left) public view {
        bytes32 hash = keccak256(left);
        uint256 end = userOp.signature.length;

        (bytes memory data, bytes memory before, bytes memory afterwards, uint256 free) =
            this.encodeBetween(left, userOp);

        assertEq(keccak256(before), hash, "memory before");
        assertEq(keccak256(afterwards), hash, "memory afterwards");
        assertEq(data, this.encodePlain(ENTITY_ID, HASH, 0, end, userOp), "encoded question");
        assertEq(free % 32, 0, "free memory at a whole word");
    }

    function test_RevertWhen_SomethingStandsBehindTheSignature() public view {
        PackedUserOperation memory userOp = _userOp();
        bytes memory callData = abi.encodeCall(this.encode, (ENTITY_ID, HASH, 0, 3, userOp));

        (bool succeeded, bytes memory answer) = address(this).staticcall(abi.encodePacked(callData, uint8(0)));

        assertFalse(succeeded, "encoded");
        assertEq(
            answer,
            abi.encodeWithSelector(UserOpCallLib.SignatureNotLast.selector, callData.length, callData.length + 1),
            "refusal"
        );
    }

    function test_Ask_GivesWhatTheModuleSays() public {
        RecordingModule module = new RecordingModule();
        module.answer(ENTITY_ID, 123);

        assertEq(this.ask(address(module), 1, _userOp()), 123, "validation data");

        RecordingModule.Entry memory entry = module.entries()[0];
        assertEq(bytes32(entry.selector), bytes32(SELECTOR), "function of the module");
        assertEq(entry.hash, HASH, "hash that the module saw");
        assertEq(entry.data, "call", "call that the module saw");
        assertEq(entry.segment, "ig", "signature that the module saw");
    }

    function test_RevertWhen_TheModuleReverts() public {
        RecordingModule module = new RecordingModule();
        module.refuse(SELECTOR);

        vm.expectRevert(abi.encodeWithSelector(RecordingModule.Refused.selector, SELECTOR));
        this.ask(address(module), 0, _userOp());
    }

    function test_RevertWhen_TheAnswerIsTooShort() public {
        address silent = makeAddress("silent");
        vm.expectRevert(abi.encodeWithSelector(UserOpCallLib.AnswerTooShort.selector, silent, 0, 32));
        this.ask(silent, 0, _userOp());

        // Returns 31 bytes.
        vm.etch(silent, hex"601f5ff3");
        vm.expectRevert(abi.encodeWithSelector(UserOpCallLib.AnswerTooShort.selector, silent, 31, 32));
        this.ask(silent, 0, _userOp());
    }

    /* WHAT MUST BE CALLED WITH CALL DATA */

    function encode(uint32 entityId, bytes32 hash, uint256 first, uint256 end, PackedUserOperation calldata userOp)
        external
        pure
        returns (bytes memory)
    {
        return UserOpCallLib.encode(SELECTOR, entityId, userOp, userOp.signature[first:end], hash);
    }

    function encodePlain(uint32 entityId, bytes32 hash, uint256 first, uint256 end, PackedUserOperation calldata userOp)
        external
        pure
        returns (bytes memory)
    {
        PackedUserOperation memory seen = userOp;
        seen.signature = userOp.signature[first:end];
        return abi.encodeCall(IERC6900ValidationModule.validateUserOp, (entityId, seen, hash));
    }

    function encodeBetween(bytes calldata left, PackedUserOperation calldata userOp)
        external
        pure
        returns (bytes memory data, bytes memory before, bytes memory afterwards, uint256 free)
    {
        before = left;
        data = UserOpCallLib.encode(SELECTOR, ENTITY_ID, userOp, userOp.signature, HASH);
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        afterwards = left;
    }

    function ask(address module, uint256 first, PackedUserOperation calldata userOp) external returns (uint256) {
        return UserOpCallLib.ask(module, SELECTOR, ENTITY_ID, userOp, userOp.signature[first:], HASH);
    }

    function _userOp() private pure returns (PackedUserOperation memory userOp) {
        userOp.callData = "call";
        userOp.signature = "sig";
    }
}

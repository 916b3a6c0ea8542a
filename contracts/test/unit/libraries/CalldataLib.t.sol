// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {CalldataLib} from "../../../src/libraries/CalldataLib.sol";
import {OperationLib} from "../../../src/libraries/OperationLib.sol";
import {Bytes} from "../../utils/Bytes.sol";
import {Mutation} from "../../utils/Mutation.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Reading calldata by position against reading it by Solidity's own slices and members.
contract CalldataLibTest is Test {
    using Bytes for bytes;
    using Mutation for bytes;

    /* BY POSITION */

    function testFuzz_Word(bytes calldata data, uint256 seed) public pure {
        if (data.length < 32) return;
        uint256 from = bound(seed, 0, data.length - 32);
        bytes32 expected = bytes32(data[from:from + 32]);
        assertEq(CalldataLib.word(CalldataLib.position(data) + from), expected, "word");
    }

    function testFuzz_UintAt(bytes32 word) public view {
        for (uint256 size = 1; size <= 32; size++) {
            uint256 expected;
            for (uint256 i = 0; i < size; i++) {
                expected = expected * 256 + uint8(word[i]);
            }
            assertEq(this.uintAt(abi.encode(word), size), expected, "number");
        }
    }

    function testFuzz_AddressAt(address content, bytes12 behind) public view {
        assertEq(this.addressAt(abi.encodePacked(content, behind)), content, "address");
    }

    function testFuzz_Hash(bytes calldata data, uint256 from, uint256 length) public view {
        from = bound(from, 0, data.length);
        length = bound(length, 0, data.length - from);
        bytes memory expected = data[from:from + length];

        (bytes32 digest, bytes memory before) = this.hash(data, from, length);
        assertEq(digest, keccak256(expected), "hash");
        assertEq(before, data, "memory that was there");
    }

    function test_Word_BehindTheEnd() public view {
        assertEq(this.wordBehind(), 0, "zeros");
    }

    /* MEMBERS OF AN OPERATION */

    function testFuzz_BytesMember(PackedUserOperation memory userOp) public view {
        (bytes memory callData, bytes memory paymasterAndData, bytes memory signature) = this.members(userOp);
        assertEq(callData, userOp.callData, "callData");
        assertEq(paymasterAndData, userOp.paymasterAndData, "paymasterAndData");
        assertEq(signature, userOp.signature, "signature");
    }

    /// @dev Offsets and lengths of any kind: what the library reads, Solidity reads, too; what it refuses, Solidity
    /// refuses as well, but for an offset beyond 2^64, which Solidity may take for a negative one.
    function testFuzz_BytesMember_WhenDamaged(uint256 seed) public view {
        seed = uint256(keccak256(abi.encode(seed)));
        bytes memory data = abi.encodeCall(this.members, (_operation(seed)));
        bytes memory damaged = data.mutate(seed);
        if (seed % 2 == 0) damaged = _damageHead(data, seed);
        _compare(damaged);
    }

    /// @dev The fuzz above means nothing unless some damage goes through and some does not.
    function test_BytesMember_DamageIsAcceptedAndRefused() public view {
        uint256 accepted;
        for (uint256 i = 0; i < 300; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            bytes memory data = abi.encodeCall(this.members, (_operation(seed)));
            if (_compare(_damageHead(data, seed))) accepted++;
        }
        assertGe(accepted, 30, "damage that is harmless");
        assertLe(accepted, 270, "damage that is refused");
    }

    function test_RevertWhen_MemberEndsBehindTheCalldata() public view {
        PackedUserOperation memory userOp;
        userOp.signature = new bytes(64);
        bytes memory data = abi.encodeCall(this.members, (userOp));
        // The signature stands last: its length is the third word from the end.
        uint256 lengthAt = data.length - 96;
        assertEq(data.word(lengthAt), 64, "length of the signature");
        assertTrue(_compare(data), "inside");
        assertFalse(_compare(data.put(lengthAt, 65)), "one byte further");
        assertFalse(_compare(data.put(lengthAt, 1 << 64)), "length of more than 64 bits");
        assertFalse(_compare(data.put(lengthAt, type(uint256).max)), "length that wraps");
        assertFalse(_compare(data.cut(data.length - 1)), "cut off");
    }

    /// @dev Solidity adds it and wraps. What stands there is 32, the offset of the operation: the length of a member inside.
    function test_RevertWhen_MemberBeginsBeforeTheOperation() public view {
        PackedUserOperation memory userOp;
        bytes memory data = abi.encodeCall(this.members, (userOp));
        assertTrue(_compare(data), "inside");
        assertEq(data.word(4), 32, "the word before the operation");
        assertFalse(_compare(data.put(4 + 32 + 0x100, type(uint256).max - 31)), "offset of -32");
    }

    function _compare(bytes memory data) private view returns (bool accepted) {
        // Whatever the damage did to the selector is not the question.
        data = bytes.concat(this.members.selector, _tail(data));
        bytes memory plainData = bytes.concat(this.plainMembers.selector, _tail(data));
        bytes memory answer;
        (accepted, answer) = address(this).staticcall(data);
        (bool plainAccepted, bytes memory plainAnswer) = address(this).staticcall(plainData);
        if (accepted) {
            assertTrue(plainAccepted, "Solidity reads it, too");
            assertEq(answer, plainAnswer, "members");
        } else {
            assertEq(answer, "", "refused without a name");
            assertTrue(!plainAccepted || _hasWideOffset(data), "Solidity refuses it, too");
        }
    }

    /// @dev Whether the head of a member is beyond 64 bits.
    function _hasWideOffset(bytes memory data) private pure returns (bool) {
        uint256 start = 4 + data.word(4);
        return
            data.word(start + 0x60) >> 64 != 0 || data.word(start + 0xe0) >> 64 != 0
                || data.word(start + 0x100) >> 64 != 0;
    }

    /// @dev Another offset or length for one of the three members.
    function _damageHead(bytes memory data, uint256 seed) private pure returns (bytes memory) {
        uint256 head = 4 + 32 + [uint256(0x60), 0xe0, 0x100][(seed >> 8) % 3];
        uint256 value = seed >> 16;
        uint256 current = seed % 3 == 0 ? data.word(head) : data.word(4 + 32 + data.word(head));
        uint256[8] memory values = [
            32 * (value % 20),
            current + 32,
            current - current % 32,
            current / 2,
            current + value % 65,
            value,
            type(uint256).max - value % 512,
            1 << 64
        ];
        uint256 replacement = values[(seed >> 4) % 8];
        if (seed % 3 == 0) return data.put(head, replacement);
        return data.put(4 + 32 + data.word(head), replacement);
    }

    function _operation(uint256 seed) private pure returns (PackedUserOperation memory userOp) {
        userOp.callData = new bytes(seed % 70);
        userOp.paymasterAndData = new bytes((seed >> 64) % 70);
        userOp.signature = abi.encode(seed);
        for (uint256 i = 0; i < userOp.callData.length; i++) {
            userOp.callData[i] = bytes32(seed)[i % 32];
        }
    }

    function _tail(bytes memory data) private pure returns (bytes memory tail) {
        tail = new bytes(data.length - 4);
        for (uint256 i = 0; i < tail.length; i++) {
            tail[i] = data[i + 4];
        }
    }

    /* THE LIBRARY, through a call because it reads calldata */

    function uintAt(bytes calldata data, uint256 size) external pure returns (uint256) {
        return CalldataLib.uintAt(CalldataLib.position(data), size);
    }

    function addressAt(bytes calldata data) external pure returns (address) {
        return CalldataLib.addressAt(CalldataLib.position(data));
    }

    function hash(bytes calldata data, uint256 from, uint256 length) external pure returns (bytes32, bytes memory) {
        bytes memory before = data;
        return (CalldataLib.hash(CalldataLib.position(data) + from, length), before);
    }

    function wordBehind() external pure returns (bytes32) {
        return CalldataLib.word(msg.data.length);
    }

    function members(PackedUserOperation calldata userOp)
        external
        pure
        returns (bytes memory callData, bytes memory paymasterAndData, bytes memory signature)
    {
        return (OperationLib.callData(userOp), OperationLib.paymasterAndData(userOp), OperationLib.signature(userOp));
    }

    function plainMembers(PackedUserOperation calldata userOp)
        external
        pure
        returns (bytes memory callData, bytes memory paymasterAndData, bytes memory signature)
    {
        return (userOp.callData, userOp.paymasterAndData, userOp.signature);
    }
}

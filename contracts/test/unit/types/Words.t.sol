// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Words, WordsLib} from "../../../src/types/Words.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Words in memory against an array of Solidity.
contract WordsTest is Test {
    function testFuzz_Words(uint256 seed, uint8 length, uint8 from, uint8 size, bytes memory before) public pure {
        bytes memory copy = bytes.concat(before);
        uint256 count = bound(length, 1, 200);
        uint256[] memory expected = new uint256[](count);
        Words words = WordsLib.allocate(count);
        bytes memory behind = abi.encode(seed, "behind");
        for (uint256 i = 0; i < count; i++) {
            expected[i] = uint256(keccak256(abi.encode(seed, i)));
            words.set(i, expected[i]);
        }

        for (uint256 i = 0; i < count; i++) {
            assertEq(words.get(i), expected[i], "word");
        }
        uint256 first = bound(from, 0, count - 1);
        uint256 hashed = bound(size, 0, count - first);
        bytes memory part;
        for (uint256 i = first; i < first + hashed; i++) {
            part = abi.encodePacked(part, expected[i]);
        }
        assertEq(words.hash(first, hashed), keccak256(part), "hash");
        assertEq(before, copy, "memory that was there");
        assertEq(behind, abi.encode(seed, "behind"), "memory that came after");
    }

    /// @dev In memory that somebody used and left behind.
    function testFuzz_AllocateZeros(uint256 seed, uint8 count) public pure {
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
            for { let i := 0 } lt(i, 256) { i := add(i, 1) } { mstore(add(free, mul(i, 0x20)), not(seed)) }
        }
        Words words = WordsLib.allocateZeros(count);
        uint256 next;
        assembly ("memory-safe") {
            next := mload(0x40)
        }

        assertEq(Words.unwrap(words), free, "the first free word");
        assertEq(next, free + 32 * uint256(count), "all of them are taken");
        for (uint256 i = 0; i < count; i++) {
            assertEq(words.get(i), 0, "zero");
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Words in memory, one behind the other without a count: the position of the first. What typed structs and
/// Merkle trees are hashed from, and the lists of validation.
/// @dev An array of Solidity is cleared when it is made and compares its length at every access. Here the caller keeps
/// below the count that it allocated: every one loops up to that count or names a constant index below it.
type Words is uint256;

using WordsLib for Words global;

library WordsLib {
    /// @param count Below 2^16 at every call: capabilities, budgets, or a constant.
    function allocate(uint256 count) internal pure returns (Words words) {
        assembly ("memory-safe") {
            words := mload(0x40)
            mstore(0x40, add(words, shl(5, count))) // the words, not cleared: each is set before it is hashed
        }
    }

    /// @notice The same, each word 0.
    function allocateZeros(uint256 count) internal pure returns (Words words) {
        words = allocate(count);
        assembly ("memory-safe") {
            calldatacopy(words, calldatasize(), shl(5, count)) // behind the calldata there are zeros
        }
    }

    function get(Words words, uint256 index) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(words, shl(5, index)))
        }
    }

    function set(Words words, uint256 index, uint256 value) internal pure {
        assembly ("memory-safe") {
            mstore(add(words, shl(5, index)), value)
        }
    }

    /// @notice keccak256 of `count` words from `index` on.
    function hash(Words words, uint256 index, uint256 count) internal pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            digest := keccak256(add(words, shl(5, index)), shl(5, count))
        }
    }
}

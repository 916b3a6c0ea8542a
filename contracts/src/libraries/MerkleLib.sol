// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Words} from "../types/Words.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The tree of docs/encoding.md §2: leaves keccak(tag ‖ keccak(data)), inner nodes keccak(min ‖ max), odd nodes
/// promoted. A leaf's preimage has 33 bytes and a node's 64, so neither can stand for the other.
library MerkleLib {
    uint8 internal constant CAPABILITY = 0x00;
    uint8 private constant SET = 0x01;

    function leaf(uint8 tag, bytes32 dataHash) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore8(0x00, tag) // scratch 0x00 … 0x20: the tag, then the hash
            mstore(0x01, dataHash)
            hash := keccak256(0x00, 0x21)
        }
    }

    /// @notice The leaf of one value of a set.
    function setLeaf(bytes32 value) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0x00, value) // scratch 0x00 … 0x1f
            hash := keccak256(0x00, 0x20)
            mstore8(0x00, SET) // scratch 0x00 … 0x20: the tag, then the hash
            mstore(0x01, hash)
            hash := keccak256(0x00, 0x21)
        }
    }

    function node(bytes32 a, bytes32 b) internal pure returns (bytes32 hash) {
        if (a > b) (a, b) = (b, a);
        assembly ("memory-safe") {
            mstore(0x00, a) // scratch 0x00 … 0x3f: both children
            mstore(0x20, b)
            hash := keccak256(0x00, 0x40)
        }
    }

    /// @notice The root above a leaf, by the proof at a position of calldata.
    /// @param length Nodes of the proof.
    function rootOf(bytes32 start, uint256 proofAt, uint256 length) internal pure returns (bytes32 hash) {
        hash = start;
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            for (uint256 end = proofAt + 32 * length; proofAt != end; proofAt += 32) {
                hash = node(hash, CalldataLib.word(proofAt));
            }
        }
    }

    /// @notice The root of a list of leaves, which is used up.
    /// @param count At least one.
    function root(Words nodes, uint256 count) internal pure returns (bytes32) {
        unchecked {
            // Safe: 2 i + 1 < count, which is far below 2^64.
            while (count > 1) {
                uint256 half = count >> 1;
                for (uint256 i; i < half; ++i) {
                    nodes.set(i, uint256(node(bytes32(nodes.get(2 * i)), bytes32(nodes.get(2 * i + 1)))));
                }
                if (count & 1 == 1) nodes.set(half, nodes.get(count - 1));
                count = half + (count & 1);
            }
        }
        return bytes32(nodes.get(0));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CalldataLib} from "../../../src/libraries/CalldataLib.sol";
import {MerkleLib} from "../../../src/libraries/MerkleLib.sol";
import {Words, WordsLib} from "../../../src/types/Words.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Hashes in assembly, roots made in place and proofs read in place, against the tests' own encoder.
contract MerkleLibTest is Test {
    function testFuzz_Leaf(uint8 tag, bytes32 dataHash) public pure {
        assertEq(MerkleLib.leaf(tag, dataHash), keccak256(abi.encodePacked(tag, dataHash)), "leaf");
    }

    function testFuzz_Leaf_OfACapability(bytes memory data) public pure {
        bytes32 leaf = MerkleLib.leaf(MerkleLib.CAPABILITY, keccak256(data));
        assertEq(leaf, SessionEncoder.leafHash(data), "leaf");
    }

    function testFuzz_SetLeaf(bytes32 value) public pure {
        assertEq(MerkleLib.setLeaf(value), SessionEncoder.setLeafHash(value), "leaf of a set");
    }

    function testFuzz_Node(bytes32 a, bytes32 b) public pure {
        assertEq(MerkleLib.node(a, b), SessionEncoder.node(a, b), "node");
        assertEq(MerkleLib.node(b, a), SessionEncoder.node(a, b), "node, the other way round");
        assertEq(MerkleLib.node(a, a), keccak256(abi.encode(a, a)), "node of one child twice");
    }

    function testFuzz_Root(uint256 seed, uint16 count) public pure {
        bytes32[] memory leaves = _leaves(seed, bound(count, 1, 300));
        Words nodes = WordsLib.allocate(leaves.length);
        for (uint256 i = 0; i < leaves.length; i++) {
            nodes.set(i, uint256(leaves[i]));
        }

        assertEq(MerkleLib.root(nodes, leaves.length), SessionEncoder.root(leaves), "root");
    }

    function testFuzz_RootOf(uint256 seed, uint16 count, uint16 index, bytes32 other) public view {
        bytes32[] memory leaves = _leaves(seed, bound(count, 1, 300));
        index = uint16(bound(index, 0, leaves.length - 1));
        bytes32 root = SessionEncoder.root(leaves);
        bytes memory proof = SessionEncoder.proof(leaves, index);

        assertEq(this.rootOf(leaves[index], proof), root, "root above the leaf");
        assertNotEq(this.rootOf(other, proof), root, "root above another leaf");
        assertNotEq(this.rootOf(leaves[index], bytes.concat(proof, other)), root, "root by a longer proof");
    }

    function test_RootOf_WithoutAProof() public view {
        assertEq(this.rootOf(keccak256("leaf"), ""), keccak256("leaf"), "the leaf itself");
    }

    function rootOf(bytes32 leaf, bytes calldata proof) external pure returns (bytes32) {
        return MerkleLib.rootOf(leaf, CalldataLib.position(proof), proof.length / 32);
    }

    function _leaves(uint256 seed, uint256 count) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            leaves[i] = keccak256(abi.encode(seed, i));
        }
    }
}

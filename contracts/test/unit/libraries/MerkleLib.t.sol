// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MerkleLib} from "../../../src/libraries/MerkleLib.sol";
import {Words, WordsLib} from "../../../src/types/Words.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The root of a list, made in place, against the recursion of the tests' own encoder.
contract MerkleLibTest is Test {
    function testFuzz_Root(uint256 seed, uint16 count) public pure {
        bytes32[] memory leaves = new bytes32[](bound(count, 1, 300));
        Words nodes = WordsLib.allocate(leaves.length);
        for (uint256 i = 0; i < leaves.length; i++) {
            leaves[i] = keccak256(abi.encode(seed, i));
            nodes.set(i, uint256(leaves[i]));
        }

        assertEq(MerkleLib.root(nodes, leaves.length), SessionEncoder.root(leaves), "root");
    }
}

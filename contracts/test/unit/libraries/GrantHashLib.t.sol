// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GrantHashLib} from "../../../src/libraries/GrantHashLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The hashes of validation in assembly against abi.encode. The other messages: ApproverMessages/controlDigests.
contract GrantHashLibTest is Test {
    function testFuzz_Operation(bytes32 userOpHash, bytes32 segmentHash, bytes memory before) public pure {
        bytes memory copy = bytes.concat(before);
        bytes32 typehash = keccak256("SessionOperation(bytes32 userOpHash,bytes32 segmentHash)");

        bytes32 hash = GrantHashLib.operation(userOpHash, segmentHash);

        assertEq(hash, keccak256(abi.encode(typehash, userOpHash, segmentHash)), "struct hash");
        assertEq(before, copy, "memory that was there");
    }

    function testFuzz_DomainSeparator(uint64 chain, address module) public {
        vm.chainId(bound(chain, 1, type(uint64).max - 1));
        bytes32 typehash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 expected =
            keccak256(abi.encode(typehash, keccak256("SessionKeys"), keccak256("1"), vm.getChainId(), module));

        assertEq(GrantHashLib.domainSeparator(module), expected, "domain separator");
    }

    function testFuzz_Digest(bytes32 separator, bytes32 structHash) public pure {
        bytes32 expected = keccak256(abi.encodePacked(hex"1901", separator, structHash));
        assertEq(GrantHashLib.digest(separator, structHash), expected, "digest");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EntryPointFixtures} from "../utils/EntryPointFixtures.sol";

/// @notice An operation as EntryPoint v0.6 takes it, its fields in the order of the struct.
struct UserOperationV06 {
    address sender;
    uint256 nonce;
    bytes initCode;
    bytes callData;
    uint256 callGasLimit;
    uint256 verificationGasLimit;
    uint256 preVerificationGas;
    uint256 maxFeePerGas;
    uint256 maxPriorityFeePerGas;
    bytes paymasterAndData;
    bytes signature;
}

/// @notice What this test uses of EntryPoint v0.6.
interface IEntryPointV06 {
    /// @notice The hash of an operation for this EntryPoint and chain.
    function getUserOpHash(UserOperationV06 calldata userOp) external view returns (bytes32 userOpHash);
}

/// @notice The real EntryPoint v0.6 hashes every operation of tests/vectors/userop-hash-v06.json as the vectors say.
contract UserOpHashV06VectorsTest is EntryPointFixtures {
    struct HashVectorV06 {
        string name;
        uint256 chainId;
        bytes32 hash;
        UserOperationV06 operation;
    }

    string private constant TYPES = "HashVectorV06(string name,uint256 chainId,bytes32 hash,UserOperationV06 operation)"
        "UserOperationV06(address sender,uint256 nonce,bytes initCode,bytes callData,uint256 callGasLimit,"
        "uint256 verificationGasLimit,uint256 preVerificationGas,uint256 maxFeePerGas,uint256 maxPriorityFeePerGas,"
        "bytes paymasterAndData,bytes signature)";

    function test_Hash() public {
        string memory json = vm.readFile("tests/vectors/userop-hash-v06.json");
        IEntryPointV06 entryPoint = IEntryPointV06(vm.parseJsonAddress(json, ".entryPoint"));
        assertEq(address(deployEntryPointV06()), address(entryPoint), "the canonical EntryPoint");
        uint256 count = vm.parseJsonUint(json, ".count");
        for (uint256 i; i < count; ++i) {
            string memory path = string.concat(".vectors[", vm.toString(i), "]");
            HashVectorV06 memory vector = abi.decode(vm.parseJsonType(json, path, TYPES), (HashVectorV06));
            vm.chainId(vector.chainId);

            bytes32 actual = entryPoint.getUserOpHash(vector.operation);

            assertEq(actual, vector.hash, vector.name);
        }
        assertGt(count, 0, "no vector");
    }
}

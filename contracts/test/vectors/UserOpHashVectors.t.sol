// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {EntryPointFixtures} from "../utils/EntryPointFixtures.sol";

/// @notice The real EntryPoints hash every operation of tests/vectors/userop-hash*.json as the vectors say.
contract UserOpHashVectorsTest is EntryPointFixtures {
    struct Packed {
        address sender;
        uint256 nonce;
        bytes initCode;
        bytes callData;
        bytes32 accountGasLimits;
        uint256 preVerificationGas;
        bytes32 gasFees;
        bytes paymasterAndData;
        bytes signature;
    }

    struct HashVector {
        string name;
        address entryPoint;
        uint256 chainId;
        bytes32 hash;
        Packed packed;
    }

    struct RareVector {
        string name;
        address entryPoint;
        uint256 chainId;
        address delegate;
        bytes initCode;
        bytes paymasterAndData;
        bool reverts;
    }

    string private constant PACKED_TYPE = "Packed(address sender,uint256 nonce,bytes initCode,bytes callData,bytes32 accountGasLimits,"
        "uint256 preVerificationGas,bytes32 gasFees,bytes paymasterAndData,bytes signature)";
    string private constant HASH_TYPE =
        "HashVector(string name,address entryPoint,uint256 chainId,bytes32 hash,Packed packed)";
    string private constant RARE_TYPE = "RareVector(string name,address entryPoint,uint256 chainId,address delegate,bytes initCode,"
        "bytes paymasterAndData,bool reverts)";

    /// Of EntryPoint v0.9.
    bytes4 private constant INVALID_PAYMASTER_SIGNATURE_LENGTH =
        bytes4(keccak256("InvalidPaymasterSignatureLength(uint256,uint256)"));

    function setUp() public {
        deployEntryPointV07();
        deployEntryPointV08();
        deployEntryPointV09();
    }

    function test_Hash() public {
        string memory json = vm.readFile("tests/vectors/userop-hash.json");
        uint256 count = vm.parseJsonUint(json, ".count");
        for (uint256 i; i < count; ++i) {
            bytes memory entry = vm.parseJsonType(json, _path(i), string.concat(HASH_TYPE, PACKED_TYPE));
            HashVector memory vector = abi.decode(entry, (HashVector));
            string memory delegatePath = string.concat(_path(i), ".delegate");
            bool delegated = vm.keyExistsJson(json, delegatePath);
            _setDelegate(vector.packed.sender, delegated ? vm.parseJsonAddress(json, delegatePath) : address(0));
            vm.chainId(vector.chainId);

            bytes32 actual = IEntryPoint(vector.entryPoint).getUserOpHash(_operation(vector.packed));

            assertEq(actual, vector.hash, vector.name);
        }
        assertGt(count, 0, "no vector");
    }

    function test_HashOfRarePackedForms() public {
        string memory json = vm.readFile("tests/vectors/userop-hash-packed.json");
        Packed memory packed = abi.decode(vm.parseJsonType(json, ".base", PACKED_TYPE), (Packed));
        uint256 count = vm.parseJsonUint(json, ".count");
        for (uint256 i; i < count; ++i) {
            RareVector memory vector = abi.decode(vm.parseJsonType(json, _path(i), RARE_TYPE), (RareVector));
            _setDelegate(packed.sender, vector.delegate);
            vm.chainId(vector.chainId);
            packed.initCode = vector.initCode;
            packed.paymasterAndData = vector.paymasterAndData;
            IEntryPoint entryPoint = IEntryPoint(vector.entryPoint);

            if (vector.reverts) {
                vm.expectPartialRevert(INVALID_PAYMASTER_SIGNATURE_LENGTH);
                entryPoint.getUserOpHash(_operation(packed));
                continue;
            }

            bytes32 expected = vm.parseJsonBytes32(json, string.concat(_path(i), ".hash"));
            assertEq(entryPoint.getUserOpHash(_operation(packed)), expected, vector.name);
        }
        assertGt(count, 0, "no vector");
    }

    /// @dev An EIP-7702 account, or one without code.
    function _setDelegate(address account, address delegate) private {
        vm.etch(account, delegate == address(0) ? bytes("") : abi.encodePacked(hex"ef0100", delegate));
    }

    function _operation(Packed memory packed) private pure returns (PackedUserOperation memory) {
        return PackedUserOperation({
            sender: packed.sender,
            nonce: packed.nonce,
            initCode: packed.initCode,
            callData: packed.callData,
            accountGasLimits: packed.accountGasLimits,
            preVerificationGas: packed.preVerificationGas,
            gasFees: packed.gasFees,
            paymasterAndData: packed.paymasterAndData,
            signature: packed.signature
        });
    }

    function _path(uint256 index) private pure returns (string memory) {
        return string.concat(".vectors[", vm.toString(index), "]");
    }
}

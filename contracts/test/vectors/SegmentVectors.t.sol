// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {EntryPointFixtures} from "../utils/EntryPointFixtures.sol";
import {GrantVectorReader} from "./GrantVectorReader.sol";

/// @notice Every segment of tests/vectors/segments.json has the same hash on chain and passes validation.
/// forge-config: default.evm_version = "osaka"
contract SegmentVectorsTest is GrantVectorReader, EntryPointFixtures {
    struct OperationVector {
        address sender;
        uint256 nonce;
        bytes initCode;
        bytes callData;
        bytes32 accountGasLimits;
        uint256 preVerificationGas;
        bytes32 gasFees;
        bytes paymasterAndData;
        bytes32 userOpHash;
    }

    struct SegmentVector {
        string name;
        uint256 grantIndex;
        uint256 chainId;
        address module;
        address account;
        uint8 standard;
        uint32 entityId;
        uint8 nonceShift;
        uint8 nonceWidth;
        uint48 claimedAt;
        uint48 notAfter;
        uint8 flags;
        OperationVector operation;
        bytes signed;
        bytes32 segmentHash;
        bytes32 operationDigest;
        bytes signature;
        bytes segment;
    }

    string private constant TYPES = "SegmentVector(string name,uint256 grantIndex,uint256 chainId,address module,"
        "address account,uint8 standard,uint32 entityId,uint8 nonceShift,uint8 nonceWidth,uint48 claimedAt,"
        "uint48 notAfter,uint8 flags,OperationVector operation,bytes signed,bytes32 segmentHash,"
        "bytes32 operationDigest,bytes signature,bytes segment)"
        "OperationVector(address sender,uint256 nonce,bytes initCode,bytes callData,bytes32 accountGasLimits,"
        "uint256 preVerificationGas,bytes32 gasFees,bytes paymasterAndData,bytes32 userOpHash)";

    uint8 private constant ENABLE = 0x01;
    uint32 private constant EPOCH = 1;

    function test_Digest() public {
        string memory json = readVectors("segments.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            SegmentVector memory vector = _vectorAt(json, i);
            vm.chainId(vector.chainId);

            bytes32 segmentHash = keccak256(vector.signed);
            bytes32 digest = moduleAt(vector.module).operationDigest(vector.operation.userOpHash, segmentHash);
            bytes memory body = bytes.concat(vector.signed, vector.signature);

            assertEq(segmentHash, vector.segmentHash, vector.name);
            assertEq(digest, vector.operationDigest, vector.name);
            assertEq(abi.encodePacked(body, uint16(body.length)), vector.segment, vector.name);
        }
    }

    function test_UserOpHash_OfEntryPointV07() public {
        deployEntryPointV07();
        string memory json = readVectors("segments.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            SegmentVector memory vector = _vectorAt(json, i);
            vm.chainId(vector.chainId);

            bytes32 userOpHash = ENTRY_POINT_V07.getUserOpHash(_operation(vector, ""));

            assertEq(userOpHash, vector.operation.userOpHash, vector.name);
        }
    }

    function test_Operation_IsValid() public {
        _validateAll("");
    }

    function test_Operation_IsValid_BehindBytesOfTheAccount() public {
        _validateAll(hex"ff00000000000000000001");
    }

    function _validate(ISessionKeyModule module, SegmentVector memory vector, bytes memory before)
        private
        returns (uint256)
    {
        PackedUserOperation memory operation = _operation(vector, bytes.concat(before, vector.segment));
        bytes32 userOpHash = vector.operation.userOpHash;
        vm.prank(vector.account);
        return vector.standard == ERC6900
            ? module.validateUserOp(vector.entityId, operation, userOpHash)
            : module.validateUserOp(operation, userOpHash);
    }

    /// @dev Each in a state of its own: the budgets are as the grant left them.
    function _validateAll(bytes memory before) private {
        string memory json = readVectors("segments.json");
        string memory grants = readVectors("grants.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            SegmentVector memory vector = _vectorAt(json, i);
            uint256 snapshot = vm.snapshotState();
            ISessionKeyModule module = _installedModule(vector, grants);
            if (vector.flags & ENABLE == 0) _relay(module, grantAt(grants, vector.grantIndex));

            uint256 validationData = _validate(module, vector, before);

            assertEq(uint160(validationData), 0, string.concat(vector.name, ": signature"));
            assertEq(validationData >> 208, vector.claimedAt, string.concat(vector.name, ": validAfter"));
            uint48 validUntil = uint48(validationData >> 160);
            assertGt(validUntil, vector.claimedAt, string.concat(vector.name, ": validUntil"));
            if (vector.notAfter != 0) assertEq(validUntil, vector.notAfter, string.concat(vector.name, ": notAfter"));
            vm.revertToStateAndDelete(snapshot);
        }
    }

    function _relay(ISessionKeyModule module, GrantVector memory grant) private {
        vm.warp(grant.input.grantDeadline);
        module.grant(grant.input.account, grant.input.route, packedTerms(grant), TYPED, grant.typedSignature);
    }

    function _installedModule(SegmentVector memory vector, string memory grants)
        private
        returns (ISessionKeyModule module)
    {
        vm.chainId(vector.chainId);
        module = moduleAt(vector.module);
        address approver = vm.parseJsonAddress(grants, ".approver.address");
        install(module, vector.account, approver, EPOCH, vector.nonceShift, vector.nonceWidth);
    }

    function _operation(SegmentVector memory vector, bytes memory signature)
        private
        pure
        returns (PackedUserOperation memory)
    {
        OperationVector memory operation = vector.operation;
        return PackedUserOperation({
            sender: operation.sender,
            nonce: operation.nonce,
            initCode: operation.initCode,
            callData: operation.callData,
            accountGasLimits: operation.accountGasLimits,
            preVerificationGas: operation.preVerificationGas,
            gasFees: operation.gasFees,
            paymasterAndData: operation.paymasterAndData,
            signature: signature
        });
    }

    function _vectorAt(string memory json, uint256 index) private pure returns (SegmentVector memory) {
        return abi.decode(entryAt(json, ".segments", index, TYPES), (SegmentVector));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice A test double of a paymaster: it pays, out of its deposit, for the operations that its signer signed.
///
/// @dev Two forms of `paymasterAndData` behind the 52 bytes that the EntryPoint reads:
///
/// - early, on every EntryPoint: validUntil (6 bytes), validAfter (6), signature (65). The account signs all of it, so
///   that the paymaster signs first, over every field but the account's signature;
/// - late, on EntryPoint v0.9 only: the same, then the length of the signature (2) and the EntryPoint's mark (8). The
///   account does not sign the signature, so that the paymaster signs last, over the hash of the operation.
///
/// ERC-7562: it reads no storage and no opcode of the environment but the chain id.
contract SponsoringPaymaster {
    uint256 private constant LIMITS_OFFSET = 20;
    uint256 private constant HEAD_LENGTH = 52;
    uint256 private constant TIMES_LENGTH = 12;
    uint256 private constant SIGNATURE_LENGTH = 65;
    uint256 private constant EARLY_LENGTH = HEAD_LENGTH + TIMES_LENGTH + SIGNATURE_LENGTH;

    /// The length of the signature and the mark.
    uint256 private constant LATE_SUFFIX_LENGTH = 10;

    uint256 private constant SIGNATURE_FAILED = 1;

    address private immutable _entryPoint;
    address private immutable _signer;

    /// @notice Somebody else than the EntryPoint asked for money.
    /// @param caller Who asked.
    /// @param entryPoint Who may ask.
    error CallerNotEntryPoint(address caller, address entryPoint);

    /// @notice The data of the paymaster has neither of the two forms.
    /// @param actual The length of `paymasterAndData` (bytes).
    /// @param early The length of the early form (bytes).
    /// @param late The length of the late form (bytes).
    error PaymasterDataMalformed(uint256 actual, uint256 early, uint256 late);

    /// @param entryPoint The EntryPoint that holds its deposit.
    /// @param signer Who decides what is paid for.
    constructor(address entryPoint, address signer) {
        _entryPoint = entryPoint;
        _signer = signer;
    }

    /// @notice Judges whether its signer pays for an operation.
    /// @param userOp The operation.
    /// @param userOpHash The EntryPoint's hash of it.
    /// @return context Empty: it does not want to hear how the operation went.
    /// @return validationData 1 in the low 160 bits if the signature is not its signer's, so that gas can be estimated
    /// with a stub; then `validUntil` and `validAfter`.
    function validatePaymasterUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash, uint256)
        external
        view
        returns (bytes memory context, uint256 validationData)
    {
        if (msg.sender != _entryPoint) revert CallerNotEntryPoint(msg.sender, _entryPoint);
        bytes calldata data = userOp.paymasterAndData;
        bool late = data.length == EARLY_LENGTH + LATE_SUFFIX_LENGTH;
        if (!late && data.length != EARLY_LENGTH) {
            revert PaymasterDataMalformed(data.length, EARLY_LENGTH, EARLY_LENGTH + LATE_SUFFIX_LENGTH);
        }

        bytes32 times = bytes32(data[HEAD_LENGTH:HEAD_LENGTH + TIMES_LENGTH]);
        bytes32 digest = late ? lateDigest(userOpHash) : earlyDigest(userOp);
        (address recovered, ECDSA.RecoverError failure,) =
            ECDSA.tryRecover(digest, data[HEAD_LENGTH + TIMES_LENGTH:EARLY_LENGTH]);
        bool valid = failure == ECDSA.RecoverError.NoError && recovered == _signer;

        uint256 validUntil = uint48(bytes6(times));
        uint256 validAfter = uint48(bytes6(times << 48));
        return ("", (valid ? 0 : SIGNATURE_FAILED) | (validUntil << 160) | (validAfter << 208));
    }

    /// @notice What the signer signs for the early form.
    function earlyDigest(PackedUserOperation calldata userOp) public view returns (bytes32) {
        bytes32 fields = keccak256(
            abi.encode(
                userOp.sender,
                userOp.nonce,
                keccak256(userOp.initCode),
                keccak256(userOp.callData),
                userOp.accountGasLimits,
                userOp.preVerificationGas,
                userOp.gasFees,
                keccak256(userOp.paymasterAndData[LIMITS_OFFSET:HEAD_LENGTH + TIMES_LENGTH])
            )
        );
        return MessageHashUtils.toEthSignedMessageHash(
            keccak256(abi.encode(block.chainid, _entryPoint, address(this), fields))
        );
    }

    /// @notice What the signer signs for the late form: the hash covers the times already.
    function lateDigest(bytes32 userOpHash) public pure returns (bytes32) {
        return MessageHashUtils.toEthSignedMessageHash(userOpHash);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A user operation in the packed form that EntryPoint v0.7, v0.8 and v0.9 share.
struct PackedUserOperation {
    /// The account that the operation acts for.
    address sender;
    /// 192-bit key, then 64-bit sequence number.
    uint256 nonce;
    /// Empty, or factory (20 bytes) and factory call data. With EIP-7702: the marker 0x7702.
    bytes initCode;
    /// What the EntryPoint calls the account with once the operation is validated.
    bytes callData;
    /// Verification gas limit (128 bits), call gas limit (128 bits).
    bytes32 accountGasLimits;
    /// Gas paid for work outside of the two limits above.
    uint256 preVerificationGas;
    /// Highest priority fee per gas (128 bits, wei), highest fee per gas (128 bits, wei).
    bytes32 gasFees;
    /// Empty, or paymaster (20 bytes), its verification limit (16), its post-operation limit (16) and its data.
    bytes paymasterAndData;
    /// What the account judges; never covered by the hash of the operation.
    bytes signature;
}

/// @notice The part of an account that the EntryPoint asks for permission.
interface IAccount {
    /// @notice Judges an operation and pays the EntryPoint what is missing.
    /// @param userOp The operation, as sent to the EntryPoint.
    /// @param userOpHash The EntryPoint's hash of the operation, which covers all but the signature.
    /// @param missingAccountFunds What the account must at least send to its caller (wei).
    /// @return validationData 0 or 1 (signature wrong) or an aggregator in the low 160 bits, then `validUntil`
    /// (48 bits, 0 is forever) and `validAfter` (48 bits).
    function validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash, uint256 missingAccountFunds)
        external
        returns (uint256 validationData);
}

/// @notice An account that wants to see the whole operation when it executes it.
interface IAccountExecute {
    /// @notice Executes an operation whose call data begins with this function's selector.
    /// @param userOp The operation, already validated.
    /// @param userOpHash The EntryPoint's hash of the operation.
    function executeUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash) external;
}

/// @notice What this project uses of EntryPoint v0.7, v0.8 and v0.9.
interface IEntryPoint {
    /// @notice What happened to an operation that was included.
    event UserOperationEvent(
        bytes32 indexed userOpHash,
        address indexed sender,
        address indexed paymaster,
        uint256 nonce,
        bool success,
        uint256 actualGasCost,
        uint256 actualGasUsed
    );

    /// @notice The revert data of an operation whose execution failed.
    event UserOperationRevertReason(
        bytes32 indexed userOpHash, address indexed sender, uint256 nonce, bytes revertReason
    );

    /// @notice `handleOps` refused an operation.
    /// @param opIndex The place of the operation in the bundle, from 0.
    /// @param reason The EntryPoint's code ("AA..") and words.
    error FailedOp(uint256 opIndex, string reason);

    /// @notice `handleOps` refused an operation because a contract that it called reverted.
    /// @param opIndex The place of the operation in the bundle, from 0.
    /// @param reason The EntryPoint's code ("AA..") and words.
    /// @param inner What the contract reverted with.
    error FailedOpWithRevert(uint256 opIndex, string reason, bytes inner);

    /// @notice Executes a bundle of operations.
    /// @param ops The operations, in order.
    /// @param beneficiary Who receives the collected fees.
    function handleOps(PackedUserOperation[] calldata ops, address payable beneficiary) external;

    /// @notice The hash of an operation for this EntryPoint and chain.
    function getUserOpHash(PackedUserOperation calldata userOp) external view returns (bytes32 userOpHash);

    /// @notice The next nonce of a sender in one lane.
    /// @param sender The account.
    /// @param key The lane: the upper 192 bits of the nonce.
    /// @return nonce Key and sequence number together.
    function getNonce(address sender, uint192 key) external view returns (uint256 nonce);

    /// @notice Adds the value sent to an account's deposit.
    function depositTo(address account) external payable;

    /// @notice The deposit of an account (wei).
    function balanceOf(address account) external view returns (uint256 deposit);

    /// @notice Stakes the value sent for the caller.
    /// @param unstakeDelaySec How long the stake stays locked after it is released (seconds).
    function addStake(uint32 unstakeDelaySec) external payable;

    /// @notice Begins to release the caller's stake.
    function unlockStake() external;

    /// @notice Pays out the caller's released stake.
    function withdrawStake(address payable withdrawAddress) external;
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {Test} from "./Test.sol";
import {Vm} from "./Vm.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice The canonical EntryPoints at their canonical addresses, and what is needed to send them operations.
///
/// @dev Nothing is recompiled: v0.6, v0.7 and v0.8 come from their published creation code, v0.9 from its published runtime
/// code, all out of npm packages.
abstract contract EntryPointFixtures is Test {
    /// @notice What became of an operation.
    struct Outcome {
        /// Whether the EntryPoint took it.
        bool included;
        /// Whether its execution went through.
        bool succeeded;
        /// If not included: the EntryPoint's code and words.
        string reason;
        /// If not included: what the account reverted with. If included and not succeeded: what the execution did.
        bytes revertData;
        /// If included: what the sender paid for (gas).
        uint256 gasUsed;
    }

    address internal constant ENTRY_POINT_V06 = 0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789;
    IEntryPoint internal constant ENTRY_POINT_V07 = IEntryPoint(0x0000000071727De22E5E9d8BAf0edAc6f37da032);
    IEntryPoint internal constant ENTRY_POINT_V08 = IEntryPoint(0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108);
    IEntryPoint internal constant ENTRY_POINT_V09 = IEntryPoint(0x433709009B8330FDa32311DF1C2AFA402eD8D009);

    address internal constant SENDER_CREATOR_V07 = 0xEFC2c1444eBCC4Db75e7613d20C6a62fF67A167C;
    address internal constant SENDER_CREATOR_V08 = 0x449ED7C3e6Fee6a97311d4b55475DF59C44AdD33;
    address internal constant SENDER_CREATOR_V09 = 0x0A630a99Df908A81115A3022927Be82f9299987e;

    /// @dev The CREATE2 deployer that the EntryPoints came from on every chain.
    address internal constant DETERMINISTIC_DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;

    bytes32 private constant SALT_V07 = 0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3;
    bytes32 private constant SALT_V08 = 0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9;

    /// @dev Generous, and below what v0.7 counts as a full block (gas).
    uint128 private constant VERIFICATION_GAS_LIMIT = 3_000_000;
    uint128 private constant CALL_GAS_LIMIT = 3_000_000;
    uint256 private constant PRE_VERIFICATION_GAS = 60_000;

    /// @dev (wei per gas)
    uint128 private constant MAX_FEE_PER_GAS = 1 gwei;

    /// @notice Puts EntryPoint v0.6 on the chain, which has other operations and no account here.
    function deployEntryPointV06() internal returns (address) {
        string memory path = "node_modules/aa06/artifacts/EntryPoint.json";
        return address(_deployFromArtifact(path, bytes32(0), IEntryPoint(ENTRY_POINT_V06)));
    }

    /// @notice Puts EntryPoint v0.7 on the chain.
    function deployEntryPointV07() internal returns (IEntryPoint) {
        return _deployFromArtifact("node_modules/aa07/artifacts/EntryPoint.json", SALT_V07, ENTRY_POINT_V07);
    }

    /// @notice Puts EntryPoint v0.8 on the chain.
    function deployEntryPointV08() internal returns (IEntryPoint) {
        return _deployFromArtifact("node_modules/aa08/artifacts/EntryPoint.json", SALT_V08, ENTRY_POINT_V08);
    }

    /// @notice Puts EntryPoint v0.9 on the chain.
    /// @dev Its domain separator is rebuilt when the chain is not the one of the published runtime code.
    function deployEntryPointV09() internal returns (IEntryPoint) {
        _etchPublished(address(ENTRY_POINT_V09));
        _etchPublished(SENDER_CREATOR_V09);
        return ENTRY_POINT_V09;
    }

    /// @notice An operation without paymaster, generous with gas, not signed yet.
    function buildUserOp(address sender, uint256 nonce, bytes memory callData)
        internal
        pure
        returns (PackedUserOperation memory userOp)
    {
        userOp.sender = sender;
        userOp.nonce = nonce;
        userOp.callData = callData;
        userOp.accountGasLimits = bytes32(abi.encodePacked(VERIFICATION_GAS_LIMIT, CALL_GAS_LIMIT));
        userOp.preVerificationGas = PRE_VERIFICATION_GAS;
        userOp.gasFees = bytes32(abi.encodePacked(MAX_FEE_PER_GAS, MAX_FEE_PER_GAS));
    }

    /// @notice r ‖ s ‖ v over a digest as it is.
    function signDigest(uint256 privateKey, bytes32 digest) internal pure returns (bytes memory signature) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice Who seems to have signed a digest.
    function recovered(bytes32 digest, bytes memory signature) internal pure returns (address) {
        return ECDSA.recover(digest, signature);
    }

    /// @notice r ‖ s ‖ v over the EIP-191 personal message of 32 bytes.
    function signPersonal(uint256 privateKey, bytes32 message) internal pure returns (bytes memory signature) {
        return signDigest(privateKey, MessageHashUtils.toEthSignedMessageHash(message));
    }

    /// @notice What an owner's wallet makes for an operation: v0.7 the personal message of the hash, since then the
    /// hash itself, which is a typed digest.
    function signUserOp(IEntryPoint entryPoint, uint256 privateKey, PackedUserOperation memory userOp)
        internal
        view
        returns (bytes memory signature)
    {
        bytes32 userOpHash = entryPoint.getUserOpHash(userOp);
        return address(entryPoint) == address(ENTRY_POINT_V07)
            ? signPersonal(privateKey, userOpHash)
            : signDigest(privateKey, userOpHash);
    }

    /// @notice A bundle of one operation.
    function bundleOf(PackedUserOperation memory userOp) internal pure returns (PackedUserOperation[] memory bundle) {
        bundle = new PackedUserOperation[](1);
        bundle[0] = userOp;
    }

    /// @notice A bundle of two operations.
    function bundleOf(PackedUserOperation memory first, PackedUserOperation memory second)
        internal
        pure
        returns (PackedUserOperation[] memory bundle)
    {
        bundle = new PackedUserOperation[](2);
        (bundle[0], bundle[1]) = (first, second);
    }

    /// @notice Sends one operation as a bundler does and says what became of it.
    function send(IEntryPoint entryPoint, PackedUserOperation memory userOp) internal returns (Outcome memory) {
        return sendBundle(entryPoint, bundleOf(userOp))[0];
    }

    /// @notice Sends a bundle as a bundler does and says what became of each operation. If one of them is refused, the
    /// others have neither reason nor effect.
    function sendBundle(IEntryPoint entryPoint, PackedUserOperation[] memory userOps)
        internal
        returns (Outcome[] memory outcomes)
    {
        address bundler = makeAddress("bundler");
        outcomes = new Outcome[](userOps.length);

        vm.recordLogs();
        // From v0.8 on the EntryPoint wants a caller without code that also is the origin.
        vm.prank(bundler, bundler);
        try entryPoint.handleOps(userOps, payable(bundler)) {
            Vm.Log[] memory logs = vm.getRecordedLogs();
            for (uint256 i = 0; i < userOps.length; i++) {
                _readLogs(outcomes[i], logs, address(entryPoint), entryPoint.getUserOpHash(userOps[i]));
            }
        } catch (bytes memory failure) {
            (uint256 index, string memory reason, bytes memory inner) = decodeFailedOp(failure);
            outcomes[index].reason = reason;
            outcomes[index].revertData = inner;
        }
    }

    /// @notice Reads what `handleOps` reverted with; any other revert is passed on.
    /// @return opIndex The place of the refused operation in the bundle, from 0.
    /// @return reason The EntryPoint's code and words.
    /// @return inner What the account reverted with, empty if the EntryPoint itself refused.
    function decodeFailedOp(bytes memory failure)
        internal
        pure
        returns (uint256 opIndex, string memory reason, bytes memory inner)
    {
        bytes4 selector = bytes4(failure);
        bytes memory arguments = new bytes(failure.length < 4 ? 0 : failure.length - 4);
        for (uint256 i = 0; i < arguments.length; i++) {
            arguments[i] = failure[i + 4];
        }

        if (selector == IEntryPoint.FailedOp.selector) {
            (opIndex, reason) = abi.decode(arguments, (uint256, string));
        } else if (selector == IEntryPoint.FailedOpWithRevert.selector) {
            (opIndex, reason, inner) = abi.decode(arguments, (uint256, string, bytes));
        } else {
            fail(string.concat("handleOps reverted with ", vm.toString(failure)));
        }
    }

    /// @notice An operation must have been included and executed.
    function assertSucceeded(Outcome memory outcome) internal pure {
        assertEq(outcome.reason, "", "reason of refusal");
        assertEq(outcome.revertData, "", "revert data of execution");
        assertTrue(outcome.included, "operation included");
        assertTrue(outcome.succeeded, "operation succeeded");
    }

    /// @notice An operation must have been refused by the EntryPoint itself.
    /// @param reason The EntryPoint's code and words, in full.
    function assertRefused(Outcome memory outcome, string memory reason) internal pure {
        assertFalse(outcome.included, "operation included");
        assertEq(outcome.reason, reason, "reason of refusal");
        assertEq(outcome.revertData, "", "revert data of validation");
    }

    /// @notice An operation must have been refused because the account reverted.
    /// @param revertData What the account must have reverted with, in full.
    function assertReverted(Outcome memory outcome, bytes memory revertData) internal pure {
        assertFalse(outcome.included, "operation included");
        assertEq(outcome.reason, "AA23 reverted", "reason of refusal");
        assertEq(outcome.revertData, revertData, "revert data of validation");
    }

    /// @notice An operation must have been included and must have failed in its execution.
    /// @param revertData What the execution must have reverted with, in full.
    function assertFailed(Outcome memory outcome, bytes memory revertData) internal pure {
        assertTrue(outcome.included, "operation included");
        assertFalse(outcome.succeeded, "operation succeeded");
        assertEq(outcome.revertData, revertData, "revert data of execution");
    }

    function _readLogs(Outcome memory outcome, Vm.Log[] memory logs, address entryPoint, bytes32 userOpHash)
        private
        pure
    {
        for (uint256 i = 0; i < logs.length; i++) {
            Vm.Log memory log = logs[i];
            if (log.emitter != entryPoint || log.topics.length < 2 || log.topics[1] != userOpHash) continue;

            if (log.topics[0] == IEntryPoint.UserOperationEvent.selector) {
                outcome.included = true;
                (, outcome.succeeded,, outcome.gasUsed) = abi.decode(log.data, (uint256, bool, uint256, uint256));
            } else if (log.topics[0] == IEntryPoint.UserOperationRevertReason.selector) {
                (, outcome.revertData) = abi.decode(log.data, (uint256, bytes));
            }
        }
    }

    function _deployFromArtifact(string memory path, bytes32 salt, IEntryPoint expected) private returns (IEntryPoint) {
        bytes memory creationCode = vm.parseJsonBytes(vm.readFile(path), ".bytecode");
        (bool deployed, bytes memory result) = DETERMINISTIC_DEPLOYER.call(bytes.concat(salt, creationCode));

        assertTrue(deployed, "EntryPoint deployed");
        assertEq(address(bytes20(result)), address(expected), "canonical address of the EntryPoint");
        return expected;
    }

    function _etchPublished(address account) private {
        string memory path = string.concat("node_modules/hardhat-predeploy/bin/", vm.toString(account), ".bytecode");
        vm.etch(account, vm.readFileBinary(path));
    }
}

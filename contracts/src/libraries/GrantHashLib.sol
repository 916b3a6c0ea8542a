// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../types/SessionId.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice The typed form (EIP-712) of every message but the grant: domain, struct hashes, digest.
/// @dev Hashes of literals are constants of the code. The type strings are those of docs/encoding.md §2.
library GrantHashLib {
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME = keccak256("SessionKeys");
    bytes32 private constant VERSION = keccak256("1");

    bytes32 internal constant REVOCATION_TYPEHASH = keccak256("SessionRevocation(address account,bytes32 sessionId)");
    bytes32 internal constant ALL_REVOCATION_TYPEHASH =
        keccak256("AllSessionsRevocation(address account,uint32 epoch)");
    bytes32 internal constant PAUSE_TYPEHASH =
        keccak256("SessionPause(address account,uint32 epoch,bytes32 sessionId,uint64 sequence,uint48 deadline)");
    bytes32 internal constant RESUMPTION_TYPEHASH = keccak256(
        "SessionResumption(address account,uint32 epoch,bytes32 sessionId,uint32 tightenings,uint64 sequence,"
        "uint48 deadline)"
    );
    bytes32 internal constant TIGHTENING_TYPEHASH =
        keccak256("ModeTightening(address account,uint32 epoch,uint8 mode,uint64 sequence,uint48 deadline)");
    bytes32 internal constant LOOSENING_TYPEHASH = keccak256(
        "ModeLoosening(address account,uint32 epoch,uint8 mode,uint32 tightenings,uint64 sequence,uint48 deadline)"
    );
    bytes32 internal constant REATTESTATION_TYPEHASH =
        keccak256("SessionReattestation(address account,bytes32 sessionId,uint48 aliveAt)");
    bytes32 internal constant RENEWAL_TYPEHASH =
        keccak256("SessionRenewal(address account,bytes32 sessionId,uint16 renewal,uint48 deadline)");
    bytes32 internal constant OPERATION_TYPEHASH =
        keccak256("SessionOperation(bytes32 userOpHash,bytes32 segmentHash)");

    /// @notice The domain of one module on this chain.
    function domainSeparator(address module) internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, NAME, VERSION, block.chainid, module));
    }

    /// @notice What is signed: the struct under its domain.
    function digest(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(separator, structHash);
    }

    function operation(bytes32 userOpHash, bytes32 segmentHash) internal pure returns (bytes32 hash) {
        bytes32 typehash = OPERATION_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40) // scratch behind the free pointer, not kept
            mstore(free, typehash) // 0x00
            mstore(add(free, 0x20), userOpHash) // 0x20
            mstore(add(free, 0x40), segmentHash) // 0x40
            hash := keccak256(free, 0x60)
        }
    }

    /// @param number Of the renewal; 1 for the first.
    /// @param deadline Inclusive, unix seconds.
    function renewal(address account, SessionId sessionId, uint16 number, uint48 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(RENEWAL_TYPEHASH, account, sessionId, number, deadline));
    }

    function revocation(address account, SessionId sessionId) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOCATION_TYPEHASH, account, sessionId));
    }

    function allRevocation(address account, uint32 epoch) internal pure returns (bytes32) {
        return keccak256(abi.encode(ALL_REVOCATION_TYPEHASH, account, epoch));
    }

    function pause(address account, uint32 epoch, SessionId sessionId, uint64 sequence, uint48 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(PAUSE_TYPEHASH, account, epoch, sessionId, sequence, deadline));
    }

    function resumption(
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(RESUMPTION_TYPEHASH, account, epoch, sessionId, tightenings, sequence, deadline));
    }

    function tightening(address account, uint32 epoch, uint8 mode, uint64 sequence, uint48 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(TIGHTENING_TYPEHASH, account, epoch, mode, sequence, deadline));
    }

    function loosening(address account, uint32 epoch, uint8 mode, uint32 tightenings, uint64 sequence, uint48 deadline)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(LOOSENING_TYPEHASH, account, epoch, mode, tightenings, sequence, deadline));
    }

    function reattestation(address account, SessionId sessionId, uint48 aliveAt) internal pure returns (bytes32) {
        return keccak256(abi.encode(REATTESTATION_TYPEHASH, account, sessionId, aliveAt));
    }
}

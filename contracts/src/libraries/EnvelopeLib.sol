// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {SessionId} from "../types/SessionId.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The core of a capability envelope: reading it, and the session id that commits to it.
library EnvelopeLib {
    uint256 internal constant TTL = 0x01;
    uint256 internal constant RENEWER = 0x02;
    uint256 internal constant IDLE_TIMEOUT = 0x04;
    uint256 internal constant SCHEDULE = 0x08;
    uint256 internal constant PAYMASTER = 0x10;
    uint256 internal constant ANY_PAYMASTER = 0x20;
    uint256 internal constant FEES_UNLIMITED = 0x40;
    uint256 internal constant GUARD = 0x80;

    uint256 internal constant BUDGET_SIZE = 41;
    uint256 internal constant LIFETIME = 0;
    uint256 internal constant CALENDAR = 1;
    uint256 internal constant ROLLING = 2;

    address internal constant NATIVE = address(0);
    address internal constant OPERATIONS = address(1);
    address internal constant GAS = address(2);
    /// Addresses up to here are neither tokens nor targets.
    uint160 internal constant RESERVED = 0xffff;

    /// @notice Reads a core. Checks nothing: what is read counts only once the session id or the approver's signature
    /// over the same bytes is accepted.
    function decode(uint256 pos) internal pure returns (Envelope memory envelope) {
        envelope.pos = pos;
        uint256 head = uint256(CalldataLib.word(pos));
        envelope.epoch = uint32(head >> 224);
        envelope.features = uint8(head >> 216);
        envelope.keyType = uint8(head >> 208);
        envelope.sessionKey = address(uint160(head >> 48));
        envelope.validAfter = uint48(head);

        uint256 more = uint256(CalldataLib.word(pos + 32));
        envelope.expiresAt = uint48(more >> 208);
        envelope.laneBits = uint8(more >> 200);
        envelope.budgetCount = uint8(more >> 192);
        envelope.nonceDomainLength = uint8(more >> 184);
        unchecked {
            // Safe: positions in calldata are far below 2^64, lengths and counts at most 255.
            envelope.nonceDomainAt = pos + 41;
            envelope.budgetsAt = pos + 41 + envelope.nonceDomainLength;
            envelope.end = envelope.budgetsAt + BUDGET_SIZE * envelope.budgetCount;
        }

        if (envelope.features & ~(ANY_PAYMASTER | FEES_UNLIMITED) != 0) _decodeGroups(envelope);
    }

    function _decodeGroups(Envelope memory envelope) private pure {
        uint256 features = envelope.features;
        uint256 cursor = envelope.end;

        if (features & TTL != 0) {
            envelope.ttl = uint32(CalldataLib.uintAt(cursor, 4));
            envelope.maxRenewals = uint16(CalldataLib.uintAt(cursor + 4, 2));
            cursor += 6;
        }
        if (features & RENEWER != 0) {
            envelope.renewer = CalldataLib.addressAt(cursor);
            cursor += 20;
        }
        if (features & IDLE_TIMEOUT != 0) {
            envelope.idleTimeout = uint32(CalldataLib.uintAt(cursor, 4));
            cursor += 4;
        }
        if (features & SCHEDULE != 0) {
            envelope.scheduleFrom = uint24(CalldataLib.uintAt(cursor, 3));
            envelope.scheduleTo = uint24(CalldataLib.uintAt(cursor + 3, 3));
            envelope.weekdays = uint8(CalldataLib.uintAt(cursor + 6, 1));
            cursor += 7;
        }
        if (features & PAYMASTER != 0) {
            envelope.paymaster = CalldataLib.addressAt(cursor);
            cursor += 20;
        }
        if (features & GUARD != 0) {
            envelope.guard = CalldataLib.addressAt(cursor);
            envelope.usdLimit = uint128(CalldataLib.uintAt(cursor + 20, 16));
            envelope.usdPeriod = uint32(CalldataLib.uintAt(cursor + 36, 4));
            envelope.feedsHash = CalldataLib.word(cursor + 40);
            cursor += 72;
        }

        envelope.end = cursor;
    }

    /// @param index Below envelope.budgetCount.
    function budget(Envelope memory envelope, uint256 index) internal pure returns (Budget memory item) {
        unchecked {
            // Safe: a position in calldata and at most 255 budgets.
            uint256 pos = envelope.budgetsAt + BUDGET_SIZE * index;
            item.kind = CalldataLib.uintAt(pos, 1);
            item.asset = CalldataLib.addressAt(pos + 1);
            item.limit = CalldataLib.uintAt(pos + 21, 16);
            item.period = CalldataLib.uintAt(pos + 37, 4);
        }
    }

    /// @param index Below envelope.budgetCount.
    function budgetAsset(Envelope memory envelope, uint256 index) internal pure returns (address) {
        unchecked {
            // Safe: a position in calldata and at most 255 budgets.
            return CalldataLib.addressAt(envelope.budgetsAt + BUDGET_SIZE * index + 1);
        }
    }

    function hasBudgetOn(Envelope memory envelope, address asset) internal pure returns (bool) {
        for (uint256 i; i < envelope.budgetCount; ++i) {
            if (budgetAsset(envelope, i) == asset) return true;
        }
        return false;
    }

    function sessionId(
        Envelope memory envelope,
        address account,
        uint40 route,
        bytes32 capabilityRoot,
        bytes32 grantHash
    ) internal view returns (SessionId) {
        bytes calldata core = msg.data[envelope.pos:envelope.end];
        return SessionId.wrap(
            keccak256(abi.encodePacked(block.chainid, address(this), account, route, core, capabilityRoot, grantHash))
        );
    }

    /// @notice Refuses an operation whose nonce is outside the session's domain.
    /// @param shift The account's lowest free nonce bit.
    /// @param width How many bits the account leaves free from there, more than the envelope's laneBits.
    function checkNonce(Envelope memory envelope, uint256 nonce, uint256 shift, uint256 width) internal pure {
        uint256 actual;
        uint256 expected;
        unchecked {
            // Safe: the layout was checked at install, and laneBits against it when the session was granted.
            uint256 bits = width - envelope.laneBits;
            expected = uint256(CalldataLib.hash(envelope.nonceDomainAt, envelope.nonceDomainLength)) >> (256 - bits);
            if (expected == 0) expected = 1;
            actual = (nonce >> (shift + envelope.laneBits)) & ((1 << bits) - 1);
        }

        if (actual != expected) revert ISessionKeyModule.ForeignNonceDomain(expected, actual);
    }

    /// @notice Refuses a paymaster that the session does not name, and none where it names one.
    function checkPaymaster(Envelope memory envelope, bytes calldata paymasterAndData) internal pure {
        uint256 length = paymasterAndData.length;
        if (length > 0 && length < 52) revert ISessionKeyModule.PaymasterDataMalformed(length);

        address actual = length == 0 ? address(0) : address(bytes20(paymasterAndData[:20]));
        bool allowed = envelope.features & ANY_PAYMASTER != 0
            ? length == 0 || actual != address(0)
            : actual == envelope.paymaster && (length == 0) == (envelope.paymaster == address(0));

        if (!allowed) revert ISessionKeyModule.PaymasterNotAllowed(actual, envelope.paymaster);
    }
}

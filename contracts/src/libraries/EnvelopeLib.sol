// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {Schedule} from "../types/Schedule.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {OperationLib} from "./OperationLib.sol";

/// @notice The fields of a capability envelope's core, read in place (docs/encoding.md §1.1).
/// @dev Reading checks nothing: what is read counts only once the session id or the approver's signature over the same
/// bytes is accepted. Unchecked sums are safe: a position in calldata is far below 2^64, sizes and counts at most 255.
library EnvelopeLib {
    uint256 internal constant TTL = 0x01;
    uint256 internal constant RENEWER = 0x02;
    uint256 internal constant IDLE_TIMEOUT = 0x04;
    uint256 internal constant SCHEDULE = 0x08;
    uint256 internal constant PAYMASTER = 0x10;
    uint256 internal constant ANY_PAYMASTER = 0x20;
    uint256 internal constant FEES_UNLIMITED = 0x40;
    uint256 internal constant GUARD = 0x80;

    /// The features that a group follows for.
    uint256 private constant GROUPS = TTL | RENEWER | IDLE_TIMEOUT | SCHEDULE | PAYMASTER | GUARD;

    /// Bytes of the group that GUARD announces: guard 20 ‖ usdLimit 16 ‖ usdPeriod 4 ‖ feedsHash 32.
    uint256 internal constant GUARD_LENGTH = 72;

    uint256 internal constant SECP256K1 = 0;
    uint256 internal constant P256 = 1;

    /// Addresses up to here are neither tokens nor targets.
    uint160 internal constant RESERVED = 0xffff;

    uint256 private constant NONCE_DOMAIN = 41;

    /* FIXED FIELDS */

    function epoch(Envelope envelope) internal pure returns (uint32) {
        return uint32(_head(envelope) >> 224);
    }

    /// @notice Which optional groups there are, and two flags.
    function features(Envelope envelope) internal pure returns (uint256) {
        return uint8(_head(envelope) >> 216);
    }

    /// @notice SECP256K1 or P256.
    function keyType(Envelope envelope) internal pure returns (uint256) {
        return uint8(_head(envelope) >> 208);
    }

    function sessionKey(Envelope envelope) internal pure returns (address) {
        return address(uint160(_head(envelope) >> 48));
    }

    /// @notice Inclusive, unix seconds.
    function validAfter(Envelope envelope) internal pure returns (uint48) {
        return uint48(_head(envelope));
    }

    /// @notice Inclusive, unix seconds.
    function expiresAt(Envelope envelope) internal pure returns (uint48) {
        return uint48(_more(envelope) >> 208);
    }

    function laneBits(Envelope envelope) internal pure returns (uint256) {
        return uint8(_more(envelope) >> 200);
    }

    function budgetCount(Envelope envelope) internal pure returns (uint256) {
        return uint8(_more(envelope) >> 192);
    }

    /* STRINGS, LISTS AND GROUPS */

    function nonceDomainLength(Envelope envelope) internal pure returns (uint256) {
        return uint8(_more(envelope) >> 184);
    }

    /// @notice Position of the nonce domain's first character.
    function nonceDomainAt(Envelope envelope) internal pure returns (uint256) {
        unchecked {
            return Envelope.unwrap(envelope) + NONCE_DOMAIN;
        }
    }

    /// @param index Below budgetCount.
    function budget(Envelope envelope, uint256 index) internal pure returns (Budget) {
        unchecked {
            return Budget.wrap(nonceDomainAt(envelope) + nonceDomainLength(envelope) + BudgetTermsLib.SIZE * index);
        }
    }

    function hasBudgetOn(Envelope envelope, address asset) internal pure returns (bool) {
        uint256 count = budgetCount(envelope);
        for (uint256 i; i < count; ++i) {
            if (budget(envelope, i).asset() == asset) return true;
        }
        return false;
    }

    /// @notice Seconds; 0 = off.
    function ttl(Envelope envelope) internal pure returns (uint256) {
        return features(envelope) & TTL == 0 ? 0 : CalldataLib.uintAt(_group(envelope, TTL), 4);
    }

    function maxRenewals(Envelope envelope) internal pure returns (uint256) {
        return features(envelope) & TTL == 0 ? 0 : CalldataLib.uintAt(_group(envelope, TTL) + 4, 2);
    }

    /// @notice 0 = the session key renews itself.
    function renewer(Envelope envelope) internal pure returns (address) {
        return features(envelope) & RENEWER == 0 ? address(0) : CalldataLib.addressAt(_group(envelope, RENEWER));
    }

    /// @notice Seconds; 0 = off.
    function idleTimeout(Envelope envelope) internal pure returns (uint256) {
        return features(envelope) & IDLE_TIMEOUT == 0 ? 0 : CalldataLib.uintAt(_group(envelope, IDLE_TIMEOUT), 4);
    }

    function schedule(Envelope envelope) internal pure returns (Schedule) {
        bool any = features(envelope) & SCHEDULE == 0;
        return Schedule.wrap(any ? 0 : CalldataLib.uintAt(_group(envelope, SCHEDULE), 7));
    }

    /// @notice The one that must be used; 0 = see features.
    function paymaster(Envelope envelope) internal pure returns (address) {
        return features(envelope) & PAYMASTER == 0 ? address(0) : CalldataLib.addressAt(_group(envelope, PAYMASTER));
    }

    /// @notice 0 = none.
    function guard(Envelope envelope) internal pure returns (address) {
        return features(envelope) & GUARD == 0 ? address(0) : CalldataLib.addressAt(_group(envelope, GUARD));
    }

    /// @notice USD with 8 decimals; seconds; keccak of the price feeds. Only with a guard.
    function usd(Envelope envelope) internal pure returns (uint256 limit, uint256 period, bytes32 feedsHash) {
        if (features(envelope) & GUARD == 0) return (0, 0, 0);

        uint256 pos = _group(envelope, GUARD);
        return (CalldataLib.uintAt(pos + 20, 16), CalldataLib.uintAt(pos + 36, 4), CalldataLib.word(pos + 40));
    }

    /// @notice Position of the first byte after the core.
    function end(Envelope envelope) internal pure returns (uint256 pos) {
        uint256 present = features(envelope);
        if (present & GROUPS == 0) return Budget.unwrap(budget(envelope, budgetCount(envelope)));

        unchecked {
            return _group(envelope, GUARD) + (present & GUARD == 0 ? 0 : GUARD_LENGTH);
        }
    }

    /* RULES OF AN OPERATION */

    /// @notice Refuses an operation whose nonce is outside the session's domain.
    /// @param shift The account's lowest free nonce bit.
    /// @param width How many bits the account leaves free from there, more than the envelope's laneBits.
    function requireNonce(Envelope envelope, uint256 nonce, uint256 shift, uint256 width) internal pure {
        uint256 actual;
        uint256 expected;
        unchecked {
            // Safe: the layout was checked at install, and laneBits against it when the session was granted.
            uint256 lanes = laneBits(envelope);
            uint256 bits = width - lanes;
            bytes32 domainHash = CalldataLib.hash(nonceDomainAt(envelope), nonceDomainLength(envelope));
            expected = uint256(domainHash) >> (256 - bits);
            if (expected == 0) expected = 1;
            actual = (nonce >> (shift + lanes)) & ((1 << bits) - 1);
        }

        if (actual != expected) revert ISessionKeyModule.ForeignNonceDomain(expected, actual);
    }

    /// @notice Refuses a paymaster that the session does not name, and none where it names one.
    function requirePaymaster(Envelope envelope, PackedUserOperation calldata userOp) internal pure {
        uint256 terms = features(envelope) & (PAYMASTER | ANY_PAYMASTER);
        if (terms != PAYMASTER && !OperationLib.hasPaymaster(userOp)) return;

        bytes calldata paymasterAndData = OperationLib.paymasterAndData(userOp);
        uint256 length = paymasterAndData.length;
        if (length > 0 && length < 52) revert ISessionKeyModule.PaymasterDataMalformed(length);

        address actual = length == 0 ? address(0) : address(bytes20(paymasterAndData[:20]));
        address named = paymaster(envelope);
        bool allowed = actual != address(0) && (terms == ANY_PAYMASTER || actual == named);

        if (!allowed) revert ISessionKeyModule.PaymasterNotAllowed(actual, named);
    }

    /// @dev Position of the group that a feature announces: behind the budgets and the groups of all lower bits.
    function _group(Envelope envelope, uint256 feature) private pure returns (uint256 pos) {
        pos = Budget.unwrap(budget(envelope, budgetCount(envelope)));
        uint256 before = features(envelope) & (feature - 1);
        if (before & (TTL | RENEWER | IDLE_TIMEOUT | SCHEDULE | PAYMASTER) == 0) return pos;

        unchecked {
            if (before & TTL != 0) pos += 6;
            if (before & RENEWER != 0) pos += 20;
            if (before & IDLE_TIMEOUT != 0) pos += 4;
            if (before & SCHEDULE != 0) pos += 7;
            if (before & PAYMASTER != 0) pos += 20;
        }
    }

    /// @dev epoch 32 ‖ features 8 ‖ keyType 8 ‖ sessionKey 160 ‖ validAfter 48.
    function _head(Envelope envelope) private pure returns (uint256) {
        return uint256(CalldataLib.word(Envelope.unwrap(envelope)));
    }

    /// @dev expiresAt 48 ‖ laneBits 8 ‖ budgetCount 8 ‖ length of the nonce domain 8 ‖ …
    function _more(Envelope envelope) private pure returns (uint256) {
        unchecked {
            return uint256(CalldataLib.word(Envelope.unwrap(envelope) + 32));
        }
    }
}

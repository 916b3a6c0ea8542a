// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MAX_LIFETIME,
    MIN_CALENDAR_PERIOD,
    MIN_DOMAIN_BITS,
    TIME_LIMIT
} from "../interfaces/ISessionKeyModule.sol";
import {Envelope} from "../types/Envelope.sol";
import {Grant, GrantContext} from "../types/Grant.sol";
import {Schedule} from "../types/Schedule.sol";
import {AddressLib} from "./AddressLib.sol";
import {BudgetCheckLib} from "./BudgetCheckLib.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {CapabilityCheckLib} from "./CapabilityCheckLib.sol";
import {CharacterLib} from "./CharacterLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {TargetLib} from "./TargetLib.sol";

/// @notice Every rule that new terms must meet, whoever signed them. Runs once per session, when it is granted.
/// @dev The first rule that is broken names itself, in the order of this file.
library GrantCheckLib {
    using AddressLib for address;
    using BudgetCheckLib for BudgetCheckLib.Budgets;

    uint256 internal constant DAY = 1 days;
    /// Monday is bit 0.
    uint256 internal constant ALL_WEEKDAYS = 0x7f;

    /// @param own The module and its helpers, which no session may call.
    function check(Grant memory grant, GrantContext memory context, TargetLib.Own memory own) internal pure {
        Envelope envelope = grant.envelope;
        _checkKey(envelope, context);
        _checkTimes(envelope, context);
        _checkDomain(envelope, context);
        _checkGroups(envelope, context);
        BudgetCheckLib.Budgets memory budgets;
        budgets.check(envelope);
        _checkFees(envelope, budgets);
        if (envelope.features() & EnvelopeLib.GUARD != 0) _checkGuard(grant, budgets);

        if (grant.grantDeadline >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("grantDeadline", grant.grantDeadline, TIME_LIMIT - 1);
        }
        CharacterLib.checkLabel(grant.labelAt, grant.labelLength);

        CapabilityCheckLib.check(grant, budgets, context.account, own);
    }

    function _checkKey(Envelope envelope, GrantContext memory context) private pure {
        uint256 keyType = envelope.keyType();
        if (keyType > EnvelopeLib.P256) revert ISessionKeyModule.TermInvalid("keyType", keyType, EnvelopeLib.P256);

        address key = envelope.sessionKey();
        uint256 found = key.isSame(address(0)) | key.isSame(context.account) | key.isSame(context.approver);
        found |= key.isSame(context.module) | key.isSame(envelope.renewer());
        if (found != 0) revert ISessionKeyModule.SessionKeyForbidden(key);
    }

    function _checkTimes(Envelope envelope, GrantContext memory context) private pure {
        uint256 expiresAt = envelope.expiresAt();
        if (expiresAt >= TIME_LIMIT) revert ISessionKeyModule.TermInvalid("expiresAt", expiresAt, TIME_LIMIT - 1);
        if (expiresAt <= envelope.validAfter()) {
            revert ISessionKeyModule.TermInvalid("expiresAt", expiresAt, uint256(envelope.validAfter()) + 1);
        }
        if (expiresAt > context.activation + MAX_LIFETIME) {
            revert ISessionKeyModule.TermInvalid("expiresAt", expiresAt, context.activation + MAX_LIFETIME);
        }
    }

    function _checkDomain(Envelope envelope, GrantContext memory context) private pure {
        uint256 laneBits = envelope.laneBits();
        if (laneBits + MIN_DOMAIN_BITS > context.nonceWidth) {
            revert ISessionKeyModule.TermInvalid("laneBits", laneBits, context.nonceWidth - MIN_DOMAIN_BITS);
        }
        CharacterLib.checkNonceDomain(envelope.nonceDomainAt(), envelope.nonceDomainLength());
    }

    /// @dev A group that is present has no off value: one meaning, one encoding.
    function _checkGroups(Envelope envelope, GrantContext memory context) private pure {
        uint256 features = envelope.features();
        if (features & (EnvelopeLib.TTL | EnvelopeLib.RENEWER | EnvelopeLib.IDLE_TIMEOUT | EnvelopeLib.SCHEDULE) == 0) {
            return;
        }

        if (features & EnvelopeLib.TTL != 0 && envelope.ttl() == 0) {
            revert ISessionKeyModule.TermInvalid("ttl", 0, 1);
        }
        if (features & EnvelopeLib.RENEWER != 0) _checkRenewer(envelope, context);
        if (features & EnvelopeLib.IDLE_TIMEOUT != 0 && envelope.idleTimeout() == 0) {
            revert ISessionKeyModule.TermInvalid("idleTimeout", 0, 1);
        }
        if (features & EnvelopeLib.SCHEDULE != 0) _checkSchedule(envelope);
    }

    function _checkRenewer(Envelope envelope, GrantContext memory context) private pure {
        address renewer = envelope.renewer();
        if (renewer == address(0) || renewer == context.account || renewer == context.module) {
            revert ISessionKeyModule.RenewerForbidden(renewer);
        }
        // 0 without a ttl, too: there is nothing to renew.
        if (envelope.maxRenewals() == 0) revert ISessionKeyModule.TermInvalid("renewer", 0, 1);
    }

    function _checkSchedule(Envelope envelope) private pure {
        Schedule schedule = envelope.schedule();
        (uint256 to, uint256 weekdays) = (schedule.to(), schedule.weekdays());
        if (to == 0 || to > DAY) revert ISessionKeyModule.TermInvalid("scheduleTo", to, DAY);
        if (schedule.from() >= to) revert ISessionKeyModule.TermInvalid("scheduleFrom", schedule.from(), to - 1);
        if (weekdays == 0 || weekdays > ALL_WEEKDAYS) {
            revert ISessionKeyModule.TermInvalid("weekdays", weekdays, ALL_WEEKDAYS);
        }
    }

    function _checkFees(Envelope envelope, BudgetCheckLib.Budgets memory budgets) private pure {
        uint256 features = envelope.features();
        bool limited = budgets.has(BudgetTermsLib.GAS);
        if (features & EnvelopeLib.FEES_UNLIMITED != 0) {
            if (limited) revert ISessionKeyModule.TermInvalid("feesUnlimited", 1, 0);
        } else if (!limited && features & EnvelopeLib.PAYMASTER == 0) {
            revert ISessionKeyModule.FeesNotLimited();
        }

        if (features & EnvelopeLib.PAYMASTER == 0) return;
        address paymaster = envelope.paymaster();
        if (features & EnvelopeLib.ANY_PAYMASTER != 0 || paymaster == address(0)) {
            revert ISessionKeyModule.TermInvalid("paymaster", uint160(paymaster), 1);
        }
    }

    /// @dev A limit in USD never limits nothing, and never stands without the prices that it is counted by.
    function _checkGuard(Grant memory grant, BudgetCheckLib.Budgets memory budgets) private pure {
        address guard = grant.envelope.guard();
        if (uint160(guard) <= EnvelopeLib.RESERVED) {
            revert ISessionKeyModule.TermInvalid("guard", uint160(guard), uint256(EnvelopeLib.RESERVED) + 1);
        }
        (uint256 limit, uint256 period, bytes32 feedsHash) = grant.envelope.usd();
        if (limit == 0) {
            if (period != 0) revert ISessionKeyModule.TermInvalid("usdPeriod", period, 0);
            if (feedsHash != 0) revert ISessionKeyModule.TermInvalid("feedsHash", uint256(feedsHash), 0);
        } else {
            if (period < MIN_CALENDAR_PERIOD) {
                revert ISessionKeyModule.TermInvalid("usdPeriod", period, MIN_CALENDAR_PERIOD);
            }
            if (feedsHash == 0) revert ISessionKeyModule.TermInvalid("feedsHash", 0, 1);
            if (budgets.firstOnToken == 0 && !budgets.has(BudgetTermsLib.NATIVE)) {
                revert ISessionKeyModule.TermInvalid("usdLimit", limit, 0);
            }
        }

        for (uint256 i; i < grant.capabilities.length; ++i) {
            if (grant.capabilities[i].target() == guard) revert ISessionKeyModule.TargetForbidden(i, guard);
        }
    }
}

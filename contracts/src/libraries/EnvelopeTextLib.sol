// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Budget, Envelope} from "../types/Envelope.sol";
import {Schedule} from "../types/Schedule.sol";
import {Text} from "../types/Text.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {TokenTextLib} from "./TokenTextLib.sol";

/// @notice The lines of a grant's core, from the epoch to the budgets (docs/encoding.md §4).
library EnvelopeTextLib {
    /// @param tokenNames Each budget on a token says what the token calls itself.
    function putLines(Text text, Envelope envelope, bool tokenNames) internal view returns (Text) {
        text = text.line("Epoch: ", 7).putDecimal(envelope.epoch());
        text = text.line("Session key: ", 13).putAddress(envelope.sessionKey());
        text = envelope.keyType() == EnvelopeLib.SECP256K1 ? text.put(", secp256k1", 11) : text.put(", P-256", 7);
        text = text.line("Valid after: ", 13).putDate(envelope.validAfter());
        text = text.line("Expires at: ", 12).putDate(envelope.expiresAt());
        text = _putLiveness(text, envelope);
        text = _putSchedule(text, envelope);

        text = text.line("Nonce domain: ", 14).putDecimal(2 ** envelope.laneBits());
        text = text.put(" lanes of ", 10).putCalldata(envelope.nonceDomainAt(), envelope.nonceDomainLength());
        text = _putFees(text, envelope);
        text = _putGuard(text, envelope);
        return _putBudgets(text, envelope, tokenNames);
    }

    /// @notice What a budget is on: `native`, `operations`, `gas` or a token's address.
    function putAsset(Text text, address asset) internal pure returns (Text) {
        if (asset > BudgetTermsLib.GAS) return text.putAddress(asset);
        if (asset == BudgetTermsLib.GAS) return text.put("gas", 3);
        return asset == BudgetTermsLib.NATIVE ? text.put("native", 6) : text.put("operations", 10);
    }

    function _putLiveness(Text text, Envelope envelope) private pure returns (Text) {
        uint256 ttl = envelope.ttl();
        if (ttl == 0) {
            text = text.line("Ttl: none", 9);
        } else {
            text = text.line("Ttl: ", 5).putDecimal(ttl).put(" s, ", 4).putDecimal(envelope.maxRenewals());
            text = text.put(" renewals by ", 13);
            address renewer = envelope.renewer();
            text = renewer == address(0) ? text.put("session key", 11) : text.putAddress(renewer);
        }

        uint256 idleTimeout = envelope.idleTimeout();
        if (idleTimeout == 0) return text.line("Idle timeout: none", 18);
        return text.line("Idle timeout: ", 14).putDecimal(idleTimeout).put(" s", 2);
    }

    function _putSchedule(Text text, Envelope envelope) private pure returns (Text) {
        Schedule schedule = envelope.schedule();
        if (schedule.isZero()) return text.line("Schedule: any time", 18);

        text = text.line("Schedule: ", 10).putDecimal(schedule.from()).put(" to ", 4).putDecimal(schedule.to());
        text = text.put(" s of the UTC day, weekdays ", 28);
        for (uint256 day; day < 7; ++day) {
            text = schedule.weekdays() >> day & 1 == 0 ? text.put("0", 1) : text.put("1", 1);
        }
        return text;
    }

    function _putFees(Text text, Envelope envelope) private pure returns (Text) {
        uint256 features = envelope.features();
        address paymaster = envelope.paymaster();
        if (features & EnvelopeLib.ANY_PAYMASTER != 0) text = text.line("Paymaster: any", 14);
        else if (paymaster == address(0)) text = text.line("Paymaster: none", 15);
        else text = text.line("Paymaster: ", 11).putAddress(paymaster);

        if (features & EnvelopeLib.FEES_UNLIMITED != 0) return text.line("Fees: NOT LIMITED", 17);
        if (envelope.hasBudgetOn(BudgetTermsLib.GAS)) return text.line("Fees: within the gas budget", 27);
        return text.line("Fees: paid by the paymaster", 27);
    }

    function _putGuard(Text text, Envelope envelope) private pure returns (Text) {
        address guard = envelope.guard();
        if (guard == address(0)) return text.line("Guard: none", 11);

        return _putUsd(text.line("Guard: ", 7).putAddress(guard), envelope);
    }

    function _putUsd(Text text, Envelope envelope) private pure returns (Text) {
        (uint256 limit, uint256 period, bytes32 feedsHash) = envelope.usd();
        text = text.put(", USD ", 6).putDecimal(limit);
        return text.put(" per ", 5).putDecimal(period).put(" s, feeds ", 10).putBytes32(feedsHash);
    }

    function _putBudgets(Text text, Envelope envelope, bool tokenNames) private view returns (Text) {
        uint256 count = envelope.budgetCount();
        text = text.line("Budgets: ", 9).putDecimal(count);
        for (uint256 i; i < count; ++i) {
            Budget budget = envelope.budget(i);
            text = text.line("Budget ", 7).putOrdinal(i, count);
            text = putAsset(text, budget.asset()).put(" limit ", 7).putDecimal(budget.limit());
            text = _putWindow(text, budget);
            if (tokenNames) text = TokenTextLib.putName(text, budget.asset());
        }
        return text;
    }

    function _putWindow(Text text, Budget budget) private pure returns (Text) {
        uint256 kind = budget.kind();
        if (kind == BudgetTermsLib.LIFETIME) return text.put(" lifetime", 9);

        text = text.put(" per ", 5).putDecimal(budget.period());
        return kind == BudgetTermsLib.CALENDAR ? text.put(" s calendar", 11) : text.put(" s rolling", 10);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalendarWindowLib} from "../types/CalendarWindow.sol";
import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {BudgetLib} from "./BudgetLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityLib} from "./CapabilityLib.sol";
import {CharacterLib} from "./CharacterLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {TargetLib} from "./TargetLib.sol";
import {TokenFunctionLib} from "./TokenFunctionLib.sol";

/// @notice Every rule that new terms must meet, whoever signed them. Runs once per session, when it is granted.
library GrantCheckLib {
    uint256 internal constant TIME_LIMIT = 2 ** 47;
    uint256 internal constant MAX_LIFETIME = 366 days;
    uint256 internal constant MIN_DOMAIN_BITS = 8;
    uint256 internal constant MIN_CALENDAR_PERIOD = 600;

    using EnvelopeLib for Envelope;

    /// @notice What the terms are checked against.
    struct Context {
        address module;
        address account;
        address approver;
        uint256 nonceWidth;
        /// First second of the session's life: the claim or the block time, at least validAfter.
        uint256 activation;
    }

    /// @notice The module's helpers, which a session may no more call than the module.
    struct Helpers {
        address messages;
        address renderer;
    }

    function check(Grant memory grant, Context memory context, Helpers memory helpers) internal pure {
        _checkEnforced(grant);
        _checkCore(grant.envelope, context);
        if (grant.grantDeadline >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("grantDeadline", grant.grantDeadline, TIME_LIMIT - 1);
        }
        _checkBudgets(grant.envelope);
        CharacterLib.check("label", grant.labelAt, grant.labelLength, 0, CharacterLib.LABEL);

        _checkCapabilities(grant, context, helpers);
    }

    /// @dev Terms of the format that later versions enforce: only their off value may be granted here.
    function _checkEnforced(Grant memory grant) private pure {
        Envelope memory envelope = grant.envelope;
        uint256 features = envelope.features;
        if (envelope.keyType != 0) revert ISessionKeyModule.TermNotEnforced("keyType");
        if (features & EnvelopeLib.TTL != 0) revert ISessionKeyModule.TermNotEnforced("ttl");
        if (features & EnvelopeLib.RENEWER != 0) revert ISessionKeyModule.TermNotEnforced("renewer");
        if (features & EnvelopeLib.IDLE_TIMEOUT != 0) revert ISessionKeyModule.TermNotEnforced("idleTimeout");
        if (features & EnvelopeLib.SCHEDULE != 0) revert ISessionKeyModule.TermNotEnforced("schedule");
        if (features & EnvelopeLib.GUARD != 0) revert ISessionKeyModule.TermNotEnforced("guard");
        if (grant.tokenNames) revert ISessionKeyModule.TermNotEnforced("tokenNames");
        if (grant.replaces != 0) revert ISessionKeyModule.TermNotEnforced("replaces");
    }

    function _checkCore(Envelope memory envelope, Context memory context) private pure {
        address key = envelope.sessionKey;
        if (key == address(0) || key == context.account || key == context.approver || key == context.module) {
            revert ISessionKeyModule.SessionKeyForbidden(key);
        }

        if (envelope.expiresAt >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("expiresAt", envelope.expiresAt, TIME_LIMIT - 1);
        }
        if (envelope.expiresAt <= envelope.validAfter) {
            revert ISessionKeyModule.TermInvalid("expiresAt", envelope.expiresAt, uint256(envelope.validAfter) + 1);
        }
        if (envelope.expiresAt > context.activation + MAX_LIFETIME) {
            revert ISessionKeyModule.TermInvalid("expiresAt", envelope.expiresAt, context.activation + MAX_LIFETIME);
        }

        if (envelope.laneBits + MIN_DOMAIN_BITS > context.nonceWidth) {
            revert ISessionKeyModule.TermInvalid("laneBits", envelope.laneBits, context.nonceWidth - MIN_DOMAIN_BITS);
        }
        CharacterLib.check(
            "nonceDomain", envelope.nonceDomainAt, envelope.nonceDomainLength, 1, CharacterLib.NONCE_DOMAIN
        );
        _checkFees(envelope);
    }

    function _checkFees(Envelope memory envelope) private pure {
        uint256 features = envelope.features;
        bool one = features & EnvelopeLib.PAYMASTER != 0;
        bool unlimited = features & EnvelopeLib.FEES_UNLIMITED != 0;
        bool limited = envelope.hasBudgetOn(EnvelopeLib.GAS);

        if (one && (features & EnvelopeLib.ANY_PAYMASTER != 0 || envelope.paymaster == address(0))) {
            revert ISessionKeyModule.TermInvalid("paymaster", uint160(envelope.paymaster), 1);
        }
        if (unlimited && limited) revert ISessionKeyModule.TermInvalid("feesUnlimited", 1, 0);
        if (!one && !unlimited && !limited) revert ISessionKeyModule.FeesNotLimited();
    }

    function _checkBudgets(Envelope memory envelope) private pure {
        if (envelope.budgetCount > BudgetLib.MAX_BUDGETS) {
            revert ISessionKeyModule.TermInvalid("budgetCount", envelope.budgetCount, BudgetLib.MAX_BUDGETS);
        }
        for (uint256 i; i < envelope.budgetCount; ++i) {
            Budget memory budget = envelope.budget(i);
            uint160 asset = uint160(budget.asset);
            if (asset > uint160(EnvelopeLib.GAS) && asset <= EnvelopeLib.RESERVED) {
                revert ISessionKeyModule.TermInvalid("asset", asset, uint256(EnvelopeLib.RESERVED) + 1);
            }
            if (budget.kind == EnvelopeLib.ROLLING) revert ISessionKeyModule.TermNotEnforced("budgetKind");
            if (budget.kind > EnvelopeLib.ROLLING) {
                revert ISessionKeyModule.TermInvalid("budgetKind", budget.kind, EnvelopeLib.ROLLING);
            }
            if (budget.kind == EnvelopeLib.LIFETIME) {
                if (budget.period != 0) revert ISessionKeyModule.TermInvalid("period", budget.period, 0);
                continue;
            }
            if (budget.period < MIN_CALENDAR_PERIOD) {
                revert ISessionKeyModule.TermInvalid("period", budget.period, MIN_CALENDAR_PERIOD);
            }
            if (budget.limit > CalendarWindowLib.MAX_AMOUNT) {
                revert ISessionKeyModule.TermInvalid("limit", budget.limit, CalendarWindowLib.MAX_AMOUNT);
            }
        }
    }

    function _checkCapabilities(Grant memory grant, Context memory context, Helpers memory helpers) private pure {
        Capability memory capability;
        uint256 idAt = grant.idsAt;
        uint256 previous;
        for (uint256 i; i < grant.leaves.length; ++i) {
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            CharacterLib.check("id", idAt + 1, idLength, 1, CharacterLib.ID);
            idAt += 1 + idLength;

            // target ‖ selector as one number; no real target is 0, so the first one is above the start value.
            uint256 order = CalldataLib.uintAt(grant.leaves[i], 24);
            if (order <= previous) revert ISessionKeyModule.CapabilitiesUnsorted(i);
            previous = order;

            CapabilityLib.decode(capability, grant.leaves[i]);
            TargetLib.check(capability.target, i, context.account, context.module, helpers.messages, helpers.renderer);
            _checkCapability(grant.envelope, capability, CalldataLib.uintAt(grant.leaves[i] + 24, 1), i);
        }
    }

    function _checkCapability(Envelope memory envelope, Capability memory capability, uint256 flags, uint256 index)
        private
        pure
    {
        if (flags & ~(CapabilityLib.ESSENTIAL | CapabilityLib.HAS_MAX_VALUE) != 0) {
            revert ISessionKeyModule.TermInvalid("capabilityFlags", flags, 3);
        }
        if (capability.essential) revert ISessionKeyModule.TermNotEnforced("essential");
        if (flags & CapabilityLib.HAS_MAX_VALUE != 0 && capability.maxValue == 0) {
            revert ISessionKeyModule.TermInvalid("maxValue", 0, 1);
        }
        if (capability.maxValue != 0 && !envelope.hasBudgetOn(EnvelopeLib.NATIVE)) {
            revert ISessionKeyModule.NativeBudgetMissing(index);
        }

        _checkRules(capability);
        _checkSpends(envelope, capability, index);
    }

    function _checkRules(Capability memory capability) private pure {
        if (capability.ruleCount > CapabilityLib.MAX_RULES) {
            revert ISessionKeyModule.TermInvalid("ruleCount", capability.ruleCount, CapabilityLib.MAX_RULES);
        }
        Rule memory rule;
        for (uint256 i; i < capability.ruleCount; ++i) {
            CapabilityLib.nextRule(capability, rule);
            _checkRule(rule);
        }
    }

    function _checkRule(Rule memory rule) private pure {
        uint256 comparison = rule.comparison;
        if (comparison > CapabilityLib.AT_LEAST_RATIO) {
            revert ISessionKeyModule.TermInvalid("comparison", comparison, CapabilityLib.AT_LEAST_RATIO);
        }
        if (
            comparison == CapabilityLib.AT_MOST_SIGNED || comparison == CapabilityLib.AT_LEAST_SIGNED
                || comparison == CapabilityLib.AT_LEAST_RATIO
        ) revert ISessionKeyModule.TermNotEnforced("comparison");

        uint256 form = rule.printForm;
        if (form > CapabilityLib.HEX) revert ISessionKeyModule.TermInvalid("printForm", form, CapabilityLib.HEX);
        if (comparison == CapabilityLib.IN_SET && form != CapabilityLib.HEX) {
            revert ISessionKeyModule.TermInvalid("printForm", form, CapabilityLib.HEX);
        }
        if (comparison == CapabilityLib.EQUALS_ACCOUNT && form != CapabilityLib.ADDRESS) {
            revert ISessionKeyModule.TermInvalid("printForm", form, CapabilityLib.ADDRESS);
        }
        if (form == CapabilityLib.ADDRESS && uint256(rule.value) >> 160 != 0) {
            revert ISessionKeyModule.TermInvalid("ruleValue", uint256(rule.value), type(uint160).max);
        }
    }

    function _checkSpends(Envelope memory envelope, Capability memory capability, uint256 index) private pure {
        if (capability.spendCount > CapabilityLib.MAX_SPENDS) {
            revert ISessionKeyModule.TermInvalid("spendCount", capability.spendCount, CapabilityLib.MAX_SPENDS);
        }

        // The word on which this function must carry a spend, if its target is a budgeted token.
        bool mustSpend = envelope.hasBudgetOn(capability.target);
        uint256 word = mustSpend ? TokenFunctionLib.amountWord(capability.selector, index) : TokenFunctionLib.NONE;
        bool found = word == TokenFunctionLib.NONE;
        Spend memory spend;
        for (uint256 i; i < capability.spendCount; ++i) {
            CapabilityLib.nextSpend(capability, spend);
            address asset = _checkSpend(envelope, spend, index);
            if (asset == capability.target && !spend.fixedAmount && spend.word == word) found = true;
        }
        if (!found) revert ISessionKeyModule.SpendRequired(index, capability.selector, word);
    }

    function _checkSpend(Envelope memory envelope, Spend memory spend, uint256 index) private pure returns (address) {
        uint256 budgetIndex = spend.budgetIndex;
        if (budgetIndex >= envelope.budgetCount) revert ISessionKeyModule.SpendBudgetInvalid(index, budgetIndex);
        address asset = envelope.budgetAsset(budgetIndex);
        if (uint160(asset) <= EnvelopeLib.RESERVED) revert ISessionKeyModule.SpendBudgetInvalid(index, budgetIndex);
        for (uint256 i; i < budgetIndex; ++i) {
            if (envelope.budgetAsset(i) == asset) revert ISessionKeyModule.SpendBudgetInvalid(index, budgetIndex);
        }

        if (spend.fixedAmount && spend.amount == 0) revert ISessionKeyModule.TermInvalid("amount", 0, 1);
        return asset;
    }
}

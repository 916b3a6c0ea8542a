// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BudgetView, CapabilityView, EnvelopeView, GrantView} from "../../src/types/TermsView.sol";
import {SessionEncoder} from "./SessionEncoder.sol";

/// @notice The way back from decoded terms to packed ones: whoever loses or swaps a field does not arrive.
library ViewEncoder {
    using SessionEncoder for SessionEncoder.Terms;

    function pack(GrantView memory grant) internal pure returns (bytes memory) {
        SessionEncoder.Terms memory terms = _core(grant.envelope);
        terms.grantDeadline = grant.grantDeadline;
        terms.detailFlags = (grant.tokenNames ? 1 : 0) | (grant.replaces != 0 ? 2 : 0);
        terms.salt = grant.salt;
        terms.replaces = grant.replaces;
        terms.label = grant.label;
        terms.ids = new string[](grant.capabilities.length);
        terms.leaves = new bytes[](grant.capabilities.length);
        for (uint256 i = 0; i < grant.capabilities.length; i++) {
            terms.ids[i] = grant.capabilities[i].id;
            terms.leaves[i] = _leaf(grant.capabilities[i], grant.envelope.budgets);
        }
        return terms.packed();
    }

    function _core(EnvelopeView memory envelope) private pure returns (SessionEncoder.Terms memory terms) {
        terms.epoch = envelope.epoch;
        terms.keyType = envelope.keyType;
        terms.sessionKey = envelope.sessionKey;
        terms.validAfter = envelope.validAfter;
        terms.expiresAt = envelope.expiresAt;
        terms.laneBits = envelope.laneBits;
        terms.nonceDomain = envelope.nonceDomain;
        terms.budgets = new bytes[](envelope.budgets.length);
        for (uint256 i = 0; i < terms.budgets.length; i++) {
            BudgetView memory budget = envelope.budgets[i];
            terms.budgets[i] = SessionEncoder.budget(budget.kind, budget.asset, budget.limit, budget.period);
        }
        _addGroups(terms, envelope);
        if (envelope.anyPaymaster) terms.features |= 0x20;
        if (envelope.feesUnlimited) terms.features |= 0x40;
    }

    function _addGroups(SessionEncoder.Terms memory terms, EnvelopeView memory envelope) private pure {
        if (envelope.ttl != 0) terms.addTtl(envelope.ttl, envelope.maxRenewals);
        if (envelope.renewer != address(0)) terms.addRenewer(envelope.renewer);
        if (envelope.idleTimeout != 0) terms.addIdleTimeout(envelope.idleTimeout);
        if (envelope.weekdays != 0) terms.addSchedule(envelope.scheduleFrom, envelope.scheduleTo, envelope.weekdays);
        if (envelope.paymaster != address(0)) terms.addPaymaster(envelope.paymaster);
        if (envelope.guard != address(0)) {
            terms.addGuard(envelope.guard, envelope.usdLimit, envelope.usdPeriod, envelope.feedsHash);
        }
    }

    function _leaf(CapabilityView memory capability, BudgetView[] memory budgets)
        private
        pure
        returns (bytes memory leaf)
    {
        bytes[] memory rules = new bytes[](capability.rules.length);
        for (uint256 i = 0; i < rules.length; i++) {
            bytes32 value = capability.rules[i].value;
            if (capability.rules[i].comparison == 8) {
                uint256 other = uint256(capability.rules[i].otherWord) << 248;
                uint256 numerator = uint256(capability.rules[i].numerator) << 124;
                value = bytes32(other | numerator | capability.rules[i].denominator);
            }
            rules[i] = SessionEncoder.rule(
                capability.rules[i].comparison, capability.rules[i].printForm, capability.rules[i].word, value
            );
        }
        bytes[] memory spends = new bytes[](capability.spends.length);
        for (uint256 i = 0; i < spends.length; i++) {
            uint8 budget = _firstOn(budgets, capability.spends[i].asset);
            spends[i] = capability.spends[i].fixedAmount
                ? SessionEncoder.spendFixed(budget, capability.spends[i].amount)
                : SessionEncoder.spendWord(budget, capability.spends[i].word);
        }
        leaf = SessionEncoder.leaf(capability.target, capability.selector, capability.maxValue, rules, spends);
        if (capability.essential) leaf[24] |= 0x01;
    }

    function _firstOn(BudgetView[] memory budgets, address asset) private pure returns (uint8 index) {
        while (budgets[index].asset != asset) index++;
    }
}

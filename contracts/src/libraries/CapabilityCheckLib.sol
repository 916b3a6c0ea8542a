// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_RULES, MAX_SPENDS} from "../interfaces/ISessionKeyModule.sol";
import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityLib} from "./CapabilityLib.sol";
import {CharacterLib} from "./CharacterLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {RuleLib} from "./RuleLib.sol";
import {TargetLib} from "./TargetLib.sol";
import {TokenFunctionLib} from "./TokenFunctionLib.sol";

/// @notice Every rule that the capabilities of new terms must meet.
/// @dev For each capability in turn, in the order of this file. Unchecked sums are safe: a position in calldata is far
/// below 2^64, there are at most 1,000 capabilities and 15 rules or spends.
library CapabilityCheckLib {
    function check(Grant memory grant, address account, TargetLib.Own memory own) internal pure {
        uint256 firstBudgets = _firstBudgets(grant.envelope);
        uint256 count = grant.capabilities.length;
        uint256 idAt = grant.idsAt;
        uint256 previous;
        for (uint256 i; i < count;) {
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            unchecked {
                CharacterLib.checkId(idAt + 1, idLength);
                idAt += 1 + idLength;
            }

            Capability capability = grant.capabilities[i];
            uint256 order = capability.order();
            // No target that may be granted is 0, so the first one is above the start value.
            if (order <= previous) revert ISessionKeyModule.CapabilitiesUnsorted(i);
            previous = order;

            TargetLib.check(capability.target(), i, account, own);
            _checkFlags(capability, grant.envelope, i);
            _checkRules(capability);
            _checkSpends(capability, grant.envelope, firstBudgets, i);
            unchecked {
                ++i;
            }
        }
    }

    /// @dev Bit i: budget i is the first one on a token. Only at such a budget may a spend point.
    function _firstBudgets(Envelope envelope) private pure returns (uint256 bits) {
        uint256 count = envelope.budgetCount();
        for (uint256 i; i < count; ++i) {
            address asset = envelope.budget(i).asset();
            bool first = uint160(asset) > EnvelopeLib.RESERVED;
            for (uint256 j; j < i; ++j) {
                if (envelope.budget(j).asset() == asset) first = false;
            }
            if (first) bits |= 1 << i;
        }
    }

    function _checkFlags(Capability capability, Envelope envelope, uint256 index) private pure {
        uint256 flags = capability.flags();
        if (flags & ~(CapabilityLib.ESSENTIAL | CapabilityLib.HAS_MAX_VALUE) != 0) {
            revert ISessionKeyModule.TermInvalid("capabilityFlags", flags, 3);
        }
        if (flags & CapabilityLib.HAS_MAX_VALUE == 0) return;

        if (capability.maxValue() == 0) revert ISessionKeyModule.TermInvalid("maxValue", 0, 1);
        if (!envelope.hasBudgetOn(BudgetTermsLib.NATIVE)) revert ISessionKeyModule.NativeBudgetMissing(index);
    }

    function _checkRules(Capability capability) private pure {
        uint256 count = capability.ruleCount();
        if (count > MAX_RULES) revert ISessionKeyModule.TermInvalid("ruleCount", count, MAX_RULES);

        Rule rule = capability.firstRule();
        for (; count != 0;) {
            _checkRule(rule);
            rule = rule.next();
            unchecked {
                --count;
            }
        }
    }

    function _checkRule(Rule rule) private pure {
        uint256 comparison = rule.comparison();
        if (comparison > RuleLib.AT_LEAST_RATIO) {
            revert ISessionKeyModule.TermInvalid("comparison", comparison, RuleLib.AT_LEAST_RATIO);
        }

        uint256 form = rule.printForm();
        if (form > RuleLib.HEX) revert ISessionKeyModule.TermInvalid("printForm", form, RuleLib.HEX);
        if (comparison > RuleLib.AT_LEAST) _checkOnlyForm(comparison, form);

        uint256 value = uint256(rule.value());
        if (form == RuleLib.ADDRESS && value >> 160 != 0) {
            revert ISessionKeyModule.TermInvalid("ruleValue", value, type(uint160).max);
        }
        if (comparison == RuleLib.AT_LEAST_RATIO) {
            (,, uint256 denominator) = rule.ratio();
            if (denominator == 0) revert ISessionKeyModule.TermInvalid("denominator", 0, 1);
        }
    }

    /// @dev Signed numbers and ratios are decimal, a set is the hash of its root, the account an address.
    function _checkOnlyForm(uint256 comparison, uint256 form) private pure {
        uint256 only = RuleLib.DECIMAL;
        if (comparison == RuleLib.IN_SET) only = RuleLib.HEX;
        if (comparison == RuleLib.EQUALS_ACCOUNT) only = RuleLib.ADDRESS;
        if (form != only) revert ISessionKeyModule.TermInvalid("printForm", form, only);
    }

    function _checkSpends(Capability capability, Envelope envelope, uint256 firstBudgets, uint256 index) private pure {
        uint256 count = capability.spendCount();
        if (count > MAX_SPENDS) revert ISessionKeyModule.TermInvalid("spendCount", count, MAX_SPENDS);

        // The word on which this function must carry a spend, if its target is a budgeted token.
        address target = capability.target();
        uint256 word = envelope.hasBudgetOn(target)
            ? TokenFunctionLib.amountWord(capability.selector(), index)
            : TokenFunctionLib.NONE;
        bool found = word == TokenFunctionLib.NONE;
        if (count != 0) {
            Spend spend = capability.firstSpend();
            for (; count != 0;) {
                address asset = _checkSpend(spend, envelope, firstBudgets, index);
                if (asset == target && !spend.fixedAmount() && spend.word() == word) found = true;
                spend = spend.next();
                unchecked {
                    --count;
                }
            }
        }
        if (!found) revert ISessionKeyModule.SpendRequired(index, capability.selector(), word);
    }

    function _checkSpend(Spend spend, Envelope envelope, uint256 firstBudgets, uint256 index)
        private
        pure
        returns (address)
    {
        // Bits of the head that mean nothing would be read as an index above every budget's.
        uint256 budgetIndex = spend.budgetIndex();
        if (firstBudgets >> budgetIndex & 1 == 0) revert ISessionKeyModule.SpendBudgetInvalid(index, budgetIndex);
        if (spend.fixedAmount() && spend.amount() == 0) revert ISessionKeyModule.TermInvalid("amount", 0, 1);

        return envelope.budget(budgetIndex).asset();
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_RULES, MAX_SPENDS} from "../interfaces/ISessionKeyModule.sol";
import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Grant} from "../types/Grant.sol";
import {BudgetCheckLib} from "./BudgetCheckLib.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityLib} from "./CapabilityLib.sol";
import {CapabilityListLib} from "./CapabilityListLib.sol";
import {CharacterLib} from "./CharacterLib.sol";
import {RuleLib} from "./RuleLib.sol";
import {TargetLib} from "./TargetLib.sol";
import {TokenFunctionLib} from "./TokenFunctionLib.sol";

/// @notice Every rule that the capabilities of new terms must meet.
/// @dev For each capability in turn, in the order of this file. Unchecked sums are safe: a position in calldata is far
/// below 2^64, there are at most 1,000 capabilities, 8 budgets, and 15 rules or spends.
library CapabilityCheckLib {
    using BudgetCheckLib for BudgetCheckLib.Budgets;

    function check(Grant memory grant, BudgetCheckLib.Budgets memory budgets, address account, TargetLib.Own memory own)
        internal
        pure
    {
        Capability[] memory capabilities = grant.capabilities;
        uint256 count = capabilities.length;
        uint256 idAt = grant.idsAt;
        uint256 previous;
        for (uint256 i; i < count;) {
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            unchecked {
                CharacterLib.checkId(idAt + 1, idLength);
                idAt += 1 + idLength;
            }

            Capability capability = CapabilityListLib.get(capabilities, i);
            uint256 order = capability.order();
            // No target that may be granted is 0, so the first one is above the start value.
            if (order <= previous) revert ISessionKeyModule.CapabilitiesUnsorted(i);
            previous = order;

            TargetLib.check(capability.target(), i, account, own);
            _checkFlags(capability, budgets, i);
            _checkSpends(capability, _checkRules(capability), budgets, i);
            unchecked {
                ++i;
            }
        }
    }

    function _checkFlags(Capability capability, BudgetCheckLib.Budgets memory budgets, uint256 index) private pure {
        uint256 flags = capability.flags();
        if (flags & ~CapabilityLib.ESSENTIAL == 0) return;

        if (flags & ~(CapabilityLib.ESSENTIAL | CapabilityLib.HAS_MAX_VALUE) != 0) {
            revert ISessionKeyModule.TermInvalid("capabilityFlags", flags, 3);
        }
        if (capability.maxValue() == 0) revert ISessionKeyModule.TermInvalid("maxValue", 0, 1);
        if (!budgets.has(BudgetTermsLib.NATIVE)) revert ISessionKeyModule.NativeBudgetMissing(index);
    }

    /// @return Where the spends begin.
    function _checkRules(Capability capability) private pure returns (Spend) {
        uint256 count = capability.ruleCount();
        if (count > MAX_RULES) revert ISessionKeyModule.TermInvalid("ruleCount", count, MAX_RULES);

        Rule rule = capability.firstRule();
        unchecked {
            for (; count != 0; --count) {
                _checkRule(rule);
                rule = rule.next();
            }
        }
        return Spend.wrap(Rule.unwrap(rule));
    }

    function _checkRule(Rule rule) private pure {
        uint256 comparison = rule.comparison();
        uint256 form = rule.printForm();
        if (comparison > RuleLib.AT_LEAST_RATIO) {
            revert ISessionKeyModule.TermInvalid("comparison", comparison, RuleLib.AT_LEAST_RATIO);
        }
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

    function _checkSpends(Capability capability, Spend spend, BudgetCheckLib.Budgets memory budgets, uint256 index)
        private
        pure
    {
        uint256 count = capability.spendCount();
        if (count > MAX_SPENDS) revert ISessionKeyModule.TermInvalid("spendCount", count, MAX_SPENDS);

        // The first budget on the target, if it is a budgeted token, and the word on which the function must spend.
        uint256 target = uint160(capability.target());
        uint256 targetBudget = budgets.mayHold(target) ? budgets.indexOf(target) : budgets.count;
        uint256 word = targetBudget == budgets.count
            ? TokenFunctionLib.NONE
            : TokenFunctionLib.amountWord(capability.selector(), index);
        bool found = word == TokenFunctionLib.NONE;
        unchecked {
            for (; count != 0; --count) {
                // Bits of the head that mean nothing would be read as an index above every budget's.
                uint256 budgetIndex = spend.budgetIndex();
                if (budgets.firstOnToken >> budgetIndex & 1 == 0) {
                    revert ISessionKeyModule.SpendBudgetInvalid(index, budgetIndex);
                }
                if (spend.fixedAmount()) {
                    if (spend.amount() == 0) revert ISessionKeyModule.TermInvalid("amount", 0, 1);
                } else if (budgetIndex == targetBudget && spend.word() == word) {
                    found = true;
                }
                spend = spend.next();
            }
        }
        if (!found) revert ISessionKeyModule.SpendRequired(index, capability.selector(), word);
    }
}

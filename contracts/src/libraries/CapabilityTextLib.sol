// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {Text} from "../types/Text.sol";
import {EnvelopeTextLib} from "./EnvelopeTextLib.sol";
import {FunctionNameLib} from "./FunctionNameLib.sol";
import {RuleLib} from "./RuleLib.sol";

/// @notice The lines of one capability, from its target on (docs/encoding.md §4).
library CapabilityTextLib {
    /// @param envelope Whose budgets the spends name.
    function putLines(Text text, Capability capability, Envelope envelope) internal pure returns (Text) {
        text = text.line("Target: ", 8).putAddress(capability.target());
        text = FunctionNameLib.put(text.line("Function: ", 10), capability.selector());
        Spend firstSpend;
        (text, firstSpend) = _putRules(text, capability);
        text = _putSpends(text, firstSpend, capability.spendCount(), envelope);

        uint256 maxValue = capability.maxValue();
        if (maxValue == 0) text = text.line("Value: none", 11);
        else text = text.line("Value: at most ", 15).putDecimal(maxValue).put(" wei per call", 13);
        return capability.essential() ? text.line("Essential: yes", 14) : text.line("Essential: no", 13);
    }

    /// @return Where the spends begin, behind the last rule.
    function _putRules(Text text, Capability capability) private pure returns (Text, Spend) {
        uint256 count = capability.ruleCount();
        text = text.line("Rules: ", 7).putDecimal(count);
        Rule rule = capability.firstRule();
        for (uint256 i; i < count; ++i) {
            text = text.line("Rule ", 5).putOrdinal(i, count);
            text = _putCondition(text.put("word ", 5).putDecimal(rule.word()), rule);
            rule = rule.next();
        }
        return (text, Spend.wrap(Rule.unwrap(rule)));
    }

    function _putCondition(Text text, Rule rule) private pure returns (Text) {
        uint256 comparison = rule.comparison();
        if (comparison == RuleLib.EQUALS_ACCOUNT) return text.put(" equals the account", 19);
        if (comparison == RuleLib.AT_LEAST_RATIO) return _putRatio(text, rule);

        if (comparison == RuleLib.AT_MOST_SIGNED) return _putSigned(text.put(" signed at most ", 16), rule);
        if (comparison == RuleLib.AT_LEAST_SIGNED) return _putSigned(text.put(" signed at least ", 17), rule);

        if (comparison == RuleLib.EQUAL) text = text.put(" equals ", 8);
        else if (comparison == RuleLib.NOT_EQUAL) text = text.put(" differs from ", 14);
        else if (comparison == RuleLib.AT_MOST) text = text.put(" at most ", 9);
        else if (comparison == RuleLib.AT_LEAST) text = text.put(" at least ", 10);
        else text = text.put(" in set ", 8);
        return _putValue(text, rule);
    }

    function _putValue(Text text, Rule rule) private pure returns (Text) {
        bytes32 value = rule.value();
        uint256 printForm = rule.printForm();
        if (printForm == RuleLib.ADDRESS) return text.putAddress(address(uint160(uint256(value))));
        return printForm == RuleLib.HEX ? text.putBytes32(value) : text.putDecimal(uint256(value));
    }

    /// @dev A minus sign only stands before decimal digits.
    function _putSigned(Text text, Rule rule) private pure returns (Text) {
        int256 value = int256(uint256(rule.value()));
        if (value >= 0 || rule.printForm() == RuleLib.ADDRESS || rule.printForm() == RuleLib.HEX) {
            return _putValue(text, rule);
        }

        unchecked {
            // The magnitude of a negative int256; that of the smallest one is 2^255.
            return text.put("-", 1).putDecimal(uint256(-value));
        }
    }

    function _putRatio(Text text, Rule rule) private pure returns (Text) {
        (uint256 otherWord, uint256 numerator, uint256 denominator) = rule.ratio();
        text = text.put(" at least word ", 15).putDecimal(otherWord);
        return text.put(" times ", 7).putDecimal(numerator).put(" / ", 3).putDecimal(denominator);
    }

    function _putSpends(Text text, Spend spend, uint256 count, Envelope envelope) private pure returns (Text) {
        if (count == 0) return text.line("Spends: none, NOT COUNTED", 25);

        text = text.line("Spends: ", 8).putDecimal(count);
        for (uint256 i; i < count; ++i) {
            text = text.line("Spend ", 6).putOrdinal(i, count);
            if (spend.fixedAmount()) text = text.put("fixed ", 6).putDecimal(spend.amount());
            else text = text.put("word ", 5).putDecimal(spend.word());
            text = EnvelopeTextLib.putAsset(text.put(" of ", 4), envelope.budget(spend.budgetIndex()).asset());
            spend = spend.next();
        }
        return text;
    }
}

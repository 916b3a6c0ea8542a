// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_PROOF_LENGTH} from "../interfaces/ISessionKeyModule.sol";
import {CallCursor} from "../types/CallCursor.sol";
import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {Words} from "../types/Words.sol";
import {BudgetLib} from "./BudgetLib.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {MerkleLib} from "./MerkleLib.sol";
import {RuleLib} from "./RuleLib.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Judges one call by one capability.
library PolicyLib {
    /// @notice Refuses a call that its capability does not allow; adds what it spends to the amounts of the budgets.
    /// @param cursor Where the proofs of the capability's inSet rules stand.
    /// @param amounts One for each budget, cleared before the first call.
    /// @return The position after those proofs.
    function judge(Capability capability, CallCursor call, uint256 cursor, Envelope envelope, Words amounts)
        internal
        view
        returns (uint256)
    {
        if (call.order() != capability.order()) {
            revert ISessionKeyModule.CallNotGranted(call.index(), call.target(), call.selector());
        }
        if (call.value() != 0) {
            if (call.value() > capability.maxValue()) {
                revert ISessionKeyModule.ValueAboveMaximum(call.index(), call.value(), capability.maxValue());
            }
            BudgetLib.add(envelope, amounts, BudgetTermsLib.NATIVE, call.value());
        }

        Rule rule = capability.firstRule();
        uint256 count = capability.ruleCount();
        for (uint256 i; i < count; ++i) {
            cursor = _checkRule(rule, i, call, cursor);
            rule = rule.next();
        }
        Spend spend = Spend.wrap(Rule.unwrap(rule));
        unchecked {
            // Safe: counts down to zero.
            for (count = capability.spendCount(); count != 0; --count) {
                _addSpend(spend, call, envelope, amounts);
                spend = spend.next();
            }
        }
        return cursor;
    }

    function _addSpend(Spend spend, CallCursor call, Envelope envelope, Words amounts) private pure {
        uint256 amount = spend.fixedAmount() ? spend.amount() : uint256(_word(call, spend.word()));
        if (amount > type(uint128).max) revert ISessionKeyModule.AmountTooWide(call.index(), amount);

        BudgetLib.addFrom(envelope, amounts, spend.budgetIndex(), amount);
    }

    /// @return The position after the rule's proof, or the same if it has none.
    function _checkRule(Rule rule, uint256 ruleIndex, CallCursor call, uint256 cursor) private view returns (uint256) {
        uint256 comparison = rule.comparison();
        bytes32 actual = _word(call, rule.word());
        bytes32 allowed = rule.value();
        bool holds;
        if (comparison == RuleLib.EQUAL) {
            holds = actual == allowed;
        } else if (comparison == RuleLib.NOT_EQUAL) {
            holds = actual != allowed;
        } else if (comparison == RuleLib.AT_MOST) {
            holds = actual <= allowed;
        } else if (comparison == RuleLib.AT_LEAST) {
            holds = actual >= allowed;
        } else if (comparison == RuleLib.AT_MOST_SIGNED) {
            holds = int256(uint256(actual)) <= int256(uint256(allowed));
        } else if (comparison == RuleLib.AT_LEAST_SIGNED) {
            holds = int256(uint256(actual)) >= int256(uint256(allowed));
        } else if (comparison == RuleLib.IN_SET) {
            (holds, cursor) = _isInSet(cursor, actual, allowed);
        } else if (comparison == RuleLib.EQUALS_ACCOUNT) {
            allowed = bytes32(uint256(uint160(msg.sender)));
            holds = actual == allowed;
        } else {
            holds = _isAtLeastRatio(rule, uint256(actual), call);
        }

        if (holds) return cursor;
        revert ISessionKeyModule.RuleViolated({
            callIndex: call.index(),
            ruleIndex: ruleIndex,
            word: rule.word(),
            comparison: uint8(comparison),
            actual: actual,
            allowed: allowed
        });
    }

    function _isInSet(uint256 cursor, bytes32 actual, bytes32 setRoot) private pure returns (bool, uint256) {
        uint256 length = CalldataLib.uintAt(cursor, 1);
        if (length > MAX_PROOF_LENGTH) {
            revert ISessionKeyModule.TermInvalid("proofLength", length, MAX_PROOF_LENGTH);
        }

        bytes32 leaf = MerkleLib.leaf(MerkleLib.SET, keccak256(abi.encode(actual)));
        return (MerkleLib.rootOf(leaf, cursor + 1, length) == setRoot, cursor + 1 + 32 * length);
    }

    /// @dev actual × denominator ≥ other × numerator, both products in 512 bits.
    function _isAtLeastRatio(Rule rule, uint256 actual, CallCursor call) private pure returns (bool) {
        (uint256 otherWord, uint256 numerator, uint256 denominator) = rule.ratio();
        (uint256 high, uint256 low) = Math.mul512(actual, denominator);
        (uint256 otherHigh, uint256 otherLow) = Math.mul512(uint256(_word(call, otherWord)), numerator);
        return high == otherHigh ? low >= otherLow : high > otherHigh;
    }

    function _word(CallCursor call, uint256 index) private pure returns (bytes32) {
        unchecked {
            // Safe: the index is one byte, and the data lies inside calldata.
            uint256 offset = 4 + 32 * index;
            if (offset + 32 > call.dataLength()) {
                revert ISessionKeyModule.WordMissing(call.index(), index, call.dataLength());
            }
            return CalldataLib.word(call.dataAt() + offset);
        }
    }
}

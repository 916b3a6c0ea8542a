// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_PROOF_LENGTH} from "../interfaces/ISessionKeyModule.sol";
import {CallCursor} from "../types/CallCursor.sol";
import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Words} from "../types/Words.sol";
import {BudgetLib} from "./BudgetLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {MerkleLib} from "./MerkleLib.sol";
import {RuleLib} from "./RuleLib.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Judges one call by one capability.
library PolicyLib {
    /// @notice Refuses a call that its capability does not allow; adds what it spends to the amounts of the budgets.
    /// @param cursor Where the proofs of the capability's inSet rules stand.
    /// @param amounts One for each budget and one for value, cleared before the first call.
    /// @return The position after those proofs.
    function judge(Capability capability, CallCursor call, uint256 cursor, Words amounts, uint256 budgetCount)
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
            BudgetLib.addValue(amounts, budgetCount, call.value());
        }

        Spend spend;
        (spend, cursor) = _checkRules(capability, call, cursor);
        unchecked {
            // Safe: counts down to zero.
            for (uint256 left = capability.spendCount(); left != 0; --left) {
                _addSpend(spend, call, amounts);
                spend = spend.next();
            }
        }
        return cursor;
    }

    function _addSpend(Spend spend, CallCursor call, Words amounts) private pure {
        uint256 amount = spend.fixedAmount() ? spend.amount() : uint256(_word(call, spend.word()));
        if (amount > type(uint128).max) revert ISessionKeyModule.AmountTooWide(call.index(), amount);

        BudgetLib.addSpend(amounts, spend.budgetIndex(), amount);
    }

    /// @return The first spend.
    /// @return The position after the proofs of the rules.
    function _checkRules(Capability capability, CallCursor call, uint256 cursor) private view returns (Spend, uint256) {
        Rule rule = capability.firstRule();
        uint256 count = capability.ruleCount();
        for (uint256 i; i < count; ++i) {
            (uint256 comparison, uint256 inWord, bytes32 allowed, Rule next) = rule.parts();
            bytes32 actual = _word(call, inWord);
            bool holds;
            if (comparison <= RuleLib.AT_LEAST_SIGNED) {
                holds = _isOrdered(comparison, actual, allowed);
            } else if (comparison == RuleLib.IN_SET) {
                (holds, cursor) = _isInSet(cursor, actual, allowed);
            } else if (comparison == RuleLib.AT_LEAST_RATIO) {
                holds = _isAtLeastRatio(allowed, uint256(actual), call);
            } else {
                allowed = bytes32(uint256(uint160(msg.sender)));
                holds = actual == allowed;
            }

            if (!holds) _revertViolated(rule, i, call, actual, allowed);
            rule = next;
        }
        return (Spend.wrap(Rule.unwrap(rule)), cursor);
    }

    function _revertViolated(Rule rule, uint256 ruleIndex, CallCursor call, bytes32 actual, bytes32 allowed)
        private
        pure
    {
        revert ISessionKeyModule.RuleViolated({
            callIndex: call.index(),
            ruleIndex: ruleIndex,
            word: rule.word(),
            comparison: uint8(rule.comparison()),
            actual: actual,
            allowed: allowed
        });
    }

    /// @param comparison EQUAL … AT_LEAST_SIGNED.
    function _isOrdered(uint256 comparison, bytes32 actual, bytes32 allowed) private pure returns (bool) {
        if (comparison <= RuleLib.NOT_EQUAL) return (actual == allowed) == (comparison == RuleLib.EQUAL);
        if (comparison <= RuleLib.AT_LEAST) {
            return comparison == RuleLib.AT_MOST ? actual <= allowed : actual >= allowed;
        }

        (int256 a, int256 b) = (int256(uint256(actual)), int256(uint256(allowed)));
        return comparison == RuleLib.AT_MOST_SIGNED ? a <= b : a >= b;
    }

    function _isInSet(uint256 cursor, bytes32 actual, bytes32 setRoot) private pure returns (bool, uint256) {
        uint256 length = CalldataLib.uintAt(cursor, 1);
        if (length > MAX_PROOF_LENGTH) {
            revert ISessionKeyModule.TermInvalid("proofLength", length, MAX_PROOF_LENGTH);
        }

        unchecked {
            // Safe: positions in calldata are far below 2^64.
            bool found = MerkleLib.rootOf(MerkleLib.setLeaf(actual), cursor + 1, length) == setRoot;
            return (found, cursor + 1 + 32 * length);
        }
    }

    /// @dev actual × denominator ≥ other × numerator, both products in 512 bits.
    function _isAtLeastRatio(bytes32 ratio, uint256 actual, CallCursor call) private pure returns (bool) {
        (uint256 otherWord, uint256 numerator, uint256 denominator) = RuleLib.ratioOf(ratio);
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

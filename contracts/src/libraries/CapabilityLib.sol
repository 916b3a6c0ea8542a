// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Call} from "../types/Call.sol";
import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {BudgetLib} from "./BudgetLib.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {MerkleLib} from "./MerkleLib.sol";

/// @notice One capability: reading its leaf, and judging a call by it.
library CapabilityLib {
    uint256 internal constant EQUAL = 0;
    uint256 internal constant NOT_EQUAL = 1;
    uint256 internal constant AT_MOST = 2;
    uint256 internal constant AT_LEAST = 3;
    uint256 internal constant AT_MOST_SIGNED = 4;
    uint256 internal constant AT_LEAST_SIGNED = 5;
    uint256 internal constant IN_SET = 6;
    uint256 internal constant EQUALS_ACCOUNT = 7;
    uint256 internal constant AT_LEAST_RATIO = 8;

    uint256 internal constant DECIMAL = 0;
    uint256 internal constant ADDRESS = 1;
    uint256 internal constant HEX = 2;

    uint256 internal constant ESSENTIAL = 0x01;
    uint256 internal constant HAS_MAX_VALUE = 0x02;
    uint256 internal constant FIXED_AMOUNT = 0x80;

    uint256 internal constant MAX_RULES = 8;
    uint256 internal constant MAX_SPENDS = 4;

    /// @notice One call under judgement, and where the proofs of its inSet rules stand.
    struct Judgement {
        address account;
        uint256 callIndex;
        uint256 cursor;
    }

    /// @notice Reads the head of a leaf; the cursor stands at its first rule then.
    function decode(Capability memory capability, uint256 pos) internal pure {
        uint256 head = uint256(CalldataLib.word(pos));
        capability.target = address(uint160(head >> 96));
        capability.selector = bytes4(uint32(head >> 64));
        uint256 flags = uint8(head >> 56);
        capability.essential = flags & ESSENTIAL != 0;
        capability.ruleCount = uint8(head >> 48) & 0x0f;
        capability.spendCount = uint8(head >> 48) >> 4;
        bool hasMaxValue = flags & HAS_MAX_VALUE != 0;
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            capability.maxValue = hasMaxValue ? CalldataLib.uintAt(pos + 26, 16) : 0;
            capability.cursor = pos + (hasMaxValue ? 42 : 26);
        }
    }

    /// @notice Reads the rule at the cursor and moves the cursor behind it.
    function nextRule(Capability memory capability, Rule memory rule) internal pure {
        uint256 pos = capability.cursor;
        uint256 head = uint256(CalldataLib.word(pos));
        rule.comparison = head >> 248 & 0x0f;
        rule.printForm = head >> 252;
        rule.word = uint8(head >> 240);
        bool hasValue = rule.comparison != EQUALS_ACCOUNT;
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            rule.value = hasValue ? CalldataLib.word(pos + 2) : bytes32(0);
            capability.cursor = pos + (hasValue ? 34 : 2);
        }
    }

    /// @notice Reads the spend at the cursor and moves the cursor behind it.
    function nextSpend(Capability memory capability, Spend memory spend) internal pure {
        uint256 pos = capability.cursor;
        uint256 head = uint256(CalldataLib.word(pos));
        spend.budgetIndex = head >> 248 & 0x7f;
        spend.fixedAmount = head >> 255 != 0;
        // Behind the head: 16 bytes of an amount, or 1 byte of a word's index.
        spend.amount = spend.fixedAmount ? uint128(head >> 120) : 0;
        spend.word = spend.fixedAmount ? 0 : uint8(head >> 240);
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            capability.cursor = pos + (spend.fixedAmount ? 17 : 2);
        }
    }

    /// @notice The position after a leaf.
    function endOf(uint256 pos) internal pure returns (uint256 cursor) {
        uint256 head = uint256(CalldataLib.word(pos));
        uint256 rules = head >> 48 & 0x0f;
        uint256 spends = head >> 52 & 0x0f;
        unchecked {
            // Safe: positions in calldata are far below 2^64, and there are at most 15 rules and 15 spends.
            cursor = pos + (head >> 56 & HAS_MAX_VALUE != 0 ? 42 : 26);
            for (; rules != 0; --rules) {
                cursor += CalldataLib.uintAt(cursor, 1) & 0x0f == EQUALS_ACCOUNT ? 2 : 34;
            }
            for (; spends != 0; --spends) {
                cursor += CalldataLib.uintAt(cursor, 1) & FIXED_AMOUNT != 0 ? 17 : 2;
            }
        }
    }

    /// @notice Judges a call by the leaf at a position, and adds what it spends to the amounts of the budgets.
    /// @dev Reverts by name at the first thing that is not allowed.
    function judge(
        Judgement memory judgement,
        uint256 leafAt,
        Call memory call,
        Envelope memory envelope,
        uint256[] memory amounts
    ) internal pure {
        Capability memory capability;
        decode(capability, leafAt);

        if (call.target != capability.target || call.selector != capability.selector) {
            revert ISessionKeyModule.CallNotGranted(judgement.callIndex, call.target, call.selector);
        }
        if (call.value > capability.maxValue) {
            revert ISessionKeyModule.ValueAboveMaximum(judgement.callIndex, call.value, capability.maxValue);
        }
        if (call.value != 0) BudgetLib.add(envelope, amounts, EnvelopeLib.NATIVE, call.value);

        Rule memory rule;
        for (uint256 i; i < capability.ruleCount; ++i) {
            nextRule(capability, rule);
            _checkRule(judgement, rule, i, call);
        }

        Spend memory spend;
        for (uint256 i; i < capability.spendCount; ++i) {
            nextSpend(capability, spend);
            _addSpend(judgement, spend, call, envelope, amounts);
        }
    }

    function _checkRule(Judgement memory judgement, Rule memory rule, uint256 ruleIndex, Call memory call)
        private
        pure
    {
        bytes32 actual = _word(judgement, call, rule.word);
        bytes32 allowed = rule.comparison == EQUALS_ACCOUNT ? bytes32(uint256(uint160(judgement.account))) : rule.value;

        if (!_holds(judgement, rule.comparison, actual, allowed)) {
            revert ISessionKeyModule.RuleViolated({
                callIndex: judgement.callIndex,
                ruleIndex: ruleIndex,
                word: rule.word,
                comparison: uint8(rule.comparison),
                actual: actual,
                allowed: allowed
            });
        }
    }

    /// @dev Comparisons that a grant cannot carry yet do not hold.
    function _holds(Judgement memory judgement, uint256 comparison, bytes32 actual, bytes32 allowed)
        private
        pure
        returns (bool)
    {
        if (comparison == EQUAL || comparison == EQUALS_ACCOUNT) return actual == allowed;
        if (comparison == NOT_EQUAL) return actual != allowed;
        if (comparison == AT_MOST) return actual <= allowed;
        if (comparison == AT_LEAST) return actual >= allowed;
        return comparison == IN_SET && _isInSet(judgement, actual, allowed);
    }

    function _isInSet(Judgement memory judgement, bytes32 actual, bytes32 setRoot) private pure returns (bool) {
        uint256 length = CalldataLib.uintAt(judgement.cursor, 1);
        if (length > MerkleLib.MAX_DEPTH) {
            revert ISessionKeyModule.TermInvalid("proofLength", length, MerkleLib.MAX_DEPTH);
        }
        bytes32 leaf = MerkleLib.leaf(MerkleLib.SET, keccak256(abi.encode(actual)));
        uint256 proofAt = judgement.cursor + 1;
        judgement.cursor = proofAt + 32 * length;
        return MerkleLib.rootOf(leaf, proofAt, length) == setRoot;
    }

    function _addSpend(
        Judgement memory judgement,
        Spend memory spend,
        Call memory call,
        Envelope memory envelope,
        uint256[] memory amounts
    ) private pure {
        uint256 amount = spend.fixedAmount ? spend.amount : uint256(_word(judgement, call, spend.word));
        if (amount > type(uint128).max) revert ISessionKeyModule.AmountTooWide(judgement.callIndex, amount);

        BudgetLib.addFrom(envelope, amounts, spend.budgetIndex, amount);
    }

    function _word(Judgement memory judgement, Call memory call, uint256 index) private pure returns (bytes32) {
        unchecked {
            // Safe: the index is one byte, and data lies inside calldata.
            uint256 offset = 4 + 32 * index;
            if (offset + 32 > call.dataLength) {
                revert ISessionKeyModule.WordMissing(judgement.callIndex, index, call.dataLength);
            }
            return CalldataLib.word(call.dataAt + offset);
        }
    }
}

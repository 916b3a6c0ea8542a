// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Rule} from "../types/Capability.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice One rule of a capability, read in place.
/// @dev print form and comparison 4 bits each ‖ word 1 ‖ [value 32, absent for EQUALS_ACCOUNT].
library RuleLib {
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

    uint256 private constant HALF = 2 ** 124 - 1;

    /// @notice EQUAL … AT_LEAST_RATIO.
    function comparison(Rule rule) internal pure returns (uint256) {
        return CalldataLib.uintAt(Rule.unwrap(rule), 1) & 0x0f;
    }

    /// @notice DECIMAL, ADDRESS or HEX.
    function printForm(Rule rule) internal pure returns (uint256) {
        return CalldataLib.uintAt(Rule.unwrap(rule), 1) >> 4;
    }

    /// @notice The calldata word at 4 + 32 × word.
    function word(Rule rule) internal pure returns (uint256) {
        unchecked {
            return CalldataLib.uintAt(Rule.unwrap(rule) + 1, 1);
        }
    }

    /// @notice 0 for EQUALS_ACCOUNT.
    function value(Rule rule) internal pure returns (bytes32) {
        unchecked {
            return bytes32(uint256(CalldataLib.word(Rule.unwrap(rule) + 2)) * _hasValue(rule));
        }
    }

    /// @notice The parts of AT_LEAST_RATIO's value: other word 8 ‖ numerator 124 ‖ denominator 124 bits.
    function ratio(Rule rule) internal pure returns (uint256 otherWord, uint256 numerator, uint256 denominator) {
        return ratioOf(value(rule));
    }

    /// @notice The same, of the value alone.
    function ratioOf(bytes32 packed) internal pure returns (uint256 otherWord, uint256 numerator, uint256 denominator) {
        return (uint256(packed) >> 248, uint256(packed) >> 124 & HALF, uint256(packed) & HALF);
    }

    /// @notice All of it at once: the comparison, the word, the value (any for EQUALS_ACCOUNT), and where the next begins.
    function parts(Rule rule) internal pure returns (uint256 compared, uint256 inWord, bytes32 with, Rule following) {
        uint256 pos = Rule.unwrap(rule);
        uint256 head = uint256(CalldataLib.word(pos));
        compared = head >> 248 & 0x0f;
        inWord = uint8(head >> 240);
        unchecked {
            with = CalldataLib.word(pos + 2);
            following = Rule.wrap(pos + 2 + 32 * ((compared ^ EQUALS_ACCOUNT) + 15 >> 4));
        }
    }

    /// @notice Where the next rule begins, or the first spend.
    function next(Rule rule) internal pure returns (Rule) {
        unchecked {
            return Rule.wrap(Rule.unwrap(rule) + 2 + 32 * _hasValue(rule));
        }
    }

    /// @dev 0 for EQUALS_ACCOUNT, else 1, without a jump: of four bits, only 0 stays below 16 when 15 is added.
    function _hasValue(Rule rule) private pure returns (uint256) {
        unchecked {
            return (comparison(rule) ^ EQUALS_ACCOUNT) + 15 >> 4;
        }
    }
}

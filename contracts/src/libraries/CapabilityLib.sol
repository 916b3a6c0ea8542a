// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability, Rule, Spend} from "../types/Capability.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The leaf of one capability, read in place (docs/encoding.md §1.3).
/// @dev target 20 ‖ selector 4 ‖ flags 1 ‖ spends and rules 4 bits each ‖ [maxValue 16] ‖ rules ‖ spends.
/// Unchecked sums are safe: a position in calldata is far below 2^64, and counts are at most 15.
library CapabilityLib {
    uint256 internal constant ESSENTIAL = 0x01;
    uint256 internal constant HAS_MAX_VALUE = 0x02;

    uint256 private constant HEAD = 26;

    function target(Capability capability) internal pure returns (address) {
        return CalldataLib.addressAt(Capability.unwrap(capability));
    }

    /// @notice 0 = empty calldata.
    function selector(Capability capability) internal pure returns (bytes4) {
        return bytes4(uint32(_head(capability) >> 64));
    }

    /// @notice target ‖ selector as one number: capabilities are strictly increasing by it.
    function order(Capability capability) internal pure returns (uint256) {
        return _head(capability) >> 64;
    }

    function flags(Capability capability) internal pure returns (uint256) {
        return uint8(_head(capability) >> 56);
    }

    function essential(Capability capability) internal pure returns (bool) {
        return flags(capability) & ESSENTIAL != 0;
    }

    function ruleCount(Capability capability) internal pure returns (uint256) {
        return _head(capability) >> 48 & 0x0f;
    }

    function spendCount(Capability capability) internal pure returns (uint256) {
        return _head(capability) >> 52 & 0x0f;
    }

    /// @notice Wei per call, inclusive; 0 = no value.
    function maxValue(Capability capability) internal pure returns (uint256) {
        unchecked {
            return CalldataLib.uintAt(Capability.unwrap(capability) + HEAD, 16) * _maxValueFlag(capability);
        }
    }

    /// @notice Where the rules begin, also when there is none.
    function firstRule(Capability capability) internal pure returns (Rule) {
        unchecked {
            return Rule.wrap(Capability.unwrap(capability) + HEAD + 16 * _maxValueFlag(capability));
        }
    }

    /// @notice Position of the first byte after the leaf.
    function end(Capability capability) internal pure returns (uint256) {
        uint256 counts = uint8(_head(capability) >> 48);
        Rule rule = firstRule(capability);
        unchecked {
            for (uint256 left = counts & 0x0f; left != 0; --left) {
                rule = rule.next();
            }
            Spend spend = Spend.wrap(Rule.unwrap(rule));
            for (uint256 left = counts >> 4; left != 0; --left) {
                spend = spend.next();
            }
            return Spend.unwrap(spend);
        }
    }

    /// @dev 1 if there is a maxValue, else 0: the bit of HAS_MAX_VALUE.
    function _maxValueFlag(Capability capability) private pure returns (uint256) {
        return _head(capability) >> 57 & 1;
    }

    function _head(Capability capability) private pure returns (uint256) {
        return uint256(CalldataLib.word(Capability.unwrap(capability)));
    }
}

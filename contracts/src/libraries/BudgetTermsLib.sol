// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Budget} from "../types/Envelope.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The terms of one budget, read in place.
/// @dev Unchecked sums are safe: a position in calldata is far below 2^64.
library BudgetTermsLib {
    uint256 internal constant SIZE = 41;

    uint256 internal constant LIFETIME = 0;
    uint256 internal constant CALENDAR = 1;
    uint256 internal constant ROLLING = 2;

    address internal constant NATIVE = address(0);
    address internal constant OPERATIONS = address(1);
    address internal constant GAS = address(2);

    /// @notice LIFETIME, CALENDAR or ROLLING.
    function kind(Budget budget) internal pure returns (uint256) {
        return CalldataLib.uintAt(Budget.unwrap(budget), 1);
    }

    /// @notice NATIVE, OPERATIONS, GAS, else the token.
    function asset(Budget budget) internal pure returns (address) {
        unchecked {
            return CalldataLib.addressAt(Budget.unwrap(budget) + 1);
        }
    }

    /// @notice Inclusive, in the asset's unit; 128 bits.
    function limit(Budget budget) internal pure returns (uint256) {
        unchecked {
            return CalldataLib.uintAt(Budget.unwrap(budget) + 21, 16);
        }
    }

    /// @notice Seconds; 0 for LIFETIME.
    function period(Budget budget) internal pure returns (uint256) {
        unchecked {
            return CalldataLib.uintAt(Budget.unwrap(budget) + 37, 4);
        }
    }

    /// @notice The budget behind this one.
    function next(Budget budget) internal pure returns (Budget) {
        unchecked {
            return Budget.wrap(Budget.unwrap(budget) + SIZE);
        }
    }
}

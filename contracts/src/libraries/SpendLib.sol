// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Spend} from "../types/Capability.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice One spend of a capability, read in place.
/// @dev fixed flag 1 bit ‖ budget index 7 bits ‖ word 1, or amount 16 when fixed.
library SpendLib {
    /// @notice Index of the first budget on the asset.
    function budgetIndex(Spend spend) internal pure returns (uint256) {
        return CalldataLib.uintAt(Spend.unwrap(spend), 1) & 0x7f;
    }

    function fixedAmount(Spend spend) internal pure returns (bool) {
        return fixedFlag(spend) != 0;
    }

    /// @notice 1 for a fixed amount, 0 for one in a word.
    function fixedFlag(Spend spend) internal pure returns (uint256) {
        return uint256(CalldataLib.word(Spend.unwrap(spend))) >> 255;
    }

    /// @notice Calldata word that holds the amount; 0 when fixed.
    function word(Spend spend) internal pure returns (uint256) {
        unchecked {
            return CalldataLib.uintAt(Spend.unwrap(spend) + 1, 1) * (1 - fixedFlag(spend));
        }
    }

    /// @notice Token base units, 128 bits; 0 when the amount stands in a word.
    function amount(Spend spend) internal pure returns (uint256) {
        unchecked {
            return CalldataLib.uintAt(Spend.unwrap(spend) + 1, 16) * fixedFlag(spend);
        }
    }

    /// @notice All of it at once: 1 or 0 for a fixed amount, the word, the amount, and where the next one begins.
    function parts(Spend spend)
        internal
        pure
        returns (uint256 isFixed, uint256 inWord, uint256 fixedTo, Spend following)
    {
        unchecked {
            isFixed = fixedFlag(spend);
            inWord = CalldataLib.uintAt(Spend.unwrap(spend) + 1, 1) * (1 - isFixed);
            fixedTo = CalldataLib.uintAt(Spend.unwrap(spend) + 1, 16) * isFixed;
            following = Spend.wrap(Spend.unwrap(spend) + 2 + 15 * isFixed);
        }
    }

    /// @notice Where the next spend begins, or what follows the leaf.
    function next(Spend spend) internal pure returns (Spend) {
        unchecked {
            return Spend.wrap(Spend.unwrap(spend) + 2 + 15 * fixedFlag(spend));
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Text} from "../types/Text.sol";

/// @notice Decimal numbers without leading zeros.
library DecimalTextLib {
    uint256 private constant ZEROS = 0x3030303030303030303030303030303030303030303030303030303030303030;
    // Where the quotients by these numbers stand.
    uint256 private constant QUOTIENTS_1E8 = 0x00000000000000000000000007ffffff00000000000000000000000007ffffff;
    uint256 private constant QUOTIENTS_1E4 = 0x0000000000003fff0000000000003fff0000000000003fff0000000000003fff;
    uint256 private constant QUOTIENTS_100 = 0x0000007f0000007f0000007f0000007f0000007f0000007f0000007f0000007f;
    uint256 private constant QUOTIENTS_10 = 0x000f000f000f000f000f000f000f000f000f000f000f000f000f000f000f000f;

    function putDecimal(Text text, uint256 value) internal pure returns (Text) {
        unchecked {
            // Safe: a digit is added to a `0`.
            if (value < 10) return text.put(bytes32(value + 0x30 << 248), 1);
        }
        if (value >= 1e32) {
            text = putDecimal(text, value / 1e32);
            return text.put(bytes32(_spread(value % 1e32) + ZEROS), 32);
        }

        (uint256 characters, uint256 length) = digits(value);
        unchecked {
            // Safe: 1 <= length <= 32.
            return text.put(bytes32(characters << (256 - 8 * length)), length);
        }
    }

    /// @notice `<index + 1> of <count>: `.
    function putOrdinal(Text text, uint256 index, uint256 count) internal pure returns (Text) {
        unchecked {
            // Safe: an index is below its count, and a digit below 10 is added to a `0`.
            if (count < 10) {
                return text.put(bytes32(uint256(bytes32("0 of 0: ")) + (index + 1 << 248) + (count << 208)), 8);
            }

            return text.putDecimal(index + 1).put(" of ", 4).putDecimal(count).put(": ", 2);
        }
    }

    /// @notice The digits as characters, at the low end of a word, and their number.
    /// @param value Below 1e32.
    function digits(uint256 value) internal pure returns (uint256 characters, uint256 length) {
        unchecked {
            // Safe: a digit is at most 9, and the length at most 32.
            uint256 spread = _spread(value);
            length = 1;
            uint256 rest = spread;
            if (value >= 1e8) {
                if (rest >> 128 != 0) (rest, length) = (rest >> 128, 17);
                if (rest >> 64 != 0) (rest, length) = (rest >> 64, length + 8);
            }
            if (rest >> 32 != 0) (rest, length) = (rest >> 32, length + 4);
            if (rest >> 16 != 0) (rest, length) = (rest >> 16, length + 2);
            if (rest >> 8 != 0) length += 1;
            characters = spread + (ZEROS >> (256 - 8 * length));
        }
    }

    /// @dev One digit in each byte, the last one lowest. Every lane of the word is split into quotient and rest by a
    /// power of ten, until lanes are bytes; all quotients at once, by a product with the reciprocal, shifted down.
    /// @param value Below 1e32.
    function _spread(uint256 value) private pure returns (uint256 lanes) {
        unchecked {
            // Safe: a lane's product has fewer bits than the lane, so that none reaches its neighbour. Quotients are
            // exact: reciprocals are rounded up, by less than the shift's unit over the greatest value of a lane.
            lanes = value;
            if (value >= 1e8) {
                lanes += value / 1e16 * (2 ** 128 - 1e16);
                lanes += (lanes * 12089258196146292 >> 80 & QUOTIENTS_1E8) * (2 ** 64 - 1e8);
            }
            lanes += (lanes * 109951163 >> 40 & QUOTIENTS_1E4) * (2 ** 32 - 1e4);
            lanes += (lanes * 10486 >> 20 & QUOTIENTS_100) * (2 ** 16 - 100);
            lanes += (lanes * 103 >> 10 & QUOTIENTS_10) * (2 ** 8 - 10);
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Text} from "../types/Text.sol";

/// @notice Dates in UTC, as people write them.
library DateTextLib {
    // The ones of two digits each, in their places of `2026-12-31 23:59:59 UTC`.
    uint256 private constant CENTURY = 2 ** 240;
    uint256 private constant YEAR = 2 ** 224;
    uint256 private constant MONTH = 2 ** 200;
    uint256 private constant DAY = 2 ** 176;
    uint256 private constant HOUR = 2 ** 152;
    uint256 private constant MINUTE = 2 ** 128;
    uint256 private constant SECOND = 2 ** 104;

    /// Where the tens of these numbers stand before they are moved up.
    uint256 private constant TENS = 0x0f * (CENTURY + YEAR + MONTH + DAY + HOUR + MINUTE + SECOND);

    bytes32 private constant ZERO = "0000-00-00 00:00:00 UTC";

    /// @notice `2026-12-31 23:59:59 UTC`.
    /// @param time Unix seconds below 2^48. From the year 10000 on the year has more digits.
    function putDate(Text text, uint256 time) internal pure returns (Text) {
        unchecked {
            // Safe: every sum and product is far below 2^256.
            (uint256 year, uint256 month, uint256 day) = _civil(time / 1 days);
            uint256 second = time % 1 days;
            uint256 numbers = month * MONTH + day * DAY;
            numbers += second / 3600 * HOUR + second / 60 % 60 * MINUTE + second % 60 * SECOND;
            if (year > 9999) return text.putDecimal(year).put(bytes32(_digits(numbers) << 32), 19);

            return text.put(bytes32(_digits(numbers + year / 100 * CENTURY + year % 100 * YEAR)), 23);
        }
    }

    /// @dev Splits all numbers at once into tens, by n × 103 / 1024, and ones.
    /// @param numbers Each below 100, with 16 bits of its own: products with 103 do not reach their neighbours.
    function _digits(uint256 numbers) private pure returns (uint256) {
        unchecked {
            // Safe: see above; a digit is at most 9 and is added to a `0`.
            return numbers + (numbers * 103 >> 10 & TENS) * (2 ** 8 - 10) + uint256(ZERO);
        }
    }

    /// @dev Gregorian calendar of a day since 1970-01-01: count from 1 March of year 0, in eras of 400 years.
    function _civil(uint256 unixDay) private pure returns (uint256 year, uint256 month, uint256 day) {
        unchecked {
            // Safe: below 2^64 for every day, and no difference is negative.
            uint256 shifted = unixDay + 719_468;
            uint256 dayOfEra = shifted % 146_097;
            uint256 yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
            uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            uint256 marchMonth = (5 * dayOfYear + 2) / 153;

            day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
            month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
            year = yearOfEra + shifted / 146_097 * 400 + (month <= 2 ? 1 : 0);
        }
    }
}

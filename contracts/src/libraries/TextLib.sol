// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice ASCII text under construction, and how much of a device's display it takes.
struct Text {
    /// Positions in memory: the first character, the next one to write, the first one of the current line.
    uint256 start;
    uint256 cursor;
    uint256 line;
    /// Display lines of the finished lines.
    uint256 displayLines;
}

/// @notice Writes the pieces of the text form (docs/encoding.md §4).
library TextLib {
    uint256 internal constant MAX_CHARACTERS = 4000;
    uint256 internal constant MAX_DISPLAY_LINES = 240;
    uint256 internal constant DISPLAY_WIDTH = 17;

    /// Lines are checked as they end; no single one is longer than this.
    uint256 private constant LONGEST_LINE = 512;

    function create() internal pure returns (Text memory text) {
        bytes memory buffer = new bytes(MAX_CHARACTERS + LONGEST_LINE);
        assembly ("memory-safe") {
            mstore(text, add(buffer, 0x20)) // start = the buffer's first character
        }
        text.cursor = text.start;
        text.line = text.start;
    }

    /// @notice Ends a line with `;` and a newline.
    function endLine(Text memory text) internal pure {
        put(text, ";");
        _countLine(text);
        put(text, "\n");
        text.line = text.cursor;
    }

    /// @notice Ends the text; the last line brings its own full stop.
    function finish(Text memory text) internal pure returns (bytes memory result) {
        _countLine(text);
        uint256 characters = text.cursor - text.start;
        if (characters > MAX_CHARACTERS || text.displayLines > MAX_DISPLAY_LINES) {
            revert ISessionKeyModule.TextTooLong(characters, text.displayLines);
        }

        assembly ("memory-safe") {
            result := sub(mload(text), 0x20) // the buffer of create()
            mstore(result, characters) // cut to what was written
        }
    }

    function _countLine(Text memory text) private pure {
        text.displayLines += (text.cursor - text.line + DISPLAY_WIDTH - 1) / DISPLAY_WIDTH;
        if (text.cursor - text.start > MAX_CHARACTERS || text.displayLines > MAX_DISPLAY_LINES) {
            revert ISessionKeyModule.TextTooLong(text.cursor - text.start, text.displayLines);
        }
    }

    function put(Text memory text, bytes memory characters) internal pure {
        uint256 to = text.cursor;
        assembly ("memory-safe") {
            mcopy(to, add(characters, 0x20), mload(characters)) // inside the buffer of create()
        }
        text.cursor = to + characters.length;
    }

    /// @notice A string that stands in calldata; its characters were checked.
    /// @param length At most 32.
    function putCalldata(Text memory text, uint256 pos, uint256 length) internal pure {
        _putWord(text, CalldataLib.word(pos), length);
    }

    function putDecimal(Text memory text, uint256 value) internal pure {
        uint256 digits = 1;
        for (uint256 rest = value / 10; rest != 0; rest /= 10) {
            ++digits;
        }
        _putDigits(text, value, digits);
    }

    /// @notice `0x` and 40 lower-case digits.
    function putAddress(Text memory text, address value) internal pure {
        put(text, "0x");
        uint256 number = uint160(value);
        _putWord(text, _hexDigits(number >> 32), 32);
        _putWord(text, _hexDigits(number << 96 & type(uint128).max), 8);
    }

    /// @notice `0x` and 64 lower-case digits.
    function putBytes32(Text memory text, bytes32 value) internal pure {
        put(text, "0x");
        _putWord(text, _hexDigits(uint256(value) >> 128), 32);
        _putWord(text, _hexDigits(uint128(uint256(value))), 32);
    }

    /// @notice `0x` and 8 lower-case digits.
    function putBytes4(Text memory text, bytes4 value) internal pure {
        put(text, "0x");
        _putWord(text, _hexDigits(uint256(uint32(value)) << 96), 8);
    }

    /// @notice `2026-12-31 23:59:59 UTC`.
    /// @param time Unix seconds below 2^47. From the year 10000 on the year has more digits.
    function putDate(Text memory text, uint256 time) internal pure {
        (uint256 year, uint256 month, uint256 day) = _civil(time / 1 days);
        uint256 second = time % 1 days;
        if (year > 9999) putDecimal(text, year);
        else _putDigits(text, year, 4);
        put(text, "-");
        _putDigits(text, month, 2);
        put(text, "-");
        _putDigits(text, day, 2);
        put(text, " ");
        _putDigits(text, second / 3600, 2);
        put(text, ":");
        _putDigits(text, second / 60 % 60, 2);
        put(text, ":");
        _putDigits(text, second % 60, 2);
        put(text, " UTC");
    }

    /// @dev Writes 32 bytes, of which `length` count: the buffer has room behind its end.
    function _putWord(Text memory text, bytes32 word, uint256 length) private pure {
        uint256 to = text.cursor;
        assembly ("memory-safe") {
            mstore(to, word) // inside the buffer of create()
        }
        text.cursor = to + length;
    }

    function _putDigits(Text memory text, uint256 value, uint256 digits) private pure {
        uint256 end = text.cursor + digits;
        for (uint256 pos = end; pos > text.cursor; value /= 10) {
            --pos;
            uint256 digit = 0x30 + value % 10;
            assembly ("memory-safe") {
                mstore8(pos, digit) // inside the buffer of create()
            }
        }
        text.cursor = end;
    }

    /// @dev Spreads 16 bytes to 32 nibbles, one in each byte, then adds '0' or, from 10 on, 'a' - 10.
    function _hexDigits(uint256 value) private pure returns (bytes32) {
        value = (value | value << 64) & 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
        value = (value | value << 32) & 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
        value = (value | value << 16) & 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        value = (value | value << 8) & 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        value = (value | value << 4) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
        uint256 ones = 0x0101010101010101010101010101010101010101010101010101010101010101;
        uint256 letters = (value + 6 * ones) >> 4 & ones;
        // No carry between bytes: a nibble is at most 15, and 15 + 0x30 + 0x27 < 256.
        return bytes32(value + 0x30 * ones + 0x27 * letters);
    }

    /// @dev Gregorian calendar of a day since 1970-01-01: count from 1 March of year 0, in eras of 400 years.
    function _civil(uint256 unixDay) private pure returns (uint256 year, uint256 month, uint256 day) {
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

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "./Test.sol";

/// @notice Numbers, dates and measures of the text form in the plainest way: twins of what the renderer does at once.
abstract contract PlainText is Test {
    /// @notice What `personal_sign` signs (EIP-191).
    function personalDigest(string memory text) internal pure returns (bytes32) {
        string memory length = vm.toString(bytes(text).length);
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n", length, text));
    }

    /// @notice How long a text is, or at its first line too much where that ends, and how much of a display it takes.
    function measure(string memory text) internal pure returns (bool fits, uint256 characters, uint256 displayLines) {
        bytes memory content = bytes(text);
        uint256 lineStart;
        for (uint256 i; i <= content.length; ++i) {
            if (i < content.length && content[i] != "\n") continue;

            characters = i;
            displayLines += (i - lineStart) / 17 + ((i - lineStart) % 17 == 0 ? 0 : 1);
            lineStart = i + 1;
            if (characters > 4000 || displayLines > 240) return (false, characters, displayLines);
        }
        return (true, characters, displayLines);
    }

    function decimal(uint256 value) internal pure returns (string memory) {
        return vm.toString(value);
    }

    /// @notice `0x` and two lower-case digits for each byte.
    function hexadecimal(bytes memory content) internal pure returns (string memory) {
        bytes memory characters = "0x";
        for (uint256 i; i < content.length; ++i) {
            uint8 value = uint8(content[i]);
            characters = bytes.concat(characters, _digit(value >> 4), _digit(value & 15));
        }
        return string(characters);
    }

    function hexadecimal(address value) internal pure returns (string memory) {
        return hexadecimal(abi.encodePacked(value));
    }

    /// @notice By counting years and months from 1970; 400 years are always 146,097 days.
    function date(uint256 time) internal pure returns (string memory) {
        uint256 day = time / 86_400;
        uint256 year = 1970 + day / 146_097 * 400;
        day %= 146_097;
        while (day >= _daysOf(year, 13)) {
            day -= _daysOf(year, 13);
            ++year;
        }
        uint256 month = 1;
        while (day >= _daysOf(year, month)) {
            day -= _daysOf(year, month);
            ++month;
        }

        string memory calendar = string.concat(_padded(year, 4), "-", _padded(month, 2), "-", _padded(day + 1, 2));
        string memory clock = string.concat(_padded(time / 3600 % 24, 2), ":", _padded(time / 60 % 60, 2));
        return string.concat(calendar, " ", clock, ":", _padded(time % 60, 2), " UTC");
    }

    /// @param month 1 … 12; 13: the whole year.
    function _daysOf(uint256 year, uint256 month) private pure returns (uint256) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month == 13) return leap ? 366 : 365;
        if (month == 2) return leap ? 29 : 28;
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    function _padded(uint256 value, uint256 width) private pure returns (string memory text) {
        text = decimal(value);
        while (bytes(text).length < width) text = string.concat("0", text);
    }

    function _digit(uint8 value) private pure returns (bytes1) {
        return bytes("0123456789abcdef")[value];
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_DISPLAY_LINES, MAX_TEXT_CHARACTERS} from "../interfaces/ISessionKeyModule.sol";
import {Text} from "../types/Text.sol";
import {DecimalTextLib} from "./DecimalTextLib.sol";

/// @notice Writes lines of the text form (docs/encoding.md §4) and counts how much of a device's display they take.
/// @dev A text costs about as much as everything else in a grant, so characters are written as whole words where they
/// stay: no piece is copied. The unchecked sums are safe, since positions in memory are far below 2^32 (that much would
/// cost more gas than a block has) and a text ends at its first line too much.
library TextLib {
    uint256 private constant DISPLAY_WIDTH = 17;

    /// Lines are checked as they end; no single one is longer than this, and writes reach a word further.
    uint256 private constant LONGEST_LINE = 480;

    // One of what a field of the state counts. What an ended line had counts as characters and moves the line's start.
    uint256 private constant CHARACTER = 2 ** 64 + 2 ** 32;
    uint256 private constant DISPLAY_LINE = 2 ** 96;

    // The fields begin so high that their top bits say that a limit is passed; an ended line's newline does not count.
    uint256 private constant FIRST_CHARACTER = 2 ** 31 - (MAX_TEXT_CHARACTERS + 2);
    uint256 private constant FIRST_DISPLAY_LINE = 2 ** 31 - (MAX_DISPLAY_LINES + 1);
    uint256 private constant TOO_LONG = 2 ** 127 + 2 ** 95;

    /// @notice Starts a text in memory of its own. The word in front of it is free: `toString` and `digest` need it.
    function begin() internal pure returns (Text) {
        uint256 capacity = MAX_TEXT_CHARACTERS + LONGEST_LINE + 32;
        uint256 start;
        assembly ("memory-safe") {
            start := add(mload(0x40), 0x20) // behind the free word
            mstore(0x40, add(start, capacity)) // allocated, not cleared: nothing is read that was not written
        }
        return Text.wrap(FIRST_DISPLAY_LINE << 96 | FIRST_CHARACTER << 64 | start << 32 | start);
    }

    /// @notice Writes up to 32 characters.
    function put(Text text, bytes32 characters, uint256 length) internal pure returns (Text) {
        assembly ("memory-safe") {
            mstore(and(text, 0xffffffff), characters) // inside what begin() allocated
        }
        unchecked {
            return Text.wrap(Text.unwrap(text) + length);
        }
    }

    /// @notice Writes a string that stands in calldata; its characters were checked.
    /// @param length At most 255.
    function putCalldata(Text text, uint256 pos, uint256 length) internal pure returns (Text) {
        assembly ("memory-safe") {
            calldatacopy(and(text, 0xffffffff), pos, length) // inside what begin() allocated
        }
        unchecked {
            return Text.wrap(Text.unwrap(text) + length);
        }
    }

    /// @notice Ends the current line with `;` and a newline, and begins the next one.
    /// @param length At most 30.
    function line(Text text, bytes32 characters, uint256 length) internal pure returns (Text) {
        uint256 state = Text.unwrap(text);
        unchecked {
            // With the `;`, n + 1 characters take ⌈(n + 1) / 17⌉ = ⌊n / 17⌋ + 1 display lines.
            uint256 lineLength = uint32(state - (state >> 32));
            state += (lineLength / DISPLAY_WIDTH + 1) * DISPLAY_LINE + (lineLength + 2) * CHARACTER;
            if (state & TOO_LONG != 0) _refuse(_characters(state) - 1, state);

            return put(Text.wrap(state), bytes32(";\n") | characters >> 16, length + 2);
        }
    }

    /// @notice Ends the text; the last line brings its own full stop.
    function toString(Text text) internal pure returns (string memory result) {
        (uint256 start, uint256 length) = _end(text);
        assembly ("memory-safe") {
            result := sub(start, 0x20) // the free word of begin()
            mstore(result, length)
        }
    }

    /// @notice Ends the text and hashes it as `personal_sign` does (EIP-191).
    function digest(Text text) internal pure returns (bytes32 result) {
        (uint256 start, uint256 length) = _end(text);
        (uint256 digits, uint256 digitCount) = DecimalTextLib.digits(length);
        bytes32 prefix = bytes26("\x19Ethereum Signed Message:\n");
        unchecked {
            // 26 characters and at most 4 digits, so that all ends with the free word of begin().
            uint256 prefixLength = 26 + digitCount;
            uint256 word = uint256(prefix) >> (256 - 8 * prefixLength) | digits;
            assembly ("memory-safe") {
                mstore(sub(start, 0x20), word)
                result := keccak256(sub(start, prefixLength), add(prefixLength, length))
            }
        }
    }

    function _end(Text text) private pure returns (uint256 start, uint256 length) {
        uint256 state = Text.unwrap(text);
        unchecked {
            uint256 lineLength = uint32(state - (state >> 32));
            length = _characters(state) + lineLength;
            start = uint32(state) - length;
            state += (lineLength + DISPLAY_WIDTH - 1) / DISPLAY_WIDTH * DISPLAY_LINE;
        }
        if (state & TOO_LONG != 0 || length > MAX_TEXT_CHARACTERS) _refuse(length, state);
    }

    /// @dev Characters of the ended lines, with their newlines.
    function _characters(uint256 state) private pure returns (uint256) {
        unchecked {
            return uint32(state >> 64) - FIRST_CHARACTER;
        }
    }

    function _refuse(uint256 characters, uint256 state) private pure {
        revert ISessionKeyModule.TextTooLong(characters, (state >> 96) - FIRST_DISPLAY_LINE);
    }
}

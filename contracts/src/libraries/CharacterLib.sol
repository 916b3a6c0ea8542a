// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The character sets of the strings in a grant. None holds a space, `:` (but the nonce domain) or `;`, so no
/// string can look like a line of the text form.
/// @dev All 32 bytes of a word are judged at once. A byte below 0x80 stays within its byte when up to 0x80 is added, and
/// its top bit then says "at least" the number that the addend completes to 0x80.
library CharacterLib {
    uint256 internal constant MAX_LENGTH = 32;

    /// 0x01 in each byte.
    uint256 private constant EACH = type(uint256).max / 0xff;
    uint256 private constant TOP_BITS = 0x80 * EACH;

    /// @notice Refuses all but [a-z0-9._-]{1,32}.
    function checkId(uint256 pos, uint256 length) internal pure {
        uint256 word = uint256(CalldataLib.word(pos));
        _check("id", word, length, 1, _common(word) | _within(word, "0", "9"));
    }

    /// @notice Refuses all but [a-z0-9._:-]{1,32}.
    function checkNonceDomain(uint256 pos, uint256 length) internal pure {
        uint256 word = uint256(CalldataLib.word(pos));
        _check("nonceDomain", word, length, 1, _common(word) | _within(word, "0", ":"));
    }

    /// @notice Refuses all but [A-Za-z0-9._-]{0,32}.
    function checkLabel(uint256 pos, uint256 length) internal pure {
        uint256 word = uint256(CalldataLib.word(pos));
        _check("label", word, length, 0, _common(word) | _within(word, "0", "9") | _within(word, "A", "Z"));
    }

    /// @param allowed The top bit of each byte whose character is in the set; of bytes from 0x80 on, anything.
    function _check(bytes32 term, uint256 word, uint256 length, uint256 minimum, uint256 allowed) private pure {
        if (length > MAX_LENGTH || length < minimum) {
            revert ISessionKeyModule.TermInvalid(term, length, length < minimum ? minimum : MAX_LENGTH);
        }

        unchecked {
            // The top bits of refused bytes, without those behind the string. Safe: length <= 32; a shift by 256 gives 0.
            uint256 refused = (word | ~allowed) & TOP_BITS & ~(type(uint256).max >> 8 * length);
            if (refused == 0) return;

            uint256 position;
            while (refused >> 255 - 8 * position == 0) ++position;
            revert ISessionKeyModule.CharacterInvalid(term, position, bytes1(uint8(word >> 248 - 8 * position)));
        }
    }

    /// @dev [a-z._-]: '-' and '.' are neighbours.
    function _common(uint256 word) private pure returns (uint256) {
        return _within(word, "a", "z") | _within(word, "-", ".") | _within(word, "_", "_");
    }

    /// @return The top bit of each byte from `first` to `last`; of bytes from 0x80 on, anything. Other bits: anything.
    function _within(uint256 word, bytes1 first, bytes1 last) private pure returns (uint256) {
        unchecked {
            // Safe: what is added to a byte of at most 0x7f is at most 0x80.
            uint256 low = word & ~TOP_BITS;
            return (low + EACH * (0x80 - uint8(first))) & ~(low + EACH * (0x7f - uint8(last)));
        }
    }
}

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
        _check("id", pos, length, 1, 0);
    }

    /// @notice Refuses all but [a-z0-9._:-]{1,32}.
    function checkNonceDomain(uint256 pos, uint256 length) internal pure {
        uint256 low = _low(uint256(CalldataLib.word(pos)));
        unchecked {
            uint256 colon = (low + EACH * (0x80 - 0x3a)) & ~(low + EACH * (0x7f - 0x3a));
            _check("nonceDomain", pos, length, 1, colon);
        }
    }

    /// @notice Refuses all but [A-Za-z0-9._-]{0,32}.
    function checkLabel(uint256 pos, uint256 length) internal pure {
        uint256 low = _low(uint256(CalldataLib.word(pos)));
        unchecked {
            uint256 capital = (low + EACH * (0x80 - 0x41)) & ~(low + EACH * (0x7f - 0x5a));
            _check("label", pos, length, 0, capital);
        }
    }

    /// @param alsoAllowed The top bit of each byte whose character is allowed besides [a-z0-9._-]; of bytes from 0x80
    /// on, and in other bits, anything.
    function _check(bytes32 term, uint256 pos, uint256 length, uint256 minimum, uint256 alsoAllowed) private pure {
        unchecked {
            // A length below the minimum wraps to far above the maximum.
            if (length - minimum > MAX_LENGTH - minimum) {
                revert ISessionKeyModule.TermInvalid(term, length, length < minimum ? minimum : MAX_LENGTH);
            }

            uint256 word = uint256(CalldataLib.word(pos));
            uint256 low = _low(word);
            uint256 allowed = alsoAllowed | (low + EACH * (0x80 - 0x61)) & ~(low + EACH * (0x7f - 0x7a)) // a-z
                | (low + EACH * (0x80 - 0x30)) & ~(low + EACH * (0x7f - 0x39)) // 0-9
                | (low + EACH * (0x80 - 0x2d)) & ~(low + EACH * (0x7f - 0x2e)) // -.
                | (low + EACH * (0x80 - 0x5f)) & ~(low + EACH * (0x7f - 0x5f)); // _

            // Without what stands behind the string. Safe: length <= 32; a shift by 256 gives 0.
            uint256 refused = (word | ~allowed) & TOP_BITS & ~(type(uint256).max >> 8 * length);
            if (refused != 0) _revert(term, word, refused);
        }
    }

    function _revert(bytes32 term, uint256 word, uint256 refused) private pure {
        uint256 position;
        while (refused >> 255 - 8 * position == 0) ++position;
        revert ISessionKeyModule.CharacterInvalid(term, position, bytes1(uint8(word >> 248 - 8 * position)));
    }

    /// @dev Without the top bits: what is then added to a byte stays within it.
    function _low(uint256 word) private pure returns (uint256) {
        return word & ~TOP_BITS;
    }
}

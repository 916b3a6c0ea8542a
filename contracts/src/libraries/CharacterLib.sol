// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The character sets of the strings in a grant. None holds a space, `:` (but the nonce domain) or `;`, so no
/// string can look like a line of the text form.
library CharacterLib {
    uint256 internal constant MAX_LENGTH = 32;

    // One bit per ASCII code. Digits, '.', '_', '-' and lower-case letters:
    uint256 private constant BASE = 0x03ff << 48 | 1 << 46 | 1 << 95 | 1 << 45 | 0x03ffffff << 97;
    /// [a-z0-9._-]
    uint256 internal constant ID = BASE;
    /// [a-z0-9._:-]
    uint256 internal constant NONCE_DOMAIN = BASE | 1 << 58;
    /// [A-Za-z0-9._-]
    uint256 internal constant LABEL = BASE | 0x03ffffff << 65;

    /// @notice Refuses a string of another length than minimum … 32, or with a character outside the set.
    function check(bytes32 term, uint256 pos, uint256 length, uint256 minimum, uint256 set) internal pure {
        if (length > MAX_LENGTH || length < minimum) {
            revert ISessionKeyModule.TermInvalid(term, length, length < minimum ? minimum : MAX_LENGTH);
        }

        uint256 characters = uint256(CalldataLib.word(pos));
        for (uint256 i; i < length; ++i) {
            uint256 character = characters >> 248;
            if (set >> character & 1 == 0) {
                revert ISessionKeyModule.CharacterInvalid(term, i, bytes1(uint8(character)));
            }
            characters <<= 8;
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Text} from "../types/Text.sol";

/// @notice Lower-case hexadecimal numbers of a fixed width.
library HexTextLib {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    /// What makes an `x` of the second of 32 digits when that is a `0`.
    uint256 private constant X = 0x48 << 240;

    /// @notice `0x` and 40 digits.
    function putAddress(Text text, address value) internal pure returns (Text) {
        uint256 number = uint160(value);
        unchecked {
            // Safe: the two digits above the highest 15 bytes are `00`, and `0` + 0x48 = `x`.
            text = text.put(bytes32(_digits(number >> 40) + X), 32);
        }
        return text.put(bytes32(_digits(number << 88 & type(uint128).max)), 10);
    }

    /// @notice `0x` and 64 digits.
    function putBytes32(Text text, bytes32 value) internal pure returns (Text) {
        text = text.put("0x", 2);
        text = text.put(bytes32(_digits(uint256(value) >> 128)), 32);
        return text.put(bytes32(_digits(uint128(uint256(value)))), 32);
    }

    /// @notice `0x` and 8 digits.
    function putBytes4(Text text, bytes4 value) internal pure returns (Text) {
        uint256 number = uint256(uint32(value)) << 88;
        unchecked {
            // Safe: as in putAddress.
            return text.put(bytes32(_digits(number) + X), 10);
        }
    }

    /// @dev Spreads 16 bytes to 32 nibbles, one in each byte, then adds '0' or, from 10 on, 'a' - 10.
    /// @param value Below 2^128.
    function _digits(uint256 value) private pure returns (uint256) {
        value = (value | value << 64) & 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
        value = (value | value << 32) & 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
        value = (value | value << 16) & 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        value = (value | value << 8) & 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        value = (value | value << 4) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
        unchecked {
            // Safe: no carry between bytes, since a nibble is at most 15, and 15 + 0x30 + 0x27 < 256.
            uint256 letters = value + 6 * ONES >> 4 & ONES;
            return value + 0x30 * ONES + 0x27 * letters;
        }
    }
}

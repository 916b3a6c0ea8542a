// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Small damages to ABI-encoded bytes, of the kinds that an attacker would try: other offsets and lengths, moved,
/// missing, doubled and dirty bytes.
library Mutation {
    /// @notice Damages content up to three times.
    function mutate(bytes memory content, uint256 seed) internal pure returns (bytes memory result) {
        result = content;
        for (uint256 i = 0; i <= seed % 3; i++) {
            result = _once(result, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _once(bytes memory content, uint256 seed) private pure returns (bytes memory) {
        uint256 kind = seed % 7;
        uint256 value = seed >> 16;
        uint256 position = content.length == 0 ? 0 : (seed >> 8) % content.length;
        // Words stand behind a selector of four bytes; offsets and lengths are most often among the first.
        uint256 word = 4 + 32 * ((seed >> 8) % 3 == 0 ? position / 32 : (seed >> 12) % 8);

        if (kind == 0) return _put(content, word, 32 * (value % 16));
        if (kind == 1) return _put(content, word, _moved(_get(content, word), value % 9));
        if (kind == 2) return _put(content, word, value % 2 == 0 ? type(uint256).max - value % 64 : value % 300);
        if (kind == 3) return _put(content, word, _get(content, 4 + 32 * (value % 16)));
        if (kind == 4) return _flip(content, position, value % 8);
        if (kind == 5) return _splice(content, position, value % 2 == 0 ? 1 : 32, 0);
        return _splice(content, position, 0, value % 2 == 0 ? 1 : 32);
    }

    /// @dev Up to four words back or forth; wraps around.
    function _moved(uint256 offset, uint256 words) private pure returns (uint256) {
        unchecked {
            return offset + 32 * words - 128;
        }
    }

    function _get(bytes memory content, uint256 position) private pure returns (uint256 value) {
        for (uint256 i = 0; i < 32; i++) {
            value = value << 8 | (position + i < content.length ? uint8(content[position + i]) : 0);
        }
    }

    function _put(bytes memory content, uint256 position, uint256 value) private pure returns (bytes memory result) {
        result = bytes.concat(content);
        for (uint256 i = 0; i < 32 && position + i < content.length; i++) {
            result[position + i] = bytes32(value)[i];
        }
    }

    function _flip(bytes memory content, uint256 position, uint256 bit) private pure returns (bytes memory result) {
        result = bytes.concat(content);
        if (content.length != 0) result[position] ^= bytes1(uint8(1 << bit));
    }

    /// @dev Takes bytes out, or puts zeros in.
    function _splice(bytes memory content, uint256 position, uint256 removed, uint256 added)
        private
        pure
        returns (bytes memory result)
    {
        if (removed > content.length - position) removed = content.length - position;
        result = new bytes(content.length - removed + added);
        for (uint256 i = 0; i < position; i++) {
            result[i] = content[i];
        }
        for (uint256 i = position + removed; i < content.length; i++) {
            result[i - removed + added] = content[i];
        }
    }
}

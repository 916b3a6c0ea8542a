// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Words inside of bytes. Nothing is changed in place.
library Bytes {
    function word(bytes memory data, uint256 position) internal pure returns (uint256 value) {
        for (uint256 i = 0; i < 32; i++) {
            value = value << 8 | uint8(data[position + i]);
        }
    }

    /// @return result The data with another word at a position.
    function put(bytes memory data, uint256 position, uint256 value) internal pure returns (bytes memory result) {
        result = bytes.concat(data);
        for (uint256 i = 0; i < 32; i++) {
            result[position + i] = bytes32(value)[i];
        }
    }

    /// @return result The first bytes of the data.
    function cut(bytes memory data, uint256 length) internal pure returns (bytes memory result) {
        result = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            result[i] = data[i];
        }
    }
}

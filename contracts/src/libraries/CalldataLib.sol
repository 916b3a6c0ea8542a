// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Reads packed data at absolute positions of this transaction's calldata.
/// @dev Solidity has no cheap way to do this: a slice per field costs about 60 gas each, over some thirty fields of an
/// operation. Reading past the end yields zeros or foreign bytes, so a parser built on this must compare the position
/// that it reached with the announced length before anything it read takes effect; all of ours do.
library CalldataLib {
    function position(bytes calldata data) internal pure returns (uint256 pos) {
        assembly ("memory-safe") {
            pos := data.offset
        }
    }

    /// @notice A `bytes` member of a struct in calldata, as Solidity reads it: refused without a name unless it lies inside.
    /// @param structAt Position of the struct.
    /// @param member Offset of the member's head.
    function bytesMember(uint256 structAt, uint256 member) internal pure returns (bytes calldata data) {
        assembly ("memory-safe") {
            let offset := calldataload(add(structAt, member))
            let pos := add(structAt, offset)
            data.length := calldataload(pos)
            data.offset := add(pos, 0x20)
            let tooLarge := shr(64, or(offset, data.length))
            if or(tooLarge, gt(add(data.offset, data.length), calldatasize())) { revert(0, 0) }
        }
    }

    function word(uint256 pos) internal pure returns (bytes32 value) {
        assembly ("memory-safe") {
            value := calldataload(pos)
        }
    }

    /// @param size Bytes, 1 … 32.
    function uintAt(uint256 pos, uint256 size) internal pure returns (uint256) {
        unchecked {
            // Safe: size <= 32 at every call, all of which pass a constant.
            return uint256(word(pos)) >> (256 - 8 * size);
        }
    }

    function addressAt(uint256 pos) internal pure returns (address) {
        return address(bytes20(word(pos)));
    }

    function hash(uint256 pos, uint256 length) internal pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            let free := mload(0x40) // scratch behind the free pointer, not kept
            calldatacopy(free, pos, length) // free … free + length: the bytes
            digest := keccak256(free, length)
        }
    }
}

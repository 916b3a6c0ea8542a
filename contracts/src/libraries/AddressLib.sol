// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Compares addresses without a jump, for long alternatives: `||` costs 20 gas more for each of its parts, in
/// every call of an operation and every capability of a grant.
library AddressLib {
    /// @return same 1 or 0, to be joined by `|`.
    function isSame(address a, address b) internal pure returns (uint256 same) {
        // Clean words: the upper bits of an address variable mean nothing in assembly.
        (uint256 x, uint256 y) = (uint160(a), uint160(b));
        assembly ("memory-safe") {
            same := eq(x, y)
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title P-256 signatures where the precompile cannot be used
interface IP256Verifier {
    /// @notice Whether (r, s) is the signature of the key (x, y) over the hash.
    /// @dev False for s in the upper half of the order, and for points that are not on the curve.
    function verify(bytes32 hash, bytes32 r, bytes32 s, bytes32 x, bytes32 y) external view returns (bool);
}

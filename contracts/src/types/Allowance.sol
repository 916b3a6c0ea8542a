// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice An allowance that a call of an operation sets, as it was before the calls.
struct Allowance {
    address token;
    address spender;
    /// Token base units.
    uint256 earlier;
}

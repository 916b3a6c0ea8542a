// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice One call of an operation, as the account will make it.
struct Call {
    address target;
    /// wei
    uint256 value;
    /// Position of the call's data in this transaction's calldata, and its length in bytes.
    uint256 dataAt;
    uint256 dataLength;
    /// First four bytes; 0 for empty data.
    bytes4 selector;
}

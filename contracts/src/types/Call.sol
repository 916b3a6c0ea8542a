// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice One call of an operation, as the account will make it.
struct Call {
    /// 0 is the first.
    uint256 index;
    address target;
    /// wei
    uint256 value;
    /// Position of the call's data in this transaction's calldata, and its length in bytes.
    uint256 dataAt;
    uint256 dataLength;
    /// First four bytes; 0 for empty data.
    bytes4 selector;
}

/// @notice The calls of an operation, read one after the other.
struct Calls {
    /// Positions in calldata: where callData begins (errors count from here), and where the calls must end.
    uint256 origin;
    uint256 end;
    uint256 count;
    /// Position of a batch's offsets; 0 for a single call.
    uint256 offsetsAt;
    /// Where the next call begins.
    uint256 next;
    /// A single call of ERC-7579: target 20 ‖ value 32 ‖ data, instead of ABI.
    bool packed;
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A test double of whatever an account calls: gives back what it got, or reverts with a named error.
contract CallTarget {
    /// @notice The target was asked to revert.
    error Unwilling(uint256 number);

    /// @notice How often {echo} was called.
    uint256 public calls;

    function echo(uint256 number) external payable returns (address sender, uint256 value, uint256 same) {
        calls++;
        return (msg.sender, msg.value, number);
    }

    function fail(uint256 number) external pure {
        revert Unwilling(number);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A test double of a target with arguments of the kinds that can be dirty or stand elsewhere.
contract Mailbox {
    /// @notice What was written last, as this contract decoded it.
    bytes public text;

    function write(bytes calldata newText) external {
        text = newText;
    }

    /// @dev The compiler refuses other words than 0 and 1 for `urgent`, and above 255 for `priority`.
    function ask(bool urgent, uint8 priority) external {
        text = abi.encode(urgent, priority);
    }
}

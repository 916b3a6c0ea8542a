// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A hostile target: called by an account, it calls whatever it was told to, and remembers the answer.
contract Reenterer {
    address private _target;
    bytes private _data;

    /// @notice How often it struck.
    uint256 public strikes;

    /// @notice Whether the call went through the last time, and what it answered.
    bool public done;
    bytes public answer;

    /// @notice Whom to call next, with what.
    function prepare(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    /// @notice What an ERC-777 token calls when it has arrived.
    function tokensReceived(address, address, address, uint256, bytes calldata, bytes calldata) external {
        (done, answer) = _target.call(_data);
    }

    /// @param amount Not read: a word for budgets to count.
    function strike(uint256 amount) external payable returns (uint256) {
        strikes++;
        (done, answer) = _target.call(_data);
        return amount;
    }
}

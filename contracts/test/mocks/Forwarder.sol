// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A contract that calls whatever anybody tells it to, and keeps nothing.
contract Forwarder {
    error Refused(bytes answer);

    function forward(address target, bytes calldata data) external {
        (bool done, bytes memory answer) = target.call(data);
        if (!done) revert Refused(answer);
    }
}

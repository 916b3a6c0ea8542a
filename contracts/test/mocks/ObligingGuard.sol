// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A test double of a guard: keeps what it was told, and answers what it was told to.
contract ObligingGuard {
    bytes public told;

    bytes private _answer;
    bool private _reverts;

    function setAnswer(bytes calldata answer, bool reverts) external {
        (_answer, _reverts) = (answer, reverts);
    }

    fallback() external {
        told = msg.data;
        bytes memory answer = _answer;
        bool reverts = _reverts;
        assembly ("memory-safe") {
            if reverts { revert(add(answer, 0x20), mload(answer)) }
            return(add(answer, 0x20), mload(answer))
        }
    }
}

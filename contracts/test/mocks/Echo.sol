// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Answers every call with its own calldata and the caller, as a result or as revert data.
contract Echo {
    bool private immutable _reverts;

    constructor(bool reverts) {
        _reverts = reverts;
    }

    fallback(bytes calldata data) external returns (bytes memory answer) {
        answer = abi.encodePacked(msg.sender, data);
        if (!_reverts) return answer;

        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer)) // the bytes as they are
        }
    }
}

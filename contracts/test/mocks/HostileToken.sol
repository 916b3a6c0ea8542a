// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A token that tries to make whoever asks it for its name run out of gas.
contract HostileToken {
    /// @dev Bytes of the answer; the greatest number: never answers.
    uint256 private immutable _length;
    /// @dev Whether the answer is revert data.
    bool private immutable _reverts;

    constructor(uint256 length, bool reverts) {
        _length = length;
        _reverts = reverts;
    }

    fallback() external {
        uint256 length = _length;
        while (length == type(uint256).max) {}

        bool reverts = _reverts;
        assembly ("memory-safe") {
            mstore(0, 32)
            if reverts { revert(0, length) }
            return(0, length)
        }
    }
}

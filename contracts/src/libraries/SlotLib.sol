// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Storage slots by their number: a session's slots are found once, and its budgets are counted from there.
library SlotLib {
    function load(uint256 slot) internal view returns (uint256 value) {
        assembly ("memory-safe") {
            value := sload(slot)
        }
    }

    function store(uint256 slot, uint256 value) internal {
        assembly ("memory-safe") {
            sstore(slot, value)
        }
    }
}

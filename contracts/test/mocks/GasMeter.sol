// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Stands at the address of whoever calls in reality, and measures what the called frame costs.
contract GasMeter {
    /// @return used What the caller pays, with the call itself and the first touch of the target (gas units).
    /// @return answer The first word that the target answers.
    function measure(address target, bytes memory data) external returns (uint256 used, uint256 answer) {
        bool done;
        assembly ("memory-safe") {
            let before := gas()
            done := call(gas(), target, 0, add(data, 0x20), mload(data), 0, 0x20) // The answer: to scratch space.
            used := sub(before, gas())
            answer := mload(0)
            if iszero(done) {
                returndatacopy(mload(0x40), 0, returndatasize()) // Free memory, not kept.
                revert(mload(0x40), returndatasize())
            }
        }
    }
}

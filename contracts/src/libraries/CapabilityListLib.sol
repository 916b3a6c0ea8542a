// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability} from "../types/Capability.sol";

/// @notice Makes, fills and reads a list of capabilities without what an array of Solidity does besides: clear itself,
/// and compare its length at every access. A grant of 1,000 capabilities goes through its list four times.
/// @dev Memory: length 0x20, then 0x20 for each capability. The caller keeps indices below the length.
library CapabilityListLib {
    /// @param count Below 2^16: what two bytes of the terms say.
    function allocate(uint256 count) internal pure returns (Capability[] memory list) {
        assembly ("memory-safe") {
            list := mload(0x40)
            mstore(list, count)
            mstore(0x40, add(list, shl(5, add(count, 1)))) // not cleared: the caller sets each before it reads it
        }
    }

    function get(Capability[] memory list, uint256 index) internal pure returns (Capability capability) {
        assembly ("memory-safe") {
            capability := mload(add(add(list, 0x20), shl(5, index)))
        }
    }

    function set(Capability[] memory list, uint256 index, Capability capability) internal pure {
        assembly ("memory-safe") {
            mstore(add(add(list, 0x20), shl(5, index)), capability)
        }
    }
}

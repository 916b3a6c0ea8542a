// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CapabilityListLib} from "../../../src/libraries/CapabilityListLib.sol";
import {Capability} from "../../../src/types/Capability.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The list of capabilities in assembly against an array of Solidity.
contract CapabilityListLibTest is Test {
    function testFuzz_List(uint256 seed, uint16 length, bytes memory before) public pure {
        bytes memory copy = bytes.concat(before);
        uint256 count = bound(length, 0, 300);
        Capability[] memory expected = new Capability[](count);
        Capability[] memory list = CapabilityListLib.allocate(count);
        bytes memory behind = abi.encode(seed, "behind");
        for (uint256 i = 0; i < count; i++) {
            Capability capability = Capability.wrap(uint256(keccak256(abi.encode(seed, i))));
            expected[i] = capability;
            CapabilityListLib.set(list, i, capability);
        }

        assertEq(list.length, count, "length");
        assertEq(abi.encode(list), abi.encode(expected), "an array of Solidity");
        for (uint256 i = 0; i < count; i++) {
            Capability capability = CapabilityListLib.get(list, i);
            assertEq(Capability.unwrap(capability), Capability.unwrap(expected[i]), "item");
        }
        assertEq(before, copy, "memory that was there");
        assertEq(behind, abi.encode(seed, "behind"), "memory that came after");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AddressLib} from "../../../src/libraries/AddressLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The comparison without a jump against that of Solidity.
contract AddressLibTest is Test {
    function testFuzz_IsSame(address a, address b, uint8 bit) public pure {
        assertEq(AddressLib.isSame(a, b), a == b ? 1 : 0, "any two");
        assertEq(AddressLib.isSame(a, a), 1, "one");
        assertEq(AddressLib.isSame(a, address(uint160(a) ^ uint160(1 << bit % 160))), 0, "but one bit");
    }

    function testFuzz_IsSame_WhenUpperBitsAreDirty(address a, uint96 dirt) public pure {
        address dirty;
        assembly ("memory-safe") {
            dirty := or(a, shl(160, dirt)) // bits that Solidity does not look at
        }

        assertEq(AddressLib.isSame(a, dirty), 1, "dirty right");
        assertEq(AddressLib.isSame(dirty, a), 1, "dirty left");
    }
}

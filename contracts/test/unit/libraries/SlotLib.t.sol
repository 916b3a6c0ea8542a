// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SlotLib} from "../../../src/libraries/SlotLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Slots by number, against Solidity's own access and the interpreter's.
contract SlotLibTest is Test {
    uint256 private _first;
    mapping(uint256 key => uint256 value) private _map;

    function testFuzz_StoreAndLoad(uint256 slot, uint256 value, uint256 other) public {
        SlotLib.store(slot, value);
        assertEq(SlotLib.load(slot), value, "loaded");
        assertEq(uint256(vm.load(address(this), bytes32(slot))), value, "stored");
        unchecked {
            SlotLib.store(slot + 1, other);
        }
        assertEq(SlotLib.load(slot), value, "another slot");
    }

    function testFuzz_IsSolidityStorage(uint256 key, uint256 value) public {
        uint256 slot;
        assembly ("memory-safe") {
            slot := _map.slot
        }
        uint256 place = uint256(keccak256(abi.encode(key, slot)));
        _map[key] = value;
        assertEq(SlotLib.load(place), value, "loaded");
        unchecked {
            SlotLib.store(place, value + 1);
            assertEq(_map[key], value + 1, "stored");
        }
        assertEq(_first, 0, "another slot");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CalendarWindow} from "../../../src/types/CalendarWindow.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Index, used and carry in a slot, against numbers of their own.
contract CalendarWindowTest is Test {
    uint256 private constant MAX_AMOUNT = 2 ** 108 - 1;

    /// @dev A table of windows: what each has used, wherever it was charged from.
    function testFuzz_MoveAndCharge(uint256 seed, uint128 limit) public pure {
        uint256 bounded = bound(limit, 1, MAX_AMOUNT);
        CalendarWindow window;
        uint256[] memory used = new uint256[](64);
        uint256 start = seed % 2 ** 38;
        uint256 current;
        for (uint256 round = 0; round < 20; round++) {
            uint256 random = uint256(keccak256(abi.encode(seed, round)));
            current += random % 3;
            window = window.moveTo(start + current);
            assertEq(window.index(), start + current, "index");
            assertEq(window.used(), used[current], "used so far");

            uint256 amount = (random >> 64) % (bounded - used[current] + 1);
            bool late = random >> 32 & 1 == 1;
            window = window.charged(amount, late);
            used[current] += amount;
            if (late) used[current + 1] += amount;

            uint256 expected = (start + current) << 216 | used[current] << 108 | used[current + 1];
            assertEq(CalendarWindow.unwrap(window), expected, "slot");
        }
    }

    function test_WhenEverythingIsTheGreatest() public pure {
        CalendarWindow window = CalendarWindow.wrap(0).moveTo(2 ** 40 - 1).charged(MAX_AMOUNT, true);
        assertEq(CalendarWindow.unwrap(window), type(uint256).max, "all bits");
        assertEq(window.used(), MAX_AMOUNT, "used");
        assertEq(window.index(), 2 ** 40 - 1, "index");
    }
}

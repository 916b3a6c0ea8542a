// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {RollingWindow, RollingWindowLib} from "../../../src/types/RollingWindow.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Five buckets in a slot, against five numbers of their own, and against every payment by its second.
contract RollingWindowTest is Test {
    uint256 private constant MAX_UNITS = 2 ** 42 - 1;
    uint256 private constant BUCKET = 900;

    function testFuzz_UnitOf(uint128 limit) public pure {
        uint256 unit = RollingWindowLib.unitOf(limit);
        assertGe(unit, 1, "at least 1");
        assertLe(limit / unit, MAX_UNITS, "the limit fits into a bucket");
        if (unit > 1) assertGt(limit, MAX_UNITS * (unit - 1), "no smaller unit does");
    }

    function test_UnitOf_AtTheEdges() public pure {
        assertEq(RollingWindowLib.unitOf(0), 1, "nothing");
        assertEq(RollingWindowLib.unitOf(MAX_UNITS), 1, "all units");
        assertEq(RollingWindowLib.unitOf(MAX_UNITS + 1), 2, "one more");
        assertEq(RollingWindowLib.unitOf(2 * MAX_UNITS), 2, "all units of 2");
        assertEq(RollingWindowLib.unitOf(2 * MAX_UNITS + 1), 3, "one more");
    }

    function testFuzz_UnitsOf(uint128 amount, uint128 limit) public pure {
        uint256 unit = RollingWindowLib.unitOf(limit);
        uint256 expected = amount / unit;
        if (expected * unit < amount) expected++;
        assertEq(RollingWindowLib.unitsOf(amount, unit), expected, "rounded up");
    }

    /// @dev Buckets as an array, moved one by one.
    function testFuzz_MoveAndCharge(uint256 seed) public pure {
        RollingWindow window;
        uint256[5] memory buckets; // the newest first
        uint256 index;
        for (uint256 round = 0; round < 20; round++) {
            uint256 random = uint256(keccak256(abi.encode(seed, round)));
            uint256 steps = random % 7;
            if (round == 0) steps = random % 2 ** 38;
            for (uint256 step = 0; step < steps && step < 5; step++) {
                for (uint256 i = 4; i > 0; i--) {
                    buckets[i] = buckets[i - 1];
                }
                buckets[0] = 0;
            }
            index += steps;
            window = window.moveTo(index);
            uint256 room = MAX_UNITS - _sum(buckets);
            uint256 units = (random >> 128) % (room + 1);
            buckets[0] += units;
            window = window.charged(units);

            uint256 expected = index << 210 | buckets[4] << 168 | buckets[3] << 126 | buckets[2] << 84;
            expected |= buckets[1] << 42 | buckets[0];
            assertEq(RollingWindow.unwrap(window), expected, "slot");
            assertEq(window.index(), index, "index");
            assertEq(window.sum(), _sum(buckets), "sum");
        }
    }

    /// @dev The promise: in any interval of one period (four buckets), whenever it begins, no more than the limit.
    function testFuzz_NoIntervalExceedsTheLimit(uint256 seed, uint128 limit) public pure {
        limit = uint128(bound(limit, 1, type(uint128).max));
        uint256 unit = RollingWindowLib.unitOf(limit);
        RollingWindow window;
        uint256[] memory times = new uint256[](40);
        uint256[] memory amounts = new uint256[](40);
        uint256 time = 1_800_000_000;
        for (uint256 i = 0; i < 40; i++) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            time += random % (i % 5 == 0 ? 5 * BUCKET : BUCKET);
            RollingWindow moved = window.moveTo(time / BUCKET);
            uint256 room = (limit / unit - moved.sum()) * unit;
            uint256 amount = random % 3 == 0 ? room : (random >> 64) % (room + 1);
            window = moved.charged(RollingWindowLib.unitsOf(amount, unit));
            (times[i], amounts[i]) = (time, amount);
        }

        for (uint256 first = 0; first < 40; first++) {
            uint256 sum;
            for (uint256 i = first; i < 40 && times[i] <= times[first] + 4 * BUCKET; i++) {
                sum += amounts[i];
            }
            assertLe(sum, limit, "spent in an interval of one period");
        }
    }

    function _sum(uint256[5] memory buckets) private pure returns (uint256) {
        return buckets[0] + buckets[1] + buckets[2] + buckets[3] + buckets[4];
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Schedule} from "../../../src/types/Schedule.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Schedules against the calendar: weekdays by counting from a known Monday, ends by looking at every second that
/// can be one.
contract ScheduleTest is Test {
    /// @dev Monday 1970-01-05 00:00:00 UTC.
    uint256 private constant A_MONDAY = 4 days;

    function testFuzz_Fields(uint24 from, uint24 to, uint8 weekdays) public pure {
        Schedule schedule = _pack(from, to, weekdays);
        assertEq(schedule.from(), from, "from");
        assertEq(schedule.to(), to, "to");
        assertEq(schedule.weekdays(), weekdays, "weekdays");
        assertEq(schedule.isZero(), from == 0 && to == 0 && weekdays == 0, "zero");
    }

    function test_IsZero() public pure {
        assertTrue(Schedule.wrap(0).isZero(), "none");
        assertFalse(_pack(0, 0, 1).isZero(), "the least of all");
    }

    function testFuzz_Allows(uint24 from, uint24 to, uint8 weekdays, uint48 time) public pure {
        (from, to, weekdays) = _valid(from, to, weekdays);
        assertEq(_pack(from, to, weekdays).allows(time), _plain(from, to, weekdays, time), "allowed");
    }

    /// @dev The first Mondays of three years that have a name.
    function test_Allows_OnKnownDays() public pure {
        uint256[3] memory mondays = [uint256(946_857_600), 1_704_067_200, 1_800_230_400];
        for (uint256 i = 0; i < 3; i++) {
            for (uint256 day = 0; day < 14; day++) {
                uint256 time = mondays[i] + day * 1 days + 12 hours;
                assertTrue(_pack(0, 1 days, uint8(1 << day % 7)).allows(time), "the weekday");
                assertFalse(_pack(0, 1 days, uint8(0x7f ^ (1 << day % 7))).allows(time), "all others");
            }
        }
    }

    function testFuzz_EndOf(uint24 from, uint24 to, uint8 weekdays, uint48 seed) public pure {
        (from, to, weekdays) = _valid(from, to, weekdays);
        uint256 time = _allowedTime(from, to, weekdays, seed);
        _checkEnd(from, to, weekdays, time);
    }

    function testFuzz_EndOf_WhenDaysAreWhole(uint8 weekdays, uint48 seed) public pure {
        (,, weekdays) = _valid(0, 1 days, weekdays);
        _checkEnd(0, 1 days, weekdays, _allowedTime(0, 1 days, weekdays, seed));
    }

    function test_EndOf_WhenEverySecondIsAllowed() public pure {
        assertEq(_pack(0, 1 days, 0x7f).endOf(1_800_000_000), type(uint256).max, "no end");
    }

    function _checkEnd(uint24 from, uint24 to, uint8 weekdays, uint256 time) private pure {
        uint256 end = _pack(from, to, weekdays).endOf(time);
        if (end == type(uint256).max) {
            assertTrue(from == 0 && to == 1 days && weekdays == 0x7f, "every second is allowed");
            return;
        }
        assertGe(end, time, "not before the time");
        assertTrue(_plain(from, to, weekdays, end), "allowed itself");
        assertFalse(_plain(from, to, weekdays, end + 1), "the next second is not");
        // Between the two lie no more than days, and a gap begins or ends where a day or its hours do.
        for (uint256 day = time / 1 days; day * 1 days <= end; day++) {
            _checkInside(from, to, weekdays, day * 1 days, time, end);
            _checkInside(from, to, weekdays, day * 1 days + from, time, end);
            _checkInside(from, to, weekdays, day * 1 days + to - 1, time, end);
            if (to < 1 days) _checkInside(from, to, weekdays, day * 1 days + to, time, end);
            if (from > 0) _checkInside(from, to, weekdays, day * 1 days + from - 1, time, end);
        }
    }

    function _checkInside(uint24 from, uint24 to, uint8 weekdays, uint256 second, uint256 time, uint256 end)
        private
        pure
    {
        if (second < time || second > end) return;
        assertTrue(_plain(from, to, weekdays, second), "no gap before the end");
    }

    function _plain(uint256 from, uint256 to, uint256 weekdays, uint256 time) private pure returns (bool) {
        uint256 sinceMonday = (time + 7 days - A_MONDAY) % 7 days;
        uint256 second = sinceMonday % 1 days;
        return weekdays / 2 ** (sinceMonday / 1 days) % 2 == 1 && second >= from && second < to;
    }

    function _allowedTime(uint24 from, uint24 to, uint8 weekdays, uint48 seed) private pure returns (uint256 time) {
        time = bound(seed, 0, 2 ** 47 - 8 days) / 1 days * 1 days + bound(seed, from, to - 1);
        while (!_plain(from, to, weekdays, time)) time += 1 days;
    }

    function _valid(uint24 from, uint24 to, uint8 weekdays) private pure returns (uint24, uint24, uint8) {
        to = uint24(bound(to, 1, 1 days));
        return (uint24(bound(from, 0, to - 1)), to, uint8(bound(weekdays, 1, 0x7f)));
    }

    function _pack(uint24 from, uint24 to, uint8 weekdays) private pure returns (Schedule) {
        return Schedule.wrap(uint256(from) << 32 | uint256(to) << 8 | weekdays);
    }
}

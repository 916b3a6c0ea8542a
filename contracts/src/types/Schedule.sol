// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Seconds of the UTC day and weekdays in which a session may act, as in the terms:
/// from 24 (inclusive) ‖ to 24 (exclusive) ‖ weekdays 8 (Monday = bit 0); 0: any time.
type Schedule is uint256;

using ScheduleLib for Schedule global;

library ScheduleLib {
    function isZero(Schedule schedule) internal pure returns (bool) {
        return Schedule.unwrap(schedule) == 0;
    }

    function from(Schedule schedule) internal pure returns (uint256) {
        return Schedule.unwrap(schedule) >> 32;
    }

    function to(Schedule schedule) internal pure returns (uint256) {
        return uint24(Schedule.unwrap(schedule) >> 8);
    }

    function weekdays(Schedule schedule) internal pure returns (uint256) {
        return uint8(Schedule.unwrap(schedule));
    }

    /// @param time Unix seconds.
    function allows(Schedule schedule, uint256 time) internal pure returns (bool) {
        uint256 second = time % 1 days;
        return _allowsDay(schedule, time / 1 days) && from(schedule) <= second && second < to(schedule);
    }

    /// @notice The last second of the allowed stretch that a time is in: a bound falls only where the next second is not
    /// allowed.
    /// @param time Unix seconds, allowed.
    /// @return type(uint256).max if every second is allowed.
    function endOf(Schedule schedule, uint256 time) internal pure returns (uint256) {
        uint256 day = time / 1 days;
        if (from(schedule) != 0 || to(schedule) != 1 days) return day * 1 days + to(schedule) - 1;

        for (uint256 next = day + 1; next < day + 7; ++next) {
            if (!_allowsDay(schedule, next)) return next * 1 days - 1;
        }
        return type(uint256).max;
    }

    /// @dev Day 0 of unix time was a Thursday.
    function _allowsDay(Schedule schedule, uint256 day) private pure returns (bool) {
        return weekdays(schedule) >> (day + 3) % 7 & 1 != 0;
    }
}

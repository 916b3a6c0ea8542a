// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The slot of a calendar budget: window index 40 ‖ used 108 ‖ carry 108 (high to low).
/// @dev The index is claimedAt / period and only grows. `carry` is what the next window starts with (GRACE); 0 in this
/// version. 40 bits hold every index: 2^47 / 600 < 2^38.
type CalendarWindow is uint256;

using CalendarWindowLib for CalendarWindow global;

library CalendarWindowLib {
    uint256 internal constant MAX_AMOUNT = 2 ** 108 - 1;

    /// @param amountUsed At most MAX_AMOUNT: it is at most a limit that was checked at grant.
    function pack(uint256 windowIndex, uint256 amountUsed) internal pure returns (CalendarWindow) {
        return CalendarWindow.wrap(windowIndex << 216 | amountUsed << 108);
    }

    function index(CalendarWindow window) internal pure returns (uint256) {
        return CalendarWindow.unwrap(window) >> 216;
    }

    function used(CalendarWindow window) internal pure returns (uint256) {
        return CalendarWindow.unwrap(window) >> 108 & MAX_AMOUNT;
    }
}

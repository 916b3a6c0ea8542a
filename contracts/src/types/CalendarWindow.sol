// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The slot of a calendar budget: window index 40 ‖ used 108 ‖ carry 108 (high to low).
/// @dev The index is claimedAt / period and only grows. `carry` is what the next window starts with: the amounts of
/// operations with the grace flag, which may be included in either window. It is never above `used`. 40 bits hold every
/// index: 2^47 / 600 < 2^38.
type CalendarWindow is uint256;

using CalendarWindowLib for CalendarWindow global;

library CalendarWindowLib {
    uint256 internal constant MAX_AMOUNT = 2 ** 108 - 1;

    function index(CalendarWindow window) internal pure returns (uint256) {
        return CalendarWindow.unwrap(window) >> 216;
    }

    /// @notice The window that begins with this index, given one that is not later.
    function moveTo(CalendarWindow window, uint256 newIndex) internal pure returns (CalendarWindow) {
        uint256 old = index(window);
        if (old == newIndex) return window;

        uint256 startsWith = newIndex == old + 1 ? CalendarWindow.unwrap(window) & MAX_AMOUNT : 0;
        return CalendarWindow.wrap(newIndex << 216 | startsWith << 108);
    }

    function used(CalendarWindow window) internal pure returns (uint256) {
        return CalendarWindow.unwrap(window) >> 108 & MAX_AMOUNT;
    }

    /// @param amount used + amount is at most a limit, and that at most MAX_AMOUNT: this was checked at grant.
    function charged(CalendarWindow window, uint256 amount, bool inNextToo) internal pure returns (CalendarWindow) {
        unchecked {
            return CalendarWindow.wrap(CalendarWindow.unwrap(window) + (amount << 108) + (inNextToo ? amount : 0));
        }
    }
}

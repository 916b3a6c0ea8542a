// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The slot of a rolling budget: bucket index 46 ‖ five buckets of 42 bits, the newest lowest (high to low).
/// @dev A bucket is a quarter of the period. Amounts are in units of `unitOf(limit)`, rounded up, so the sum of five
/// buckets bounds what any interval of one period can spend. The index is claimedAt / bucket and only grows; 46 bits hold
/// every index: 2^47 / 900 < 2^38.
type RollingWindow is uint256;

using RollingWindowLib for RollingWindow global;

library RollingWindowLib {
    uint256 internal constant MAX_UNITS = 2 ** 42 - 1;
    uint256 private constant BUCKETS = 2 ** 210 - 1;
    uint256 private constant EVERY_SECOND = MAX_UNITS << 168 | MAX_UNITS << 84 | MAX_UNITS;

    /// @notice What one unit stands for: 1, or as much as keeps the limit within 42 bits.
    /// @param limit Below 2^255.
    function unitOf(uint256 limit) internal pure returns (uint256 unit) {
        assembly ("memory-safe") {
            // Rounded up; 1 for 0.
            unit := div(add(limit, sub(MAX_UNITS, iszero(iszero(limit)))), MAX_UNITS)
        }
    }

    /// @notice An amount in units, rounded up: the last part of a limit that is no multiple of the unit cannot be spent.
    /// @param amount Anything; above 2^256 - unit the result means nothing.
    /// @param unit Not 0.
    function unitsOf(uint256 amount, uint256 unit) internal pure returns (uint256 units) {
        assembly ("memory-safe") {
            units := div(sub(add(amount, unit), 1), unit)
        }
    }

    function index(RollingWindow window) internal pure returns (uint256) {
        return RollingWindow.unwrap(window) >> 210;
    }

    /// @notice The window whose newest bucket has this index, given one that is not later.
    function moveTo(RollingWindow window, uint256 newIndex) internal pure returns (RollingWindow) {
        unchecked {
            uint256 steps = newIndex - index(window);
            uint256 kept = steps > 4 ? 0 : RollingWindow.unwrap(window) << 42 * steps & BUCKETS;
            return RollingWindow.wrap(newIndex << 210 | kept);
        }
    }

    /// @notice Units in all five buckets.
    /// @dev Every second one at once: 42 bits free behind each hold the sums.
    function sum(RollingWindow window) internal pure returns (uint256) {
        uint256 buckets = RollingWindow.unwrap(window);
        unchecked {
            // Safe: five numbers below 2^42.
            uint256 sums = (buckets & EVERY_SECOND) + (buckets >> 42 & EVERY_SECOND & BUCKETS >> 42);
            return (sums + (sums >> 84) + (sums >> 168)) & 2 ** 84 - 1;
        }
    }

    /// @param units sum + units is at most MAX_UNITS.
    function charged(RollingWindow window, uint256 units) internal pure returns (RollingWindow) {
        unchecked {
            return RollingWindow.wrap(RollingWindow.unwrap(window) + units);
        }
    }
}

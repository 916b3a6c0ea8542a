// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Model of seats and floor: never more sessions live than the limit allows
/// @notice Claims: inside an epoch the floor never falls, so that a session once evicted stays dead; where there is a limit
/// of N, at most N seats lie at or above the floor; seats and floor fit into their 16 bits.
/// @dev `AccountState.withOneMoreGranted`, `withLimit`, `withNextEpoch` and `_withFloor`, without the packing. A session
/// that replaces another one takes over its seat, which changes neither number. By induction, as CalendarBudget.
contract Seats {
    uint256 internal constant MAX_SEATS = type(uint16).max;

    function begin(uint8 limit) external pure {
        assert(_invariant(0, 0, limit));
    }

    function grant(uint256 granted, uint256 floor, uint256 limit) external pure returns (uint256, uint256) {
        require(limit <= type(uint8).max && _invariant(granted, floor, limit));
        require(granted < MAX_SEATS);
        uint256 taken = granted + 1;
        uint256 raised = limit != 0 && taken > limit && taken - limit > floor ? taken - limit : floor;
        assert(_invariant(taken, raised, limit));
        assert(raised >= floor);
        return (taken, raised);
    }

    function setLimit(uint256 granted, uint256 floor, uint256 limit, uint8 newLimit) external pure returns (uint256) {
        require(limit <= type(uint8).max && _invariant(granted, floor, limit));
        uint256 raised = newLimit != 0 && granted > newLimit && granted - newLimit > floor ? granted - newLimit : floor;
        assert(_invariant(granted, raised, newLimit));
        assert(raised >= floor);
        return raised;
    }

    function _invariant(uint256 granted, uint256 floor, uint256 limit) private pure returns (bool) {
        return floor <= granted && granted <= MAX_SEATS && (limit == 0 || granted - floor <= limit);
    }
}

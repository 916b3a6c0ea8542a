// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Model of a calendar budget: no real window ever exceeds the limit
/// @notice Claim: of the operations that are included in any window of the clock, the amounts never add up to more than
/// the limit, although an operation with the grace flag may be included up to GRACE seconds after the window it claims.
/// @dev `CalendarWindow.moveTo`, `charged` and `BudgetLib._chargeCalendar`, without the packing. A time is the number of
/// its window and the seconds since it began, so that nothing is multiplied. The proof is by induction: every state that
/// keeps the invariant leads to states that keep it.
contract CalendarBudget {
    uint256 internal constant GRACE = 120;
    uint256 internal constant MIN_PERIOD = 600;

    struct State {
        uint256 index;
        uint256 used;
        uint256 carry;
        /// What was included in one window of the clock: any one, `watched`.
        uint256 included;
    }

    struct Operation {
        /// The window that it claims, and the second of it.
        uint256 claimed;
        uint256 second;
        bool grace;
        uint256 amount;
        /// When it is included.
        uint256 realWindow;
        uint256 realSecond;
    }

    function begin(uint256 limit, uint256 watched) external pure {
        assert(_invariant(State(0, 0, 0, 0), limit, watched));
    }

    function operate(State memory state, Operation memory operation, uint256 period, uint256 limit, uint256 watched)
        external
        pure
        returns (uint256 index, uint256 used, uint256 carry)
    {
        require(period >= MIN_PERIOD && period < 2 ** 32 && limit < 2 ** 108 && watched < 2 ** 38);
        require(state.index < 2 ** 38 && operation.claimed < 2 ** 38);
        require(_invariant(state, limit, watched));
        require(operation.second < period && operation.realSecond < period);
        bool late = operation.grace && period - operation.second < GRACE;
        require(_isInTime(operation, late));

        require(operation.claimed >= state.index);
        if (operation.claimed != state.index) {
            state.used = operation.claimed == state.index + 1 ? state.carry : 0;
            state.carry = 0;
            state.index = operation.claimed;
        }
        require(operation.amount <= limit && state.used <= limit - operation.amount);
        state.used += operation.amount;
        if (late) state.carry += operation.amount;
        if (operation.realWindow == watched) state.included += operation.amount;

        assert(_invariant(state, limit, watched));
        assert(state.included <= limit);
        return (state.index, state.used, state.carry);
    }

    /// @dev The bounds which the EntryPoint enforces: from the claim to the end of the window, or GRACE later.
    function _isInTime(Operation memory operation, bool late) private pure returns (bool) {
        if (operation.realWindow == operation.claimed) return operation.realSecond >= operation.second;
        return late && operation.realWindow == operation.claimed + 1 && operation.realSecond < GRACE;
    }

    function _invariant(State memory state, uint256 limit, uint256 watched) private pure returns (bool) {
        if (state.carry > state.used || state.used > limit) return false;
        if (state.index + 1 < watched) return state.included == 0;
        if (state.index + 1 == watched) return state.included <= state.carry;
        if (state.index == watched) return state.included <= state.used;
        return state.included <= limit;
    }
}

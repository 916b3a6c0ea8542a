// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What validation reads of an account, in one slot:
/// approver 160 ‖ epoch 32 ‖ granted 16 ‖ floor 16 ‖ limit 8 ‖ mode 8 ‖ nonceShift 8 ‖ nonceWidth 8 (high to low).
/// @dev approver 0: not installed. `granted` counts the seats of this epoch; seats below `floor` are dead; `limit` 0: any
/// number of concurrent sessions.
type AccountState is uint256;

using AccountStateLib for AccountState global;

library AccountStateLib {
    function pack(address newApprover, uint32 newEpoch, uint8 newLimit, uint8 shift, uint8 width)
        internal
        pure
        returns (AccountState)
    {
        return AccountState.wrap(
            uint256(uint160(newApprover)) << 96 | uint256(newEpoch) << 64 | uint256(newLimit) << 24 | uint256(shift)
                << 8 | width
        );
    }

    function approver(AccountState state) internal pure returns (address) {
        return address(uint160(AccountState.unwrap(state) >> 96));
    }

    function epoch(AccountState state) internal pure returns (uint32) {
        return uint32(AccountState.unwrap(state) >> 64);
    }

    function granted(AccountState state) internal pure returns (uint16) {
        return uint16(AccountState.unwrap(state) >> 48);
    }

    function floor(AccountState state) internal pure returns (uint16) {
        return uint16(AccountState.unwrap(state) >> 32);
    }

    function limit(AccountState state) internal pure returns (uint8) {
        return uint8(AccountState.unwrap(state) >> 24);
    }

    /// @notice MODE_NORMAL, MODE_RESTRICTED or MODE_HALTED.
    function mode(AccountState state) internal pure returns (uint8) {
        return uint8(AccountState.unwrap(state) >> 16);
    }

    function nonceShift(AccountState state) internal pure returns (uint8) {
        return uint8(AccountState.unwrap(state) >> 8);
    }

    function nonceWidth(AccountState state) internal pure returns (uint8) {
        return uint8(AccountState.unwrap(state));
    }

    /// @notice One more seat is taken, and the limit holds again.
    /// @dev Checked: at 65,535 seats of one epoch the sum runs into the epoch's bits, so the caller refuses before.
    function withOneMoreGranted(AccountState state) internal pure returns (AccountState) {
        return _withFloor(AccountState.wrap(AccountState.unwrap(state) + (1 << 48)));
    }

    function withLimit(AccountState state, uint8 newLimit) internal pure returns (AccountState) {
        return _withFloor(_set(state, newLimit, type(uint8).max, 24));
    }

    function withMode(AccountState state, uint8 newMode) internal pure returns (AccountState) {
        return _set(state, newMode, type(uint8).max, 16);
    }

    /// @notice The next epoch, under the same or another approver: seats start anew, limit and mode stay.
    function withNextEpoch(AccountState state, address newApprover) internal pure returns (AccountState) {
        AccountState next = pack(newApprover, epoch(state) + 1, limit(state), nonceShift(state), nonceWidth(state));
        return withMode(next, mode(state));
    }

    /// @dev Inside an epoch the floor never falls.
    function _withFloor(AccountState state) private pure returns (AccountState) {
        uint256 allowed = limit(state);
        uint256 taken = granted(state);
        if (allowed == 0 || taken <= allowed || taken - allowed <= floor(state)) return state;

        return _set(state, taken - allowed, type(uint16).max, 32);
    }

    function _set(AccountState state, uint256 value, uint256 mask, uint256 shift) private pure returns (AccountState) {
        return AccountState.wrap(AccountState.unwrap(state) & ~(mask << shift) | value << shift);
    }
}

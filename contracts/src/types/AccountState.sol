// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What the module knows of an account, in one slot:
/// approver 160 ‖ epoch 32 ‖ granted 16 ‖ floor 16 ‖ limit 8 ‖ mode 8 ‖ nonceShift 8 ‖ nonceWidth 8 (high to low).
/// @dev approver 0: not installed. `granted` counts the grants of this epoch. `floor`, `limit` and `mode` are 0 in this
/// version: no concurrent limit, mode normal.
type AccountState is uint256;

using AccountStateLib for AccountState global;

library AccountStateLib {
    function pack(address newApprover, uint32 newEpoch, uint8 shift, uint8 width) internal pure returns (AccountState) {
        return
            AccountState.wrap(
                uint256(uint160(newApprover)) << 96 | uint256(newEpoch) << 64 | uint256(shift) << 8 | width
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

    function nonceShift(AccountState state) internal pure returns (uint8) {
        return uint8(AccountState.unwrap(state) >> 8);
    }

    function nonceWidth(AccountState state) internal pure returns (uint8) {
        return uint8(AccountState.unwrap(state));
    }

    /// @dev Checked: at 65,535 grants of one epoch the sum runs into the epoch's bits, so the caller refuses before.
    function withOneMoreGranted(AccountState state) internal pure returns (AccountState) {
        return AccountState.wrap(AccountState.unwrap(state) + (1 << 48));
    }

    /// @notice The next epoch, under the same or another approver; the count of grants starts anew.
    function withNextEpoch(AccountState state, address newApprover) internal pure returns (AccountState) {
        return pack(newApprover, epoch(state) + 1, nonceShift(state), nonceWidth(state));
    }
}

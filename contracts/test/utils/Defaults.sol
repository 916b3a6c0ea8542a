// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The figures that the session tests share.
library Defaults {
    /// 2027-01-15 08:00:00 UTC, the start of no window.
    uint48 internal constant NOW = 1_800_000_000;
    uint128 internal constant DAILY_LIMIT = 1_000e6;
    uint128 internal constant CALL_LIMIT = 200e6;
}

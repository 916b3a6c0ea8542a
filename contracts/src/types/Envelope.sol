// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The core of a capability envelope, decoded (docs/encoding.md §1.1). Absent groups are zero.
struct Envelope {
    /// Positions in calldata: the core's first byte and the first byte after it.
    uint256 pos;
    uint256 end;
    uint256 nonceDomainAt;
    uint256 nonceDomainLength;
    uint256 budgetsAt;
    uint256 budgetCount;
    uint32 epoch;
    uint8 features;
    /// 0 secp256k1, 1 P-256
    uint8 keyType;
    address sessionKey;
    /// Inclusive, unix seconds.
    uint48 validAfter;
    /// Inclusive, unix seconds.
    uint48 expiresAt;
    uint8 laneBits;
    /// Seconds; 0 = off.
    uint32 ttl;
    uint16 maxRenewals;
    /// 0 = the session key renews itself.
    address renewer;
    /// Seconds; 0 = off.
    uint32 idleTimeout;
    /// Seconds of the UTC day, inclusive.
    uint24 scheduleFrom;
    /// Seconds of the UTC day, exclusive; 0 = no schedule.
    uint24 scheduleTo;
    /// Monday = bit 0.
    uint8 weekdays;
    /// The one that must be used; 0 = see features.
    address paymaster;
    address guard;
    /// USD with 8 decimals.
    uint128 usdLimit;
    /// Seconds.
    uint32 usdPeriod;
    bytes32 feedsHash;
}

/// @notice One budget of the core.
struct Budget {
    /// 0 lifetime, 1 calendar, 2 rolling
    uint256 kind;
    /// 0 native, 1 operations, 2 gas, else the token.
    address asset;
    /// Inclusive, in the asset's unit.
    uint256 limit;
    /// Seconds; 0 for lifetime.
    uint256 period;
}

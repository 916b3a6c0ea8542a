// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The full terms of a grant as ordinary data, for readers outside the chain (docs/encoding.md §1). Of a group
/// that the terms leave out, every field is 0.
struct GrantView {
    EnvelopeView envelope;
    CapabilityView[] capabilities;
    /// The session that this grant replaces; 0 = none.
    bytes32 replaces;
    string label;
    /// Whether the text form adds what the tokens say of themselves.
    bool tokenNames;
    /// Inclusive, unix seconds.
    uint48 grantDeadline;
    uint64 salt;
    /// With the core, what operations carry instead of the rest.
    bytes32 capabilityRoot;
    bytes32 grantHash;
}

/// @notice The terms that every operation carries.
struct EnvelopeView {
    uint32 epoch;
    /// 0 secp256k1, 1 P-256.
    uint8 keyType;
    address sessionKey;
    /// Inclusive, unix seconds.
    uint48 validAfter;
    /// Inclusive, unix seconds: beyond it no renewal leads.
    uint48 expiresAt;
    /// Seconds; 0 = off.
    uint32 ttl;
    uint16 maxRenewals;
    /// 0 = the session key renews itself.
    address renewer;
    /// Seconds; 0 = off.
    uint32 idleTimeout;
    /// Seconds of the UTC day, from inclusive, to exclusive; Monday = bit 0. All 0 = any time.
    uint24 scheduleFrom;
    uint24 scheduleTo;
    uint8 weekdays;
    string nonceDomain;
    /// The session has 2^laneBits lanes.
    uint8 laneBits;
    bool anyPaymaster;
    /// The one that must be used; 0 = see anyPaymaster.
    address paymaster;
    bool feesUnlimited;
    /// 0 = none.
    address guard;
    /// USD with 8 decimals.
    uint128 usdLimit;
    /// Seconds.
    uint32 usdPeriod;
    bytes32 feedsHash;
    BudgetView[] budgets;
}

/// @notice One budget.
struct BudgetView {
    /// 0 lifetime, 1 calendar, 2 rolling.
    uint8 kind;
    /// 0 native, 1 operations, 2 gas, else the token.
    address asset;
    /// Inclusive, in the asset's unit.
    uint128 limit;
    /// Seconds; 0 for lifetime.
    uint32 period;
}

/// @notice One target and function that the session may call.
struct CapabilityView {
    string id;
    address target;
    /// 0 = empty calldata.
    bytes4 selector;
    /// Also allowed in MODE_RESTRICTED.
    bool essential;
    /// Wei per call, inclusive.
    uint128 maxValue;
    RuleView[] rules;
    SpendView[] spends;
}

/// @notice One condition on a word of the calldata.
struct RuleView {
    /// 0 equal, 1 notEqual, 2 atMost, 3 atLeast, 4 atMostSigned, 5 atLeastSigned, 6 inSet, 7 equalsAccount, 8
    /// atLeastRatio.
    uint8 comparison;
    /// 0 decimal, 1 address, 2 hex: how the text form shows the value.
    uint8 printForm;
    /// The calldata word at 4 + 32 × word.
    uint8 word;
    /// inSet: the root of the set; equalsAccount: 0; atLeastRatio: the next three fields, packed.
    bytes32 value;
    /// Only atLeastRatio: word × denominator ≥ otherWord × numerator.
    uint8 otherWord;
    uint128 numerator;
    uint128 denominator;
}

/// @notice What a call takes from every budget on a token.
struct SpendView {
    address asset;
    bool fixedAmount;
    /// Calldata word that holds the amount; 0 when fixed.
    uint8 word;
    /// Token base units; 0 when the amount stands in a word.
    uint128 amount;
}

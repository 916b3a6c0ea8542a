// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "./SessionId.sol";
import {BudgetView} from "./TermsView.sol";

/// @notice What an operation that claims the block's time meets first, in the order in which the module looks.
enum SessionCondition {
    /// The account has no approver: nothing validates.
    NotInstalled,
    /// MODE_HALTED.
    Halted,
    /// The epoch of the terms is not the account's.
    EpochPassed,
    /// No grant has come on chain: there is none, or it waits for its first operation or a relayer until
    /// `grantDeadline`.
    Unknown,
    /// Terminal.
    Revoked,
    /// Until it is resumed.
    Paused,
    /// Newer sessions took its seat. Terminal.
    Evicted,
    /// Before `validAfter`.
    NotYetValid,
    /// Behind the expiry in force. Terminal: a renewal must come before.
    Expired,
    /// Until it is re-attested.
    Dormant,
    /// Until the schedule's next allowed second.
    OutsideSchedule,
    /// MODE_RESTRICTED: essential capabilities only.
    Restricted,
    /// The session may do what its capabilities and budgets allow.
    Live
}

/// @notice One session at the block's time.
struct SessionReport {
    SessionId sessionId;
    SessionCondition condition;
    /// The block's time, unix seconds: what all of this was judged by.
    uint48 time;
    /// First second of the session, unix seconds.
    uint48 validAfter;
    /// Last second in force, unix seconds; a renewal moves it. 0 = unknown session.
    uint48 expiresAt;
    /// Unix seconds; the activation until a term or a re-attestation moves it. 0 = unknown session.
    uint48 lastActivity;
    /// First second in which the session sleeps unless it is used or re-attested before, unix seconds. 0 = it never
    /// sleeps, or is unknown.
    uint48 dormantAt;
    uint16 renewalsUsed;
    uint16 renewalsLeft;
    /// Its place among the grants of its epoch, and the lowest place that lives.
    uint16 seat;
    uint16 floor;
    /// MODE_NORMAL, MODE_RESTRICTED or MODE_HALTED.
    uint8 mode;
    /// In the order of the terms.
    BudgetReport[] budgets;
}

/// @notice One budget for an operation that claims the block's time, whatever the session's condition.
struct BudgetReport {
    BudgetView terms;
    /// What the window has used, as `BudgetExceeded` says it. Rolling: the last five buckets, in whole units.
    uint256 spent;
    /// The most that one operation can add now; one more is refused with `BudgetExceeded`. Other budgets on the same
    /// asset are charged alike: the least of them counts. 0 while a later window is charged already (`WindowPassed`).
    uint256 remaining;
    /// What amounts are rounded up to; 1 unless the budget is rolling and its limit above 2^42 − 1.
    uint256 unit;
    /// First second of the next window (rolling: bucket), or of the one that is charged already, unix seconds; 0 =
    /// never (lifetime).
    uint256 resetsAt;
}

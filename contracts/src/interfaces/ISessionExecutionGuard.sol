// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FeedList, PriceFeed} from "../types/PriceFeed.sol";
import {SessionId} from "../types/SessionId.sol";
import {IERC6900ExecutionHookModule} from "./IERC6900ExecutionHookModule.sol";
import {IERC6900Module} from "./IERC6900Module.sol";
import {IERC7579Hook} from "./IERC7579Hook.sol";
import {IERC7579Module} from "./IERC7579Validator.sol";
import {ISessionKeyModule} from "./ISessionKeyModule.sol";

/// @dev How much more of a token than was counted may leave in an operation (base units), if any was counted: tokens that
/// keep shares round their balances.
uint256 constant OUTFLOW_TOLERANCE = 2;

/// @dev Decimals of every amount in USD.
uint8 constant USD_DECIMALS = 8;

/// @dev The most decimals that an asset or a feed may have.
uint8 constant MAX_DECIMALS = 36;

/// @dev The most feeds of a list.
uint256 constant MAX_FEEDS = 64;

/// @title The second look: an execution hook that judges again what a session's operation does when it does it
/// @notice The session key module decides in validation, when the clock, prices and balances cannot be read. A session
/// whose envelope names a guard is judged a second time, immediately before and after its calls: does it still live, in
/// the mode in which it was validated, at this second; did no more of any budgeted asset leave, or become allowed to leave,
/// than the calldata was counted as; does the limit in USD hold. An execution that is refused reverts: the operation is in the block, its nonce
/// is used, its gas is paid, and what validation charged to the budgets stays charged.
///
/// Installed on ERC-6900 accounts as execution hook, pre and post, of the session validation; on ERC-7579 accounts as
/// hook. Other calls of the account, its owner's among them, pass by an early return.
///
/// @dev One guard serves one module and every account, without owner, upgrade or admin. Assumptions: the EntryPoint hands
/// `executeUserOp` the hash that it validated; ERC-6900 accounts answer `getValidationData`, ERC-7579 accounts
/// `isModuleInstalled`, and neither lies about itself; a token says its own balances; feeds are what the approver of the
/// list takes them for.
///
/// Warning: on ERC-7579 a hook sees the calldata and not the operation. Every call of the account with the same calldata
/// in the same transaction, its owner's too, is judged as the session's.
interface ISessionExecutionGuard is IERC6900ExecutionHookModule, IERC7579Hook {
    /* EVENTS */

    /// @notice A list of price feeds can be used from now on. Whoever knows its hash reads it here.
    event FeedsRegistered(bytes32 indexed feedsHash, FeedList list);

    /// @notice An operation was counted to its session's limit in USD.
    /// @param amount USD with 8 decimals, rounded up.
    /// @param spent What the window has used with it.
    event UsdSpent(address indexed account, SessionId indexed sessionId, uint256 amount, uint256 spent);

    /* ERRORS: VALIDATION */

    /// @notice Only the module tells a guard what to watch.
    error CallerNotModule(address caller, address module);

    /// @notice In this transaction another session of the account is judged by the same calldata: send the operation in
    /// another bundle.
    error CallDataTaken(bytes32 key, SessionId by);

    /* ERRORS: EXECUTION */

    /// @notice The block's time lies not behind `claimedAt` (exclusive), or behind `validUntil` (inclusive). The rule is
    /// the same on every EntryPoint.
    error OutsideClaim(uint48 claimedAt, uint48 validUntil, uint48 time);

    /// @notice More of a budgeted asset left the account, or can be taken by allowances that its calls set, than the
    /// operation's calldata was counted as.
    /// @param outflow What left, by the difference of the balances before and after, and what those allowances grew by.
    /// @param counted What the calldata was counted as.
    error OutflowNotCounted(address asset, uint256 outflow, uint256 counted);

    /// @notice The token does not say what the account has, or has allowed.
    error BalanceUnreadable(address asset);

    /// @notice The limit in USD would be exceeded.
    /// @param limit USD with 8 decimals, inclusive.
    /// @param spent What the window has used so far.
    /// @param requested What this operation adds.
    /// @param resetsAt First second of the next window.
    error UsdLimitExceeded(uint256 limit, uint256 spent, uint256 requested, uint256 resetsAt);

    /* ERRORS: PRICES */

    /// @notice Nobody registered a list with this hash.
    error FeedsUnknown(bytes32 feedsHash);

    /// @notice The list has no price of an asset that the operation spends.
    error FeedMissing(bytes32 feedsHash, address asset);

    /// @notice The feed does not answer, or with more decimals than it may have.
    error FeedUnreadable(address feed);

    /// @notice The feed's price is not positive.
    error FeedAnswerInvalid(address feed, int256 answer);

    /// @notice The feed's price is too old, or from the future.
    error FeedStale(address feed, uint256 updatedAt, uint256 maxAge, uint256 time);

    /// @notice The chain's sequencer is down, or was until a short time ago.
    /// @param since Unix seconds: when its status last changed.
    error SequencerNotUp(address uptimeFeed, int256 status, uint256 since, uint256 time);

    /// @notice A list of feeds cannot be registered: it has none or too many, or its uptime grace stands without its feed.
    error FeedListInvalid(uint256 count, uint256 maximum);

    /// @notice A feed of a list cannot be registered: out of order, without aggregator or age, or with decimals that are
    /// not the asset's.
    error FeedInvalid(uint256 index);

    /* FUNCTIONS */

    /// @notice Keeps nothing, whatever the data is: the account is asked whether the guard is installed when it matters.
    function onInstall(bytes calldata data) external override(IERC6900Module, IERC7579Module);

    /// @notice Keeps nothing, so there is nothing to clear. Never reverts.
    function onUninstall(bytes calldata data) external override(IERC6900Module, IERC7579Module);

    /// @notice The module whose sessions are watched.
    function module() external view returns (ISessionKeyModule);

    /// @notice Whether this guard runs before and after what the module lets through on a route of an account: the account
    /// itself is asked.
    /// @dev Nothing is kept that an account could forget to clear: accounts may skip `onUninstall`.
    /// @param route 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579.
    function armed(address account, uint40 route) external view returns (bool);

    /// @notice Takes note of an operation that the module lets through, for this transaction.
    /// @dev Called by the module in validation: writes transient storage associated with the account only (ERC-7562).
    /// @param key What the execution is known by: on ERC-6900 the operation's hash, on ERC-7579 the hash of its calldata.
    /// @param claimedAt Exclusive, unix seconds.
    /// @param validUntil Inclusive, unix seconds: every bound of the operation but the windows of its budgets.
    /// @param mode Of the account, when the operation was validated.
    /// @param terms The core of the envelope (docs/encoding.md §1.1), then 32 bytes for each budget and for native value:
    /// what the calldata was counted as. An amount stands at the first budget on its token.
    /// @return This function's selector; 0 if the guard is not armed.
    function watch(
        address account,
        uint40 route,
        bytes32 key,
        SessionId sessionId,
        uint48 claimedAt,
        uint48 validUntil,
        uint8 mode,
        bytes calldata terms
    ) external returns (bytes4);

    /// @notice Makes a list of feeds usable. Anybody may; a list is known by its content, and never changes.
    /// @return feedsHash What a grant names.
    function registerFeeds(FeedList calldata list) external returns (bytes32 feedsHash);

    /// @notice The price feed of an asset in a registered list; all 0 if there is none.
    function feedOf(bytes32 feedsHash, address asset) external view returns (PriceFeed memory);

    /// @notice What a session has used of its limit in USD.
    /// @return window Number of the window that was charged last: time / usdPeriod.
    /// @return spent USD with 8 decimals, in that window.
    function usdSpent(address account, SessionId sessionId) external view returns (uint48 window, uint128 spent);
}

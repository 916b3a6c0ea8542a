// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModuleConfigLib} from "./account/ModuleConfigLib.sol";
import {HookConfig, ValidationDataView} from "./interfaces/ERC6900Types.sol";
import {IAccountExecute, PackedUserOperation} from "./interfaces/IERC4337.sol";
import {IERC6900AccountView} from "./interfaces/IERC6900AccountView.sol";
import {IERC6900ExecutionHookModule} from "./interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900Module} from "./interfaces/IERC6900Module.sol";
import {IERC7579Hook} from "./interfaces/IERC7579Hook.sol";
import {IERC7579Module, MODULE_TYPE_HOOK} from "./interfaces/IERC7579Validator.sol";
import {
    ISessionExecutionGuard,
    MAX_DECIMALS,
    MAX_FEEDS,
    OUTFLOW_TOLERANCE
} from "./interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "./interfaces/ISessionKeyModule.sol";
import {AllowanceLib} from "./libraries/AllowanceLib.sol";
import {CallLib} from "./libraries/CallLib.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {OperationLib} from "./libraries/OperationLib.sol";
import {PriceLib} from "./libraries/PriceLib.sol";
import {RouteLib} from "./libraries/RouteLib.sol";
import {AccountState} from "./types/AccountState.sol";
import {Allowance} from "./types/Allowance.sol";
import {CallCursor, CallCursorFields} from "./types/CallCursor.sol";
import {Envelope} from "./types/Envelope.sol";
import {FeedList, PriceFeed} from "./types/PriceFeed.sol";
import {SessionId} from "./types/SessionId.sol";
import {SessionStatus} from "./types/SessionStatus.sol";
import {Watch, WatchLib} from "./types/Watch.sol";
import {IERC7579ModuleConfig} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Judges a session's operation again when it is executed
/// @notice `ISessionExecutionGuard` is the manual.
contract SessionExecutionGuard is ISessionExecutionGuard {
    using ModuleConfigLib for HookConfig;

    /// @dev What a session has used of its limit in USD, in the window that was charged last.
    struct UsdWindow {
        uint48 index;
        uint128 spent;
    }

    /// @dev The head of a list of feeds.
    struct Uptime {
        bool registered;
        address feed;
        uint32 grace;
    }

    /// `executeUserOp(userOp, userOpHash)`: selector, offset of the operation, hash.
    uint256 private constant HASH_AT = 36;
    uint256 private constant HASH_END = 68;

    /// @inheritdoc ISessionExecutionGuard
    ISessionKeyModule public immutable module;

    /* STORAGE: none of it is touched in validation */

    mapping(SessionId id => mapping(address account => UsdWindow window)) private _usdWindows;

    mapping(bytes32 feedsHash => Uptime uptime) private _uptimes;

    mapping(bytes32 feedsHash => mapping(address asset => PriceFeed feed)) private _feeds;

    constructor(ISessionKeyModule watched) {
        module = watched;
    }

    /* VALIDATION */

    /// @inheritdoc ISessionExecutionGuard
    function watch(
        address account,
        uint40 route,
        bytes32 key,
        SessionId sessionId,
        uint48 claimedAt,
        uint48 validUntil,
        uint8 mode,
        bytes calldata terms
    ) external returns (bytes4) {
        if (msg.sender != address(module)) revert CallerNotModule(msg.sender, address(module));
        if (!armed(account, route)) return 0;
        Watch watched = WatchLib.find(account, key);
        if (!watched.isZero() && !(watched.sessionId() == sessionId)) revert CallDataTaken(key, watched.sessionId());

        watched.store(sessionId, claimedAt, validUntil, mode, Envelope.wrap(CalldataLib.position(terms)));
        return this.watch.selector;
    }

    /// @inheritdoc ISessionExecutionGuard
    function armed(address account, uint40 route) public view returns (bool) {
        if (route == RouteLib.ERC7579) {
            bytes memory asked =
                abi.encodeCall(IERC7579ModuleConfig.isModuleInstalled, (MODULE_TYPE_HOOK, address(this), ""));
            (bool done, bytes memory answer) = account.staticcall(asked);
            return done && answer.length >= 32 && abi.decode(answer, (uint256)) == 1;
        }
        if (route >> 32 != RouteLib.ERC6900) return false;

        HookConfig[] memory hooks =
        IERC6900AccountView(account)
        .getValidationData(ModuleConfigLib.pack(address(module), uint32(route)))
        .executionHooks;
        uint8 both = ModuleConfigLib.HOOK_PRE | ModuleConfigLib.HOOK_POST;
        for (uint256 i; i < hooks.length; ++i) {
            (address hook,, uint8 flags) = hooks[i].unpack();
            if (hook == address(this) && flags & both == both) return true;
        }
        return false;
    }

    /* EXECUTION */

    /// @inheritdoc IERC6900ExecutionHookModule
    function preExecutionHook(uint32, address, uint256, bytes calldata data) external returns (bytes memory) {
        bool isOperation = data.length >= HASH_END && bytes4(data) == IAccountExecute.executeUserOp.selector;
        if (!isOperation) return "";
        bytes32 key = bytes32(data[HASH_AT:HASH_END]);
        Watch watched = WatchLib.find(msg.sender, key);
        if (watched.isZero()) return "";

        CallCursor calls = CallCursorFields.allocate();
        CallLib.open6900(calls, OperationLib.callData(_operationIn(data)));
        return _before(key, watched, calls);
    }

    /// @inheritdoc IERC6900ExecutionHookModule
    function postExecutionHook(uint32, bytes calldata preExecHookData) external view {
        _afterwards(preExecHookData);
    }

    /// @inheritdoc IERC7579Hook
    function preCheck(address, uint256, bytes calldata msgData) external returns (bytes memory) {
        bytes32 key = keccak256(msgData);
        Watch watched = WatchLib.find(msg.sender, key);
        if (watched.isZero()) return "";

        CallCursor calls = CallCursorFields.allocate();
        CallLib.open7579(calls, msgData);
        return _before(key, watched, calls);
    }

    /// @inheritdoc IERC7579Hook
    function postCheck(bytes calldata hookData) external view {
        _afterwards(hookData);
    }

    /// @return The key, and the balances and allowances before the calls.
    function _before(bytes32 key, Watch watched, CallCursor calls) private returns (bytes memory) {
        _requireLive(watched);
        _chargeUsd(watched);
        return abi.encode(key, _balances(watched), AllowanceLib.setBy(calls, watched, msg.sender));
    }

    /// @dev Inflows of the same operation count: what is sold and bought back has not left. An allowance that grew counts
    /// as if it had been used: what was counted for it is no room for another one.
    function _afterwards(bytes calldata hookData) private view {
        if (hookData.length == 0) return;

        (bytes32 key, uint256[] memory earlier, Allowance[] memory allowances) =
            abi.decode(hookData, (bytes32, uint256[], Allowance[]));
        Watch watched = WatchLib.find(msg.sender, key);
        uint256[] memory current = _balances(watched);
        for (uint256 i; i < current.length; ++i) {
            (address asset, uint256 counted) = watched.counted(i);
            uint256 allowed = asset == address(0) || counted == 0 ? counted : counted + OUTFLOW_TOLERANCE;
            uint256 outflow = Math.saturatingSub(earlier[i], current[i]);
            outflow = Math.saturatingAdd(outflow, AllowanceLib.growth(allowances, asset, msg.sender));
            if (outflow > allowed) revert OutflowNotCounted(asset, outflow, counted);
        }
    }

    /// @dev What validation asked of the state, again: an operation before this one in the bundle may have changed it. A
    /// mode that is tighter than it was refuses, whatever the capabilities are; the looser one was not needed.
    function _requireLive(Watch watched) private view {
        SessionId id = watched.sessionId();
        AccountState state = module.accountState(msg.sender);
        SessionStatus status = module.sessionStatus(msg.sender, id);
        if (state.approver() == address(0)) revert ISessionKeyModule.NotInstalled(msg.sender);
        if (state.mode() > watched.modeOf()) revert ISessionKeyModule.ModeForbids(state.mode());
        if (status.epoch() != state.epoch()) revert ISessionKeyModule.EpochPassed(status.epoch(), state.epoch());
        if (status.isRevoked()) revert ISessionKeyModule.SessionIsRevoked(id);
        if (status.isPaused()) revert ISessionKeyModule.SessionIsPaused(id);
        if (status.seat() < state.floor()) revert ISessionKeyModule.SessionEvicted(status.seat(), state.floor());

        (uint48 claimedAt, uint48 validUntil) = (watched.claimedAtOf(), watched.validUntilOf());
        if (block.timestamp <= claimedAt || block.timestamp > validUntil) {
            revert OutsideClaim(claimedAt, validUntil, uint48(block.timestamp));
        }
    }

    /// @dev The operation, up to the hash of which the data was looked at.
    function _operationIn(bytes calldata data) private pure returns (PackedUserOperation calldata userOp) {
        uint256 arguments = CalldataLib.position(data) + 4;
        assembly ("memory-safe") {
            userOp := add(arguments, calldataload(arguments)) // as the EntryPoint encoded it
        }
    }

    function _balances(Watch watched) private view returns (uint256[] memory found) {
        found = new uint256[](watched.assetCount());
        for (uint256 i; i < found.length; ++i) {
            (address asset,) = watched.counted(i);
            found[i] = PriceLib.balanceOf(asset, msg.sender);
        }
    }

    /* USD */

    /// @dev Counts what the calldata was counted as, allowances given among it: no more than that may leave. Before the
    /// calls, so that none of them finds the window as it was.
    function _chargeUsd(Watch watched) private {
        (uint256 limit, uint256 period, bytes32 feedsHash) = watched.usd();
        if (limit == 0) return;
        uint256 amount = _usdOf(watched, feedsHash);
        if (amount == 0) return;

        UsdWindow storage window = _usdWindows[watched.sessionId()][msg.sender];
        uint256 index = block.timestamp / period;
        uint256 spent = window.index == index ? window.spent : 0;
        if (amount > limit || spent > limit - amount) {
            revert UsdLimitExceeded(limit, spent, amount, (index + 1) * period);
        }
        // Safe casts: the limit has 128 bits; the block's time is below 2^48.
        (window.index, window.spent) = (uint48(index), uint128(spent + amount));

        emit UsdSpent(msg.sender, watched.sessionId(), amount, spent + amount);
    }

    /// @dev An asset of which nothing is counted may have no price.
    function _usdOf(Watch watched, bytes32 feedsHash) private view returns (uint256 amount) {
        Uptime memory uptime = _uptimes[feedsHash];
        if (!uptime.registered) revert FeedsUnknown(feedsHash);
        if (uptime.feed != address(0)) PriceLib.requireUp(uptime.feed, uptime.grace);

        uint256 count = watched.assetCount();
        for (uint256 i; i < count; ++i) {
            (address asset, uint256 counted) = watched.counted(i);
            if (counted == 0) continue;
            PriceFeed memory feed = _feeds[feedsHash][asset];
            if (feed.aggregator == address(0)) revert FeedMissing(feedsHash, asset);
            amount += PriceLib.valueOf(feed, counted);
        }
    }

    /* FEEDS */

    /// @inheritdoc ISessionExecutionGuard
    function registerFeeds(FeedList calldata list) external returns (bytes32 feedsHash) {
        uint256 count = list.feeds.length;
        bool loose = list.uptimeFeed == address(0) && list.uptimeGrace != 0;
        if (count == 0 || count > MAX_FEEDS || loose) revert FeedListInvalid(count, MAX_FEEDS);
        feedsHash = keccak256(abi.encode(list));
        if (_uptimes[feedsHash].registered) return feedsHash;

        _uptimes[feedsHash] = Uptime({registered: true, feed: list.uptimeFeed, grace: list.uptimeGrace});
        for (uint256 i; i < count; ++i) {
            PriceFeed calldata feed = list.feeds[i];
            bool unsorted = i != 0 && feed.asset <= list.feeds[i - 1].asset;
            if (unsorted || feed.aggregator == address(0) || feed.maxAge == 0 || !_hasDecimals(feed)) {
                revert FeedInvalid(i);
            }
            _feeds[feedsHash][feed.asset] = feed;
        }

        emit FeedsRegistered(feedsHash, list);
    }

    /// @inheritdoc ISessionExecutionGuard
    function feedOf(bytes32 feedsHash, address asset) external view returns (PriceFeed memory) {
        return _feeds[feedsHash][asset];
    }

    /// @inheritdoc ISessionExecutionGuard
    function usdSpent(address account, SessionId sessionId) external view returns (uint48 window, uint128 spent) {
        UsdWindow memory found = _usdWindows[sessionId][account];
        return (found.index, found.spent);
    }

    function _hasDecimals(PriceFeed calldata feed) private view returns (bool) {
        if (feed.assetDecimals > MAX_DECIMALS) return false;

        return feed.assetDecimals == (feed.asset == address(0) ? 18 : PriceLib.decimalsOf(feed.asset));
    }

    /* WHAT THE GUARD IS */

    /// @inheritdoc ISessionExecutionGuard
    function onInstall(bytes calldata) external pure {}

    /// @inheritdoc ISessionExecutionGuard
    function onUninstall(bytes calldata) external pure {}

    /// @inheritdoc IERC7579Module
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_HOOK;
    }

    /// @inheritdoc IERC6900Module
    function moduleId() external pure returns (string memory) {
        return "sessionkeys.session-execution-guard.0.1.0";
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC6900Module).interfaceId
            || interfaceId == type(IERC6900ExecutionHookModule).interfaceId
            || interfaceId == type(ISessionExecutionGuard).interfaceId;
    }
}

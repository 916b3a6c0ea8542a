// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BudgetTermsLib} from "../libraries/BudgetTermsLib.sol";
import {CalldataLib} from "../libraries/CalldataLib.sol";
import {Envelope} from "./Envelope.sol";
import {SessionId} from "./SessionId.sol";

/// @notice What the guard holds against an execution: the first of its transient slots,
/// keccak256(account ‖ keccak256(key ‖ WATCHES)), which are associated with the account (ERC-7562 STO-021, OP-070).
///
/// sessionId (0: nothing is watched)
/// claimedAt 48 ‖ validUntil 48 ‖ mode 8 ‖ number of assets 8 ‖ unused 144
/// usdLimit 128 ‖ unused 96 ‖ usdPeriod 32
/// feedsHash
/// asset, amount; asset, amount; …
type Watch is uint256;

using WatchLib for Watch global;

library WatchLib {
    /// keccak256("sessionkeys.guard.watches")
    bytes32 private constant WATCHES = 0xb2e9d723a25b85003ebba26a29f08c14c55b2329eabb59af12a648a0ab0a5216;

    uint256 private constant BOUNDS = 1;
    uint256 private constant USD = 2;
    uint256 private constant FEEDS = 3;
    uint256 private constant ASSETS = 4;

    function find(address account, bytes32 key) internal pure returns (Watch) {
        bytes32 inner = keccak256(abi.encode(key, WATCHES));
        return Watch.wrap(uint256(keccak256(abi.encode(account, inner))));
    }

    /// @notice Keeps all of it. Of two operations of one session with one calldata, both are held to both claims, and to
    /// the looser of both modes: whichever of the two was validated in it does not run in a tighter one.
    /// @dev Limits and amounts are the same for both: the session's id is a hash of its terms, and of its capabilities no
    /// two are of one target and function, so that a calldata is counted in one way.
    function store(Watch watch, SessionId id, uint256 claimedAt, uint256 validUntil, uint256 mode, Envelope envelope)
        internal
    {
        if (!isZero(watch)) {
            if (claimedAtOf(watch) > claimedAt) claimedAt = claimedAtOf(watch);
            if (validUntilOf(watch) < validUntil) validUntil = validUntilOf(watch);
            if (modeOf(watch) < mode) mode = modeOf(watch);
        }
        (uint256 limit, uint256 period, bytes32 feedsHash) = envelope.usd();
        uint256 count = _storeAssets(watch, envelope);
        _set(watch, 0, uint256(SessionId.unwrap(id)));
        _set(watch, BOUNDS, claimedAt << 208 | validUntil << 160 | mode << 152 | count << 144);
        _set(watch, USD, limit << 128 | period);
        _set(watch, FEEDS, uint256(feedsHash));
    }

    function isZero(Watch watch) internal view returns (bool) {
        return _get(watch, 0) == 0;
    }

    function sessionId(Watch watch) internal view returns (SessionId) {
        return SessionId.wrap(bytes32(_get(watch, 0)));
    }

    /// @notice Exclusive, unix seconds.
    function claimedAtOf(Watch watch) internal view returns (uint48) {
        return uint48(_get(watch, BOUNDS) >> 208);
    }

    /// @notice Inclusive, unix seconds.
    function validUntilOf(Watch watch) internal view returns (uint48) {
        return uint48(_get(watch, BOUNDS) >> 160);
    }

    /// @notice The account's mode when the operation was validated.
    function modeOf(Watch watch) internal view returns (uint8) {
        return uint8(_get(watch, BOUNDS) >> 152);
    }

    function assetCount(Watch watch) internal view returns (uint256) {
        return uint8(_get(watch, BOUNDS) >> 144);
    }

    /// @return limit USD with 8 decimals; 0 = none.
    /// @return period Seconds.
    /// @return feedsHash The list of feeds.
    function usd(Watch watch) internal view returns (uint256 limit, uint256 period, bytes32 feedsHash) {
        uint256 word = _get(watch, USD);
        return (word >> 128, uint32(word), bytes32(_get(watch, FEEDS)));
    }

    /// @param index Below assetCount.
    /// @return asset 0 = native, else the token.
    /// @return amount What the calldata was counted as.
    function counted(Watch watch, uint256 index) internal view returns (address asset, uint256 amount) {
        return (address(uint160(_get(watch, ASSETS + 2 * index))), _get(watch, ASSETS + 2 * index + 1));
    }

    /// @notice Whether an asset is watched.
    function holds(Watch watch, address asset) internal view returns (bool) {
        return _isAmong(watch, assetCount(watch), asset);
    }

    /// @dev Behind the core stand the amounts: spends at the first budget on their token, native value behind all budgets.
    /// @return found How many assets there are; none stands twice.
    function _storeAssets(Watch watch, Envelope envelope) private returns (uint256 found) {
        uint256 amounts = envelope.end();
        uint256 budgets = envelope.budgetCount();
        for (uint256 i; i < budgets; ++i) {
            address asset = envelope.budget(i).asset();
            if (asset == BudgetTermsLib.OPERATIONS || asset == BudgetTermsLib.GAS) continue;
            if (_isAmong(watch, found, asset)) continue;

            uint256 index = asset == BudgetTermsLib.NATIVE ? budgets : i;
            _set(watch, ASSETS + 2 * found, uint160(asset));
            _set(watch, ASSETS + 2 * found + 1, CalldataLib.uintAt(amounts + 32 * index, 32));
            ++found;
        }
    }

    function _isAmong(Watch watch, uint256 count, address asset) private view returns (bool) {
        for (uint256 i; i < count; ++i) {
            (address other,) = counted(watch, i);
            if (other == asset) return true;
        }
        return false;
    }

    /// @dev Unchecked: slots are hashes; a sum beyond 2^256 goes on at 0.
    function _get(Watch watch, uint256 offset) private view returns (uint256 value) {
        assembly ("memory-safe") {
            value := tload(add(watch, offset))
        }
    }

    function _set(Watch watch, uint256 offset, uint256 value) private {
        assembly ("memory-safe") {
            tstore(add(watch, offset), value)
        }
    }
}

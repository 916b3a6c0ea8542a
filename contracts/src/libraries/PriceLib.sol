// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {ISessionExecutionGuard, MAX_DECIMALS, USD_DECIMALS} from "../interfaces/ISessionExecutionGuard.sol";
import {PriceFeed} from "../types/PriceFeed.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Reads Chainlink feeds, balances and allowances; whatever is doubtful is refused.
/// @dev For the execution phase: it reads the clock and other contracts' storage, which ERC-7562 forbids in validation.
library PriceLib {
    /// Words of `latestRoundData`.
    uint256 private constant ROUND_LENGTH = 160;

    /// @notice What an amount is worth.
    /// @return USD with 8 decimals, rounded up.
    function valueOf(PriceFeed memory feed, uint256 amount) internal view returns (uint256) {
        (int256 answer,, uint256 updatedAt) = _latest(feed.aggregator);
        if (answer <= 0) revert ISessionExecutionGuard.FeedAnswerInvalid(feed.aggregator, answer);
        if (updatedAt == 0 || updatedAt > block.timestamp || block.timestamp - updatedAt > feed.maxAge) {
            revert ISessionExecutionGuard.FeedStale(feed.aggregator, updatedAt, feed.maxAge, block.timestamp);
        }

        // No overflow of the denominator: both have at most 36 decimals. One of the product fails closed.
        uint256 scale = 10 ** (uint256(feed.assetDecimals) + _decimals(feed.aggregator));
        return Math.mulDiv(amount, uint256(answer) * 10 ** USD_DECIMALS, scale, Math.Rounding.Ceil);
    }

    /// @notice Refuses a sequencer that is down, or up for no longer than `grace` seconds: until then prices may be
    /// those from before, and others could not act.
    function requireUp(address uptimeFeed, uint256 grace) internal view {
        (int256 status, uint256 since,) = _latest(uptimeFeed);
        if (status != 0 || since == 0 || since > block.timestamp || block.timestamp - since <= grace) {
            revert ISessionExecutionGuard.SequencerNotUp(uptimeFeed, status, since, block.timestamp);
        }
    }

    /// @param asset 0 = native, else the token.
    function balanceOf(address asset, address account) internal view returns (uint256) {
        if (asset == address(0)) return account.balance;

        return _askToken(asset, abi.encodeCall(IERC20.balanceOf, (account)));
    }

    function allowanceOf(address token, address account, address spender) internal view returns (uint256) {
        return _askToken(token, abi.encodeCall(IERC20.allowance, (account, spender)));
    }

    /// @notice Decimals as a token or feed says them; above `MAX_DECIMALS` if it does not.
    function decimalsOf(address source) internal view returns (uint256) {
        (bool done, bytes memory answer) = source.staticcall(abi.encodeCall(IAggregatorV3.decimals, ()));
        return done && answer.length >= 32 ? abi.decode(answer, (uint256)) : type(uint256).max;
    }

    function _askToken(address token, bytes memory question) private view returns (uint256) {
        (bool done, bytes memory answer) = token.staticcall(question);
        if (!done || answer.length < 32) revert ISessionExecutionGuard.BalanceUnreadable(token);
        return abi.decode(answer, (uint256));
    }

    function _decimals(address feed) private view returns (uint256 found) {
        found = decimalsOf(feed);
        if (found > MAX_DECIMALS) revert ISessionExecutionGuard.FeedUnreadable(feed);
    }

    function _latest(address feed) private view returns (int256 answer, uint256 startedAt, uint256 updatedAt) {
        (bool done, bytes memory round) = feed.staticcall(abi.encodeCall(IAggregatorV3.latestRoundData, ()));
        if (!done || round.length < ROUND_LENGTH) revert ISessionExecutionGuard.FeedUnreadable(feed);
        (, answer, startedAt, updatedAt,) = abi.decode(round, (uint256, int256, uint256, uint256, uint256));
    }
}

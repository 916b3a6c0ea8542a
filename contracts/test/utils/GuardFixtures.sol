// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard} from "../../src/interfaces/ISessionExecutionGuard.sol";
import {FeedList, PriceFeed} from "../../src/types/PriceFeed.sol";
import {ChainlinkFeedMock} from "../mocks/ChainlinkFeedMock.sol";
import {SessionEncoder} from "./SessionEncoder.sol";
import {SessionFixtures} from "./SessionFixtures.sol";

/// @notice The guard, prices, and sessions that name it.
abstract contract GuardFixtures is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint32 internal constant MAX_AGE = 1 hours + 5 minutes;
    uint32 internal constant UPTIME_GRACE = 1 hours;

    ISessionExecutionGuard internal _guard;
    /// @dev The token at 1 USD, the native asset at 2,000 USD.
    ChainlinkFeedMock internal _tokenFeed;
    ChainlinkFeedMock internal _nativeFeed;
    ChainlinkFeedMock internal _uptimeFeed;
    bytes32 internal _feedsHash;

    /// @notice Once the module is there.
    function deployGuard() internal {
        _guard = ISessionExecutionGuard(
            vm.deployCode("SessionExecutionGuard.sol:SessionExecutionGuard", abi.encode(_module))
        );
        vm.label(address(_guard), "guard");
        _tokenFeed = new ChainlinkFeedMock(8, 1e8);
        _nativeFeed = new ChainlinkFeedMock(8, 2_000e8);
        _uptimeFeed = new ChainlinkFeedMock(0, 0);
        _uptimeFeed.set(0, vm.getBlockTimestamp() - 1 days, vm.getBlockTimestamp());
        _feedsHash = _guard.registerFeeds(feedList());
    }

    function feedList() internal view returns (FeedList memory list) {
        list.uptimeFeed = address(_uptimeFeed);
        list.uptimeGrace = UPTIME_GRACE;
        list.feeds = new PriceFeed[](2);
        list.feeds[0] =
            PriceFeed({asset: address(0), assetDecimals: 18, aggregator: address(_nativeFeed), maxAge: MAX_AGE});
        list.feeds[1] =
            PriceFeed({asset: address(_token), assetDecimals: 6, aggregator: address(_tokenFeed), maxAge: MAX_AGE});
    }

    /// @notice The default terms with the guard, and no limit in USD.
    function guardedTerms() internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.addGuard(address(_guard), 0, 0, 0);
    }

    /// @param limit USD with 8 decimals, a day.
    function usdTerms(uint128 limit) internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.addGuard(address(_guard), limit, 1 days, _feedsHash);
    }

    function guardMissing() internal view returns (bytes memory) {
        return abi.encodeWithSignature("GuardMissing(address,uint40)", _guard, route());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../../../src/interfaces/IAggregatorV3.sol";
import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {FeedList, PriceFeed} from "../../../src/types/PriceFeed.sol";
import {ChainlinkFeedMock} from "../../mocks/ChainlinkFeedMock.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

/// @notice The edges of the limit in USD and of what feeds answer. Attacks: attack/guard.
/// @dev Watches live for one transaction: each test is one call from outside, also when tests are isolated.
contract SessionExecutionGuard_Usd_Test is GuardUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint128 private constant LIMIT = 100e8;
    uint256 private constant RESETS_AT = (uint256(Defaults.NOW) / 1 days + 1) * 1 days;

    /// @dev 1 USD for 1,000,000 units of the token.
    ChainlinkFeedMock private _feed;
    ChainlinkFeedMock private _uptimeFeed;
    FeedList private _list;

    function setUp() public override {
        super.setUp();
        _feed = new ChainlinkFeedMock(8, 1e8);
        _uptimeFeed = new ChainlinkFeedMock(0, 0);
        _uptimeFeed.set(0, Defaults.NOW - 1 days, Defaults.NOW);
        _list.feeds
            .push(PriceFeed({asset: address(_token), assetDecimals: 6, aggregator: address(_feed), maxAge: 1 hours}));
        _guard.registerFeeds(_list);
    }

    function test_WhenTheLimitIsUsedUp() public {
        this.useUp();
    }

    function useUp() external {
        _refuse(100e6 + 1, _aboveLimit(0, LIMIT + 100));
        _charge(60e6);
        bytes memory callData = _watched(40e6);
        vm.expectEmit(address(_guard));
        emit ISessionExecutionGuard.UsdSpent(_account, ID, 40e8, LIMIT);
        before(callData);
        _refuse(1, _aboveLimit(LIMIT, 100));
        vm.warp(RESETS_AT);
        _feed.set(1e8, 0, RESETS_AT);
        _charge(100e6);
    }

    function test_WhenTheChainHasASequencer() public {
        _list.uptimeFeed = address(_uptimeFeed);
        _guard.registerFeeds(_list);
        this.askUptime();
    }

    function askUptime() external {
        _charge(1);
        _uptimeFeed.set(0, Defaults.NOW + 1, Defaults.NOW);
        _refuse(
            1,
            abi.encodeWithSelector(
                ISessionExecutionGuard.SequencerNotUp.selector,
                address(_uptimeFeed),
                int256(0),
                uint256(Defaults.NOW) + 1,
                uint256(Defaults.NOW)
            )
        );
    }

    /// @dev However old a price may be.
    function test_RevertWhen_APriceWasNeverSet() public {
        _list.feeds[0].maxAge = type(uint32).max;
        _guard.registerFeeds(_list);
        this.askWithoutTime();
    }

    function askWithoutTime() external {
        _feed.set(1e8, 0, 1);
        _charge(1);
        _feed.set(1e8, 0, 0);
        _refuse(
            1,
            abi.encodeWithSelector(
                ISessionExecutionGuard.FeedStale.selector,
                address(_feed),
                uint256(0),
                uint256(type(uint32).max),
                uint256(Defaults.NOW)
            )
        );
    }

    function test_RevertWhen_AFeedDoesNotAnswer() public {
        this.askSilentFeed();
    }

    /// @dev What it reverts with looks like an answer.
    function askSilentFeed() external {
        bytes memory refusal = abi.encodeWithSelector(ISessionExecutionGuard.FeedUnreadable.selector, address(_feed));
        bytes memory asked = abi.encodeCall(IAggregatorV3.latestRoundData, ());
        bytes memory round = abi.encode(1, 1e8, Defaults.NOW, Defaults.NOW, 1);
        vm.mockCallRevert(address(_feed), asked, round);
        _refuse(1, refusal);
        vm.mockCall(address(_feed), asked, new bytes(159));
        _refuse(1, refusal);
        vm.mockCall(address(_feed), asked, round);
        _charge(1);

        asked = abi.encodeCall(IAggregatorV3.decimals, ());
        vm.mockCallRevert(address(_feed), asked, abi.encode(8));
        _refuse(1, refusal);
        vm.mockCall(address(_feed), asked, new bytes(31));
        _refuse(1, refusal);
        vm.mockCall(address(_feed), asked, abi.encode(37));
        _refuse(1, refusal);
        vm.mockCall(address(_feed), asked, abi.encode(36));
        _charge(1);
    }

    /* HELPERS */

    /// @dev Watches an operation that spends this much, and begins to execute it.
    function _charge(uint256 counted) private {
        assertGt(before(_watched(counted)).length, 0, "watched");
    }

    function _refuse(uint256 counted, bytes memory refusal) private {
        bytes memory callData = _watched(counted);
        vm.prank(_account);
        vm.expectRevert(refusal);
        _guard.preCheck(address(this), 0, callData);
    }

    function _watched(uint256 counted) private returns (bytes memory callData) {
        callData = executionOf(address(0xca11), abi.encodeWithSignature("call(uint256)", counted));
        uint48 time = uint48(vm.getBlockTimestamp());
        bytes memory terms = _terms(counted);
        vm.prank(_module);
        _guard.watch(_account, ROUTE_7579, keccak256(callData), ID, time - 1, time + 1, 0, terms);
    }

    function _terms(uint256 counted) private view returns (bytes memory) {
        SessionEncoder.Terms memory terms;
        terms.budgets = new bytes[](1);
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), 1_000e6, 0);
        terms.addGuard(address(_guard), LIMIT, 1 days, keccak256(abi.encode(_list)));
        return bytes.concat(terms.core(), abi.encode(counted, uint256(0)));
    }

    function _aboveLimit(uint256 spent, uint256 requested) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ISessionExecutionGuard.UsdLimitExceeded.selector, uint256(LIMIT), spent, requested, RESETS_AT
        );
    }
}

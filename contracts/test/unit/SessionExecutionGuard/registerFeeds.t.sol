// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard, MAX_FEEDS} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {FeedList, PriceFeed} from "../../../src/types/PriceFeed.sol";
import {Vm} from "../../utils/Vm.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

contract SessionExecutionGuard_RegisterFeeds_Test is GuardUnitTest {
    function test_WhenListIsNew() public {
        FeedList memory list = _list(2);
        vm.recordLogs();
        bytes32 feedsHash = _guard.registerFeeds(list);

        assertEq(feedsHash, keccak256(abi.encode(list)), "hash");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[0].topics[0], ISessionExecutionGuard.FeedsRegistered.selector, "event");
        assertEq(logs[0].topics[1], feedsHash, "hash in the event");
        assertEq(logs[0].data, abi.encode(list), "list in the event");
        PriceFeed memory feed = _guard.feedOf(feedsHash, address(_token));
        assertEq(abi.encode(feed), abi.encode(list.feeds[1]), "feed");
        assertEq(_guard.feedOf(feedsHash, _account).aggregator, address(0), "another asset");
    }

    function test_WhenListIsKnown() public {
        bytes32 feedsHash = _guard.registerFeeds(_list(2));
        vm.recordLogs();
        assertEq(_guard.registerFeeds(_list(2)), feedsHash, "hash");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_RevertWhen_ListIsEmptyOrTooLong() public {
        _refuse(_list(0), abi.encodeWithSelector(ISessionExecutionGuard.FeedListInvalid.selector, 0, MAX_FEEDS));
        _guard.registerFeeds(_list(MAX_FEEDS));
        bytes memory refusal =
            abi.encodeWithSelector(ISessionExecutionGuard.FeedListInvalid.selector, MAX_FEEDS + 1, MAX_FEEDS);
        _refuse(_list(MAX_FEEDS + 1), refusal);
    }

    function test_RevertWhen_GraceHasNoUptimeFeed() public {
        FeedList memory list = _list(1);
        list.uptimeGrace = 1;
        _refuse(list, abi.encodeWithSelector(ISessionExecutionGuard.FeedListInvalid.selector, 1, MAX_FEEDS));
        list.uptimeFeed = _account;
        _guard.registerFeeds(list);
    }

    function test_RevertWhen_AssetsAreOutOfOrder() public {
        FeedList memory list = _list(2);
        (list.feeds[0], list.feeds[1]) = (list.feeds[1], list.feeds[0]);
        _refuse(list, _invalid(1));
        list = _list(2);
        list.feeds[1] = list.feeds[0];
        _refuse(list, _invalid(1));
    }

    function test_RevertWhen_FeedHasNoAggregatorOrNoAge() public {
        FeedList memory list = _list(2);
        list.feeds[0].aggregator = address(0);
        _refuse(list, _invalid(0));
        list = _list(2);
        list.feeds[1].maxAge = 0;
        _refuse(list, _invalid(1));
    }

    function test_RevertWhen_DecimalsAreNotTheAssets() public {
        FeedList memory list = _list(2);
        list.feeds[0].assetDecimals = 6;
        _refuse(list, _invalid(0));
        list = _list(2);
        list.feeds[1].assetDecimals = 18;
        _refuse(list, _invalid(1));
        vm.mockCall(address(_token), abi.encodeWithSignature("decimals()"), abi.encode(37));
        list.feeds[1].assetDecimals = 37;
        _refuse(list, _invalid(1));
        vm.mockCall(address(_token), abi.encodeWithSignature("decimals()"), "");
        list.feeds[1].assetDecimals = 6;
        _refuse(list, _invalid(1));
        vm.mockCall(address(_token), abi.encodeWithSignature("decimals()"), abi.encode(36));
        list.feeds[1].assetDecimals = 36;
        _guard.registerFeeds(list);
    }

    function _invalid(uint256 index) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionExecutionGuard.FeedInvalid.selector, index);
    }

    function _refuse(FeedList memory list, bytes memory refusal) private {
        vm.expectRevert(refusal);
        _guard.registerFeeds(list);
    }

    /// @dev The native asset, the token, and addresses behind it that say 6 decimals as well.
    function _list(uint256 count) private returns (FeedList memory list) {
        list.feeds = new PriceFeed[](count);
        for (uint256 i = 0; i < count; i++) {
            address asset = i == 0 ? address(0) : address(uint160(address(_token)) + uint160(i - 1));
            if (i > 1) vm.mockCall(asset, abi.encodeWithSignature("decimals()"), abi.encode(6));
            list.feeds[i] =
                PriceFeed({asset: asset, assetDecimals: i == 0 ? 18 : 6, aggregator: _module, maxAge: uint32(i + 1)});
        }
    }
}

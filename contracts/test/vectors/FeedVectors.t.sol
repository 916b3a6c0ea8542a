// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard} from "../../src/interfaces/ISessionExecutionGuard.sol";
import {FeedList, PriceFeed} from "../../src/types/PriceFeed.sol";
import {VectorTest} from "./VectorTest.sol";

/// @notice Every list of tests/vectors/feeds.json is registered under its hash, or refused with its refusal.
contract FeedVectorsTest is VectorTest {
    struct FeedVector {
        string name;
        address uptimeFeed;
        uint32 uptimeGrace;
        PriceFeed[] feeds;
        bytes32 feedsHash;
        bytes callData;
        bytes refusal;
    }

    string private constant TYPES = "FeedVector(string name,address uptimeFeed,uint32 uptimeGrace,PriceFeed[] feeds,bytes32 feedsHash,"
        "bytes callData,bytes refusal)PriceFeed(address asset,uint8 assetDecimals,address aggregator,uint32 maxAge)";

    ISessionExecutionGuard private _guard;

    function setUp() public override {
        bytes memory module = abi.encode(makeAddress("module"));
        _guard = ISessionExecutionGuard(vm.deployCode("SessionExecutionGuard.sol:SessionExecutionGuard", module));
    }

    function test_List_IsRegisteredUnderItsHash() public {
        string memory json = readVectors("feeds.json");
        uint256 registered;
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            FeedVector memory vector = _vectorAt(json, i);
            if (vector.refusal.length != 0) continue;

            FeedList memory list = FeedList(vector.uptimeFeed, vector.uptimeGrace, vector.feeds);
            assertEq(keccak256(abi.encode(list)), vector.feedsHash, string.concat(vector.name, ": hash"));
            assertEq(
                abi.encodeCall(ISessionExecutionGuard.registerFeeds, (list)),
                vector.callData,
                string.concat(vector.name, ": calldata")
            );
            (bool done, bytes memory answer) = _register(vector);
            assertTrue(done, vector.name);
            assertEq(abi.encode(vector.feedsHash), answer, string.concat(vector.name, ": answer"));
            _assertFeeds(vector);
            ++registered;
        }
        assertGt(registered, 0, "no list that is registered");
    }

    function test_List_IsRefused() public {
        string memory json = readVectors("feeds.json");
        uint256 refused;
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            FeedVector memory vector = _vectorAt(json, i);
            if (vector.refusal.length == 0) continue;

            (bool done, bytes memory answer) = _register(vector);
            assertFalse(done, vector.name);
            assertEq(answer, vector.refusal, vector.name);
            ++refused;
        }
        assertGt(refused, 0, "no list that is refused");
    }

    /// @dev Tokens that say the decimals of the list.
    function _register(FeedVector memory vector) private returns (bool, bytes memory) {
        for (uint256 i; i < vector.feeds.length; ++i) {
            PriceFeed memory feed = vector.feeds[i];
            if (feed.asset == address(0)) continue;
            vm.mockCall(feed.asset, abi.encodeWithSignature("decimals()"), abi.encode(feed.assetDecimals));
        }
        return address(_guard).call(vector.callData);
    }

    function _assertFeeds(FeedVector memory vector) private view {
        for (uint256 i; i < vector.feeds.length; ++i) {
            PriceFeed memory found = _guard.feedOf(vector.feedsHash, vector.feeds[i].asset);
            assertEq(abi.encode(found), abi.encode(vector.feeds[i]), string.concat(vector.name, ": feed"));
        }
    }

    function _vectorAt(string memory json, uint256 index) private pure returns (FeedVector memory) {
        return abi.decode(entryAt(json, ".lists", index, TYPES), (FeedVector));
    }
}

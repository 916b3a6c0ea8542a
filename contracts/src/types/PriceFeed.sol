// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice The prices that a limit in USD is counted by. Its hash, keccak256(abi.encode(list)), is a term of the grant.
struct FeedList {
    /// Chainlink's L2 sequencer uptime feed; 0 = the chain has no sequencer.
    address uptimeFeed;
    /// How long the sequencer must have been up again (seconds, exclusive); 0 without an uptime feed.
    uint32 uptimeGrace;
    /// Strictly increasing by asset.
    PriceFeed[] feeds;
}

/// @notice The price of one asset.
struct PriceFeed {
    /// 0 = the native asset, else the token.
    address asset;
    /// Decimals of the asset's base unit: 18 for the native asset, else what the token says when the list is registered.
    uint8 assetDecimals;
    /// Chainlink feed of the asset in USD.
    address aggregator;
    /// The greatest age of its answer (seconds, inclusive): the feed's heartbeat and some room.
    uint32 maxAge;
}

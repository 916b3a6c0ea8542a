// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What this project uses of a Chainlink feed (`AggregatorV3Interface`): of prices, and of a sequencer's uptime.
interface IAggregatorV3 {
    /// @notice By how many decimals `answer` is scaled up.
    function decimals() external view returns (uint8);

    /// @return roundId Number of the round.
    /// @return answer The price. Of an uptime feed: 0 up, 1 down.
    /// @return startedAt Unix seconds. Of an uptime feed: when the status last changed.
    /// @return updatedAt Unix seconds: when `answer` was written.
    /// @return answeredInRound Deprecated by Chainlink.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}

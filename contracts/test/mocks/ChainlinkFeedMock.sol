// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";

/// @notice A test double of a Chainlink feed, of prices or of a sequencer's uptime: it says what it was told.
contract ChainlinkFeedMock is IAggregatorV3 {
    error NoDataPresent();

    uint8 public decimals;
    bool private _reverts;
    uint80 private _roundId;
    int256 private _answer;
    uint256 private _startedAt;
    uint256 private _updatedAt;

    constructor(uint8 decimals_, int256 answer) {
        decimals = decimals_;
        set(answer, block.timestamp, block.timestamp);
    }

    function set(int256 answer, uint256 startedAt, uint256 updatedAt) public {
        ++_roundId;
        (_answer, _startedAt, _updatedAt) = (answer, startedAt, updatedAt);
    }

    function setDecimals(uint8 to) external {
        decimals = to;
    }

    function setReverts(bool to) external {
        _reverts = to;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        if (_reverts) revert NoDataPresent();
        return (_roundId, _answer, _startedAt, _updatedAt, _roundId);
    }
}

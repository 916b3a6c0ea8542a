// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Envelope} from "./Envelope.sol";

/// @notice The full terms of a grant, read from calldata (docs/encoding.md §1).
struct Grant {
    Envelope envelope;
    /// Positions in calldata: the details, the first id, the first capability, the first byte after the terms.
    uint256 detailsAt;
    uint256 idsAt;
    uint256 capabilitiesAt;
    uint256 end;
    /// Inclusive, unix seconds.
    uint48 grantDeadline;
    bool tokenNames;
    uint64 salt;
    /// 0 = replaces nothing.
    bytes32 replaces;
    uint256 labelAt;
    uint256 labelLength;
    /// Position of each capability's leaf.
    uint256[] leaves;
}

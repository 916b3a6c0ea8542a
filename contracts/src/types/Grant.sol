// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability} from "./Capability.sol";
import {Envelope} from "./Envelope.sol";
import {Words, WordsLib} from "./Words.sol";

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
    Capability[] capabilities;
}

/// @notice What the module needs to know of terms that passed every rule of a grant.
struct CheckedGrant {
    bytes32 sessionId;
    /// What the approver signs, in the form of the grant.
    bytes32 digest;
    /// 0 = replaces nothing.
    bytes32 replaces;
    /// Inclusive, unix seconds.
    uint256 grantDeadline;
    /// Bytes of the terms.
    uint256 length;
    /// In an operation: where each capability's leaf begins, counted from the first byte of the terms. Else empty: a
    /// relayed grant does not use its capabilities.
    uint256[] offsets;
}

using CheckedGrantLib for CheckedGrant global;

library CheckedGrantLib {
    /// @notice Where the capabilities stand in calldata, given where the terms begin.
    function positions(CheckedGrant memory checked, uint256 pos) internal pure returns (Words found) {
        uint256 count = checked.offsets.length;
        found = WordsLib.allocate(count);
        for (uint256 i; i < count; ++i) {
            found.set(i, pos + checked.offsets[i]);
        }
    }
}

/// @notice What new terms are checked against.
struct GrantContext {
    address module;
    /// The module's code for everything that is no operation.
    address control;
    address account;
    address approver;
    uint256 nonceWidth;
    /// First second of the session's life: the claim or the block time, at least validAfter.
    uint256 activation;
    /// 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579.
    uint40 route;
    /// 0 = text, 1 = typed. Not read in an operation.
    uint8 form;
    /// The terms come inside an operation: fewer capabilities, no token is asked for its name, the form is the byte
    /// behind the terms, and more bytes may follow.
    bool inOperation;
}

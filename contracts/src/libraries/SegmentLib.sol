// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {SignatureLib} from "./SignatureLib.sol";

/// @notice The segment that a session operation carries at the tail of its signature (docs/encoding.md §3).
struct Segment {
    /// Positions in calldata: the first byte, the next byte to read, the session key's signature.
    uint256 pos;
    uint256 cursor;
    uint256 signatureAt;
    /// Unix seconds, below 2^47.
    uint256 claimedAt;
    /// Unix seconds, inclusive; 0 = none.
    uint256 notAfter;
    /// The operation carries the grant.
    bool enable;
}

/// @notice Opens a segment and closes it exactly where its signature begins.
library SegmentLib {
    /// Leaves room for the other fields of an operation of at most 8,192 bytes (ERC-7562).
    uint256 internal constant MAX_LENGTH = 7168;
    uint256 internal constant MAX_LEAVES = 16;
    uint256 internal constant TIME_LIMIT = 2 ** 47;

    uint256 internal constant HEAD_LENGTH = 13;
    uint256 internal constant ENABLE = 0x01;
    uint256 internal constant RENEW = 0x02;
    uint256 internal constant GRACE = 0x04;
    uint256 internal constant P256_IN_SOLIDITY = 0x08;

    function open(bytes calldata signature) internal pure returns (Segment memory segment) {
        uint256 available = signature.length < 2 ? 0 : signature.length - 2;
        uint256 maximum = available < MAX_LENGTH ? available : MAX_LENGTH;
        unchecked {
            // Safe: positions in calldata are far below 2^64, and a length is used only once it is inside them.
            uint256 end = CalldataLib.position(signature) + available;
            uint256 length = signature.length < 2 ? 0 : CalldataLib.uintAt(end, 2);
            if (length > maximum || length < HEAD_LENGTH + SignatureLib.LENGTH) {
                revert ISessionKeyModule.SegmentLengthInvalid(length, maximum);
            }

            segment.pos = end - length;
            segment.signatureAt = end - SignatureLib.LENGTH;
            segment.cursor = segment.pos + HEAD_LENGTH;
        }
        _readHead(segment, uint256(CalldataLib.word(segment.pos)));
    }

    /// @notice Moves on to the next part, which must begin before the signature or at it.
    /// @dev A part that announces more bytes than the segment has is refused here, before anything it says counts.
    function advance(Segment memory segment, uint256 cursor) internal pure {
        segment.cursor = cursor;
        if (cursor > segment.signatureAt) _revertLength(segment);
    }

    /// @notice Refuses a segment whose parts do not end where its signature begins.
    function close(Segment memory segment) internal pure {
        if (segment.cursor != segment.signatureAt) _revertLength(segment);
    }

    function hash(Segment memory segment) internal pure returns (bytes32) {
        return CalldataLib.hash(segment.pos, segment.signatureAt - segment.pos);
    }

    /// @param head claimedAt 48 ‖ notAfter 48 ‖ flags 8, and what follows.
    function _readHead(Segment memory segment, uint256 head) private pure {
        segment.claimedAt = head >> 208;
        segment.notAfter = uint48(head >> 160);
        if (segment.claimedAt >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("claimedAt", segment.claimedAt, TIME_LIMIT - 1);
        }
        if (segment.notAfter >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("notAfter", segment.notAfter, TIME_LIMIT - 1);
        }
        segment.enable = _readFlags(uint8(head >> 152));
    }

    function _revertLength(Segment memory segment) private pure {
        uint256 parsed = segment.cursor - segment.pos + SignatureLib.LENGTH;
        uint256 announced = segment.signatureAt - segment.pos + SignatureLib.LENGTH;
        revert ISessionKeyModule.SegmentLengthMismatch(parsed, announced);
    }

    function _readFlags(uint256 flags) private pure returns (bool enable) {
        if (flags & RENEW != 0) revert ISessionKeyModule.TermNotEnforced("renew");
        if (flags & GRACE != 0) revert ISessionKeyModule.TermNotEnforced("grace");
        if (flags & P256_IN_SOLIDITY != 0) revert ISessionKeyModule.TermNotEnforced("p256InSolidity");
        if (flags > ENABLE) revert ISessionKeyModule.TermInvalid("flags", flags, ENABLE);

        return flags == ENABLE;
    }
}

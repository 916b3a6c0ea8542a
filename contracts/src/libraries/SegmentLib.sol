// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_SEGMENT_LENGTH, TIME_LIMIT} from "../interfaces/ISessionKeyModule.sol";
import {Envelope} from "../types/Envelope.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {SignatureLib} from "./SignatureLib.sol";

/// @notice The segment that a session operation carries at the tail of its signature (docs/encoding.md §3).
struct Segment {
    /// Positions in calldata: the first byte, the next byte to read, the first byte of the proof of the session key (its
    /// signature, and for P-256 the public key before that), the signature.
    uint256 pos;
    uint256 cursor;
    uint256 keyProofAt;
    uint256 signatureAt;
    /// Unix seconds, below 2^47.
    uint256 claimedAt;
    /// Unix seconds, inclusive; 0 = none.
    uint256 notAfter;
    /// ENABLE, RENEW, GRACE, P256_IN_SOLIDITY.
    uint256 flags;
}

/// @notice Opens a segment and closes it exactly where the proof of its session key begins.
/// @dev Unchecked sums are safe: a position in calldata is far below 2^64, and a length is used only once it is inside.
library SegmentLib {
    uint256 internal constant ENABLE = 0x01;
    uint256 internal constant RENEW = 0x02;
    uint256 internal constant GRACE_FLAG = 0x04;
    uint256 internal constant P256_IN_SOLIDITY = 0x08;

    uint256 private constant HEAD_LENGTH = 13;
    uint256 private constant CORE_LENGTH = 41;

    function open(bytes calldata signature) internal pure returns (Segment memory segment) {
        unchecked {
            uint256 available = signature.length < 2 ? 0 : signature.length - 2;
            uint256 end = CalldataLib.position(signature) + available;
            uint256 length = signature.length < 2 ? 0 : CalldataLib.uintAt(end, 2);
            if (
                length > available || length > MAX_SEGMENT_LENGTH
                    || length < HEAD_LENGTH + CORE_LENGTH + SignatureLib.LENGTH
            ) {
                uint256 maximum = available < MAX_SEGMENT_LENGTH ? available : MAX_SEGMENT_LENGTH;
                revert ISessionKeyModule.SegmentLengthInvalid(length, maximum);
            }

            segment.pos = end - length;
            segment.cursor = segment.pos + HEAD_LENGTH;
            bool isP256 = Envelope.wrap(segment.cursor).keyType() == EnvelopeLib.P256;
            segment.signatureAt = end - (isP256 ? SignatureLib.P256_LENGTH : SignatureLib.LENGTH);
            segment.keyProofAt = segment.signatureAt - (isP256 ? SignatureLib.P256_KEY_LENGTH : 0);
            _readHead(segment, isP256 ? 0x0f : 0x07);
        }
    }

    /// @notice Whether a flag is set.
    function has(Segment memory segment, uint256 flag) internal pure returns (bool) {
        return segment.flags & flag != 0;
    }

    /// @notice Moves on to the next part, which must begin before the proof of the session key or at it.
    /// @dev A part that announces more bytes than the segment has is refused here, before anything it says counts.
    function advance(Segment memory segment, uint256 cursor) internal pure {
        segment.cursor = cursor;
        if (cursor > segment.keyProofAt) _revertLength(segment);
    }

    /// @notice Refuses a segment whose parts do not end where the proof of the session key begins.
    function close(Segment memory segment) internal pure {
        if (segment.cursor != segment.keyProofAt) _revertLength(segment);
    }

    /// @notice What the session key signs besides the operation's hash: everything before the signature.
    function hash(Segment memory segment) internal pure returns (bytes32) {
        unchecked {
            return CalldataLib.hash(segment.pos, segment.signatureAt - segment.pos);
        }
    }

    /// @dev claimedAt 48 ‖ notAfter 48 ‖ flags 8, and what follows.
    function _readHead(Segment memory segment, uint256 allowedFlags) private pure {
        uint256 head = uint256(CalldataLib.word(segment.pos));
        segment.claimedAt = head >> 208;
        segment.notAfter = uint48(head >> 160);
        segment.flags = uint8(head >> 152);
        if (segment.claimedAt >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("claimedAt", segment.claimedAt, TIME_LIMIT - 1);
        }
        if (segment.notAfter >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("notAfter", segment.notAfter, TIME_LIMIT - 1);
        }
        if (segment.flags & ~allowedFlags != 0) {
            revert ISessionKeyModule.TermInvalid("flags", segment.flags, allowedFlags);
        }
    }

    function _revertLength(Segment memory segment) private pure {
        uint256 keyProofLength = segment.signatureAt - segment.keyProofAt;
        keyProofLength += keyProofLength == 0 ? SignatureLib.LENGTH : SignatureLib.P256_LENGTH;
        revert ISessionKeyModule.SegmentLengthMismatch({
            parsed: segment.cursor - segment.pos + keyProofLength,
            announced: segment.keyProofAt - segment.pos + keyProofLength
        });
    }
}

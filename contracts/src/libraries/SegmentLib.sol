// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_SEGMENT_LENGTH, TIME_LIMIT} from "../interfaces/ISessionKeyModule.sol";
import {Envelope} from "../types/Envelope.sol";
import {SessionUse} from "../types/SessionUse.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {SignatureLib} from "./SignatureLib.sol";

/// @notice Opens the segment that a session operation carries at the tail of its signature (docs/encoding.md §3), and
/// closes it exactly where the proof of its session key begins.
/// @dev Unchecked sums are safe: a position in calldata is far below 2^64, and a length is used only once it is inside.
library SegmentLib {
    uint256 internal constant ENABLE = 0x01;
    uint256 internal constant RENEW = 0x02;
    uint256 internal constant GRACE_FLAG = 0x04;
    uint256 internal constant P256_IN_SOLIDITY = 0x08;

    uint256 private constant HEAD_LENGTH = 13;
    uint256 private constant MIN_LENGTH = HEAD_LENGTH + 41 + SignatureLib.LENGTH;

    /// @notice Reads the head: claimedAt 6 ‖ notAfter 6 ‖ flags 1, and what the core behind it says of the key.
    function open(SessionUse use, bytes calldata signature) internal pure {
        uint256 length = signature.length;
        unchecked {
            uint256 end = CalldataLib.position(signature) + length - 2;
            length = length < 2 + MIN_LENGTH ? 0 : CalldataLib.uintAt(end, 2);
            if (length < MIN_LENGTH || length > MAX_SEGMENT_LENGTH || length + 2 > signature.length) {
                _revertLengthInvalid(length, signature);
            }

            uint256 pos = end - length;
            use.setPos(pos);
            use.setCursor(pos + HEAD_LENGTH);
            use.setEnvelope(Envelope.wrap(pos + HEAD_LENGTH));
            uint256 allowedFlags = 0x07;
            end -= SignatureLib.LENGTH;
            if (use.envelope().keyType() != EnvelopeLib.P256) {
                use.setKeyProofAt(end);
                use.setSignatureAt(end);
            } else {
                end += SignatureLib.LENGTH - SignatureLib.P256_LENGTH;
                use.setKeyProofAt(end - SignatureLib.P256_KEY_LENGTH);
                use.setSignatureAt(end);
                allowedFlags = 0x0f;
            }
            _readHead(use, uint256(CalldataLib.word(pos)), allowedFlags);
        }
    }

    /// @notice Whether a flag is set.
    function has(SessionUse use, uint256 flag) internal pure returns (bool) {
        return use.flags() & flag != 0;
    }

    /// @notice Moves on to the next part, which must begin before the proof of the session key or at it.
    /// @dev A part that announces more bytes than the segment has is refused here, before anything it says counts.
    function advance(SessionUse use, uint256 cursor) internal pure {
        use.setCursor(cursor);
        if (cursor > use.keyProofAt()) _revertLength(use);
    }

    /// @notice Refuses a segment whose parts do not end where the proof of the session key begins.
    function close(SessionUse use) internal pure {
        if (use.cursor() != use.keyProofAt()) _revertLength(use);
    }

    /// @notice What the session key signs besides the operation's hash: everything before the signature.
    function hash(SessionUse use) internal pure returns (bytes32) {
        unchecked {
            return CalldataLib.hash(use.pos(), use.signatureAt() - use.pos());
        }
    }

    /// @dev claimedAt 48 ‖ notAfter 48 ‖ flags 8, and what follows. Bounds begin with the claim and `notAfter`.
    function _readHead(SessionUse use, uint256 head, uint256 allowedFlags) private pure {
        uint256 claimedAt = head >> 208;
        uint256 notAfter = uint48(head >> 160);
        uint256 flags = uint8(head >> 152);
        if (claimedAt >= TIME_LIMIT) revert ISessionKeyModule.TermInvalid("claimedAt", claimedAt, TIME_LIMIT - 1);
        if (notAfter >= TIME_LIMIT) revert ISessionKeyModule.TermInvalid("notAfter", notAfter, TIME_LIMIT - 1);
        if (flags & ~allowedFlags != 0) revert ISessionKeyModule.TermInvalid("flags", flags, allowedFlags);

        use.setClaimedAt(claimedAt);
        use.setFlags(flags);
        use.setValidUntil(notAfter == 0 ? TIME_LIMIT : notAfter);
        use.setUpper("notAfter");
    }

    function _revertLengthInvalid(uint256 length, bytes calldata signature) private pure {
        uint256 available = signature.length < 2 ? 0 : signature.length - 2;
        if (length == 0 && signature.length > 1) length = uint16(bytes2(signature[available:]));
        uint256 maximum = available < MAX_SEGMENT_LENGTH ? available : MAX_SEGMENT_LENGTH;
        revert ISessionKeyModule.SegmentLengthInvalid(length, maximum);
    }

    function _revertLength(SessionUse use) private pure {
        unchecked {
            // Safe: a P-256 proof may seem to begin before the shortest segment, but both sums are lengths again.
            uint256 keyProofLength = use.signatureAt() - use.keyProofAt();
            keyProofLength += keyProofLength == 0 ? SignatureLib.LENGTH : SignatureLib.P256_LENGTH;
            revert ISessionKeyModule.SegmentLengthMismatch({
                parsed: use.cursor() - use.pos() + keyProofLength,
                announced: use.keyProofAt() - use.pos() + keyProofLength
            });
        }
    }
}

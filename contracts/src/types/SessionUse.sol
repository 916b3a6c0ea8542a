// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SegmentLib} from "../libraries/SegmentLib.sol";
import {SessionUseLib} from "../libraries/SessionUseLib.sol";
import {CallCursor} from "./CallCursor.sol";
import {Envelope} from "./Envelope.sol";
import {SessionId} from "./SessionId.sol";
import {SessionStatus} from "./SessionStatus.sol";
import {Words} from "./Words.sol";

/// @notice One use of a session by an operation: the segment that the operation carries (docs/encoding.md §3), the session
/// that it speaks of, and the seconds in which the operation may be included.
/// @dev Validation may not read the clock (ERC-7562): the operation claims a time, and the bounds, which the EntryPoint
/// enforces, make the claim true. All times are below 2^47.
///
/// Fourteen words in memory, one for each field, not cleared: `open` and the opening of the session set them all before
/// one is read. A struct of Solidity would be cleared first, for 200 gas in every operation.
type SessionUse is uint256;

using SessionUseFields for SessionUse global;
using SegmentLib for SessionUse global;
using SessionUseLib for SessionUse global;

library SessionUseFields {
    // The first words of memory that Solidity leaves free, and behind them the calls of the operation.
    uint256 private constant PLACE = 0x80;
    uint256 private constant CALLS = 0x240; // 14 words
    uint256 private constant END = 0x3a0; // 11 words

    /// @notice Takes the place of this use and of its calls, at a fixed position: an address that the compiler knows costs
    /// half, some hundred times in an operation.
    /// @dev Must come before anything else is put into memory. If something was, nothing validates: fails closed.
    function allocate() internal pure returns (SessionUse) {
        assembly ("memory-safe") {
            if iszero(eq(mload(0x40), PLACE)) { revert(0, 0) }
            mstore(0x40, END)
        }
        return SessionUse.wrap(PLACE);
    }

    function calls(SessionUse) internal pure returns (CallCursor) {
        return CallCursor.wrap(CALLS);
    }

    /// @notice Position in calldata of the segment's first byte.
    function pos(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(0);
    }

    function setPos(SessionUse use, uint256 value) internal pure {
        _words(use).set(0, value);
    }

    /// @notice Position of the next byte of the segment to read.
    function cursor(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(1);
    }

    function setCursor(SessionUse use, uint256 value) internal pure {
        _words(use).set(1, value);
    }

    /// @notice Position of the proof of the session key: its signature, and for P-256 the public key before that.
    function keyProofAt(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(2);
    }

    function setKeyProofAt(SessionUse use, uint256 value) internal pure {
        _words(use).set(2, value);
    }

    /// @notice Position of the session key's signature.
    function signatureAt(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(3);
    }

    function setSignatureAt(SessionUse use, uint256 value) internal pure {
        _words(use).set(3, value);
    }

    /// @notice The constants of SegmentLib.
    function flags(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(4);
    }

    function setFlags(SessionUse use, uint256 value) internal pure {
        _words(use).set(4, value);
    }

    /// @notice The time that the operation claims. EntryPoint v0.7 includes this second, v0.8 and v0.9 begin after it.
    function claimedAt(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(5);
    }

    function setClaimedAt(SessionUse use, uint256 value) internal pure {
        _words(use).set(5, value);
    }

    /// @notice Inclusive on every EntryPoint; never 0, which would mean no end.
    function validUntil(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(6);
    }

    function setValidUntil(SessionUse use, uint256 value) internal pure {
        _words(use).set(6, value);
    }

    /// @notice Name of the term that `validUntil` comes from.
    function upper(SessionUse use) internal pure returns (bytes32) {
        return bytes32(_words(use).get(7));
    }

    function setUpper(SessionUse use, bytes32 value) internal pure {
        _words(use).set(7, uint256(value));
    }

    function envelope(SessionUse use) internal pure returns (Envelope) {
        return Envelope.wrap(_words(use).get(8));
    }

    function setEnvelope(SessionUse use, Envelope value) internal pure {
        _words(use).set(8, Envelope.unwrap(value));
    }

    function id(SessionUse use) internal pure returns (SessionId) {
        return SessionId.wrap(bytes32(_words(use).get(9)));
    }

    function setId(SessionUse use, SessionId value) internal pure {
        _words(use).set(9, uint256(SessionId.unwrap(value)));
    }

    /// @notice Storage slot of the status; those of the budgets follow.
    function slot(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(10);
    }

    function setSlot(SessionUse use, uint256 value) internal pure {
        _words(use).set(10, value);
    }

    /// @notice Before this operation, but after the grant that it carries.
    function status(SessionUse use) internal pure returns (SessionStatus) {
        return SessionStatus.wrap(_words(use).get(11));
    }

    function setStatus(SessionUse use, SessionStatus value) internal pure {
        _words(use).set(11, SessionStatus.unwrap(value));
    }

    /// @notice Positions in calldata of the capabilities that the operation carries.
    function leaves(SessionUse use) internal pure returns (Words) {
        return Words.wrap(_words(use).get(12));
    }

    function setLeaves(SessionUse use, Words value) internal pure {
        _words(use).set(12, Words.unwrap(value));
    }

    function leafCount(SessionUse use) internal pure returns (uint256) {
        return _words(use).get(13);
    }

    function setLeafCount(SessionUse use, uint256 value) internal pure {
        _words(use).set(13, value);
    }

    function _words(SessionUse use) private pure returns (Words) {
        return Words.wrap(SessionUse.unwrap(use));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What the module knows of a session, in one slot:
/// expiresAt 48 ‖ lastActivity 48 ‖ renewals 16 ‖ seat 16 ‖ epoch 32 ‖ flags 8 ‖ 88 zero bits (high to low).
/// @dev 0: never granted. A grant writes only a zero slot and nothing ever clears one, so a tombstone is terminal.
/// `lastActivity` and `renewals` are 0 in this version.
type SessionStatus is uint256;

using SessionStatusLib for SessionStatus global;

library SessionStatusLib {
    uint256 private constant REVOKED = 1 << 88;

    function pack(uint48 lastSecond, uint16 seatTaken, uint32 inEpoch) internal pure returns (SessionStatus) {
        return SessionStatus.wrap(uint256(lastSecond) << 208 | uint256(seatTaken) << 128 | uint256(inEpoch) << 96);
    }

    function isZero(SessionStatus status) internal pure returns (bool) {
        return SessionStatus.unwrap(status) == 0;
    }

    /// @notice Last usable second in force.
    function expiresAt(SessionStatus status) internal pure returns (uint48) {
        return uint48(SessionStatus.unwrap(status) >> 208);
    }

    function seat(SessionStatus status) internal pure returns (uint16) {
        return uint16(SessionStatus.unwrap(status) >> 128);
    }

    function epoch(SessionStatus status) internal pure returns (uint32) {
        return uint32(SessionStatus.unwrap(status) >> 96);
    }

    function isRevoked(SessionStatus status) internal pure returns (bool) {
        return SessionStatus.unwrap(status) & REVOKED != 0;
    }

    function revoked(SessionStatus status) internal pure returns (SessionStatus) {
        return SessionStatus.wrap(SessionStatus.unwrap(status) | REVOKED);
    }
}

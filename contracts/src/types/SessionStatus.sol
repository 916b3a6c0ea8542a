// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What the module knows of a session, in one slot:
/// expiresAt 48 ‖ lastActivity 48 ‖ renewals 16 ‖ seat 16 ‖ epoch 32 ‖ flags 8 ‖ 88 zero bits (high to low).
/// @dev 0: never granted. A grant writes only a zero slot and nothing ever clears one, so a tombstone is terminal.
/// Flags: 1 revoked, 2 paused. `lastActivity` is the activation until a term (or a re-attestation) moves it.
type SessionStatus is uint256;

using SessionStatusLib for SessionStatus global;
using {differs as !=} for SessionStatus global;

function differs(SessionStatus a, SessionStatus b) pure returns (bool) {
    return SessionStatus.unwrap(a) != SessionStatus.unwrap(b);
}

library SessionStatusLib {
    uint256 private constant REVOKED = 1 << 88;
    uint256 private constant PAUSED = 2 << 88;

    function pack(uint256 lastSecond, uint256 activation, uint16 seatTaken, uint32 inEpoch)
        internal
        pure
        returns (SessionStatus)
    {
        return SessionStatus.wrap(
            lastSecond << 208 | activation << 160 | uint256(seatTaken) << 128 | uint256(inEpoch) << 96
        );
    }

    function isZero(SessionStatus status) internal pure returns (bool) {
        return SessionStatus.unwrap(status) == 0;
    }

    /// @notice Last usable second in force.
    function expiresAt(SessionStatus status) internal pure returns (uint48) {
        return uint48(SessionStatus.unwrap(status) >> 208);
    }

    /// @notice Unix seconds.
    function lastActivity(SessionStatus status) internal pure returns (uint48) {
        return uint48(SessionStatus.unwrap(status) >> 160);
    }

    /// @notice Renewals used.
    function renewals(SessionStatus status) internal pure returns (uint16) {
        return uint16(SessionStatus.unwrap(status) >> 144);
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

    function isPaused(SessionStatus status) internal pure returns (bool) {
        return SessionStatus.unwrap(status) & PAUSED != 0;
    }

    function revoked(SessionStatus status) internal pure returns (SessionStatus) {
        return SessionStatus.wrap(SessionStatus.unwrap(status) | REVOKED);
    }

    function paused(SessionStatus status) internal pure returns (SessionStatus) {
        return SessionStatus.wrap(SessionStatus.unwrap(status) | PAUSED);
    }

    function resumed(SessionStatus status) internal pure returns (SessionStatus) {
        return SessionStatus.wrap(SessionStatus.unwrap(status) & ~PAUSED);
    }

    /// @notice Last activity = max(old, second). It never moves back.
    /// @param second Below 2^48.
    function withActivity(SessionStatus status, uint256 second) internal pure returns (SessionStatus) {
        if (second <= lastActivity(status)) return status;

        uint256 others = SessionStatus.unwrap(status) & ~(uint256(type(uint48).max) << 160);
        return SessionStatus.wrap(others | second << 160);
    }

    /// @notice One more renewal is used, and the expiry moves.
    /// @param newExpiresAt Below 2^48. The caller has refused a renewal beyond the maximum of 65,535.
    function renewed(SessionStatus status, uint256 newExpiresAt) internal pure returns (SessionStatus) {
        uint256 others = SessionStatus.unwrap(status) & ~(uint256(type(uint48).max) << 208);
        return SessionStatus.wrap((others | newExpiresAt << 208) + (1 << 144));
    }
}

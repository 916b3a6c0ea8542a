// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice keccak256 over chain, module, account, route, core, capability root and grant hash (docs/encoding.md §2).
type SessionId is bytes32;

using {equals as ==} for SessionId global;

function equals(SessionId a, SessionId b) pure returns (bool) {
    return SessionId.unwrap(a) == SessionId.unwrap(b);
}

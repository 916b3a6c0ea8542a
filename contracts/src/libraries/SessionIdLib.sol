// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../types/SessionId.sol";

/// @notice The id of a session: keccak(chainId 32 ‖ module 20 ‖ account 20 ‖ route 5 ‖ core ‖ root 32 ‖ grantHash 32).
/// @dev In assembly because abi.encodePacked costs more than twice as much, in every operation and every grant. The
/// bytes are put together behind the free memory pointer and not kept.
library SessionIdLib {
    /// Bytes before the core.
    uint256 private constant HEAD = 77;

    /// @notice Of an envelope as operations carry it: core ‖ root ‖ grantHash, at a position of calldata.
    function ofEnvelope(address module, address account, uint40 route, uint256 pos, uint256 length)
        internal
        view
        returns (SessionId id)
    {
        uint256 start = _start(module, account, route, pos, length);
        assembly ("memory-safe") {
            id := keccak256(start, add(HEAD, length))
        }
    }

    /// @notice Of a core at a position of calldata, with the two hashes beside it.
    function ofParts(
        address module,
        address account,
        uint40 route,
        uint256 pos,
        uint256 length,
        bytes32 root,
        bytes32 grantHash
    ) internal view returns (SessionId id) {
        uint256 start = _start(module, account, route, pos, length);
        assembly ("memory-safe") {
            let end := add(add(start, HEAD), length)
            mstore(end, root)
            mstore(add(end, 0x20), grantHash)
            id := keccak256(start, add(add(HEAD, length), 0x40))
        }
    }

    function _start(address module, address account, uint40 route, uint256 pos, uint256 length)
        private
        view
        returns (uint256 start)
    {
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(start, chainid()) // 0x00 … 0x1f
            mstore(add(start, 0x20), shl(96, module)) // 0x20 … 0x33
            mstore(add(start, 0x34), shl(96, account)) // 0x34 … 0x47
            mstore(add(start, 0x48), shl(216, route)) // 0x48 … 0x4c
            calldatacopy(add(start, HEAD), pos, length) // 0x4d …
        }
    }
}

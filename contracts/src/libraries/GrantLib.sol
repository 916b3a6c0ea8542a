// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Capability} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {SessionId} from "../types/SessionId.sol";
import {Words, WordsLib} from "../types/Words.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityLib} from "./CapabilityLib.sol";
import {MerkleLib} from "./MerkleLib.sol";

/// @notice Reads the full terms of a grant and builds what the session id commits to.
/// @dev Unchecked sums are safe: a position in calldata is far below 2^64, lengths are at most 255.
library GrantLib {
    uint256 internal constant TOKEN_NAMES = 0x01;
    uint256 internal constant REPLACES = 0x02;

    /// @notice Reads terms that stand at a position; the caller compares `grant.end` with their length.
    function read(uint256 pos, uint256 maxCapabilities) internal pure returns (Grant memory grant) {
        grant.envelope = Envelope.wrap(pos);
        _readDetails(grant, maxCapabilities);

        Capability[] memory capabilities = grant.capabilities;
        uint256 count = capabilities.length;
        uint256 cursor = grant.capabilitiesAt;
        for (uint256 i; i < count; ++i) {
            Capability capability = Capability.wrap(cursor);
            capabilities[i] = capability;
            cursor = capability.end();
        }
        grant.end = cursor;
    }

    function sessionId(Grant memory grant, address module, address account, uint40 route)
        internal
        view
        returns (SessionId)
    {
        bytes calldata core = msg.data[Envelope.unwrap(grant.envelope):grant.detailsAt];
        bytes32 grantHash = CalldataLib.hash(grant.detailsAt, grant.capabilitiesAt - grant.detailsAt);
        bytes32 root = capabilityRoot(grant);
        return SessionId.wrap(keccak256(abi.encodePacked(block.chainid, module, account, route, core, root, grantHash)));
    }

    function capabilityRoot(Grant memory grant) internal pure returns (bytes32) {
        Capability[] memory capabilities = grant.capabilities;
        uint256 count = capabilities.length;
        Words nodes = WordsLib.allocate(count);
        uint256 end = grant.end;
        for (uint256 i = count; i != 0;) {
            unchecked {
                // Safe: i > 0, and a capability stands before its end.
                --i;
                uint256 pos = Capability.unwrap(CapabilityLib.select(capabilities, i));
                bytes32 dataHash = CalldataLib.hash(pos, end - pos);
                end = pos;
                nodes.set(i, uint256(MerkleLib.leaf(MerkleLib.CAPABILITY, dataHash)));
            }
        }
        return MerkleLib.root(nodes, count);
    }

    function _readDetails(Grant memory grant, uint256 maxCapabilities) private pure {
        uint256 cursor = grant.envelope.end();
        grant.detailsAt = cursor;
        // grantDeadline 48 ‖ flags 8 ‖ salt 64 ‖ …
        uint256 head = uint256(CalldataLib.word(cursor));
        uint256 flags = uint8(head >> 200);
        if (flags & ~(TOKEN_NAMES | REPLACES) != 0) {
            revert ISessionKeyModule.TermInvalid("detailFlags", flags, TOKEN_NAMES | REPLACES);
        }
        grant.grantDeadline = uint48(head >> 208);
        grant.tokenNames = flags & TOKEN_NAMES != 0;
        grant.salt = uint64(head >> 136);

        unchecked {
            cursor += 15;
            if (flags & REPLACES != 0) {
                grant.replaces = CalldataLib.word(cursor);
                // Both forms would say "replaces nothing" for it: one signature, two encodings, two sessions.
                if (grant.replaces == 0) revert ISessionKeyModule.TermInvalid("replaces", 0, 1);
                cursor += 32;
            }
            grant.labelLength = CalldataLib.uintAt(cursor, 1);
            grant.labelAt = cursor + 1;
            cursor = grant.labelAt + grant.labelLength;

            uint256 count = CalldataLib.uintAt(cursor, 2);
            if (count == 0 || count > maxCapabilities) {
                revert ISessionKeyModule.TermInvalid("capabilityCount", count, maxCapabilities);
            }
            grant.capabilities = new Capability[](count);
            cursor += 2;
            grant.idsAt = cursor;
            for (; count != 0; --count) {
                cursor += 1 + CalldataLib.uintAt(cursor, 1);
            }
            grant.capabilitiesAt = cursor;
        }
    }
}

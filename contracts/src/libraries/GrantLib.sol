// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Capability} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {SessionId} from "../types/SessionId.sol";
import {Words, WordsLib} from "../types/Words.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityListLib} from "./CapabilityListLib.sol";
import {MerkleLib} from "./MerkleLib.sol";
import {SessionIdLib} from "./SessionIdLib.sol";

/// @notice Reads the full terms of a grant and builds what the session id commits to.
/// @dev Unchecked sums are safe: a position in calldata is far below 2^64, lengths are at most 255.
library GrantLib {
    uint256 internal constant TOKEN_NAMES = 0x01;
    uint256 internal constant REPLACES = 0x02;

    /// @notice Reads terms that stand at a position; the caller compares `grant.end` with their length.
    function read(uint256 pos, uint256 maxCapabilities) internal pure returns (Grant memory grant) {
        readInto(grant, pos, maxCapabilities);
    }

    /// @notice The same into a struct that is there: each function that returns one makes one.
    function readInto(Grant memory grant, uint256 pos, uint256 maxCapabilities) internal pure {
        grant.envelope = Envelope.wrap(pos);
        uint256 count = _readDetails(grant, maxCapabilities);

        Capability[] memory capabilities = CapabilityListLib.allocate(count);
        uint256 cursor = grant.capabilitiesAt;
        for (uint256 i; i < count;) {
            Capability capability = Capability.wrap(cursor);
            CapabilityListLib.set(capabilities, i, capability);
            cursor = capability.end();
            unchecked {
                ++i;
            }
        }
        grant.capabilities = capabilities;
        grant.end = cursor;
    }

    function sessionId(Grant memory grant, address module, address account, uint40 route)
        internal
        view
        returns (SessionId)
    {
        uint256 pos = Envelope.unwrap(grant.envelope);
        return SessionIdLib.ofParts({
            module: module,
            account: account,
            route: route,
            pos: pos,
            length: grant.detailsAt - pos,
            root: capabilityRoot(grant),
            grantHash: CalldataLib.hash(grant.detailsAt, grant.capabilitiesAt - grant.detailsAt)
        });
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
                uint256 pos = Capability.unwrap(CapabilityListLib.get(capabilities, i));
                bytes32 dataHash = CalldataLib.hash(pos, end - pos);
                end = pos;
                nodes.set(i, uint256(MerkleLib.leaf(MerkleLib.CAPABILITY, dataHash)));
            }
        }
        return MerkleLib.root(nodes, count);
    }

    /// @return count Of the capabilities.
    function _readDetails(Grant memory grant, uint256 maxCapabilities) private pure returns (uint256 count) {
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

            count = CalldataLib.uintAt(cursor, 2);
            if (count == 0 || count > maxCapabilities) {
                revert ISessionKeyModule.TermInvalid("capabilityCount", count, maxCapabilities);
            }
            cursor += 2;
            grant.idsAt = cursor;
            for (uint256 left = count; left != 0; --left) {
                cursor += 1 + CalldataLib.uintAt(cursor, 1);
            }
            grant.capabilitiesAt = cursor;
        }
    }
}

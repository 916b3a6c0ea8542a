// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Capability} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {MerkleLib} from "./MerkleLib.sol";

/// @notice Reads the full terms of a grant and builds what the session id commits to.
library GrantLib {
    uint256 internal constant TOKEN_NAMES = 0x01;
    uint256 internal constant REPLACES = 0x02;

    /// @notice Reads terms that stand at a position; the caller compares `grant.end` with their length.
    function read(uint256 pos, uint256 maxCapabilities) internal pure returns (Grant memory grant) {
        grant.envelope = Envelope.wrap(pos);
        _readDetails(grant, maxCapabilities);

        uint256 cursor = grant.capabilitiesAt;
        for (uint256 i; i < grant.capabilities.length; ++i) {
            grant.capabilities[i] = Capability.wrap(cursor);
            cursor = grant.capabilities[i].end();
        }
        grant.end = cursor;
    }

    function sessionId(Grant memory grant, address module, address account, uint40 route)
        internal
        view
        returns (bytes32)
    {
        bytes calldata core = msg.data[Envelope.unwrap(grant.envelope):grant.detailsAt];
        bytes32 grantHash = CalldataLib.hash(grant.detailsAt, grant.capabilitiesAt - grant.detailsAt);
        return
            keccak256(abi.encodePacked(block.chainid, module, account, route, core, capabilityRoot(grant), grantHash));
    }

    function capabilityRoot(Grant memory grant) internal pure returns (bytes32) {
        uint256 count = grant.capabilities.length;
        bytes32[] memory nodes = new bytes32[](count);
        uint256 end = grant.end;
        for (uint256 i = count; i-- != 0;) {
            uint256 pos = Capability.unwrap(grant.capabilities[i]);
            bytes32 dataHash = CalldataLib.hash(pos, end - pos);
            end = pos;
            nodes[i] = MerkleLib.leaf(MerkleLib.CAPABILITY, dataHash);
        }
        return MerkleLib.root(nodes);
    }

    function _readDetails(Grant memory grant, uint256 maxCapabilities) private pure {
        uint256 cursor = grant.envelope.end();
        grant.detailsAt = cursor;
        grant.grantDeadline = uint48(CalldataLib.uintAt(cursor, 6));
        uint256 flags = CalldataLib.uintAt(cursor + 6, 1);
        if (flags & ~(TOKEN_NAMES | REPLACES) != 0) {
            revert ISessionKeyModule.TermInvalid("detailFlags", flags, TOKEN_NAMES | REPLACES);
        }
        grant.tokenNames = flags & TOKEN_NAMES != 0;
        grant.salt = uint64(CalldataLib.uintAt(cursor + 7, 8));
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
        for (uint256 i; i < count; ++i) {
            cursor += 1 + CalldataLib.uintAt(cursor, 1);
        }
        grant.capabilitiesAt = cursor;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ValidationLocatorLib} from "../../../src/account/ValidationLocatorLib.sol";
import {Test} from "../../utils/Test.sol";

contract ValidationLocatorLibTest is Test {
    function testFuzz_FromNonce_ReadsItsFieldsAlone(uint152 free, uint32 entityId, bool isGlobal, uint64 sequence)
        public
        pure
    {
        uint256 nonce =
            uint256(free) << 104 | uint256(entityId) << 72 | uint256(isGlobal ? 1 : 0) << 64 | uint256(sequence);

        (uint32 actualEntityId, bool actualGlobal) = ValidationLocatorLib.fromNonce(nonce);

        assertEq(actualEntityId, entityId, "entity id");
        assertEq(actualGlobal, isGlobal, "global");
    }

    function testFuzz_FromBytes_ReadsOptionsEntityAndSegments(uint32 entityId, bool isGlobal, bytes memory segments)
        public
        view
    {
        bytes memory authorization = abi.encodePacked(uint8(isGlobal ? 1 : 0), entityId, segments);

        (uint32 actualEntityId, bool actualGlobal, bytes memory actualSegments) = this.fromBytes(authorization);

        assertEq(actualEntityId, entityId, "entity id");
        assertEq(actualGlobal, isGlobal, "global");
        assertEq(actualSegments, segments, "segments");
    }

    function fromBytes(bytes calldata authorization) external pure returns (uint32, bool, bytes memory) {
        (uint32 entityId, bool isGlobal, bytes calldata segments) = ValidationLocatorLib.fromBytes(authorization);
        return (entityId, isGlobal, segments);
    }
}

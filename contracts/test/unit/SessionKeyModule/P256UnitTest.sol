// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SegmentFixtures} from "../../utils/SegmentFixtures.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice A live session of a P-256 key, with the default terms.
abstract contract P256UnitTest is SessionKeyModuleUnitTest, SegmentFixtures {
    P256Key internal _key;
    SessionEncoder.Terms internal _terms;
    SessionId internal _id;

    function setUp() public virtual override {
        super.setUp();
        _key = makeP256Key("P-256 agent");
        _terms = p256Terms(_key);
        _id = relayGrant(_terms);
    }

    function opBy(P256Key memory key, uint8 flags) internal view returns (PackedUserOperation memory) {
        return p256Op(_terms, transferCall(1), flags, key);
    }

    /// @notice An operation with a proof of one's choice: what stands behind the parts of the segment.
    function opWithProof(uint8 flags, bytes memory proof) internal view returns (PackedUserOperation memory userOp) {
        userOp = unsignedOp(_terms, one(transferCall(1)), 0);
        bytes memory body = bodyWith(_terms, transferCall(1), claim(), flags);
        userOp.signature = abi.encodePacked(body, proof, uint16(body.length + proof.length));
    }

    /// @notice r ‖ s of the key over the operation with these flags.
    function signatureBy(P256Key memory key, uint8 flags) internal view returns (bytes memory) {
        PackedUserOperation memory userOp = unsignedOp(_terms, one(transferCall(1)), 0);
        bytes memory body = abi.encodePacked(bodyWith(_terms, transferCall(1), claim(), flags), _key.x, _key.y);
        return signP256(key, _module.operationDigest(this.getUserOpHash(userOp), keccak256(body)));
    }

    function assertRight(PackedUserOperation memory userOp) internal {
        assertEq(uint160(validate(userOp)), 0, "right");
    }

    /// @notice 1 with the true bounds.
    function assertWrong(PackedUserOperation memory userOp) internal {
        uint256 answer = validate(userOp);
        assertEq(uint160(answer), 1, "wrong");
        assertEq(answer >> 208, claim(), "valid after");
        assertEq(uint48(answer >> 160), (uint256(claim()) / 1 days + 1) * 1 days - 1, "valid until");
    }
}

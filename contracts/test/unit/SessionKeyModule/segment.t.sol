// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice There is one segment for one meaning: every other byte string is refused.
contract SessionKeyModule_Segment_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant MAXIMUM = 7168;

    function setUp() public override {
        super.setUp();
        relayGrant(defaultTerms());
    }

    /* LENGTH */

    function test_RevertWhen_SignatureIsTooShort() public {
        _refuseSignature("", refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 0, 0));
        _refuseSignature(hex"ff", refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 0, 0));
        _refuseSignature(hex"0000", refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 0, 0));
        _refuseSignature(hex"0001", refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 1, 0));
        _refuseSignature(
            abi.encodePacked(new bytes(77), uint16(77)),
            refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 77, 77)
        );
    }

    function test_RevertWhen_SegmentIsLongerThanTheSignature() public {
        bytes memory signature = _op().signature;
        uint256 length = signature.length - 2;

        _setLength(signature, length + 1);
        _refuseSignature(signature, refusal(ISessionKeyModule.SegmentLengthInvalid.selector, length + 1, length));
        _setLength(signature, type(uint16).max);
        _refuseSignature(signature, refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 65_535, length));
    }

    function test_RevertWhen_SegmentIsAboveTheMaximum() public {
        _refuseSignature(
            abi.encodePacked(new bytes(MAXIMUM + 1), uint16(MAXIMUM + 1)),
            refusal(ISessionKeyModule.SegmentLengthInvalid.selector, MAXIMUM + 1, MAXIMUM)
        );
        // At the maximum it is read: epoch 0 is what an empty one begins with.
        _refuseSignature(
            abi.encodePacked(new bytes(MAXIMUM), uint16(MAXIMUM)), refusal(ISessionKeyModule.EpochPassed.selector, 0, 1)
        );
    }

    function test_RevertWhen_SomethingStandsBetweenPartsAndSignature() public {
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(defaultTerms(), calls, 0);
        bytes memory body = bodyOf(defaultTerms(), calls);
        sign(userOp, bytes.concat(body, hex"00"));

        refuse(
            userOp, refusal(ISessionKeyModule.SegmentLengthMismatch.selector, body.length + 65, body.length + 1 + 65)
        );
    }

    function test_RevertWhen_PartsRunIntoTheSignature() public {
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(defaultTerms(), calls, 0);
        bytes memory body = bodyOf(defaultTerms(), calls);
        uint256 length = body.length;
        assembly ("memory-safe") {
            mstore(body, sub(length, 1)) // without the leaf index
        }
        userOp.signature = signedSegment(userOp, body, _agentKey);
        // The first byte of the signature is read as the leaf index: make it a valid one.
        userOp.signature[length - 1] = 0x00;

        refuse(userOp, refusal(ISessionKeyModule.SegmentLengthMismatch.selector, length + 65, length + 64));
    }

    function test_RevertWhen_GrantRunsIntoTheSignature() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        bytes memory part = abi.encodePacked(terms.packed(), uint8(TYPED), uint16(1000), approve(terms, TYPED));
        bytes memory body = segmentBody(claim(), FLAG_ENABLE, part, calls);
        sign(userOp, body);
        uint256 parsed = 13 + terms.packed().length + 3 + 1000 + 65;

        refuse(userOp, refusal(ISessionKeyModule.SegmentLengthMismatch.selector, parsed, body.length + 65));
    }

    /// @dev The proof of a P-256 key is longer than what a segment must have: it may seem to begin before the grant.
    function test_RevertWhen_GrantHasNoRoom() public {
        PackedUserOperation memory userOp = unsignedOp(defaultTerms(), one(transferCall(1)), 0);
        bytes memory head = abi.encodePacked(claim(), uint48(0), FLAG_ENABLE, uint32(1), uint8(0x40), uint8(1), _agent);
        for (uint256 length = 119; length < 141; length++) {
            userOp.signature = abi.encodePacked(head, new bytes(length - head.length), uint16(length));
            refuse(userOp, refusal(ISessionKeyModule.SegmentLengthMismatch.selector, 141, length));
        }
    }

    function test_WhenBytesOfTheAccountStandInFront() public {
        PackedUserOperation memory userOp = _op();
        bytes memory segment = userOp.signature;

        userOp.signature = bytes.concat(hex"ff", segment);
        assertEq(uint160(validate(userOp)), 0, "one byte");
        userOp.signature = bytes.concat(new bytes(8000), segment);
        assertEq(uint160(validate(userOp)), 0, "many bytes");
    }

    /* FIELDS */

    function test_RevertWhen_AFlagIsUnknown() public {
        _refuseFlags(0x08, termInvalid("flags", 0x08, 7)); // p256InSolidity, for a secp256k1 key
        _refuseFlags(0x10, termInvalid("flags", 0x10, 7));
        _refuseFlags(0x80, termInvalid("flags", 0x80, 7));
        _refuseFlags(0xf1, termInvalid("flags", 0xf1, 7));
    }

    function test_RevertWhen_TimesAreBeyondTheLimit() public {
        uint256 limit = 2 ** 47;
        refuse(_claiming(limit, 0), termInvalid("claimedAt", limit, limit - 1));
        refuse(_claiming(type(uint48).max, 0), termInvalid("claimedAt", type(uint48).max, limit - 1));
        refuse(_claiming(claim(), limit), termInvalid("notAfter", limit, limit - 1));
        refuse(
            _claiming(limit - 1, 0),
            refusal(ISessionKeyModule.SessionExpired.selector, defaultTerms().expiresAt, limit - 1)
        );
        assertEq(uint160(validate(_claiming(claim(), limit - 1))), 0, "the last second");
    }

    /* EVERY BYTE */

    function test_WhenAByteOfASessionsSegmentChanges() public {
        _assertEveryByteMatters(_op());
    }

    function test_WhenAByteOfAFirstSegmentChanges() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;
        _assertEveryByteMatters(enablingOp(terms, one(transferCall(1)), TYPED));
    }

    /// @dev Each byte changed, left out, and doubled. None of it may be answered as if the session key had signed it.
    function _assertEveryByteMatters(PackedUserOperation memory userOp) private {
        bytes memory segment = userOp.signature;
        uint256 length = segment.length - 2;
        assertEq(_ask(userOp, segment), 0, "the segment itself");

        for (uint256 i = 0; i < length; i++) {
            bytes memory changed = bytes.concat(segment);
            changed[i] = bytes1(uint8(changed[i]) ^ uint8(1 << (i % 8)));
            assertNotEq(_ask(userOp, changed), 0, "a changed byte");
            assertNotEq(_ask(userOp, _without(segment, i)), 0, "a missing byte");
            assertNotEq(_ask(userOp, _twice(segment, i)), 0, "a doubled byte");
        }
    }

    /// @return outcome 0: the session key's; 1: somebody else's; 2: refused by name.
    function _ask(PackedUserOperation memory userOp, bytes memory signature) private returns (uint256 outcome) {
        userOp.signature = signature;
        uint256 snapshot = vm.snapshotState();
        bytes memory call = abi.encodeWithSignature(
            "validateUserOp(uint32,(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)",
            ENTITY_ID,
            userOp,
            this.getUserOpHash(userOp)
        );
        vm.prank(_account);
        (bool succeeded, bytes memory result) = address(_module).call(call);
        vm.revertToStateAndDelete(snapshot);

        if (succeeded) return uint160(abi.decode(result, (uint256)));
        assertTrue(result.length >= 4 && bytes4(result) != bytes4(keccak256("Panic(uint256)")), "a name");
        return 2;
    }

    function _without(bytes memory segment, uint256 index) private pure returns (bytes memory) {
        return _rebuild(segment, index, 0);
    }

    function _twice(bytes memory segment, uint256 index) private pure returns (bytes memory) {
        return _rebuild(segment, index, 2);
    }

    /// @dev The segment with one byte any number of times, and its own length.
    function _rebuild(bytes memory segment, uint256 index, uint256 times) private pure returns (bytes memory result) {
        uint256 length = segment.length - 2;
        result = new bytes(segment.length - 1 + times);
        uint256 to;
        for (uint256 from = 0; from < length; from++) {
            for (uint256 i = from == index ? times : 1; i != 0; i--) {
                result[to++] = segment[from];
            }
        }
        _setLength(result, length - 1 + times);
    }

    /* HELPERS */

    function _op() private view returns (PackedUserOperation memory) {
        return sessionOp(defaultTerms(), one(transferCall(1)));
    }

    function _claiming(uint256 claimedAt, uint256 notAfter) private view returns (PackedUserOperation memory) {
        return claimingOp(defaultTerms(), one(transferCall(1)), claimedAt, notAfter);
    }

    function _refuseSignature(bytes memory signature, bytes memory revertData) private {
        PackedUserOperation memory userOp = _op();
        userOp.signature = signature;
        refuse(userOp, revertData);
    }

    function _refuseFlags(uint8 flags, bytes memory revertData) private {
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(defaultTerms(), calls, 0);
        sign(userOp, segmentBody(claim(), flags, grantedPart(defaultTerms()), calls));
        refuse(userOp, revertData);
    }

    function _setLength(bytes memory signature, uint256 length) private pure {
        signature[signature.length - 2] = bytes1(uint8(length >> 8));
        signature[signature.length - 1] = bytes1(uint8(length));
    }
}

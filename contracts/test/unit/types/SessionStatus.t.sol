// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionStatus, SessionStatusLib} from "../../../src/types/SessionStatus.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The status slot against abi.encodePacked: each change touches its own field.
contract SessionStatusTest is Test {
    struct Fields {
        uint48 expiresAt;
        uint48 lastActivity;
        uint16 renewals;
        uint16 seat;
        uint32 epoch;
        bool revoked;
        bool paused;
    }

    function testFuzz_Pack(uint48 expiresAt, uint48 activation, uint16 seat, uint32 epoch) public pure {
        SessionStatus status = SessionStatusLib.pack(expiresAt, activation, seat, epoch);
        _assertEq(status, Fields(expiresAt, activation, 0, seat, epoch, false, false));
    }

    function testFuzz_Fields(Fields memory fields) public pure {
        SessionStatus status = _wrap(fields);
        assertEq(status.expiresAt(), fields.expiresAt, "expiresAt");
        assertEq(status.lastActivity(), fields.lastActivity, "lastActivity");
        assertEq(status.renewals(), fields.renewals, "renewals");
        assertEq(status.seat(), fields.seat, "seat");
        assertEq(status.epoch(), fields.epoch, "epoch");
        assertEq(status.isRevoked(), fields.revoked, "revoked");
        assertEq(status.isPaused(), fields.paused, "paused");
        assertEq(status.isZero(), keccak256(abi.encode(fields)) == keccak256(new bytes(224)), "zero");
    }

    function testFuzz_Flags(Fields memory fields) public pure {
        SessionStatus status = _wrap(fields);
        fields.revoked = true;
        _assertEq(status.revoked(), fields);
        fields = _fieldsOf(status);
        fields.paused = true;
        _assertEq(status.paused(), fields);
        fields.paused = false;
        _assertEq(status.resumed(), fields);
    }

    function testFuzz_WithActivity(Fields memory fields, uint48 second) public pure {
        SessionStatus status = _wrap(fields);
        if (second > fields.lastActivity) fields.lastActivity = second;
        _assertEq(status.withActivity(second), fields);
    }

    function testFuzz_Renewed(Fields memory fields, uint48 expiresAt) public pure {
        fields.renewals = uint16(bound(fields.renewals, 0, type(uint16).max - 1));
        SessionStatus status = _wrap(fields);
        fields.expiresAt = expiresAt;
        fields.renewals++;
        _assertEq(status.renewed(expiresAt), fields);
    }

    function testFuzz_Differs(uint256 a, uint8 bit) public pure {
        assertFalse(SessionStatus.wrap(a) != SessionStatus.wrap(a), "one and the same");
        assertTrue(SessionStatus.wrap(a) != SessionStatus.wrap(a ^ (1 << bit)), "but one bit");
    }

    function _fieldsOf(SessionStatus status) private pure returns (Fields memory) {
        return Fields(
            status.expiresAt(),
            status.lastActivity(),
            status.renewals(),
            status.seat(),
            status.epoch(),
            status.isRevoked(),
            status.isPaused()
        );
    }

    function _wrap(Fields memory fields) private pure returns (SessionStatus) {
        uint8 flags = (fields.revoked ? 1 : 0) + (fields.paused ? 2 : 0);
        bytes memory packed = abi.encodePacked(
            fields.expiresAt, fields.lastActivity, fields.renewals, fields.seat, fields.epoch, flags, uint88(0)
        );
        return SessionStatus.wrap(uint256(bytes32(packed)));
    }

    function _assertEq(SessionStatus status, Fields memory fields) private pure {
        assertEq(SessionStatus.unwrap(status), SessionStatus.unwrap(_wrap(fields)), "status");
    }
}

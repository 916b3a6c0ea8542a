// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {ApproverMessagesUnitTest} from "./ApproverMessagesUnitTest.sol";

/// @notice What is signed to revoke, pause, resume, tighten, loosen and attest, in both forms.
contract ApproverMessages_ControlDigests_Test is ApproverMessagesUnitTest {
    struct Message {
        address module;
        address account;
        uint32 epoch;
        SessionId id;
        uint8 mode;
        uint32 tightenings;
        uint64 sequence;
        uint48 deadline;
    }

    /* TYPED */

    function testFuzz_WhenFormIsTyped_Revocation(Message memory m) public view {
        bytes32 kind = keccak256("SessionRevocation(address account,bytes32 sessionId)");
        _assertTyped(_revocation(m, TYPED), m.module, abi.encode(kind, m.account, m.id));
    }

    function testFuzz_WhenFormIsTyped_AllRevocation(Message memory m) public view {
        bytes32 kind = keccak256("AllSessionsRevocation(address account,uint32 epoch)");
        _assertTyped(_allRevocation(m, TYPED), m.module, abi.encode(kind, m.account, m.epoch));
    }

    function testFuzz_WhenFormIsTyped_Pause(Message memory m) public view {
        bytes32 kind =
            keccak256("SessionPause(address account,uint32 epoch,bytes32 sessionId,uint64 sequence,uint48 deadline)");
        bytes memory fields = abi.encode(kind, m.account, m.epoch, m.id, m.sequence, m.deadline);
        _assertTyped(_pause(m, TYPED), m.module, fields);
    }

    function testFuzz_WhenFormIsTyped_Resumption(Message memory m) public view {
        bytes32 kind = keccak256(
            "SessionResumption(address account,uint32 epoch,bytes32 sessionId,uint32 tightenings,uint64 sequence,"
            "uint48 deadline)"
        );
        bytes memory fields = abi.encode(kind, m.account, m.epoch, m.id, m.tightenings, m.sequence, m.deadline);
        _assertTyped(_resumption(m, TYPED), m.module, fields);
    }

    function testFuzz_WhenFormIsTyped_Tightening(Message memory m) public view {
        bytes32 kind =
            keccak256("ModeTightening(address account,uint32 epoch,uint8 mode,uint64 sequence,uint48 deadline)");
        bytes memory fields = abi.encode(kind, m.account, m.epoch, m.mode, m.sequence, m.deadline);
        _assertTyped(_tightening(m, TYPED), m.module, fields);
    }

    function testFuzz_WhenFormIsTyped_Loosening(Message memory m) public view {
        bytes32 kind = keccak256(
            "ModeLoosening(address account,uint32 epoch,uint8 mode,uint32 tightenings,uint64 sequence,uint48 deadline)"
        );
        bytes memory fields = abi.encode(kind, m.account, m.epoch, m.mode, m.tightenings, m.sequence, m.deadline);
        _assertTyped(_loosening(m, TYPED), m.module, fields);
    }

    function testFuzz_WhenFormIsTyped_Reattestation(Message memory m) public view {
        bytes32 kind = keccak256("SessionReattestation(address account,bytes32 sessionId,uint48 aliveAt)");
        _assertTyped(_reattestation(m, TYPED), m.module, abi.encode(kind, m.account, m.id, m.deadline));
    }

    /* TEXT */

    function testFuzz_WhenFormIsText(Message memory m) public view {
        (address module, address account) = (m.module, m.account);
        m.mode %= 3;

        assertEq(_revocation(m, TEXT), _renderer.revocationDigest(module, account, m.id), "revocation");
        assertEq(_allRevocation(m, TEXT), _renderer.allRevocationDigest(module, account, m.epoch), "all revocation");
        assertEq(_reattestation(m, TEXT), _renderer.reattestationDigest(module, account, m.id, m.deadline), "attest");
        _assertTextOfSessions(m);
        _assertTextOfModes(m);
    }

    function _assertTextOfSessions(Message memory m) private view {
        assertEq(
            _pause(m, TEXT), _renderer.pauseDigest(m.module, m.account, m.epoch, m.id, m.sequence, m.deadline), "pause"
        );
        assertEq(
            _resumption(m, TEXT),
            _renderer.resumptionDigest(m.module, m.account, m.epoch, m.id, m.tightenings, m.sequence, m.deadline),
            "resumption"
        );
    }

    function _assertTextOfModes(Message memory m) private view {
        assertEq(
            _tightening(m, TEXT),
            _renderer.tighteningDigest(m.module, m.account, m.epoch, m.mode, m.sequence, m.deadline),
            "tightening"
        );
        assertEq(
            _loosening(m, TEXT),
            _renderer.looseningDigest(m.module, m.account, m.epoch, m.mode, m.tightenings, m.sequence, m.deadline),
            "loosening"
        );
    }

    /* REFUSED */

    function testFuzz_RevertWhen_FormIsUnknown(Message memory m, uint8 form) public {
        form = uint8(bound(form, 2, 255));

        expectFormRefused(form);
        _revocation(m, form);
        expectFormRefused(form);
        _allRevocation(m, form);
        expectFormRefused(form);
        _pause(m, form);
        expectFormRefused(form);
        _resumption(m, form);
        expectFormRefused(form);
        _tightening(m, form);
        expectFormRefused(form);
        _loosening(m, form);
        expectFormRefused(form);
        _reattestation(m, form);
    }

    /* HELPERS */

    function _assertTyped(bytes32 digest, address module, bytes memory fields) private view {
        assertEq(digest, plainDigest(module, keccak256(fields)), "digest");
    }

    function _revocation(Message memory m, uint8 form) private view returns (bytes32) {
        return _messages.revocationDigest(m.module, m.account, m.id, form);
    }

    function _allRevocation(Message memory m, uint8 form) private view returns (bytes32) {
        return _messages.allRevocationDigest(m.module, m.account, m.epoch, form);
    }

    function _pause(Message memory m, uint8 form) private view returns (bytes32) {
        return _messages.pauseDigest(m.module, m.account, m.epoch, m.id, m.sequence, m.deadline, form);
    }

    function _resumption(Message memory m, uint8 form) private view returns (bytes32) {
        return
            _messages.resumptionDigest(m.module, m.account, m.epoch, m.id, m.tightenings, m.sequence, m.deadline, form);
    }

    function _tightening(Message memory m, uint8 form) private view returns (bytes32) {
        return _messages.tighteningDigest(m.module, m.account, m.epoch, m.mode, m.sequence, m.deadline, form);
    }

    function _loosening(Message memory m, uint8 form) private view returns (bytes32) {
        return
            _messages.looseningDigest(m.module, m.account, m.epoch, m.mode, m.tightenings, m.sequence, m.deadline, form);
    }

    function _reattestation(Message memory m, uint8 form) private view returns (bytes32) {
        return _messages.reattestationDigest(m.module, m.account, m.id, m.deadline, form);
    }
}

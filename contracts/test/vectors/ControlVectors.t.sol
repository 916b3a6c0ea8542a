// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {GrantHashLib} from "../../src/libraries/GrantHashLib.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "../../src/types/SessionStatus.sol";
import {VectorTest} from "./VectorTest.sol";

/// @notice Every message of tests/vectors/controls.json gives the same bytes on chain, and is accepted in both forms.
contract ControlVectorsTest is VectorTest {
    /// @dev Fields that a kind of message does not have are 0.
    struct ControlVector {
        string kind;
        uint256 chainId;
        address module;
        address account;
        uint32 epoch;
        bytes32 sessionId;
        uint8 mode;
        uint32 tightenings;
        uint64 sequence;
        uint48 deadline;
        uint48 aliveAt;
        bytes32 digest;
        bytes typedSignature;
        string text;
        bytes32 textDigest;
        bytes textSignature;
    }

    struct RenewalVector {
        uint256 chainId;
        address module;
        address account;
        bytes32 sessionId;
        uint16 renewal;
        uint48 deadline;
        bytes32 domainSeparator;
        bytes32 messageHash;
        bytes32 digest;
    }

    string private constant CONTROL_TYPE = "ControlVector(string kind,uint256 chainId,address module,address account,uint32 epoch,bytes32 sessionId,"
        "uint8 mode,uint32 tightenings,uint64 sequence,uint48 deadline,uint48 aliveAt,bytes32 digest,"
        "bytes typedSignature,string text,bytes32 textDigest,bytes textSignature)";
    string private constant RENEWAL_TYPE = "RenewalVector(uint256 chainId,address module,address account,bytes32 sessionId,uint16 renewal,"
        "uint48 deadline,bytes32 domainSeparator,bytes32 messageHash,bytes32 digest)";

    bytes32 private constant PAUSE = keccak256("SessionPause");
    bytes32 private constant RESUMPTION = keccak256("SessionResumption");
    bytes32 private constant TIGHTENING = keccak256("ModeTightening");
    bytes32 private constant LOOSENING = keccak256("ModeLoosening");

    uint8 private constant HALTED = 2;
    /// The mappings of accounts, records and counts are the first variables.
    uint256 private constant RECORDS = 1;
    uint256 private constant CONTROLS = 2;

    function test_Control_Digests() public {
        string memory json = readVectors("controls.json");
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            ControlVector memory vector = _controlAt(json, i);
            vm.chainId(vector.chainId);

            assertEq(_textOf(vector), vector.text, "text");
            assertEq(_digestOf(vector, TEXT), vector.textDigest, "text digest");
            assertEq(_digestOf(vector, TYPED), vector.digest, "typed digest");
        }
    }

    function test_Renewal_Digests() public {
        string memory json = readVectors("controls.json");
        uint256 count = vm.parseJsonUint(json, ".renewalCount");
        assertGt(count, 0, "no renewal");
        for (uint256 i; i < count; ++i) {
            RenewalVector memory vector = abi.decode(entryAt(json, ".renewals", i, RENEWAL_TYPE), (RenewalVector));
            vm.chainId(vector.chainId);

            bytes32 separator = GrantHashLib.domainSeparator(vector.module);
            bytes32 structHash =
                GrantHashLib.renewal(vector.account, SessionId.wrap(vector.sessionId), vector.renewal, vector.deadline);

            assertEq(separator, vector.domainSeparator, "domain separator");
            assertEq(structHash, vector.messageHash, "message hash");
            assertEq(GrantHashLib.digest(separator, structHash), vector.digest, "digest");
        }
    }

    /// @dev In the last second that each allows. A sequence of 0 is above no other, so those messages never count.
    function test_Control_IsAccepted_ByEitherSignature() public {
        string memory json = readVectors("controls.json");
        address approver = vm.parseJsonAddress(json, ".approver.address");
        uint256 accepted;
        for (uint256 i; i < vm.parseJsonUint(json, ".count"); ++i) {
            ControlVector memory vector = _controlAt(json, i);
            vm.chainId(vector.chainId);
            if (vector.sequence == 0 && vector.deadline == 0 && vector.aliveAt == 0) continue;

            ISessionKeyModule module = moduleAt(vector.module);
            for (uint8 form = TEXT; form <= TYPED; ++form) {
                uint256 snapshot = vm.snapshotState();
                _prepare(module, vector, approver);
                _send(module, vector, form);
                _assertDone(module, vector);
                vm.revertToStateAndDelete(snapshot);
                ++accepted;
            }
        }
        assertGt(accepted, 80, "messages accepted");
    }

    /// @dev A session that lives, paused if it is to be resumed; an account that is halted if it is to be loosened.
    function _prepare(ISessionKeyModule module, ControlVector memory vector, address approver) private {
        install(module, vector.account, approver, vector.epoch, 64, 32);
        vm.warp(vector.aliveAt != 0 ? vector.aliveAt : vector.deadline);
        bytes32 kind = keccak256(bytes(vector.kind));

        SessionStatus status = SessionStatusLib.pack(type(uint48).max, 0, 0, vector.epoch);
        if (kind == RESUMPTION) status = status.paused();
        bytes32 slot = keccak256(abi.encode(vector.account, keccak256(abi.encode(vector.sessionId, RECORDS))));
        vm.store(address(module), slot, bytes32(SessionStatus.unwrap(status)));

        // installation 32 in the low bits, tightenings 32 above
        slot = keccak256(abi.encode(vector.account, CONTROLS));
        vm.store(address(module), slot, bytes32(uint256(vector.tightenings) << 32));
        if (kind == LOOSENING) {
            slot = keccak256(abi.encode(vector.account, uint256(0)));
            vm.store(address(module), slot, vm.load(address(module), slot) | bytes32(uint256(HALTED) << 16));
        }
    }

    function _send(ISessionKeyModule module, ControlVector memory v, uint8 form) private {
        bytes32 kind = keccak256(bytes(v.kind));
        SessionId id = SessionId.wrap(v.sessionId);
        bytes memory signature = form == TEXT ? v.textSignature : v.typedSignature;
        if (kind == PAUSE) {
            module.pause(v.account, id, v.sequence, v.deadline, form, signature);
        } else if (kind == RESUMPTION) {
            module.resume(v.account, id, v.tightenings, v.sequence, v.deadline, form, signature);
        } else if (kind == TIGHTENING) {
            module.tightenMode(v.account, v.mode, v.sequence, v.deadline, form, signature);
        } else if (kind == LOOSENING) {
            module.loosenMode(v.account, v.mode, v.tightenings, v.sequence, v.deadline, form, signature);
        } else {
            module.reattest(v.account, id, v.aliveAt, form, signature);
        }
    }

    function _assertDone(ISessionKeyModule module, ControlVector memory vector) private view {
        bytes32 kind = keccak256(bytes(vector.kind));
        SessionStatus status = module.sessionStatus(vector.account, SessionId.wrap(vector.sessionId));
        assertEq(status.isPaused(), kind == PAUSE, vector.kind);
        assertEq(module.accountState(vector.account).mode(), vector.mode, vector.kind);
        assertEq(status.lastActivity(), vector.aliveAt, vector.kind);
    }

    function _textOf(ControlVector memory v) private view returns (string memory) {
        bytes32 kind = keccak256(bytes(v.kind));
        SessionId id = SessionId.wrap(v.sessionId);
        if (kind == PAUSE) return _renderer.pauseText(v.module, v.account, v.epoch, id, v.sequence, v.deadline);
        if (kind == RESUMPTION) {
            return _renderer.resumptionText(v.module, v.account, v.epoch, id, v.tightenings, v.sequence, v.deadline);
        }
        if (kind == TIGHTENING) {
            return _renderer.tighteningText(v.module, v.account, v.epoch, v.mode, v.sequence, v.deadline);
        }
        if (kind == LOOSENING) {
            return _renderer.looseningText(v.module, v.account, v.epoch, v.mode, v.tightenings, v.sequence, v.deadline);
        }
        return _renderer.reattestationText(v.module, v.account, id, v.aliveAt);
    }

    function _digestOf(ControlVector memory v, uint8 form) private view returns (bytes32) {
        bytes32 kind = keccak256(bytes(v.kind));
        SessionId id = SessionId.wrap(v.sessionId);
        if (kind == PAUSE) {
            return _messages.pauseDigest(v.module, v.account, v.epoch, id, v.sequence, v.deadline, form);
        }
        if (kind == RESUMPTION) {
            return
                _messages.resumptionDigest(
                    v.module, v.account, v.epoch, id, v.tightenings, v.sequence, v.deadline, form
                );
        }
        if (kind == TIGHTENING) {
            return _messages.tighteningDigest(v.module, v.account, v.epoch, v.mode, v.sequence, v.deadline, form);
        }
        if (kind == LOOSENING) {
            return _messages.looseningDigest(
                v.module, v.account, v.epoch, v.mode, v.tightenings, v.sequence, v.deadline, form
            );
        }
        return _messages.reattestationDigest(v.module, v.account, id, v.aliveAt, form);
    }

    function _controlAt(string memory json, uint256 index) private pure returns (ControlVector memory) {
        return abi.decode(entryAt(json, ".controls", index, CONTROL_TYPE), (ControlVector));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {ControlFixtures} from "../../utils/ControlFixtures.sol";
import {SegmentFixtures} from "../../utils/SegmentFixtures.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice An account with a guardian and a live session of the default terms, and every message that an approver or a
/// guardian signs, as data: what they have in common is tested once for all of them.
abstract contract ControlUnitTest is SessionKeyModuleUnitTest, ControlFixtures, SegmentFixtures {
    enum Kind {
        REVOKE,
        REVOKE_ALL,
        PAUSE,
        TIGHTEN,
        RESUME,
        LOOSEN,
        REATTEST
    }

    /// @notice A signed message: what of it a kind does not have is not read.
    struct Message {
        Kind kind;
        address module;
        address account;
        uint32 epoch;
        SessionId id;
        uint8 mode;
        uint32 tightenings;
        uint64 sequence;
        uint48 deadline;
        uint48 aliveAt;
        uint8 form;
    }

    SessionId internal _id;

    function setUp() public virtual override {
        super.setUp();
        makeGuardian();
        _id = relayGrant(defaultTerms());
    }

    /* KINDS */

    function tighteningKinds() internal pure returns (Kind[] memory kinds) {
        kinds = new Kind[](4);
        (kinds[0], kinds[1], kinds[2], kinds[3]) = (Kind.REVOKE, Kind.REVOKE_ALL, Kind.PAUSE, Kind.TIGHTEN);
    }

    function looseningKinds() internal pure returns (Kind[] memory kinds) {
        kinds = new Kind[](3);
        (kinds[0], kinds[1], kinds[2]) = (Kind.RESUME, Kind.LOOSEN, Kind.REATTEST);
    }

    /// @notice Those that count once.
    function reversibleKinds() internal pure returns (Kind[] memory kinds) {
        kinds = new Kind[](4);
        (kinds[0], kinds[1], kinds[2], kinds[3]) = (Kind.PAUSE, Kind.RESUME, Kind.TIGHTEN, Kind.LOOSEN);
    }

    /// @notice Runs a check for each kind, each in a world of its own in which the message has something to do.
    function forEach(Kind[] memory kinds, function(Kind) internal check) internal {
        for (uint256 i = 0; i < kinds.length; i++) {
            uint256 world = vm.snapshotState();
            prepare(kinds[i]);
            check(kinds[i]);
            vm.revertToStateAndDelete(world);
        }
    }

    function prepare(Kind kind) internal {
        if (kind == Kind.RESUME) pauseAsAccount(_id);
        if (kind == Kind.LOOSEN) setMode(MODE_HALTED);
        if (kind == Kind.REATTEST) skip(1 hours);
    }

    function pauseAsAccount(SessionId id) internal {
        vm.prank(account());
        _module.pause(account(), id, 0, 0, TYPED, "");
    }

    /* MESSAGES */

    /// @notice What is right at this moment, typed.
    function messageOf(Kind kind) internal view returns (Message memory message) {
        message.kind = kind;
        message.module = address(_module);
        message.account = account();
        message.epoch = currentEpoch();
        message.id = _id;
        message.mode = kind == Kind.LOOSEN ? MODE_NORMAL : MODE_RESTRICTED;
        message.tightenings = tightenings();
        message.sequence = 1;
        message.deadline = DEADLINE;
        message.aliveAt = uint48(vm.getBlockTimestamp());
        message.form = TYPED;
    }

    function digestOf(Message memory m) internal view returns (bytes32) {
        if (m.kind == Kind.REVOKE) return _messages.revocationDigest(m.module, m.account, m.id, m.form);
        if (m.kind == Kind.REVOKE_ALL) return _messages.allRevocationDigest(m.module, m.account, m.epoch, m.form);
        if (m.kind == Kind.REATTEST) {
            return _messages.reattestationDigest(m.module, m.account, m.id, m.aliveAt, m.form);
        }
        if (m.kind == Kind.PAUSE) {
            return _messages.pauseDigest(m.module, m.account, m.epoch, m.id, m.sequence, m.deadline, m.form);
        }
        if (m.kind == Kind.TIGHTEN) {
            return _messages.tighteningDigest(m.module, m.account, m.epoch, m.mode, m.sequence, m.deadline, m.form);
        }
        if (m.kind == Kind.RESUME) {
            return _messages.resumptionDigest(
                m.module, m.account, m.epoch, m.id, m.tightenings, m.sequence, m.deadline, m.form
            );
        }
        return
            _messages.looseningDigest(
                m.module, m.account, m.epoch, m.mode, m.tightenings, m.sequence, m.deadline, m.form
            );
    }

    function signatureOf(Message memory m, uint256 key) internal view returns (bytes memory) {
        return signDigest(key, digestOf(m));
    }

    /// @notice The calldata that brings the message to the module.
    function encode(Message memory m, bytes memory signature) internal view returns (bytes memory) {
        if (m.kind == Kind.REVOKE) return abi.encodeCall(_module.revoke, (m.account, m.id, m.form, signature));
        if (m.kind == Kind.REVOKE_ALL) return abi.encodeCall(_module.revokeAll, (m.account, m.form, signature));
        if (m.kind == Kind.REATTEST) {
            return abi.encodeCall(_module.reattest, (m.account, m.id, m.aliveAt, m.form, signature));
        }
        if (m.kind == Kind.PAUSE) {
            return abi.encodeCall(_module.pause, (m.account, m.id, m.sequence, m.deadline, m.form, signature));
        }
        if (m.kind == Kind.TIGHTEN) {
            return abi.encodeCall(_module.tightenMode, (m.account, m.mode, m.sequence, m.deadline, m.form, signature));
        }
        if (m.kind == Kind.RESUME) {
            return
                abi.encodeCall(
                    _module.resume, (m.account, m.id, m.tightenings, m.sequence, m.deadline, m.form, signature)
                );
        }
        return abi.encodeCall(
            _module.loosenMode, (m.account, m.mode, m.tightenings, m.sequence, m.deadline, m.form, signature)
        );
    }

    function signed(Message memory m, uint256 key) internal view returns (bytes memory) {
        return encode(m, signatureOf(m, key));
    }

    /// @notice The message did what it is for.
    function assertDone(Message memory m) internal view {
        if (m.kind == Kind.REVOKE) assertTrue(_module.sessionStatus(m.account, m.id).isRevoked(), "revoked");
        else if (m.kind == Kind.REVOKE_ALL) assertEq(_module.accountState(m.account).epoch(), m.epoch + 1, "epoch");
        else if (m.kind == Kind.PAUSE) assertTrue(_module.sessionStatus(m.account, m.id).isPaused(), "paused");
        else if (m.kind == Kind.RESUME) assertFalse(_module.sessionStatus(m.account, m.id).isPaused(), "resumed");
        else if (m.kind == Kind.REATTEST) assertEq(lastActivity(m.id), m.aliveAt, "last activity");
        else assertEq(_module.accountState(m.account).mode(), m.mode, "mode");
    }

    /* STATE */

    function tightenings() internal view returns (uint32 count) {
        (, count) = _module.controlOf(account());
    }

    function sequenceOf(address signer) internal view returns (uint64 sequence) {
        (, sequence) = _module.signerOf(account(), signer);
    }

    function lastActivity(SessionId id) internal view returns (uint48) {
        return _module.sessionStatus(account(), id).lastActivity();
    }

    /* REFUSALS */

    function notAuthorized(address signer) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, account(), signer);
    }

    function approverSignatureInvalid() internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver);
    }

    function sequenceUsed(address signer, uint64 last, uint64 sequence) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SequenceUsed.selector, signer, last, sequence);
    }

    function refusalOf(bytes4 selector, SessionId id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, id);
    }
}

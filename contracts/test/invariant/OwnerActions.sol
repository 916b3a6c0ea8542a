// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MODE_HALTED, MODE_RESTRICTED} from "../../src/interfaces/ISessionKeyModule.sol";
import {OwnedSessionFixtures} from "../utils/OwnedSessionFixtures.sol";
import {Actions} from "./Actions.sol";

/// @notice What the owner of the account and its approver do, by operations and by signatures that somebody relays.
abstract contract OwnerActions is Actions, OwnedSessionFixtures {
    /// @dev Increases: each signer's messages are numbered.
    uint64 internal _sequence;

    function grantSession(uint256 seed) external actionOf(Actor.Owner) {
        if (_sessions.length == MAX_SESSIONS) return;
        wake();
        Shape shape = Shape(draw(seed, 1, 4));
        uint256 replaced = MAX_SESSIONS;
        if (draw(seed, 2, 3) == 0) replaced = draw(seed, 3, _sessions.length);
        uint256 index = addSession(shape, replaced);
        uint256 way = draw(seed, 4, 3);
        uint48 activation = uint48(vm.getBlockTimestamp());
        bool granted;
        if (way == 0) {
            granted = _grantInOperation(index, replaced, seed);
        } else {
            bytes memory message = grantOf(index, _approverKey, TYPED);
            granted = way == 1 ? tryRelay(message) : tryAs(account(), message);
            if (granted) bookGrant(index, activation, replaced);
        }
        if (granted && replaced != MAX_SESSIONS) count("replacement");
    }

    /// @dev The first operation brings the grant; activation is its claim.
    function _grantInOperation(uint256 index, uint256 replaced, uint256 seed) private returns (bool granted) {
        Plan memory plan = transferPlan(index, 1 + draw(seed, 5, 100));
        plan.flags = FLAG_ENABLE;
        bytes memory packed = _sessions[index].packed;
        bytes32 message = _messages.grantDigest(address(_module), account(), route(), packed, TYPED);
        bytes memory part = abi.encodePacked(packed, TYPED, uint16(65), signDigest(_approverKey, message));
        World memory world = worldOf(index);
        granted = sendAll(bundleOf(build(plan, part)));
        if (!granted) return false;

        bookGrant(index, plan.claimedAt, replaced);
        bookOperations(plan, world, 1);
        count("grant in operation");
    }

    function stopOne(uint256 seed) external actionOf(Actor.Owner) {
        uint256 index = pick(seed);
        uint256 way = draw(seed, 1, 6);
        if (way < 3) {
            bytes memory message = pausing(_approverKey, _sessions[index].id, ++_sequence);
            if (way == 2) message = abi.encodeCall(_module.pause, (account(), _sessions[index].id, 0, 0, TYPED, ""));
            if (!(way == 2 ? tryAs(account(), message) : tryRelay(message))) return;
            bookPause(index);
            return count("pause");
        }
        bool accepted;
        if (way == 3) {
            accepted = tryRelay(revocation(_approverKey, _sessions[index].id));
        } else if (way == 4) {
            accepted = byOperation(abi.encodeCall(_module.revoke, (account(), _sessions[index].id, TYPED, "")));
        } else {
            accepted = tryRelay(_selfRevocation(index));
        }
        if (!accepted) return;
        _sessions[index].revoked = true;
        count("revocation");
    }

    /// @dev Stops a session, or all of them, in front of an operation of the same bundle.
    function stopInTheSameBundle(uint256 seed) external actionOf(Actor.Owner) {
        uint256 index = pick(seed, draw(seed, 1, 3) == 0 ? Shape.Calendar : Shape.Guarded);
        Plan memory plan = transferPlan(index, 1 + draw(seed, 2, TOKEN_LIMIT / 8));
        uint256 way = draw(seed, 3, 8);
        bytes memory stop = abi.encodeCall(_module.pause, (account(), _sessions[index].id, 0, 0, TYPED, ""));
        if (way == 0) stop = abi.encodeCall(_module.revokeAll, (account(), TYPED, ""));
        if (way == 1) stop = abi.encodeCall(_module.tightenMode, (account(), MODE_HALTED, 0, 0, TYPED, ""));
        if (way == 2) stop = abi.encodeCall(_module.tightenMode, (account(), MODE_RESTRICTED, 0, 0, TYPED, ""));
        if (way == 3) stop = abi.encodeCall(_module.revoke, (account(), _sessions[index].id, TYPED, ""));
        World memory world = worldOf(index);
        uint256 stateBefore = load(_sessions[index].slot) ^ accountWord();
        if (!sendAll(bundleOf(ownersWord(stop), build(plan)))) return;

        bool stopped = load(_sessions[index].slot) ^ accountWord() != stateBefore;
        bool left = worldOf(index).token < world.token;
        bookOperations(plan, world, 1);
        if (!stopped) return;
        if (left && _sessions[index].shape == Shape.Guarded) note(5, "executed behind a stop of its bundle");
        count(left ? bytes32("stop too late") : bytes32("stop in time"));
        if (way == 0) bookEpoch();
        else if (way < 3) bookMode(way == 1 ? MODE_HALTED : MODE_RESTRICTED);
        else if (way == 3) _sessions[index].revoked = true;
        else bookPause(index);
    }

    /// @dev All of them: the mode, the epoch, the approver, the installation. Something is tried in between.
    function stopAll(uint256 seed) external actionOf(Actor.Owner) {
        uint256 index = pick(seed);
        uint256 way = draw(seed, 1, 10);
        if (way < 4) {
            uint8 mode = way < 2 ? MODE_RESTRICTED : MODE_HALTED;
            if (!tryRelay(tightening(_approverKey, mode, ++_sequence))) return;
            bookMode(mode);
            count("mode");
            if (draw(seed, 3, 2) == 0) tryRelay(tightening(_approverKey, mode, ++_sequence)); // no tighter than it is
        } else if (way < 6) {
            if (!tryRelay(allRevocation(_approverKey))) return;
            bookEpoch();
            count("revocation of all");
        } else if (way < 8) {
            (address next, uint256 key) = makeKey(draw(seed, 2, 2) == 0 ? "approver" : "another approver");
            asAccount(abi.encodeCall(_module.setApprover, (next)));
            (_approver, _approverKey) = (next, key);
            bookEpoch();
            count("approver");
        } else {
            sendOwnerOperation(uninstallation());
            (_book.installed, _book.hasGuardian) = (false, false);
            bookEpoch();
            play(transferPlan(index, 1));
            sendOwnerOperation(installation(installData()));
            (_book.installed, _book.limit, _book.mode) = (true, 0, 0);
            bookEpoch();
            count("installation");
        }
        play(transferPlan(index, 1));
    }

    function loosen(uint256 seed) external actionOf(Actor.Owner) {
        uint256 index = draw(seed, 1, _sessions.length);
        bool bySignature = draw(seed, 2, 2) == 0;
        // Sometimes signed before the last tightening.
        uint32 tightenings = _book.tightenings - uint32(draw(seed, 3, 5) == 0 && _book.tightenings != 0 ? 1 : 0);
        if (_book.mode != 0) {
            bytes memory message = bySignature
                ? loosening(_approverKey, 0, tightenings, ++_sequence)
                : abi.encodeCall(_module.loosenMode, (account(), 0, 0, 0, 0, TYPED, ""));
            if (!(bySignature ? tryRelay(message) : tryAs(account(), message))) return;
            bookMode(0);
            return count("loosening");
        }
        for (uint256 i = 0; i < _sessions.length && !_sessions[index].paused; i++) {
            index = (index + 1) % _sessions.length;
        }
        bytes memory resuming = bySignature
            ? resumption(_approverKey, _sessions[index].id, tightenings, ++_sequence)
            : abi.encodeCall(_module.resume, (account(), _sessions[index].id, 0, 0, 0, TYPED, ""));
        if (!(bySignature ? tryRelay(resuming) : tryAs(account(), resuming))) return;
        if (_sessions[index].revoked) note(13, "a tombstone was resumed");
        _sessions[index].paused = false;
        count("resumption");
    }

    function reattest(uint256 seed) external actionOf(Actor.Owner) {
        uint256 index = pick(seed, Shape.Native);
        if (draw(seed, 4, 2) == 0) vm.warp(vm.getBlockTimestamp() + IDLE);
        for (uint256 i = 0; i < _sessions.length; i++) {
            if (keccak256(bytes(deathOf(i))) == keccak256("dormant")) index = watch(i);
        }
        uint48 aliveAt = uint48(vm.getBlockTimestamp() - draw(seed, 1, 600) + (draw(seed, 2, 8) == 0 ? 700 : 0));
        uint256 key = draw(seed, 3, 4) == 0 ? _agentKey : _approverKey;
        string memory death = deathOf(index);
        if (!tryRelay(reattestation(key, _sessions[index].id, aliveAt))) return;
        if (key == _agentKey) note(17, "attested by the session key");
        if (_sessions[index].revoked) note(13, "a tombstone was attested");
        if (aliveAt > _sessions[index].lastActivity) _sessions[index].lastActivity = aliveAt;
        count(keccak256(bytes(death)) == keccak256("dormant") ? bytes32("awakening") : bytes32("attestation"));
    }

    function configure(uint256 seed) external actionOf(Actor.Owner) {
        if (draw(seed, 1, 3) != 0) {
            uint8 limit = uint8(draw(seed, 2, 5));
            asAccount(abi.encodeCall(_module.setConcurrentLimit, (limit)));
            _book.limit = limit;
            bookFloor();
            return count("limit");
        }
        bool add = !_book.hasGuardian;
        asAccount(
            add ? abi.encodeCall(_module.addGuardian, (_guardian)) : abi.encodeCall(_module.removeGuardian, (_guardian))
        );
        _book.hasGuardian = add;
        count("guardian");
    }

    /// @return Whether the account did it.
    function byOperation(bytes memory message) internal returns (bool) {
        uint256 before = accountWord() ^ load(_sessions[_watched].slot);
        sendAll(bundleOf(ownersWord(message)));
        return accountWord() ^ load(_sessions[_watched].slot) != before;
    }

    function ownersWord(bytes memory message) internal view returns (PackedUserOperation memory) {
        return ownerOperation(encodeCalls(one(callOf(address(_module), message))));
    }

    function _selfRevocation(uint256 index) private view returns (bytes memory) {
        bytes32 message = _messages.revocationDigest(address(_module), account(), _sessions[index].id, TYPED);
        bytes memory signature = signDigest(_agentKey, message);
        return
            abi.encodeCall(
                _module.revokeAsSessionKey, (account(), route(), _sessions[index].envelope, TYPED, signature)
            );
    }
}

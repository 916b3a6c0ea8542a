// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MODE_HALTED, MODE_RESTRICTED} from "../../src/interfaces/ISessionKeyModule.sol";
import {OwnerActions} from "./OwnerActions.sol";
import {SessionKeyActions} from "./SessionKeyActions.sol";

/// @notice What a guardian does, what somebody without any right tries, and time.
abstract contract OtherActions is SessionKeyActions, OwnerActions {
    /// @dev The account of the other standard.
    address internal _peer;

    /* GUARDIAN */

    function guard(uint256 seed) external actionOf(Actor.Guardian) {
        uint256 index = draw(seed, 1, _sessions.length);
        uint256 way = draw(seed, 2, 8);
        bool accepted;
        if (way < 4) {
            accepted = tryRelay(pausing(_guardianKey, _sessions[index].id, ++_sequence));
            if (accepted) bookPause(index);
        } else if (way < 6) {
            accepted = tryRelay(revocation(_guardianKey, _sessions[index].id));
            if (accepted) _sessions[index].revoked = true;
        } else if (way == 6) {
            uint8 mode = draw(seed, 3, 2) == 0 ? MODE_RESTRICTED : MODE_HALTED;
            accepted = tryRelay(tightening(_guardianKey, mode, ++_sequence));
            if (accepted) bookMode(mode);
        } else {
            accepted = tryRelay(allRevocation(_guardianKey));
            if (accepted) bookEpoch();
        }
        if (!accepted) return;
        if (!_book.hasGuardian) note(18, "a guardian of nobody stopped something");
        count("guardian stops");
    }

    /// @dev Everything that would give more: all of it must be refused.
    function guardianReachesFurther(uint256 seed) external actionOf(Actor.Guardian) {
        uint256 index = draw(seed, 1, _sessions.length);
        uint256 way = draw(seed, 2, 7);
        bytes memory message;
        if (way == 0) message = resumption(_guardianKey, _sessions[index].id, _book.tightenings, ++_sequence);
        if (way == 1) message = loosening(_guardianKey, 0, _book.tightenings, ++_sequence);
        if (way == 2) message = reattestation(_guardianKey, _sessions[index].id, uint48(vm.getBlockTimestamp()));
        if (way == 3) message = grantOf(index, _guardianKey, TYPED);
        if (way == 4) message = abi.encodeCall(_module.addGuardian, (RELAYER));
        if (way == 5) message = abi.encodeCall(_module.setConcurrentLimit, (0));
        if (way == 6) message = abi.encodeCall(_module.setApprover, (_guardian));
        tryAs(_guardian, message);
        count("guardian tries");
    }

    /* NOBODY */

    /// @dev Direct calls by somebody without a right: none may change anything.
    function attackTheModule(uint256 seed) external actionOf(Actor.Attacker) {
        uint256 index = draw(seed, 1, _sessions.length);
        uint256 way = draw(seed, 2, 9);
        bytes memory message;
        if (way == 0) message = revocation(_agentKey, _sessions[index].id);
        if (way == 1) message = allRevocation(_agentKey);
        if (way == 2) message = pausing(_agentKey, _sessions[index].id, ++_sequence);
        if (way == 3) message = resumption(_agentKey, _sessions[index].id, _book.tightenings, ++_sequence);
        if (way == 4) message = tightening(_agentKey, MODE_HALTED, ++_sequence);
        if (way == 5) message = loosening(_agentKey, 0, _book.tightenings, ++_sequence);
        if (way == 6) message = grantOf(index, _agentKey, TYPED);
        if (way == 7) message = abi.encodeCall(_module.setApprover, (RELAYER));
        if (way == 8) message = abi.encodeCall(_module.revoke, (account(), _sessions[index].id, TYPED, ""));
        bytes32 before = digest();
        tryRelay(message);
        if (digest() != before) note(18, "changed by somebody without a right");
        count("attack");
    }

    /// @dev Operations that are wrong in one thing: none may be taken.
    function attackByOperation(uint256 seed) external actionOf(Actor.Attacker) {
        uint256 index = pick(seed, Shape(draw(seed, 1, 2)));
        Plan memory plan = transferPlan(index, 1);
        uint256 way = draw(seed, 2, 8);
        if (way == 4 && _sessions[index].shape == Shape.Native) return; // it has one leaf only
        if (way == 0) plan.key = _guardianKey;
        if (way == 1) plan.claimedAt = uint48(vm.getBlockTimestamp() + 100);
        if (way == 2) plan.calls[0].target = address(_otherToken);
        if (way == 3) plan.calls[0].target = account();
        if (way == 4) plan.calls[0].leafIndex = _sessions[index].approvalLeaf;
        PackedUserOperation memory userOp = build(plan);
        if (way == 5) userOp.callData = encodeCalls(one(transferOf(index, 2)));
        if (way == 6) userOp.nonce ^= isErc6900() ? 1 << 250 : 1 << 90;
        if (way == 7) {
            (userOp.sender, userOp.nonce) = (_peer, entryPoint().getNonce(_peer, uint192(userOp.nonce >> 64)));
        }
        if (way == 6) userOp.signature = _signedAnew(plan, userOp);
        World memory world = worldOf(index);
        if (!sendAll(bundleOf(userOp))) return count("forgery");
        bookOperations(plan, world, 1);
        if (way == 6) note(14, "a nonce outside of the domain");
        else note(17, "an operation that is wrong in one thing");
    }

    /// @dev A claim of the last seconds of a session, or of the last before it sleeps, when they have passed.
    function claimWhatHasPassed(uint256 seed) external actionOf(Actor.Attacker) {
        uint256 index = pick(seed, draw(seed, 1, 2) == 0 ? Shape.Rolling : Shape.Native);
        Session storage session = _sessions[index];
        uint48 end = session.expiresAt;
        if (end == 0) return; // its grant was refused
        if (session.idleTimeout != 0 && session.lastActivity + session.idleTimeout < end) {
            end = session.lastActivity + session.idleTimeout;
        }
        if (end >= vm.getBlockTimestamp()) vm.warp(end + 1 + draw(seed, 2, 100));
        Plan memory plan = transferPlan(index, 1);
        plan.claimedAt = end - uint48(draw(seed, 3, 100));
        if (draw(seed, 4, 2) == 0) plan.flags = FLAG_GRACE;
        play(plan);
        count("end passed");
    }

    /// @dev The same operation twice: the second time it is an old one.
    function replay(uint256 seed) external actionOf(Actor.Attacker) {
        uint256 index = pick(seed);
        Plan memory plan = transferPlan(index, 1 + draw(seed, 1, 1000));
        PackedUserOperation memory userOp = build(plan);
        if (!play(plan, userOp)) return;
        if (play(plan, userOp)) note(17, "the same operation twice");
        count("replay");
    }

    /// @dev What was granted before cannot be granted again, whatever became of it.
    function grantAgain(uint256 seed) external actionOf(Actor.Attacker) {
        uint256 index = draw(seed, 1, _sessions.length);
        bool revoked = _sessions[index].revoked;
        uint256 status = load(_sessions[index].slot);
        if (tryRelay(grantOf(index, _approverKey, TYPED)) && revoked) note(13, "a tombstone was granted again");
        if (status != 0 && load(_sessions[index].slot) != status) note(13, "a grant wrote over a session");
        if (status == 0 && load(_sessions[index].slot) != 0) {
            bookGrant(index, uint48(vm.getBlockTimestamp()), _sessions[index].replaced);
        }
        count("grant again");
    }

    /* TIME */

    function passTime(uint256 seed) external actionOf(Actor.Time) {
        uint256 kind = draw(seed, 1, 16);
        uint256 time = draw(seed, 2, kind == 0 ? 6 hours : kind < 8 ? 2 minutes : 40 minutes);
        vm.warp(vm.getBlockTimestamp() + 1 + time);
        _token.mint(account(), 100e6);
        vm.deal(account(), account().balance + 0.01 ether);
        count("time");
    }

    function isErc6900() internal view returns (bool) {
        return route() >> 32 == 1;
    }

    function _signedAnew(Plan memory plan, PackedUserOperation memory userOp) private view returns (bytes memory) {
        userOp.nonce = entryPoint().getNonce(account(), uint192(userOp.nonce >> 64));
        bytes memory body = segmentBody(plan.claimedAt, plan.flags, _sessions[plan.session].granted, plan.calls);
        return wrap(signedSegment(userOp, body, plan.key));
    }
}

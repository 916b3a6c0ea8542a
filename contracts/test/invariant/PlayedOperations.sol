// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionShapes} from "./SessionShapes.sol";

/// @notice Operations of sessions, sent to the real EntryPoint, and the booking of what they did.
abstract contract PlayedOperations is SessionShapes {
    /// @notice An operation to build.
    struct Plan {
        uint256 session;
        TestCall[] calls;
        uint256 lane;
        uint48 claimedAt;
        uint8 flags;
        /// What the flag renew needs.
        bytes tail;
        uint256 key;
        uint256 preVerificationGas;
        /// The allowance that its calls open (token base units).
        uint256 opened;
    }

    struct World {
        uint256 token;
        uint256 native;
        uint256 recipient;
        uint256 charged;
    }

    uint128 private constant GAS_FIELDS = 1_000_000;

    /// @dev The session of the last operations, and its slots before them.
    uint256 internal _watched;
    uint256[5] internal _slotsBefore;
    /// @dev Of the last operations that were booked.
    uint256 internal _paid;
    uint256 internal _charged;

    address private constant BUNDLER = address(0xb0b0b0b0b0b0);
    address internal constant RELAYER = address(0xa1a1a1a1a1a1);

    /* PLANS */

    function planOf(uint256 session, TestCall memory first) internal view returns (Plan memory plan) {
        plan.session = session;
        plan.calls = one(first);
        plan.claimedAt = claim();
        plan.key = _agentKey;
    }

    function transferPlan(uint256 session, uint256 amount) internal view returns (Plan memory) {
        return planOf(session, transferOf(session, amount));
    }

    function transferOf(uint256 session, uint256 amount) internal view returns (TestCall memory call) {
        Session storage it = _sessions[session];
        call = it.shape == Shape.Native
            ? TestCall({target: it.recipient, value: amount, data: "", leafIndex: 0, setProofs: ""})
            : callOf(address(_token), abi.encodeCall(_token.transfer, (it.recipient, amount)));
        call.leafIndex = it.leaf;
    }

    function build(Plan memory plan) internal view returns (PackedUserOperation memory userOp) {
        return build(plan, _sessions[plan.session].granted);
    }

    /// @param part The segment from the core to the leaves, or the grant.
    function build(Plan memory plan, bytes memory part) internal view returns (PackedUserOperation memory userOp) {
        (uint8 shift,) = nonceLayout();
        uint192 key = _sessions[plan.session].nonceKey | uint192(plan.lane << (shift - 64));
        userOp = buildUserOp(account(), entryPoint().getNonce(account(), key), encodeCalls(plan.calls));
        userOp.accountGasLimits = bytes32(uint256(GAS_FIELDS) << 128 | GAS_FIELDS);
        userOp.preVerificationGas = 60_000 + plan.preVerificationGas;
        bytes memory body = segmentBody(plan.claimedAt, plan.flags, part, plan.calls);
        userOp.signature = wrap(signedSegment(userOp, bytes.concat(body, plan.tail), plan.key));
    }

    /* SENDING */

    function play(Plan memory plan) internal returns (bool included) {
        return play(plan, build(plan));
    }

    function play(Plan memory plan, PackedUserOperation memory userOp) internal returns (bool included) {
        World memory world = worldOf(plan.session);
        included = sendAll(bundleOf(userOp));
        if (included) bookOperations(plan, world, 1);
    }

    /// @return included Whether the EntryPoint took the bundle; if not, the refusal is counted.
    function sendAll(PackedUserOperation[] memory bundle) internal returns (bool included) {
        vm.prank(BUNDLER, BUNDLER);
        try entryPoint().handleOps(bundle, payable(BUNDLER)) {
            return true;
        } catch (bytes memory failure) {
            countRefusal(refusalOf(failure));
        }
    }

    /// @notice The module's error; else the first four characters of the EntryPoint's words.
    /// @param failure FailedOpWithRevert(index, reason, inner) or FailedOp(index, reason).
    function refusalOf(bytes memory failure) internal pure returns (bytes4 refusal) {
        (uint256 index, string memory reason, bytes memory inner) = decodeFailedOp(failure);
        assertLt(index, 3, "operation of the bundle");
        return inner.length < 4 ? bytes4(bytes(reason)) : bytes4(inner);
    }

    /* BOOKING */

    function worldOf(uint256 index) internal view returns (World memory world) {
        Session storage session = _sessions[index];
        world.token = _token.balanceOf(account());
        world.native = account().balance + entryPoint().balanceOf(account());
        world.recipient = session.recipient.balance;
        if (session.shape == Shape.Rolling || session.shape == Shape.Native) world.charged = chargedGas(session);
    }

    /// @notice What the module counts for gas: the second budget of the shapes that have one. Inside a window.
    function chargedGas(Session storage session) internal view returns (uint256) {
        uint256 slot = load(session.slot + 2);
        if (session.shape == Shape.Rolling) return slot;
        return slot >> 216 == vm.getBlockTimestamp() / WINDOW ? slot >> 108 & (2 ** 108 - 1) : 0;
    }

    /// @notice Books operations of one session that the EntryPoint took.
    function bookOperations(Plan memory plan, World memory world, uint256 number) internal {
        string memory death = deathOf(plan.session);
        if (bytes(death).length != 0) note(4, string.concat("validated although ", death));
        World memory now_ = worldOf(plan.session);
        Session storage session = _sessions[plan.session];
        bool late = plan.flags & FLAG_GRACE != 0;
        uint256 sent = now_.recipient - world.recipient;
        uint256 left = world.token > now_.token ? world.token - now_.token : 0;

        session.transferred += left;
        bookOutflow(plan.session, address(_token), left + plan.opened, late);
        bookOutflow(plan.session, NATIVE, sent, late);
        bookOutflow(plan.session, OPERATIONS, number, late);
        _paid = world.native - now_.native - sent;
        bookOutflow(plan.session, GAS, _paid, late);
        _charged = session.shape == Shape.Rolling
            || (session.shape == Shape.Native && plan.claimedAt / WINDOW == vm.getBlockTimestamp() / WINDOW)
            ? now_.charged - world.charged
            : _paid;
        bookUse(plan);
        if (_watched == plan.session && hasFallen()) note(3, "fallen with an operation");
        watch(plan.session);
        count("operation");
        if (left + sent != 0) count("outflow");
    }

    /// @notice The session whose budgets are compared with what they are now.
    function watch(uint256 index) internal returns (uint256) {
        _watched = index;
        for (uint256 i = 0; i < 4; i++) {
            _slotsBefore[i] = load(_sessions[index].slot + i);
        }
        return index;
    }

    /// @notice Whether the index of a window fell since then, or what is spent in it.
    function hasFallen() internal view returns (bool) {
        Session storage session = _sessions[_watched];
        for (uint256 i = 0; i < session.budgets.length; i++) {
            (uint256 earlier, uint256 current) = (_slotsBefore[i + 1], load(session.slot + 1 + i));
            uint256 kind = session.budgets[i].kind;
            uint256 indexAt = kind == 0 ? 256 : kind == 1 ? 216 : 210;
            if (current >> indexAt < earlier >> indexAt) return true;
            if (current >> indexAt == earlier >> indexAt && current < earlier) return true;
        }
        return false;
    }

    /// @notice Activity and renewal, which validation writes.
    function bookUse(Plan memory plan) internal {
        Session storage session = _sessions[plan.session];
        if (plan.claimedAt > session.lastActivity && session.idleTimeout != 0) session.lastActivity = plan.claimedAt;
        if (plan.flags & FLAG_RENEW == 0) return;

        session.renewals++;
        uint48 expiresAt = plan.claimedAt + session.ttl;
        session.expiresAt = expiresAt < session.lastExpiry ? expiresAt : session.lastExpiry;
        count("renewal");
    }
}

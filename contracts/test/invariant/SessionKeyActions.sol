// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {OUTFLOW_TOLERANCE} from "../../src/interfaces/ISessionExecutionGuard.sol";
import {ISessionLens} from "../../src/interfaces/ISessionLens.sol";
import {SessionCondition, SessionReport} from "../../src/types/SessionReport.sol";
import {Actions} from "./Actions.sol";

/// @notice What the holder of a session key does.
abstract contract SessionKeyActions is Actions {
    ISessionLens internal _lens;

    function spend(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed);
        Plan memory plan = transferPlan(session, _small(session, seed));
        plan.lane = draw(seed, 2, 16);
        plan.preVerificationGas = draw(seed, 3, 4) == 0 ? 2_000_000 : 0;
        play(plan);
    }

    /// @dev What the lens says before is what the EntryPoint must do.
    function spendWhatTheLensAllows(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed);
        SessionReport memory report = _lens.sessionOfEnvelope(account(), route(), _sessions[session].envelope);
        uint256 least = type(uint256).max;
        // From v0.8 on an operation begins behind its claim: then it claims the second before.
        uint48 claimedAt = entryPoint() == ENTRY_POINT_V07 ? report.time : report.time - 1;
        bool atEdge = report.expiresAt == report.time || report.dormantAt == report.time + 1;
        if (claimedAt % (WINDOW / 4) == WINDOW / 4 - 1) atEdge = true;
        for (uint256 i = 0; i < report.budgets.length; i++) {
            address asset = report.budgets[i].terms.asset;
            uint256 remaining = report.budgets[i].remaining;
            if (report.budgets[i].resetsAt == report.time + 1) atEdge = true;
            if (asset == OPERATIONS && remaining == 0) least = 0;
            if (asset == GAS && remaining < 2_060_000 gwei) least = 0;
            if (asset != OPERATIONS && asset != GAS && remaining < least) least = remaining;
        }
        if (atEdge) return;

        uint256 amount = least + draw(seed, 1, 2);
        if (amount == 0) amount = 1;
        Plan memory plan = transferPlan(session, amount);
        plan.claimedAt = claimedAt;
        bool included = play(plan);
        bool allowed = report.condition == SessionCondition.Live && amount <= least;
        if (included != allowed) {
            note(16, allowed ? "lens allows, EntryPoint refuses" : "EntryPoint takes, lens refuses");
        }
        count(allowed ? bytes32("lens allows") : bytes32("lens refuses"));
    }

    /// @dev Half of the limit to a little more than all of it; sometimes again when about a period has passed.
    function spendMuch(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed);
        uint256 limit = _limitOf(session);
        play(transferPlan(session, limit / 2 + draw(seed, 1, limit / 2 + 2)));
        if (draw(seed, 2, 2) == 0) return;

        vm.warp(vm.getBlockTimestamp() + WINDOW - 400 + draw(seed, 3, 500));
        play(transferPlan(session, limit / 2 + draw(seed, 4, limit / 2 + 2)));
    }

    /// @dev From shortly before the end of a window or bucket to shortly after it, with and without the grace; then what
    /// the new window has.
    function spendAroundAnEdge(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 step = WINDOW / (draw(seed, 1, 2) == 0 ? 4 : 1);
        uint256 edge = (vm.getBlockTimestamp() / step + 1) * step;
        uint256 time = edge - 100 + draw(seed, 2, 220);
        if (time > vm.getBlockTimestamp()) vm.warp(time);
        uint256 session = pick(seed);
        Plan memory plan = transferPlan(session, draw(seed, 4, 3) == 0 ? _limitOf(session) : _small(session, seed));
        if (draw(seed, 5, 4) != 0) plan.flags = FLAG_GRACE;
        if (draw(seed, 6, 2) == 0) plan.claimedAt = uint48(edge - 1 - draw(seed, 7, 110));
        if (plan.claimedAt >= vm.getBlockTimestamp()) plan.claimedAt = claim();
        // Once the new window is charged, the old one is closed.
        if (draw(seed, 8, 3) == 0) play(transferPlan(session, 1));
        if (play(plan) && plan.flags != 0) count("grace");
        if (draw(seed, 9, 2) == 0) play(transferPlan(session, _limitOf(session)));
    }

    function openAllowance(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed, Shape(draw(seed, 1, 2)));
        uint256 amount = 1 + draw(seed, 2, TOKEN_LIMIT);
        Plan memory plan = planOf(
            session, callOf(address(_token), abi.encodeCall(_token.approve, (_sessions[session].spender, amount)))
        );
        plan.calls[0].leafIndex = _sessions[session].approvalLeaf;
        plan.opened = amount;
        if (play(plan)) count("allowance");
    }

    /// @dev The spender of a session takes what it was allowed; no operation, no signature.
    function drainAllowance(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 first = draw(seed, 1, _sessions.length);
        for (uint256 i = 0; i < _sessions.length; i++) {
            uint256 index = (first + i) % _sessions.length;
            Session storage session = _sessions[index];
            uint256 allowance = _token.allowance(account(), session.spender);
            if (allowance == 0) continue;
            uint256 amount = draw(seed, 2, 2) == 0 ? allowance : 1 + draw(seed, 3, allowance);
            vm.prank(session.spender);
            _token.transferFrom(account(), session.spender, amount);
            session.drained += amount;
            watch(index);
            return count("drain");
        }
    }

    /// @dev Two to four calls; sometimes the last one asks for more than there is.
    function spendInABatch(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed, Shape(draw(seed, 1, 3) == 0 ? 3 : draw(seed, 2, 2)));
        Plan memory plan = transferPlan(session, 0);
        plan.calls = new TestCall[](2 + draw(seed, 3, 3));
        uint256 total;
        for (uint256 i = 0; i < plan.calls.length; i++) {
            uint256 amount = 1 + draw(seed, 10 + i, TOKEN_LIMIT / 3);
            plan.calls[i] = transferOf(session, amount);
            total += amount;
        }
        bool breaks = draw(seed, 4, 3) == 0;
        // The last call fails when it is executed: the owner left one unit too little in the account.
        uint256 away = breaks ? _token.balanceOf(account()) + 1 - total : 0;
        vm.prank(account());
        _token.transfer(RELAYER, away);
        uint256 before = _token.balanceOf(_sessions[session].recipient);
        bool included = play(plan);
        _token.mint(account(), away);
        uint256 got = _token.balanceOf(_sessions[session].recipient) - before;
        if (got != 0 && (breaks || got != total)) note(15, "a part of a batch");
        if (included) count(breaks ? bytes32("broken batch") : bytes32("batch"));
    }

    /// @dev Two lanes of a session in one bundle: the second is validated before the first is executed.
    function spendInABundle(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed, Shape(draw(seed, 1, 2) * 3));
        Plan memory first = transferPlan(session, 1 + draw(seed, 2, TOKEN_LIMIT / 2));
        Plan memory second = transferPlan(session, 1 + draw(seed, 3, TOKEN_LIMIT / 2));
        second.lane = 1;
        World memory world = worldOf(session);
        if (!sendAll(bundleOf(build(first), build(second)))) return;
        bookOperations(first, world, 2);
        count("bundle");
    }

    /// @dev A target of the session takes more than it was called for, or calls back whatever could give it more.
    function strikeFromInside(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed, Shape.Guarded);
        uint256 counted = 1 + draw(seed, 1, TOKEN_LIMIT / 4);
        uint256 way = draw(seed, 2, 8);
        uint256 taken = way < 3 ? counted : counted + 3 + draw(seed, 3, TOKEN_LIMIT);
        bytes memory theft = abi.encodeCall(_token.transferFrom, (account(), address(_reenterer), taken));
        if (way < 5) _reenterer.prepare(address(_token), theft);
        if (way == 5) _reenterer.prepare(address(_module), abi.encodeCall(_module.revokeAll, (account(), TYPED, "")));
        if (way == 6) _reenterer.prepare(account(), encodeCalls(one(transferOf(session, 1))));
        PackedUserOperation[] memory bundle = bundleOf(build(transferPlan(session, 2)));
        bytes memory nested = abi.encodeCall(IEntryPoint.handleOps, (bundle, payable(address(_reenterer))));
        if (way == 7) _reenterer.prepare(address(entryPoint()), nested);

        uint256 before = _token.balanceOf(account());
        if (!play(planOf(session, _strike(session, counted)))) return;
        uint256 left = before - _token.balanceOf(account());
        if (left > counted) note(5, "more left than was counted");
        if (way > 4 && _reenterer.done()) note(18, "called back with success");
        count(way > 4 ? bytes32("call back") : left == 0 ? bytes32("strike undone") : bytes32("strike"));
    }

    /// @dev An approval of the session stands beside the strike: its room is not the target's, which takes by the owner's.
    function strikeBesideAnApproval(uint256 seed) external actionOf(Actor.SessionKey) {
        uint256 session = pick(seed, Shape.Guarded);
        (uint256 counted, uint256 opened) = (1 + draw(seed, 1, TOKEN_LIMIT / 8), 1 + draw(seed, 2, TOKEN_LIMIT / 8));
        uint256 taken = draw(seed, 3, 2) == 0 ? counted : counted + 3 + draw(seed, 4, 2 * opened);
        bytes memory theft = abi.encodeCall(_token.transferFrom, (account(), address(_reenterer), taken));
        _reenterer.prepare(address(_token), theft);
        address spender = _sessions[session].spender;
        Plan memory plan = planOf(session, callOf(address(_token), abi.encodeCall(_token.approve, (spender, opened))));
        plan.calls[0].leafIndex = _sessions[session].approvalLeaf;
        TestCall memory approval = plan.calls[0];
        plan.calls = new TestCall[](2);
        (plan.calls[0], plan.calls[1]) = (approval, _strike(session, counted));
        (uint256 before, uint256 allowed) = (_token.balanceOf(account()), _token.allowance(account(), spender));
        if (!play(plan)) return;
        uint256 left = before - _token.balanceOf(account());
        uint256 current = _token.allowance(account(), spender);
        uint256 grown = current > allowed ? current - allowed : 0;
        if (left + grown > counted + opened + OUTFLOW_TOLERANCE) note(5, "more left, and may leave, than was counted");
        bookOutflow(session, address(_token), grown, false);
        count(left + grown == 0 ? bytes32("lending undone") : bytes32("lending"));
    }

    function renew(uint256 seed) external actionOf(Actor.SessionKey) {
        vm.warp(vm.getBlockTimestamp() + 1 + draw(seed, 3, 30 minutes));
        uint256 session = pick(seed, Shape.Rolling);
        Session storage it = _sessions[session];
        Plan memory plan = transferPlan(session, 1);
        plan.flags = FLAG_RENEW;
        uint256 key = draw(seed, 1, 4) == 0 ? _agentKey : _renewerKey;
        uint48 deadline = uint48(vm.getBlockTimestamp() + 1 hours);
        if (draw(seed, 2, 8) == 0) deadline = plan.claimedAt - 1;
        plan.tail = renewalBy(key, it.id, it.renewals + 1, deadline);
        if (play(plan) && key != _renewerKey) note(17, "renewed by a key that is not the renewer's");
    }

    function _strike(uint256 session, uint256 counted) private view returns (TestCall memory call) {
        call = callOf(address(_reenterer), abi.encodeCall(_reenterer.strike, (counted)));
        call.leafIndex = _sessions[session].strikeLeaf;
    }

    function _small(uint256 session, uint256 seed) private view returns (uint256) {
        return 1 + draw(seed, 1, _limitOf(session) / 5);
    }

    function _limitOf(uint256 session) private view returns (uint256) {
        return _sessions[session].shape == Shape.Native ? NATIVE_LIMIT : TOKEN_LIMIT;
    }
}

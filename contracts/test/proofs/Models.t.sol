// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CalendarBudget} from "../../proofs/CalendarBudget.sol";
import {RollingBudget} from "../../proofs/RollingBudget.sol";
import {Seats} from "../../proofs/Seats.sol";
import {SessionLife} from "../../proofs/SessionLife.sol";
import {ValidationData} from "../../proofs/ValidationData.sol";
import {ValidationDataLib} from "../../src/account/ValidationDataLib.sol";
import {AccountState} from "../../src/types/AccountState.sol";
import {CalendarWindow} from "../../src/types/CalendarWindow.sol";
import {RollingWindow} from "../../src/types/RollingWindow.sol";
import {SessionStatus, SessionStatusLib} from "../../src/types/SessionStatus.sol";
import {Test} from "../utils/Test.sol";

/// @notice What is proven is a model; here each model makes the same step as the code, on packed words.
contract ModelsTest is Test {
    uint256 private constant PERIOD = 600;

    CalendarBudget private immutable _calendar = new CalendarBudget();
    RollingBudget private immutable _rolling = new RollingBudget();
    Seats private immutable _seats = new Seats();
    SessionLife private immutable _life = new SessionLife();
    ValidationData private immutable _validationData = new ValidationData();

    function testFuzz_CalendarBudget(
        uint256 index,
        uint256 used,
        uint256 carry,
        uint256 ahead,
        uint256 amount,
        bool late
    ) public view {
        uint256 limit = 2 ** 108 - 1;
        index = bound(index, 0, 2 ** 37);
        used = bound(used, 0, limit);
        carry = bound(carry, 0, used);
        uint256 claimed = index + bound(ahead, 0, 3);
        uint256 before = claimed == index ? used : claimed == index + 1 ? carry : 0;
        amount = bound(amount, 0, limit - before);

        CalendarWindow window = CalendarWindow.wrap(index << 216 | used << 108 | carry).moveTo(claimed);
        assertEq(window.used(), before, "used before");
        window = window.charged(amount, late);

        CalendarBudget.State memory state = CalendarBudget.State(index, used, carry, 0);
        uint256 second = PERIOD - 1;
        CalendarBudget.Operation memory operation =
            CalendarBudget.Operation(claimed, second, late, amount, claimed, second);
        (uint256 newIndex, uint256 newUsed, uint256 newCarry) = _calendar.operate(state, operation, PERIOD, limit, 0);
        assertEq(newIndex << 216 | newUsed << 108 | newCarry, CalendarWindow.unwrap(window), "slot");
    }

    function testFuzz_RollingBudget(uint256 index, uint256 buckets, uint256 ahead, uint256 units) public view {
        uint256 limit = 2 ** 42 - 1;
        index = bound(index, 0, 2 ** 37);
        uint256 claimed = index + bound(ahead, 0, 6);
        uint256 packed;
        uint256[5] memory b;
        for (uint256 i; i < 5; ++i) {
            b[i] = uint256(keccak256(abi.encode(buckets, i))) % (limit / 5 + 1);
            packed |= b[i] << 42 * i;
        }
        RollingWindow window = RollingWindow.wrap(index << 210 | packed).moveTo(claimed);
        units = bound(units, 0, limit - window.sum());
        window = window.charged(units);

        RollingBudget.State memory state = RollingBudget.State(index, b[0], b[1], b[2], b[3], b[4]);
        (b[0], b[1], b[2], b[3], b[4]) = _rolling.charge(state, claimed, units, limit, 0, 0);
        packed = b[0] | b[1] << 42 | b[2] << 84 | b[3] << 126 | b[4] << 168;
        assertEq(claimed << 210 | packed, RollingWindow.unwrap(window), "slot");
        assertEq(b[0] + b[1] + b[2] + b[3] + b[4], window.sum(), "sum");
    }

    function test_RollingBudget_RefusesMoreThanTheLimit() public {
        RollingBudget.State memory state = RollingBudget.State(7, 1, 1, 1, 1, 1);
        vm.expectRevert();
        _rolling.charge(state, 7, 1, 5, 0, 0);
    }

    function testFuzz_Seats(uint256 granted, uint256 floor, uint8 limit, uint8 newLimit) public view {
        granted = bound(granted, 0, type(uint16).max - 1);
        floor = bound(floor, limit != 0 && granted > limit ? granted - limit : 0, granted);
        AccountState state = AccountState.wrap(granted << 48 | floor << 32 | uint256(limit) << 24);

        (uint256 taken, uint256 raised) = _seats.grant(granted, floor, limit);
        AccountState next = state.withOneMoreGranted();
        assertEq(next.granted(), taken, "granted");
        assertEq(next.floor(), raised, "floor after a grant");

        assertEq(
            state.withLimit(newLimit).floor(), _seats.setLimit(granted, floor, limit, newLimit), "floor after a limit"
        );
    }

    function testFuzz_SessionLife(uint256 kind, uint48 inForce, uint16 renewals, uint48 ttl) public view {
        SessionLife.Terms memory terms = SessionLife.Terms(3, 2 ** 46, bound(ttl, 1, 2 ** 32 - 1), type(uint16).max);
        inForce = uint48(bound(inForce, 1, 2 ** 46 - 1));
        renewals = uint16(bound(renewals, 0, type(uint16).max - 1));
        SessionLife.State memory state = SessionLife.State(3, 0, true, false, false, inForce, renewals, false);
        SessionLife.Action memory action;
        action.kind = uint8(bound(kind, 1, 5));
        action.claimedAt = inForce - 1;
        action.includedAt = inForce;
        action.renews = terms.ttl > 1;

        SessionStatus status = SessionStatusLib.pack(inForce, 5, 0, 3);
        status = SessionStatus.wrap(SessionStatus.unwrap(status) | uint256(renewals) << 144);
        if (action.kind == 1 && action.renews) {
            uint256 sum = action.claimedAt + terms.ttl;
            status = status.renewed(sum < terms.expiresAt ? sum : terms.expiresAt);
        } else if (action.kind == 2) {
            status = status.revoked();
        } else if (action.kind == 4) {
            status = status.paused();
        } else if (action.kind == 5) {
            status = status.resumed();
        }

        (bool known, bool revoked, bool paused, uint256 newInForce, uint256 newRenewals) =
            _life.act(state, terms, action);
        assertEq(known, !status.isZero(), "known");
        assertEq(revoked, status.isRevoked(), "revoked");
        assertEq(paused, status.isPaused(), "paused");
        assertEq(newInForce, status.expiresAt(), "expiry in force");
        assertEq(newRenewals, status.renewals(), "renewals");
    }

    function testFuzz_ValidationData(uint256 first, uint256 second, bool failed) public view {
        ValidationData.Answer memory one =
            ValidationData.Answer(uint48(first) % 2 ** 47, uint48(first >> 48), failed ? 1 : 0);
        ValidationData.Answer memory other =
            ValidationData.Answer(uint48(second) % 2 ** 47, uint48(second >> 48), uint160(second >> 96) % 3);
        (uint256 validAfter, uint256 validUntil, uint256 authorizer) = _validationData.intersect(one, other, 0);
        assertEq(
            ValidationDataLib.intersect(_pack(one), _pack(other)),
            validAfter << 208 | validUntil << 160 | authorizer,
            "validation data"
        );
    }

    function _pack(ValidationData.Answer memory answer) private pure returns (uint256) {
        return answer.validAfter << 208 | answer.validUntil << 160 | answer.authorizer;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionCondition, SessionReport} from "../../../src/types/SessionReport.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionLensUnitTest} from "./SessionLensUnitTest.sol";

/// @notice What stands in the way of a session. Each condition is the module's refusal of an operation that claims the
/// present second, at its boundary.
contract SessionLens_Conditions_Test is SessionLensUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant START = Defaults.NOW;
    uint32 private constant TTL = 1 days;
    uint32 private constant IDLE = 1 hours;

    SessionEncoder.Terms private _terms;
    SessionId private _id;

    /// @dev A session with a ttl, three renewals and an idle timeout, from ten minutes on.
    function setUp() public override {
        super.setUp();
        _terms = termsOf(routerLeaf(none(), none()));
        _terms.validAfter = uint48(START + 600);
        SessionEncoder.Terms memory terms = _terms;
        terms.addTtl(TTL, 3);
        terms.addIdleTimeout(IDLE);
        _terms = terms;
        _id = relayGrant(_terms);
    }

    function test_WhenTimePasses() public {
        vm.warp(START + 599);
        _assertRefused(
            SessionCondition.NotYetValid,
            refusal(ISessionKeyModule.SessionNotYetValid.selector, START + 600, START + 599)
        );
        vm.warp(START + 600);
        _assertLive();

        uint256 asleep = START + 600 + IDLE + 1;
        vm.warp(asleep - 1);
        assertEq(reportOf(_terms).dormantAt, asleep, "first second of sleep");
        _assertCondition(SessionCondition.Live);
        assertAccepted(opAt(_terms, routerCall(""), asleep - 2, 0), "a claim before the last second");
        vm.warp(asleep);
        bytes memory dormant = refusal(ISessionKeyModule.SessionDormant.selector, START + 600, IDLE, asleep);
        _assertRefused(SessionCondition.Dormant, dormant);

        uint256 expiry = START + 600 + TTL;
        vm.warp(expiry);
        vm.prank(_account);
        _module.reattest(_account, _id, uint48(expiry), TYPED, "");
        _assertCondition(SessionCondition.Live);
        assertAccepted(opAt(_terms, routerCall(""), expiry - 1, 0), "a claim before the last second");
        vm.warp(expiry + 1);
        _assertRefused(SessionCondition.Expired, refusal(ISessionKeyModule.SessionExpired.selector, expiry, expiry + 1));
    }

    /// @dev From the last check to the first: each next obstacle comes before those that are there already.
    function test_WhenSeveralConditionsHold() public {
        _restrict();
        vm.warp(START + 700);
        _assertRefused(SessionCondition.Restricted, refusal(ISessionKeyModule.CapabilityNotEssential.selector, 0));
        vm.warp(START + 2 hours);
        bytes memory dormant = refusal(ISessionKeyModule.SessionDormant.selector, START + 600, IDLE, START + 2 hours);
        _assertRefused(SessionCondition.Dormant, dormant);
        vm.warp(START + 2 days);
        bytes memory expired = refusal(ISessionKeyModule.SessionExpired.selector, START + 600 + TTL, START + 2 days);
        _assertRefused(SessionCondition.Expired, expired);
        _evict();
        _assertRefused(SessionCondition.Evicted, refusal(ISessionKeyModule.SessionEvicted.selector, 0, 1));
        vm.prank(_account);
        _module.pause(_account, _id, 0, 0, TYPED, "");
        _assertRefused(SessionCondition.Paused, _ofSession(ISessionKeyModule.SessionIsPaused.selector));
        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, "");
        _assertRefused(SessionCondition.Revoked, _ofSession(ISessionKeyModule.SessionIsRevoked.selector));
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");
        _assertRefused(SessionCondition.EpochPassed, refusal(ISessionKeyModule.EpochPassed.selector, 1, 2));
        vm.prank(_account);
        _module.tightenMode(_account, MODE_HALTED, 0, 0, TYPED, "");
        _assertRefused(SessionCondition.Halted, refusal(ISessionKeyModule.ModeForbids.selector, MODE_HALTED));
        vm.prank(_account);
        _module.onUninstall("");
        _assertRefused(
            SessionCondition.NotInstalled, refusal(ISessionKeyModule.NotInstalled.selector, uint160(_account))
        );
    }

    function test_GivenNoGrant() public {
        _terms.salt = 8;
        vm.warp(START + 600);
        _id = sessionIdOf(_terms);
        _assertRefused(SessionCondition.Unknown, _ofSession(ISessionKeyModule.SessionUnknown.selector));

        SessionReport memory report = reportOf(_terms);
        assertEq(report.expiresAt, 0, "no expiry in force");
        assertEq(report.lastActivity, 0, "no activity");
        assertEq(report.dormantAt, 0, "never sleeps");
        assertEq(report.renewalsLeft, 3, "renewals");

        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, "");
        _assertRefused(SessionCondition.Revoked, _ofSession(ISessionKeyModule.SessionIsRevoked.selector));
    }

    /// @dev START is a Friday, 08:00.
    function test_GivenASchedule() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        terms.addSchedule(8 hours + 10, 8 hours + 20, 1 << 4);
        relayGrant(terms);
        uint256[4] memory times = [START + 9, START + 10, START + 19, START + 20];
        for (uint256 i = 0; i < 4; i++) {
            vm.warp(times[i]);
            bool inside = i == 1 || i == 2;
            SessionCondition expected = inside ? SessionCondition.Live : SessionCondition.OutsideSchedule;
            assertEq(uint8(reportOf(terms).condition), uint8(expected), "condition");
            if (inside) continue;
            bytes memory outside = abi.encodeWithSelector(
                ISessionKeyModule.OutsideSchedule.selector, 8 hours + 10, 8 hours + 20, 1 << 4, times[i]
            );
            refuse(opNow(terms, routerCall("")), outside);
        }
    }

    function test_GivenAnotherRoute() public {
        vm.warp(START + 600);
        _assertLive();

        bytes memory packed = _terms.packed();
        SessionReport memory other = _lens.sessionOfTerms(_account, route() + 1, packed);
        assertEq(uint8(other.condition), uint8(SessionCondition.Unknown), "another entity's session");
    }

    /* FIELDS */

    function test_WhenSessionIsUsed() public {
        vm.warp(START + 1000);
        SessionReport memory before = reportOf(_terms);
        assertEq(SessionId.unwrap(before.sessionId), SessionId.unwrap(_id), "session id");
        assertEq(before.time, START + 1000, "time");
        assertEq(before.validAfter, START + 600, "first second");
        assertEq(before.expiresAt, START + 600 + TTL, "last second");
        assertEq(before.lastActivity, START + 600, "activation");
        assertEq(before.renewalsUsed, 0, "renewals used");
        assertEq(before.renewalsLeft, 3, "renewals left");

        uint8 renew = 2;
        assertEq(uint160(validate(opAt(_terms, routerCall(""), START + 900, renew))), 0, "signature is right");
        SessionReport memory report = reportOf(_terms);
        assertEq(report.expiresAt, START + 900 + TTL, "last second after a renewal");
        assertEq(report.lastActivity, START + 900, "last activity");
        assertEq(report.dormantAt, START + 900 + IDLE + 1, "first second of sleep");
        assertEq(report.renewalsUsed, 1, "renewals used");
        assertEq(report.renewalsLeft, 2, "renewals left");
    }

    function test_WhenAccountIsAskedFor() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt = 9;
        relayGrant(terms);
        vm.prank(_account);
        _module.setConcurrentLimit(1);
        _restrict();

        SessionReport memory report = reportOf(terms);
        assertEq(report.seat, 1, "second grant of its epoch");
        assertEq(report.floor, 1, "lowest seat that lives");
        assertEq(report.mode, MODE_RESTRICTED, "mode");
        assertEq(reportOf(_terms).seat, 0, "first grant of its epoch");
    }

    function test_GivenNeitherTtlNorIdleTimeout() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        relayGrant(terms);

        SessionReport memory report = reportOf(terms);
        assertEq(uint8(report.condition), uint8(SessionCondition.Live), "condition");
        assertEq(report.expiresAt, terms.expiresAt, "last second");
        assertEq(report.dormantAt, 0, "never sleeps");
        assertEq(report.renewalsLeft, 0, "renewals left");
        assertEq(report.mode, MODE_NORMAL, "mode");
    }

    /* MALFORMED */

    function test_RevertWhen_RouteIsUnknown() public {
        bytes memory packed = _terms.packed();
        bytes memory compact = compactOf(_terms);
        uint40[4] memory routes = [0, 1, 2 << 32 | 1, 3 << 32];
        for (uint256 i = 0; i < routes.length; i++) {
            vm.expectRevert(termInvalid("route", routes[i], 2 << 32));
            _lens.sessionOfTerms(_account, routes[i], packed);
            vm.expectRevert(termInvalid("route", routes[i], 2 << 32));
            _lens.sessionOfEnvelope(_account, routes[i], compact);
        }
    }

    function test_RevertWhen_LengthIsWrong() public {
        bytes memory packed = _terms.packed();
        bytes memory compact = compactOf(_terms);
        vm.expectRevert(refusal(ISessionKeyModule.TermsLengthMismatch.selector, packed.length, packed.length + 1));
        _lens.sessionOfTerms(_account, route(), bytes.concat(packed, hex"00"));
        vm.expectRevert(refusal(ISessionKeyModule.TermsLengthMismatch.selector, compact.length, compact.length + 1));
        _lens.sessionOfEnvelope(_account, route(), bytes.concat(compact, hex"00"));
        vm.expectRevert(refusal(ISessionKeyModule.TermsLengthMismatch.selector, compact.length, compact.length - 1));
        _lens.sessionOfEnvelope(_account, route(), _cut(compact));
    }

    /// @dev Nothing may divide by a period of 0.
    function test_RevertWhen_BudgetIsImpossible() public {
        _terms.budgets[0] = SessionEncoder.budget(2, address(_token), 1, 0);
        bytes memory compact = compactOf(_terms);
        vm.expectRevert(termInvalid("period", 0, 3600));
        _lens.sessionOfEnvelope(_account, route(), compact);
    }

    /* HELPERS */

    function _assertLive() private {
        _assertCondition(SessionCondition.Live);
        assertAccepted(opNow(_terms, routerCall("")), "accepted");
    }

    function _assertRefused(SessionCondition expected, bytes memory revertData) private {
        _assertCondition(expected);
        refuse(opNow(_terms, routerCall("")), revertData);
    }

    function _assertCondition(SessionCondition expected) private view {
        assertEq(uint8(reportOf(_terms).condition), uint8(expected), "condition");
    }

    function _restrict() private {
        vm.prank(_account);
        _module.tightenMode(_account, MODE_RESTRICTED, 0, 0, TYPED, "");
    }

    /// @dev By a second grant, for which the mode is normal for a moment.
    function _evict() private {
        vm.startPrank(_account);
        _module.loosenMode(_account, MODE_NORMAL, 0, 0, 0, TYPED, "");
        _module.setConcurrentLimit(1);
        vm.stopPrank();
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        terms.grantDeadline = uint48(START + 3 days);
        relayGrant(terms);
        _restrict();
    }

    function _ofSession(bytes4 selector) private view returns (bytes memory) {
        return abi.encodeWithSelector(selector, _id);
    }

    function _cut(bytes memory data) private pure returns (bytes memory shorter) {
        shorter = new bytes(data.length - 1);
        for (uint256 i = 0; i < shorter.length; i++) {
            shorter[i] = data[i];
        }
    }
}

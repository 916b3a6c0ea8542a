// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The rules of a grant's key type and optional groups. At each limit the last allowed value passes.
contract SessionKeyModule_GrantGroups_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 private constant TTL = 0x01;
    uint8 private constant RENEWER = 0x02;
    uint8 private constant IDLE_TIMEOUT = 0x04;
    uint8 private constant SCHEDULE = 0x08;
    uint8 private constant GUARD = 0x80;

    function test_RevertWhen_KeyTypeIsUnknown() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.keyType = 1;
        assertGrantable(terms);

        terms.keyType = 2;
        refuseRelay(terms, termInvalid("keyType", 2, 1));
        terms.keyType = 255;
        refuseRelay(terms, termInvalid("keyType", 255, 1));
    }

    function test_RevertWhen_TtlIsZero() public {
        _refuse(TTL, abi.encodePacked(uint32(0), uint16(0)), termInvalid("ttl", 0, 1));
        _refuse(TTL, abi.encodePacked(uint32(0), uint16(3)), termInvalid("ttl", 0, 1));
        _grant(TTL, abi.encodePacked(uint32(1), uint16(0)));
        _grant(TTL, abi.encodePacked(type(uint32).max, type(uint16).max));
    }

    function test_RevertWhen_RenewerIsForbidden() public {
        address[3] memory forbidden = [address(0), _account, address(_module)];
        for (uint256 i = 0; i < forbidden.length; i++) {
            _refuse(
                TTL | RENEWER,
                abi.encodePacked(uint32(1 days), uint16(1), forbidden[i]),
                abi.encodeWithSelector(ISessionKeyModule.RenewerForbidden.selector, forbidden[i])
            );
        }
        _grant(TTL | RENEWER, abi.encodePacked(uint32(1 days), uint16(1), makeAddress("renewer")));
    }

    function test_WhenRenewerIsTheApprover() public {
        _grant(TTL | RENEWER, abi.encodePacked(uint32(1 days), uint16(1), _approver));
    }

    function test_RevertWhen_RenewerIsTheSessionKey() public {
        _refuse(
            TTL | RENEWER,
            abi.encodePacked(uint32(1 days), uint16(1), _agent),
            abi.encodeWithSelector(ISessionKeyModule.SessionKeyForbidden.selector, _agent)
        );
    }

    function test_RevertWhen_RenewerHasNothingToRenew() public {
        address renewer = makeAddress("renewer");
        _refuse(RENEWER, abi.encodePacked(renewer), termInvalid("renewer", 0, 1));
        _refuse(TTL | RENEWER, abi.encodePacked(uint32(1 days), uint16(0), renewer), termInvalid("renewer", 0, 1));
        _refuse(RENEWER | IDLE_TIMEOUT, abi.encodePacked(renewer, uint32(1 hours)), termInvalid("renewer", 0, 1));
    }

    function test_RevertWhen_IdleTimeoutIsZero() public {
        _refuse(IDLE_TIMEOUT, abi.encodePacked(uint32(0)), termInvalid("idleTimeout", 0, 1));
        _refuse(
            TTL | IDLE_TIMEOUT, abi.encodePacked(uint32(1 days), uint16(0), uint32(0)), termInvalid("idleTimeout", 0, 1)
        );
        _grant(IDLE_TIMEOUT, abi.encodePacked(uint32(1)));
        _grant(IDLE_TIMEOUT, abi.encodePacked(type(uint32).max));
    }

    function test_RevertWhen_ScheduleEndsBehindTheDay() public {
        _grant(SCHEDULE, _schedule(0, 86_400, 127));
        _refuse(SCHEDULE, _schedule(0, 86_401, 127), termInvalid("scheduleTo", 86_401, 86_400));
        _refuse(SCHEDULE, _schedule(0, type(uint24).max, 127), termInvalid("scheduleTo", type(uint24).max, 86_400));
        _refuse(SCHEDULE, _schedule(0, 0, 127), termInvalid("scheduleTo", 0, 86_400));
    }

    function test_RevertWhen_ScheduleDoesNotBeginBeforeItsEnd() public {
        _grant(SCHEDULE, _schedule(86_399, 86_400, 127));
        _grant(SCHEDULE, _schedule(0, 1, 127));
        _refuse(SCHEDULE, _schedule(1, 1, 127), termInvalid("scheduleFrom", 1, 0));
        _refuse(SCHEDULE, _schedule(43_201, 43_200, 127), termInvalid("scheduleFrom", 43_201, 43_199));
    }

    function test_RevertWhen_ScheduleHasNoDayOrTooMany() public {
        _grant(SCHEDULE, _schedule(0, 86_400, 1));
        _grant(SCHEDULE, _schedule(0, 86_400, 64));
        _refuse(SCHEDULE, _schedule(0, 86_400, 0), termInvalid("weekdays", 0, 127));
        _refuse(SCHEDULE, _schedule(0, 86_400, 128), termInvalid("weekdays", 128, 127));
        _refuse(SCHEDULE, _schedule(0, 86_400, 255), termInvalid("weekdays", 255, 127));
    }

    function test_WhenAllGroupsButTheGuardAreOn() public {
        bytes memory groups = abi.encodePacked(uint32(1 days), uint16(1), makeAddress("renewer"), uint32(1 hours));
        _grant(TTL | RENEWER | IDLE_TIMEOUT | SCHEDULE, bytes.concat(groups, _schedule(0, 86_400, 127)));
    }

    function test_WhenGuardIsOn() public {
        _grant(GUARD, _guard(address(0x10000), 0, 0, 0));
        _grant(GUARD, _guard(makeAddress("guard"), 1, 600, keccak256("feeds")));
        _grant(GUARD, _guard(makeAddress("guard"), type(uint128).max, type(uint32).max, keccak256("feeds")));
        bytes memory groups = abi.encodePacked(uint32(1 hours), _guard(makeAddress("guard"), 0, 0, 0));
        _grant(GUARD | IDLE_TIMEOUT, groups);
    }

    function test_RevertWhen_GuardIsReserved() public {
        _refuse(GUARD, _guard(address(0), 1, 600, keccak256("feeds")), termInvalid("guard", 0, 65_536));
        _refuse(GUARD, _guard(address(0xffff), 0, 0, 0), termInvalid("guard", 65_535, 65_536));
    }

    function test_RevertWhen_LimitInUsdHasNoWindowOrNoFeeds() public {
        address guard = makeAddress("guard");
        _refuse(GUARD, _guard(guard, 1, 0, keccak256("feeds")), termInvalid("usdPeriod", 0, 600));
        _refuse(GUARD, _guard(guard, 1, 599, keccak256("feeds")), termInvalid("usdPeriod", 599, 600));
        _refuse(GUARD, _guard(guard, 1, 600, 0), termInvalid("feedsHash", 0, 1));
    }

    function test_RevertWhen_WindowOrFeedsHaveNoLimitInUsd() public {
        address guard = makeAddress("guard");
        _refuse(GUARD, _guard(guard, 0, 600, 0), termInvalid("usdPeriod", 600, 0));
        _refuse(GUARD, _guard(guard, 0, 0, bytes32(uint256(7))), termInvalid("feedsHash", 7, 0));
    }

    function test_RevertWhen_LimitInUsdLimitsNothing() public {
        SessionEncoder.Terms memory terms = _terms(GUARD, _guard(makeAddress("guard"), 5, 600, keccak256("feeds")));
        terms.leaves[0] = SessionEncoder.leaf(address(_router), 0x12345678, 0, new bytes[](0), new bytes[](0));
        terms.budgets[0] = SessionEncoder.budget(0, address(1), 5, 0);
        refuseGrant(terms, termInvalid("usdLimit", 5, 0));
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 5, 0);
        assertGrantable(terms);
    }

    function test_RevertWhen_GuardIsATarget() public {
        bytes memory group = _guard(address(_token), 0, 0, 0);
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, 0, _token);
        refuseGrant(_terms(GUARD, group), refused);
    }

    /* HELPERS */

    function _schedule(uint24 from, uint24 to, uint8 weekdays) private pure returns (bytes memory) {
        return abi.encodePacked(from, to, weekdays);
    }

    function _guard(address guard, uint128 limit, uint32 period, bytes32 feedsHash)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(guard, limit, period, feedsHash);
    }

    function _grant(uint8 bits, bytes memory groups) private {
        assertGrantable(_terms(bits, groups));
        assertGrantable(_besidePaymaster(bits, groups));
    }

    function _refuse(uint8 bits, bytes memory groups, bytes memory revertData) private {
        refuseGrant(_terms(bits, groups), revertData);
        refuseGrant(_besidePaymaster(bits, groups), revertData);
    }

    function _terms(uint8 bits, bytes memory groups) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.features = 0x40 | bits;
        terms.groups = groups;
    }

    /// @dev Its group stands behind all others but the guard's, the last 72 bytes.
    function _besidePaymaster(uint8 bits, bytes memory groups) private returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.features = 0x10 | bits;
        uint256 before = bits & GUARD == 0 ? groups.length : groups.length - 72;
        terms.groups = abi.encodePacked(_slice(groups, 0, before), makeAddress("paymaster"));
        terms.groups = bytes.concat(terms.groups, _slice(groups, before, groups.length));
    }

    function _slice(bytes memory data, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = 0; i < part.length; i++) {
            part[i] = data[from + i];
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice The account's concurrent limit holds by seats, and a seat passes on once, with everything that hangs on it.
abstract contract SeatAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC71_UseOfAnEvictedSession() external {
        _setLimit(2);
        SessionEncoder.Terms memory oldest = otherTerms(10);
        relayGrant(oldest);
        relayGrant(otherTerms(11));
        allow(smallOp(oldest));

        relayGrant(otherTerms(12));

        refuse(smallOp(oldest), _evicted(0, 1));
        refuseGrant(oldest, TYPED, approve(oldest, TYPED), _evicted(0, 1));
        refuseRelayed(granting(oldest, TEXT, approve(oldest, TEXT)), _evicted(0, 1));
        allow(smallOp(otherTerms(11)));
        allow(smallEnablingOp(otherTerms(13)));
        refuse(smallOp(otherTerms(11)), _evicted(1, 2));
        allow(smallOp(otherTerms(12)));
    }

    /// @dev Set later, the limit evicts at once; raised again, it brings nobody back.
    function test_AC71_LimitRaisedAfterEviction() external {
        for (uint64 i = 10; i < 13; i++) {
            relayGrant(otherTerms(i));
        }
        _setLimit(1);
        refuse(smallOp(otherTerms(10)), _evicted(0, 2));
        refuse(smallOp(otherTerms(11)), _evicted(1, 2));
        allow(smallOp(otherTerms(12)));

        _setLimit(3);
        refuse(smallOp(otherTerms(11)), _evicted(1, 2));
        _setLimit(0);
        refuse(smallOp(otherTerms(10)), _evicted(0, 2));
        refuse(smallOp(otherTerms(11)), _evicted(1, 2));
        allow(smallOp(otherTerms(12)));
    }

    /// @dev Revoked and expired sessions keep their seats until they fall out: a limit is never exceeded.
    function test_AC71_SeatsOfDeadSessions() external {
        _setLimit(2);
        relayGrant(otherTerms(10));
        SessionId second = relayGrant(otherTerms(11));
        relay(revocation(_approverKey, second));
        relay(granting(otherTerms(10)));

        relayGrant(otherTerms(12));

        refuse(smallOp(otherTerms(10)), _evicted(0, 1));
        refuse(smallOp(otherTerms(11)), sessionIsRevoked(second));
        allow(smallOp(otherTerms(12)));
    }

    function test_AC71_ReplacedSession() external {
        _setLimit(2);
        SessionEncoder.Terms memory first = otherTerms(10);
        SessionId id = relayGrant(first);
        relayGrant(otherTerms(11));

        SessionEncoder.Terms memory next = _replacing(12, id);
        allow(smallEnablingOp(next));

        assertEq(_module.accountState(account()).granted(), 2, "seats taken");
        assertEq(_module.sessionStatus(account(), sessionIdOf(next)).seat(), 0, "seat passed on");
        refuse(smallOp(first), sessionIsRevoked(id));
        refuseGrant(first, TYPED, approve(first, TYPED), sessionIsRevoked(id));
        allow(smallOp(otherTerms(11)));
        relayGrant(otherTerms(13));
        refuse(smallOp(next), _evicted(0, 1));
    }

    /// @dev Two grants for one seat: the second finds a tombstone, also if the replacement is dead already.
    function test_AC71_SessionReplacedTwice() external {
        SessionId id = relayGrant(otherTerms(10));
        SessionEncoder.Terms memory next = _replacing(12, id);
        SessionEncoder.Terms memory second = _replacing(13, id);
        relayGrant(next);

        refuseGrant(second, _notLive(id));
        relay(revocation(_approverKey, sessionIdOf(next)));
        refuseGrant(second, _notLive(id));
        // Relayed again, the replacement is a no-op while it lives, and nothing afterwards.
        refuseGrant(next, TYPED, approve(next, TYPED), sessionIsRevoked(sessionIdOf(next)));
        allow(smallEnablingOp(otherTerms(14)));
    }

    function test_AC71_ReplacementOfWhatIsNotLive() external {
        SessionId unknown = sessionIdOf(otherTerms(20));
        refuseGrant(_replacing(12, unknown), _notLive(unknown));

        SessionId revoked = relayGrant(otherTerms(10));
        relay(revocation(_approverKey, revoked));
        refuseGrant(_replacing(12, revoked), _notLive(revoked));

        SessionId evicted = relayGrant(otherTerms(11));
        relayGrant(otherTerms(14));
        _setLimit(1);
        refuseGrant(_replacing(12, evicted), _notLive(evicted));
        assertFalse(_module.sessionStatus(account(), evicted).isRevoked(), "revoked by a refused grant");
        allow(smallEnablingOp(_replacing(12, sessionIdOf(otherTerms(14)))));
    }

    function test_AC71_ReplacementOfASessionOfAnotherEpoch() external {
        SessionId id = relayGrant(otherTerms(10));
        relay(allRevocation(_approverKey));
        SessionEncoder.Terms memory terms = _replacing(12, id);
        terms.epoch = 2;

        refuseGrant(terms, _notLive(id));
        terms.detailFlags = 0;
        allow(smallEnablingOp(terms));
    }

    /// @dev Another account's session, whose id is no secret.
    function test_AC71_ReplacementOfAnotherAccountsSession() external {
        SessionEncoder.Terms memory terms = otherTerms(10);
        SessionId id = relayGrant(terms);
        openAccount(1);

        refuseGrant(_replacing(12, id), _notLive(id));
        relayGrant(terms);
        allow(smallEnablingOp(_replacing(12, sessionIdOf(terms))));
    }

    /// @dev A paused session cannot be shed by its replacement.
    function test_AC71_ReplacementOfAPausedSession() external {
        SessionId id = relayGrant(otherTerms(10));
        relay(pausing(_approverKey, id, 1));
        SessionEncoder.Terms memory next = _replacing(12, id);

        refuse(smallEnablingOp(next), sessionIsPaused(sessionIdOf(next)));
        relayGrant(next);
        refuse(smallOp(next), sessionIsPaused(sessionIdOf(next)));
        relay(resumption(_approverKey, sessionIdOf(next), 1, 2));
        allow(smallOp(next));
    }

    /// @dev At the last seat of an epoch nothing wraps around to the first.
    function test_AC71_SeatsOfAnEpochUsedUp() external {
        bytes32 slot = keccak256(abi.encode(account(), uint256(0)));
        uint256 state = uint256(vm.load(address(_module), slot));
        vm.store(address(_module), slot, bytes32(state | uint256(65_534) << 48));
        assertEq(_module.accountState(account()).granted(), 65_534, "seats");
        SessionEncoder.Terms memory last = otherTerms(10);
        allow(smallEnablingOp(last));

        refuseGrant(otherTerms(11), abi.encodeWithSelector(ISessionKeyModule.GrantsExhausted.selector, uint32(1)));
        assertEq(currentEpoch(), 1, "epoch");
        allow(smallEnablingOp(_replacing(12, sessionIdOf(last))));
        relay(allRevocation(_approverKey));
        SessionEncoder.Terms memory anew = currentTerms();
        allow(smallEnablingOp(anew));
        assertEq(_module.sessionStatus(account(), sessionIdOf(anew)).seat(), 0, "seats begin anew");
    }

    /// @dev The order of seats is the order of grants, so a relayer can grant sooner or later, not evict for free.
    function test_AC71_GrantOfALiveSessionTakesNoSeat() external {
        _setLimit(2);
        relayGrant(otherTerms(10));
        relayGrant(otherTerms(11));

        for (uint256 i = 0; i < 5; i++) {
            relay(granting(otherTerms(11)));
            allow(smallEnablingOp(otherTerms(11)));
        }

        allow(smallOp(otherTerms(10)));
        assertEq(_module.accountState(account()).granted(), 2, "seats taken");
    }

    function _setLimit(uint8 limit) private {
        callAs(account(), abi.encodeCall(_module.setConcurrentLimit, (limit)));
    }

    function _replacing(uint64 salt, SessionId replaced) private view returns (SessionEncoder.Terms memory terms) {
        terms = otherTerms(salt);
        terms.detailFlags = 2;
        terms.replaces = SessionId.unwrap(replaced);
    }

    function _evicted(uint16 seat, uint16 floor) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionEvicted.selector, seat, floor);
    }

    function _notLive(SessionId id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ReplacedNotLive.selector, id);
    }
}

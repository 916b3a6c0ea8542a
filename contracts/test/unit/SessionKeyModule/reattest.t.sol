// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_HALTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may: whoMayLoosen.
contract SessionKeyModule_Reattest_Test is ControlUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_RevertWhen_SecondIsInTheFuture() public {
        uint256 time = vm.getBlockTimestamp();
        _refuse(_id, time + 1, refusal(ISessionKeyModule.AttestationInFuture.selector, time + 1, time));
        _reattest(_id, time);
    }

    function test_RevertGiven_SessionUnknown() public {
        SessionId unknown = SessionId.wrap(keccak256("unknown"));
        _refuse(unknown, Defaults.NOW, refusalOf(ISessionKeyModule.SessionUnknown.selector, unknown));
    }

    function test_RevertGiven_SessionRevoked() public {
        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, "");
        _refuse(_id, Defaults.NOW, refusalOf(ISessionKeyModule.SessionIsRevoked.selector, _id));
    }

    function test_RevertGiven_SessionExpired() public {
        uint48 expiresAt = defaultTerms().expiresAt;
        vm.warp(expiresAt + 1);
        _refuse(_id, expiresAt, refusal(ISessionKeyModule.SessionExpired.selector, expiresAt, expiresAt + 1));
        vm.warp(expiresAt);
        _reattest(_id, expiresAt);
    }

    /// @dev The expiry in force, not the last one possible: a renewal may come only in time.
    function test_RevertGiven_SessionWasNotRenewed() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addTtl(1 hours, 3);
        SessionId id = relayGrant(terms);
        uint256 expiresAt = Defaults.NOW + 1 hours;
        vm.warp(expiresAt + 1);
        _refuse(id, expiresAt, refusal(ISessionKeyModule.SessionExpired.selector, expiresAt, expiresAt + 1));
    }

    function test_RevertGiven_SessionEvicted() public {
        SessionEncoder.Terms memory newer = defaultTerms();
        newer.salt++;
        SessionId id = relayGrant(newer);
        vm.prank(_account);
        _module.setConcurrentLimit(1);

        _refuse(_id, Defaults.NOW, refusal(ISessionKeyModule.SessionEvicted.selector, 0, 1));
        _reattest(id, Defaults.NOW);
    }

    function test_RevertGiven_SessionOfAnEarlierEpoch() public {
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");
        _refuse(_id, Defaults.NOW, refusal(ISessionKeyModule.EpochPassed.selector, 1, 2));
    }

    function test_WhenSecondIsNotLater() public {
        skip(100);
        _reattest(_id, Defaults.NOW + 50);
        assertEq(lastActivity(_id), Defaults.NOW + 50, "moved");
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionReattested(_account, _id, Defaults.NOW + 50);
        _reattest(_id, Defaults.NOW + 49);
        assertEq(lastActivity(_id), Defaults.NOW + 50, "never back");
        _reattest(_id, 0);
        assertEq(lastActivity(_id), Defaults.NOW + 50, "never back");
    }

    function test_WhenRelayedAgain() public {
        skip(100);
        Message memory message = messageOf(Kind.REATTEST);
        bytes memory data = signed(message, _approverKey);
        relay(data);
        skip(100);
        relay(data);
        assertEq(lastActivity(_id), message.aliveAt, "says nothing new");
    }

    function test_GivenSessionIsDormant() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addIdleTimeout(1 hours);
        SessionId id = relayGrant(terms);
        skip(2 hours);
        uint256 time = vm.getBlockTimestamp();
        refuse(
            terms, transferCall(1), refusal(ISessionKeyModule.SessionDormant.selector, Defaults.NOW, 1 hours, claim())
        );

        _reattest(id, time - 10);
        allow(terms, transferCall(1));
    }

    function test_GivenSessionIsPaused() public {
        pauseAsAccount(_id);
        skip(100);
        _reattest(_id, Defaults.NOW + 100);
        assertTrue(_module.sessionStatus(_account, _id).isPaused(), "still paused");
    }

    /// @dev A mode stops operations, grants and renewals; knowing that a session is alive is none of these.
    function test_GivenHalted() public {
        setMode(MODE_HALTED);
        skip(100);
        _reattest(_id, Defaults.NOW + 100);
        assertEq(lastActivity(_id), Defaults.NOW + 100, "last activity");
    }

    function test_WhenReattested() public {
        skip(100);
        Message memory message = messageOf(Kind.REATTEST);
        message.aliveAt = Defaults.NOW + 60;
        bytes memory data = signed(message, _approverKey);

        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionReattested(_account, _id, Defaults.NOW + 60);
        relay(data);
    }

    function _reattest(SessionId id, uint256 aliveAt) private {
        vm.prank(_account);
        _module.reattest(_account, id, uint48(aliveAt), TYPED, "");
    }

    function _refuse(SessionId id, uint256 aliveAt, bytes memory refused) private {
        Message memory message = messageOf(Kind.REATTEST);
        (message.id, message.aliveAt) = (id, uint48(aliveAt));
        refuseFrom(_account, encode(message, ""), refused);
        refuseRelayed(signed(message, _approverKey), refused);
    }
}

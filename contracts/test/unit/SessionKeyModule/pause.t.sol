// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may, and what is signed: whoMayTighten and reversibleMessages.
contract SessionKeyModule_Pause_Test is ControlUnitTest {
    function test_RevertGiven_SessionUnknown() public {
        SessionId unknown = SessionId.wrap(keccak256("unknown"));
        Message memory message = messageOf(Kind.PAUSE);
        message.id = unknown;
        bytes memory refused = refusalOf(ISessionKeyModule.SessionUnknown.selector, unknown);

        refuseFrom(_account, encode(message, ""), refused);
        refuseRelayed(signed(message, _guardianKey), refused);
        assertEq(sequenceOf(_guardian), 0, "a refused message is not used");
        assertEq(tightenings(), 0, "nothing was tightened");
    }

    function test_RevertGiven_SessionRevoked() public {
        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, "");

        bytes memory refused = refusalOf(ISessionKeyModule.SessionIsRevoked.selector, _id);
        refuseFrom(_account, encode(messageOf(Kind.PAUSE), ""), refused);
        refuseRelayed(signed(messageOf(Kind.PAUSE), _guardianKey), refused);
    }

    function test_RevertGiven_RevokedBeforeItsGrant() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;
        Message memory message = messageOf(Kind.PAUSE);
        message.id = sessionIdOf(terms);
        vm.prank(_account);
        _module.revoke(_account, message.id, TYPED, "");

        refuseFrom(_account, encode(message, ""), refusalOf(ISessionKeyModule.SessionIsRevoked.selector, message.id));
    }

    function test_GivenSessionExpired() public {
        skip(31 days);
        callAs(_account, encode(messageOf(Kind.PAUSE), ""));
        assertDone(messageOf(Kind.PAUSE));
    }

    function test_GivenSessionEvicted() public {
        SessionEncoder.Terms memory newer = defaultTerms();
        newer.salt++;
        relayGrant(newer);
        vm.prank(_account);
        _module.setConcurrentLimit(1);

        pauseAsAccount(_id);
        assertDone(messageOf(Kind.PAUSE));
    }

    function test_GivenSessionOfAnEarlierEpoch() public {
        vm.startPrank(_account);
        _module.revokeAll(_account, TYPED, "");
        _module.pause(_account, _id, 0, 0, TYPED, "");
        vm.stopPrank();

        assertDone(messageOf(Kind.PAUSE));
    }

    function test_GivenPausedAlready() public {
        relay(signed(messageOf(Kind.PAUSE), _guardianKey));
        Message memory again = messageOf(Kind.PAUSE);
        again.sequence = 2;
        bytes memory data = signed(again, _guardianKey);

        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionPaused(_account, _id);
        relay(data);
        assertEq(tightenings(), 2, "counts again");
        assertDone(again);
    }

    function test_WhenPaused_OperationsAreRefused() public {
        SessionEncoder.Terms memory other = defaultTerms();
        other.salt++;
        relayGrant(other);
        allow(defaultTerms(), transferCall(1));
        pauseAsAccount(_id);

        bytes memory refused = refusalOf(ISessionKeyModule.SessionIsPaused.selector, _id);
        refuse(defaultTerms(), transferCall(1), refused);
        refuse(enablingOp(defaultTerms(), one(transferCall(1)), TYPED), refused);
        allow(other, transferCall(1));
    }

    function test_WhenPaused_GrantChangesNothing() public {
        pauseAsAccount(_id);
        relayGrant(defaultTerms());
        assertTrue(_module.sessionStatus(_account, _id).isPaused(), "still paused");
    }

    function test_WhenPaused_StillRevocable() public {
        pauseAsAccount(_id);
        relay(signed(messageOf(Kind.REVOKE), _guardianKey));
        assertDone(messageOf(Kind.REVOKE));
        refuse(defaultTerms(), transferCall(1), refusalOf(ISessionKeyModule.SessionIsRevoked.selector, _id));
    }

    function test_WhenPaused() public {
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionPaused(_account, _id);
        pauseAsAccount(_id);
        assertEq(tightenings(), 1, "a tightening");
        assertEq(currentEpoch(), 1, "epoch");
    }
}

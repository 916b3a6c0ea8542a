// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may, and what is signed: whoMayLoosen and reversibleMessages.
contract SessionKeyModule_Resume_Test is ControlUnitTest {
    function test_RevertGiven_SessionUnknown() public {
        Message memory message = messageOf(Kind.RESUME);
        message.id = SessionId.wrap(keccak256("unknown"));
        bytes memory refused = refusalOf(ISessionKeyModule.SessionUnknown.selector, message.id);

        refuseFrom(_account, encode(message, ""), refused);
        refuseRelayed(signed(message, _approverKey), refused);
        assertEq(sequenceOf(_approver), 0, "a refused message is not used");
    }

    function test_RevertGiven_SessionRevoked() public {
        pauseAsAccount(_id);
        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, "");

        bytes memory refused = refusalOf(ISessionKeyModule.SessionIsRevoked.selector, _id);
        refuseFrom(_account, encode(messageOf(Kind.RESUME), ""), refused);
        refuseRelayed(signed(messageOf(Kind.RESUME), _approverKey), refused);
    }

    function test_GivenSessionOfAnEarlierEpoch() public {
        pauseAsAccount(_id);
        vm.startPrank(_account);
        _module.revokeAll(_account, TYPED, "");
        _module.resume(_account, _id, 0, 0, 0, TYPED, "");
        vm.stopPrank();

        refuse(defaultTerms(), transferCall(1), refusal(ISessionKeyModule.EpochPassed.selector, 1, 2));
    }

    function test_GivenNotPaused() public {
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionResumed(_account, _id);
        callAs(_account, encode(messageOf(Kind.RESUME), ""));
        allow(defaultTerms(), transferCall(1));
    }

    function test_GivenPausedSeveralTimes() public {
        pauseAsAccount(_id);
        pauseAsAccount(_id);
        relay(signed(messageOf(Kind.RESUME), _approverKey));
        allow(defaultTerms(), transferCall(1));
    }

    function test_WhenResumed_KeepsTheRestOfTheStatus() public {
        (,, uint48 expiresAt, uint16 seat, uint32 inEpoch) = sessionStatusOf(_module, _account, _id);
        pauseAsAccount(_id);
        relay(signed(messageOf(Kind.RESUME), _approverKey));

        (bool known, bool revoked, uint48 expiresAfter, uint16 seatAfter, uint32 epochAfter) =
            sessionStatusOf(_module, _account, _id);
        assertTrue(known && !revoked, "lives");
        assertEq(expiresAfter, expiresAt, "expiry");
        assertEq(seatAfter, seat, "seat");
        assertEq(epochAfter, inEpoch, "epoch");
    }

    function test_WhenResumed() public {
        pauseAsAccount(_id);
        bytes memory data = signed(messageOf(Kind.RESUME), _approverKey);

        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionResumed(_account, _id);
        relay(data);
        allow(defaultTerms(), transferCall(1));
    }
}

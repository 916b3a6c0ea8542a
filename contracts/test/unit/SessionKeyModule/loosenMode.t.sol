// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may, and what is signed: whoMayLoosen and reversibleMessages.
contract SessionKeyModule_LoosenMode_Test is ControlUnitTest {
    function test_RevertWhen_ModeIsNotLooser() public {
        for (uint8 current = MODE_NORMAL; current <= MODE_HALTED; current++) {
            if (current != MODE_NORMAL) setMode(current);
            for (uint8 requested = current; requested <= MODE_HALTED + 1; requested++) {
                _refuse(current, requested);
            }
            _refuse(current, 255);
        }
    }

    function test_WhenLoosenedByOneStep() public {
        setMode(MODE_HALTED);
        Message memory message = messageOf(Kind.LOOSEN);
        message.mode = MODE_RESTRICTED;

        relay(signed(message, _approverKey));
        assertDone(message);
        message.mode = MODE_NORMAL;
        message.sequence = 2;
        relay(signed(message, _approverKey));
        assertDone(message);
    }

    function test_WhenLoosened_SessionsLiveOn() public {
        setMode(MODE_HALTED);
        relay(signed(messageOf(Kind.LOOSEN), _approverKey));
        allow(defaultTerms(), transferCall(1));
    }

    function test_WhenLoosened() public {
        setMode(MODE_HALTED);
        bytes memory data = signed(messageOf(Kind.LOOSEN), _approverKey);

        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ModeChanged(_account, MODE_NORMAL);
        relay(data);
        assertEq(tightenings(), 1, "loosening is no tightening");
    }

    function _refuse(uint8 current, uint8 requested) private {
        Message memory message = messageOf(Kind.LOOSEN);
        message.mode = requested;
        bytes memory refused = refusal(ISessionKeyModule.ModeNotLooser.selector, current, requested);

        refuseFrom(_account, encode(message, ""), refused);
        refuseRelayed(signed(message, _approverKey), refused);
        assertEq(sequenceOf(_approver), 0, "a refused message is not used");
    }
}

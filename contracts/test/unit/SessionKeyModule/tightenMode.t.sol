// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may, and what is signed: whoMayTighten and reversibleMessages.
contract SessionKeyModule_TightenMode_Test is ControlUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_RevertWhen_ModeIsNotStricter() public {
        for (uint8 current = MODE_NORMAL; current <= MODE_HALTED; current++) {
            if (current != MODE_NORMAL) setMode(current);
            for (uint8 requested = MODE_NORMAL; requested <= current; requested++) {
                _refuse(current, requested);
            }
        }
        assertEq(tightenings(), 2, "only what tightened counts");
    }

    function test_RevertWhen_ModeIsUnknown() public {
        _refuse(MODE_NORMAL, 3);
        _refuse(MODE_NORMAL, 255);
    }

    function test_WhenHaltedAtOnce() public {
        Message memory message = messageOf(Kind.TIGHTEN);
        message.mode = MODE_HALTED;
        relay(signed(message, _guardianKey));
        assertDone(message);
        assertEq(tightenings(), 1, "a tightening");
    }

    function test_GivenRestricted() public {
        SessionEncoder.Terms memory essential = defaultTerms();
        essential.salt++;
        essential.leaves[0][24] = 0x01;
        relayGrant(essential);
        setMode(MODE_RESTRICTED);

        allow(essential, transferCall(1));
        refuse(defaultTerms(), transferCall(1), refusal(ISessionKeyModule.CapabilityNotEssential.selector, 0));
        essential.salt++;
        _refuseGrant(essential, MODE_RESTRICTED);
    }

    function test_GivenRestricted_EveryCallOfABatchCounts() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), none()));
        bytes memory essential = transferLeaf(address(_token), 0);
        essential[24] = 0x01;
        bool routerFirst = address(_router) < address(_token);
        terms = withLeaf(terms, essential);
        if (!routerFirst) (terms.leaves[0], terms.leaves[1]) = (terms.leaves[1], terms.leaves[0]);
        relayGrant(terms);
        setMode(MODE_RESTRICTED);

        TestCall[] memory calls = new TestCall[](2);
        (calls[0], calls[1]) = (transferCall(1), routerCall(""));
        (calls[0].leafIndex, calls[1].leafIndex) = routerFirst ? (1, 0) : (0, 1);
        refuse(terms, calls, refusal(ISessionKeyModule.CapabilityNotEssential.selector, 1));
        (calls[0], calls[1]) = (calls[1], calls[0]);
        refuse(terms, calls, refusal(ISessionKeyModule.CapabilityNotEssential.selector, 0));
        calls[0] = calls[1];
        allow(terms, calls);
    }

    function test_GivenHalted() public {
        SessionEncoder.Terms memory essential = defaultTerms();
        essential.salt++;
        essential.leaves[0][24] = 0x01;
        relayGrant(essential);
        setMode(MODE_HALTED);

        bytes memory refused = refusal(ISessionKeyModule.ModeForbids.selector, MODE_HALTED);
        refuse(essential, transferCall(1), refused);
        refuse(defaultTerms(), transferCall(1), refused);
        essential.salt++;
        _refuseGrant(essential, MODE_HALTED);
    }

    /// @dev A live session is none of a grant's business, in any mode.
    function test_GivenHalted_WhenGrantIsLive() public {
        setMode(MODE_HALTED);
        assertEq(SessionId.unwrap(relayGrant(defaultTerms())), SessionId.unwrap(_id), "a no-op");
    }

    function test_WhenEpochChanges() public {
        setMode(MODE_RESTRICTED);
        vm.startPrank(_account);
        _module.revokeAll(_account, TYPED, "");
        assertEq(_module.accountState(_account).mode(), MODE_RESTRICTED, "after revoke all");
        _module.setApprover(_agent);
        assertEq(_module.accountState(_account).mode(), MODE_RESTRICTED, "after another approver");
        _module.onInstall(installData());
        assertEq(_module.accountState(_account).mode(), MODE_NORMAL, "install sets mode normal");
        vm.stopPrank();
    }

    function test_WhenTightened() public {
        bytes memory data = signed(messageOf(Kind.TIGHTEN), _guardianKey);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ModeChanged(_account, MODE_RESTRICTED);
        relay(data);
        assertEq(tightenings(), 1, "a tightening");
        assertEq(currentEpoch(), 1, "epoch");
    }

    function _refuse(uint8 current, uint8 requested) private {
        Message memory message = messageOf(Kind.TIGHTEN);
        message.mode = requested;
        bytes memory refused = refusal(ISessionKeyModule.ModeNotTighter.selector, current, requested);

        refuseFrom(_account, encode(message, ""), refused);
        refuseRelayed(signed(message, _guardianKey), refused);
        assertEq(sequenceOf(_guardian), 0, "a refused message is not used");
    }

    function _refuseGrant(SessionEncoder.Terms memory terms, uint8 mode) private {
        bytes memory refused = refusal(ISessionKeyModule.ModeForbids.selector, mode);
        refuseGrant(terms, refused);
        bytes memory data = abi.encodeCall(_module.grant, (_account, route(), terms.packed(), TYPED, ""));
        refuseFrom(_account, data, refused);
    }
}

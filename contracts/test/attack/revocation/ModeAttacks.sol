// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice The mode of an account holds for all of its sessions, whatever else happens to them.
abstract contract ModeAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC71_UseWhileHalted() external {
        SessionEncoder.Terms memory terms = _essentialAndNot();
        SessionEncoder.Terms memory unused = otherTerms(8);
        relayGrant(terms);
        setMode(MODE_HALTED);

        refuse(terms, _essential(), _forbids(MODE_HALTED));
        refuse(smallEnablingOp(terms), _forbids(MODE_HALTED));
        refuseGrant(unused, _forbids(MODE_HALTED));
        setMode(MODE_NORMAL);
        allow(terms, _essential());
        allow(smallEnablingOp(unused));
    }

    function test_AC71_GrantWhileRestricted() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.leaves[0][24] = 0x01;
        setMode(MODE_RESTRICTED);

        refuseGrant(terms, _forbids(MODE_RESTRICTED));
        refuseRelayed(granting(terms, TEXT, approve(terms, TEXT)), _forbids(MODE_RESTRICTED));
        refuseFrom(account(), granting(terms, TYPED, ""), _forbids(MODE_RESTRICTED));
        setMode(MODE_NORMAL);
        allow(smallEnablingOp(terms));
        setMode(MODE_RESTRICTED);
        // Live already: the grant that comes with it is a no-op.
        allow(smallEnablingOp(terms));
    }

    function test_AC71_RenewalWhileRestricted() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.leaves[0][24] = 0x01;
        terms.addTtl(1 hours, 5);
        relayGrant(terms);
        skip(10 minutes);
        setMode(MODE_RESTRICTED);

        refuse(opWith(terms, transferCall(1), claim(), FLAG_RENEW), _forbids(MODE_RESTRICTED));
        allow(smallOp(terms));
        setMode(MODE_NORMAL);
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW));
    }

    /// @dev First, in the middle, last: each call of a batch needs its own essential capability.
    function test_AC71_CallThatIsNotEssentialWhileRestricted() external {
        SessionEncoder.Terms memory terms = _essentialAndNot();
        relayGrant(terms);
        setMode(MODE_RESTRICTED);

        for (uint256 position = 0; position < 3; position++) {
            TestCall[] memory calls = new TestCall[](3);
            for (uint256 i = 0; i < 3; i++) {
                calls[i] = i == position ? _notEssential() : _essential();
            }
            refuse(terms, calls, abi.encodeWithSelector(ISessionKeyModule.CapabilityNotEssential.selector, position));
        }
        refuse(terms, _notEssential(), abi.encodeWithSelector(ISessionKeyModule.CapabilityNotEssential.selector, 0));
        TestCall[] memory essential = new TestCall[](2);
        (essential[0], essential[1]) = (_essential(), _essential());
        allow(terms, essential);
        setMode(MODE_NORMAL);
        allow(terms, _notEssential());
    }

    /// @dev A revocation of all is no way out of a mode, nor is another approver.
    function test_AC71_ModeAfterRevocationOfAll() external {
        setMode(MODE_HALTED);
        relay(allRevocation(_approverKey));

        assertEq(_module.accountState(account()).mode(), MODE_HALTED, "mode after a revocation of all");
        refuseGrant(currentTerms(), _forbids(MODE_HALTED));
        callAs(account(), abi.encodeCall(_module.setApprover, (_approver)));
        assertEq(_module.accountState(account()).mode(), MODE_HALTED, "mode under another approver");
        refuseGrant(currentTerms(), _forbids(MODE_HALTED));
        setMode(MODE_NORMAL);
        allow(smallEnablingOp(currentTerms()));
    }

    function test_AC71_TighteningThatLoosens() external {
        makeGuardian();
        setMode(MODE_HALTED);

        bytes4 notTighter = ISessionKeyModule.ModeNotTighter.selector;
        for (uint8 mode = 0; mode < 3; mode++) {
            refuseRelayed(tightening(_guardianKey, mode, 1), abi.encodeWithSelector(notTighter, MODE_HALTED, mode));
        }
        setMode(MODE_NORMAL);
        refuseFrom(
            _guardian,
            abi.encodeCall(_module.tightenMode, (account(), 3, 0, 0, TYPED, "")),
            abi.encodeWithSelector(notTighter, MODE_NORMAL, 3)
        );
        relay(tightening(_guardianKey, MODE_RESTRICTED, 1));
    }

    function test_AC71_LooseningThatTightens() external {
        setMode(MODE_RESTRICTED);

        bytes4 notLooser = ISessionKeyModule.ModeNotLooser.selector;
        refuseRelayed(
            loosening(_approverKey, MODE_RESTRICTED, 1, 1),
            abi.encodeWithSelector(notLooser, MODE_RESTRICTED, MODE_RESTRICTED)
        );
        refuseRelayed(
            loosening(_approverKey, MODE_HALTED, 1, 1), abi.encodeWithSelector(notLooser, MODE_RESTRICTED, MODE_HALTED)
        );
        relay(loosening(_approverKey, MODE_NORMAL, 1, 1));
    }

    /// @dev The approver's "normal", signed while restricted, comes after the guardian has halted.
    function test_AC71_LooseningSignedBeforeTheLastTightening() external {
        makeGuardian();
        relay(tightening(_guardianKey, MODE_RESTRICTED, 1));
        bytes memory message = loosening(_approverKey, MODE_NORMAL, 1, 1);
        relay(tightening(_guardianKey, MODE_HALTED, 2));

        refuseRelayed(message, abi.encodeWithSelector(ISessionKeyModule.TighteningsChanged.selector, 1, 2));
        assertEq(_module.accountState(account()).mode(), MODE_HALTED, "mode");
        relay(loosening(_approverKey, MODE_NORMAL, 2, 1));
    }

    function test_AC71_ModeMessagesReplayed() external {
        makeGuardian();
        bytes memory tighten = tightening(_guardianKey, MODE_HALTED, 1);
        relay(tighten);
        bytes memory loosen = loosening(_approverKey, MODE_NORMAL, 1, 1);
        relay(loosen);

        bytes4 used = ISessionKeyModule.SequenceUsed.selector;
        refuseRelayed(tighten, abi.encodeWithSelector(used, _guardian, 1, 1));
        relay(tightening(_guardianKey, MODE_HALTED, 2));
        refuseRelayed(loosen, abi.encodeWithSelector(ISessionKeyModule.TighteningsChanged.selector, 1, 2));
        refuseRelayed(loosening(_approverKey, MODE_NORMAL, 2, 1), abi.encodeWithSelector(used, _approver, 1, 1));
        assertEq(_module.accountState(account()).mode(), MODE_HALTED, "mode");
        relay(loosening(_approverKey, MODE_NORMAL, 2, 2));
    }

    function test_AC71_ModeByWhoMayNot() external {
        refuseRelayed(tightening(_agentKey, MODE_HALTED, 1), unauthorized(_agent));
        refuseFrom(
            _agent, abi.encodeCall(_module.tightenMode, (account(), MODE_HALTED, 0, 0, TYPED, "")), unauthorized(_agent)
        );
        setMode(MODE_HALTED);
        refuseRelayed(loosening(_agentKey, MODE_NORMAL, 1, 1), approverRefused());
        refuseFrom(
            _approver, abi.encodeCall(_module.loosenMode, (account(), 0, 1, 1, DEADLINE, TYPED, "")), approverRefused()
        );
        relay(loosening(_approverKey, MODE_NORMAL, 1, 1));
        relay(tightening(_approverKey, MODE_HALTED, 2));
    }

    /// @dev May transfer, essentially, and mint, which is not essential.
    function _essentialAndNot() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        bytes memory transfer = terms.leaves[0];
        transfer[24] = 0x01;
        bytes[] memory rules = new bytes[](0);
        terms.leaves = items(SessionEncoder.leaf(address(_token), _token.mint.selector, 0, rules, rules), transfer);
        terms.ids = new string[](2);
        (terms.ids[0], terms.ids[1]) = ("not-essential", "essential");
    }

    function _notEssential() private view returns (TestCall memory) {
        return callOf(address(_token), abi.encodeCall(_token.mint, (_recipient, 1)));
    }

    function _essential() private view returns (TestCall memory call) {
        call = transferCall(1);
        call.leafIndex = 1;
    }

    function _forbids(uint8 mode) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ModeForbids.selector, mode);
    }
}

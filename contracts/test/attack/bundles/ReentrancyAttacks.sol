// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Reenterer} from "../../mocks/Reenterer.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice Who calls the module without being the account changes nothing, from outside and from within an operation.
abstract contract ReentrancyAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant AMOUNT = 10e6;

    Reenterer private _reenterer;

    /// @dev The target sends the session's next operation, which is signed and waits, in the middle of this one.
    function test_AC83_NextOperationFromWithin() external {
        SessionEncoder.Terms memory terms = _struckTerms();
        PackedUserOperation[] memory bundle = bundleOf(opInLane(terms, _strike(AMOUNT), 1));

        bytes memory call = abi.encodeCall(entryPoint().handleOps, (bundle, payable(_recipient)));
        _strikeWith(terms, address(entryPoint()), call);

        assertFalse(_reenterer.done(), "second operation within the first");
        assertEq(_reenterer.strikes(), 1, "strikes");
        assertEq(spentOf(terms), AMOUNT, "spent");
        _reenterer.prepare(address(_token), abi.encodeCall(_token.totalSupply, ()));
        allow(bundle[0]);
        assertEq(spentOf(terms), 2 * AMOUNT, "spent");
    }

    /// @dev The same past the EntryPoint: the module answers to the account only.
    function test_AC83_ValidationFromWithin() external {
        SessionEncoder.Terms memory terms = _struckTerms();
        PackedUserOperation memory userOp = opInLane(terms, _strike(AMOUNT), 1);

        _strikeWith(terms, address(_module), validationCall(userOp));

        assertFalse(_reenterer.done(), "validated within an operation");
        assertEq(_reenterer.answer(), _callerNotAccount(address(_reenterer)), "answer of the module");
        assertEq(spentOf(terms), AMOUNT, "spent");
    }

    /// @dev What the account's own authority could do, tried by the target that it calls.
    function test_AC83_ControlFromWithin() external {
        SessionEncoder.Terms memory terms = _struckTerms();
        SessionId id = sessionIdOf(terms);
        address caller = address(_reenterer);
        bytes[6] memory attempts = [
            granting(otherTerms(8), TYPED, ""),
            abi.encodeCall(_module.revoke, (account(), id, TYPED, "")),
            abi.encodeCall(_module.revokeAll, (account(), TYPED, "")),
            abi.encodeCall(_module.resume, (account(), id, 0, 0, 0, TYPED, "")),
            abi.encodeCall(_module.reattest, (account(), id, 1, TYPED, "")),
            selfRevocation(terms, "")
        ];
        bytes memory notKey = abi.encodeWithSelector(ISessionKeyModule.SessionSignerInvalid.selector, _agent, caller);
        bytes[6] memory refusals = [
            approverRefused(), unauthorized(caller), unauthorized(caller), approverRefused(), approverRefused(), notKey
        ];

        for (uint256 i = 0; i < attempts.length; i++) {
            _strikeWith(terms, address(_module), attempts[i]);
            assertFalse(_reenterer.done(), "control within an operation");
            assertEq(_reenterer.answer(), refusals[i], "answer of the module");
        }
        assertEq(spentOf(terms), AMOUNT * attempts.length, "spent");
    }

    /// @dev Configuration by whoever is called is its own: the account's stays as it was.
    function test_AC83_ConfigurationFromWithin() external {
        SessionEncoder.Terms memory terms = _struckTerms();
        uint256 state = stateOf(account());
        (uint8 shift, uint8 width) = nonceLayout();
        bytes memory data = abi.encode(_recipient, shift, width, uint8(1));

        _strikeWith(terms, address(_module), abi.encodeWithSignature("onInstall(bytes)", data));
        assertTrue(_reenterer.done(), "installed for itself");
        _strikeWith(terms, address(_module), abi.encodeCall(_module.setApprover, (_agent)));
        assertTrue(_reenterer.done(), "configured for itself");
        _strikeWith(terms, address(_module), abi.encodeCall(_module.addGuardian, (_agent)));
        _strikeWith(terms, address(_module), abi.encodeWithSignature("onUninstall(bytes)", ""));

        assertEq(stateOf(account()), state, "state of the account");
        refuseRelayed(revocation(_agentKey, sessionIdOf(terms)), unauthorized(_agent));
        allow(terms, _strike(AMOUNT));
    }

    /// @dev A signed revocation that the target relays: the rest of the batch runs, as for a bundle, and nothing later.
    function test_AC83_RevocationFromWithin() external {
        SessionEncoder.Terms memory terms = _struckTerms();
        _reenterer.prepare(address(_module), revocation(_approverKey, sessionIdOf(terms)));
        TestCall[] memory calls = new TestCall[](2);
        (calls[0], calls[1]) = (_strike(AMOUNT), _strike(AMOUNT));

        allow(terms, calls);

        assertTrue(_reenterer.done(), "revoked within the operation");
        assertEq(_reenterer.strikes(), 2, "strikes");
        refuse(terms, _strike(AMOUNT), sessionIsRevoked(sessionIdOf(terms)));
    }

    function test_AC85_ValidationByAnybody() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = smallOp(terms);
        address[4] memory callers = [_agent, _approver, address(entryPoint()), address(_token)];

        for (uint256 i = 0; i < callers.length; i++) {
            refuseFrom(callers[i], validationCall(userOp), _callerNotAccount(callers[i]));
            refuseFrom(callers[i], validationCall(smallEnablingOp(otherTerms(8))), _callerNotAccount(callers[i]));
        }
        assertEq(spentOf(terms), 0, "spent");
        allow(userOp);
    }

    /// @dev The caller names itself as the sender: then everything is its own, and it has nothing.
    function test_AC85_ValidationForItself() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        address attacker = makeAddress("attacker");
        PackedUserOperation memory userOp = smallOp(terms);
        userOp.sender = attacker;

        refuseFrom(
            attacker, validationCall(userOp), abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, attacker)
        );
        callAs(attacker, abi.encodeWithSignature("onInstall(bytes)", installData()));
        SessionId id = SessionId.wrap(terms.sessionId(address(_module), attacker, route()));
        refuseFrom(attacker, validationCall(userOp), sessionUnknown(id));
        assertEq(spentOf(terms), 0, "spent");
        allow(smallOp(terms));
    }

    function test_AC85_ConfigurationByAnybody() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        uint256 state = stateOf(account());
        bytes[5] memory attempts = [
            abi.encodeCall(_module.setApprover, (_agent)),
            abi.encodeCall(_module.setConcurrentLimit, (1)),
            abi.encodeCall(_module.addGuardian, (_agent)),
            abi.encodeCall(_module.removeGuardian, (_agent)),
            abi.encodeWithSignature("onUninstall(bytes)", "")
        ];
        bytes memory notInstalled = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, _agent);

        for (uint256 i = 0; i < 3; i++) {
            refuseFrom(_agent, attempts[i], notInstalled);
        }
        callAs(_agent, abi.encodeWithSignature("onInstall(bytes)", installData()));
        for (uint256 i = 0; i < attempts.length; i++) {
            callAs(_agent, attempts[i]);
        }
        assertEq(stateOf(account()), state, "state of the account");
        assertEq(stateOf(_agent) >> 96, 0, "state of the caller");
        allow(smallOp(terms));
    }

    /* HELPERS */

    /// @dev May call the reenterer, whose word counts to the budget.
    function _struckTerms() private returns (SessionEncoder.Terms memory terms) {
        _reenterer = new Reenterer();
        terms = defaultTerms();
        bytes[] memory spends = new bytes[](1);
        spends[0] = SessionEncoder.spendWord(0, 0);
        terms.leaves[0] =
            SessionEncoder.leaf(address(_reenterer), _reenterer.strike.selector, 0, new bytes[](0), spends);
        relayGrant(terms);
    }

    function _strike(uint256 amount) private view returns (TestCall memory) {
        return callOf(address(_reenterer), abi.encodeCall(_reenterer.strike, (amount)));
    }

    function _strikeWith(SessionEncoder.Terms memory terms, address target, bytes memory data) private {
        _reenterer.prepare(target, data);
        allow(terms, _strike(AMOUNT));
    }

    function _callerNotAccount(address caller) private view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.CallerNotAccount.selector, caller, account());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {AccountState} from "../../src/types/AccountState.sol";
import {CalendarWindow} from "../../src/types/CalendarWindow.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {OwnedSessionFixtures} from "../utils/OwnedSessionFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice Attacks on what the module remembers: what they send, and the refusals that several of them meet.
abstract contract StateAttackTest is AttackTest, OwnedSessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    function refuseSignature(PackedUserOperation memory userOp) internal {
        refuseByEntryPoint(userOp, "AA24 signature error");
    }

    function refuseTime(PackedUserOperation memory userOp) internal {
        refuseByEntryPoint(userOp, "AA22 expired or not due");
    }

    /* WHAT IS SENT */

    /// @notice A small transfer by a session that lives.
    function smallOp(SessionEncoder.Terms memory terms) internal view returns (PackedUserOperation memory) {
        return sessionOp(terms, one(transferCall(1)));
    }

    /// @notice A small transfer that carries the grant, with a signature of one's choice.
    function enablingWith(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, form, signature), calls));
    }

    /// @notice A small transfer that carries the grant.
    function smallEnablingOp(SessionEncoder.Terms memory terms) internal view returns (PackedUserOperation memory) {
        return enablingWith(terms, TYPED, approve(terms, TYPED));
    }

    /// @notice The operation with another segment, and the signature that the session key made for its own.
    function withSignatureOf(PackedUserOperation memory userOp, bytes memory body)
        internal
        view
        returns (PackedUserOperation memory attack)
    {
        attack = unsignedOp(defaultTerms(), one(transferCall(1)), 0);
        attack.nonce = userOp.nonce;
        attack.callData = userOp.callData;
        bytes memory signed = userOp.signature;
        bytes memory signature = new bytes(65);
        for (uint256 i = 0; i < 65; i++) {
            signature[i] = signed[signed.length - 67 + i];
        }
        attack.signature = wrap(abi.encodePacked(body, signature, uint16(body.length + 65)));
    }

    /// @notice What a relayer sends to bring a grant on chain.
    function granting(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature)
        internal
        view
        returns (bytes memory)
    {
        return abi.encodeCall(_module.grant, (account(), route(), terms.packed(), form, signature));
    }

    function granting(SessionEncoder.Terms memory terms) internal view returns (bytes memory) {
        return granting(terms, TYPED, approve(terms, TYPED));
    }

    /// @notice Brings a grant on chain in neither way.
    function refuseGrant(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature, bytes memory refusal)
        internal
    {
        refuseRelayed(granting(terms, form, signature), refusal);
        refuse(enablingWith(terms, form, signature), refusal);
    }

    /// @notice Brings a signed grant on chain neither way and in neither form.
    function refuseGrantInBothForms(SessionEncoder.Terms memory terms, bytes memory refusal) internal {
        refuseGrant(terms, TYPED, approve(terms, TYPED), refusal);
        refuseGrant(terms, TEXT, approve(terms, TEXT), refusal);
    }

    /// @notice The default terms of another session.
    function otherTerms(uint64 salt) internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.salt = salt;
    }

    /// @notice The default terms in the account's current epoch.
    function currentTerms() internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.epoch = currentEpoch();
        terms.grantDeadline = uint48(vm.getBlockTimestamp()) + 1 hours;
    }

    function stateOf(address owner) internal view returns (uint256) {
        return AccountState.unwrap(_module.accountState(owner));
    }

    /// @notice What the calendar window of the default terms has used.
    function spentOf(SessionEncoder.Terms memory terms) internal view returns (uint256) {
        return CalendarWindow.wrap(_module.budgetSlot(account(), sessionIdOf(terms), 0)).used();
    }

    /* REFUSALS */

    function approverRefused() internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver);
    }

    function unauthorized(address signer) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, account(), signer);
    }

    function sessionUnknown(SessionId id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionUnknown.selector, id);
    }

    function sessionIsRevoked(SessionId id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, id);
    }

    function sessionIsPaused(SessionId id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionIsPaused.selector, id);
    }

    function epochPassed(uint32 granted, uint32 current) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.EpochPassed.selector, granted, current);
    }

    function termInvalid(bytes32 term, uint256 actual, uint256 allowed) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TermInvalid.selector, term, actual, allowed);
    }
}

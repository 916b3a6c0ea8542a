// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule, MODE_HALTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A revocation ends exactly what it names, for ever, and nobody needs more than one transaction for it.
abstract contract RevocationAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC71_OperationThatWasSignedBefore() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory waiting = smallOp(terms);
        PackedUserOperation memory enabling = smallEnablingOp(terms);
        relay(revocation(_approverKey, sessionIdOf(terms)));

        refuse(waiting, sessionIsRevoked(sessionIdOf(terms)));
        refuse(enabling, sessionIsRevoked(sessionIdOf(terms)));
    }

    /// @dev The documented limit: what the bundle validated before the revocation ran, still runs. Nothing else does.
    function test_AC71_RevocationEarlierInTheSameBundle() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory call = abi.encodeCall(_module.revoke, (account(), sessionIdOf(terms), TYPED, ""));
        PackedUserOperation[] memory bundle = new PackedUserOperation[](3);
        bundle[0] = ownerOperation(encodeCalls(one(callOf(address(_module), call))));
        bundle[1] = opInLane(terms, transferCall(10), 0);
        bundle[2] = opInLane(terms, transferCall(20), 1);

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundle);

        assertSucceeded(outcomes[0]);
        assertSucceeded(outcomes[1]);
        assertSucceeded(outcomes[2]);
        assertEq(_token.balanceOf(_recipient), 30, "transferred by what was validated already");
        refuse(smallOp(terms), sessionIsRevoked(sessionIdOf(terms)));
    }

    /// @dev In the batch that revokes, a session key could hide calls behind the revocation.
    function test_AC71_RevocationInTheBatchOfTheSameKey() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](3);
        calls[0] = transferCall(1);
        calls[1] = callOf(address(_module), selfRevocation(terms, ""));
        calls[2] = transferCall(1);

        bytes4 forbidden = ISessionKeyModule.TargetForbidden.selector;
        refuse(terms, calls, abi.encodeWithSelector(forbidden, 1, address(_module)));
        allow(smallOp(terms));
    }

    function test_AC71_SignatureForAnotherSession() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionEncoder.Terms memory other = otherTerms(8);
        relayGrant(terms);
        relayGrant(other);
        bytes32 digest = _messages.revocationDigest(address(_module), account(), sessionIdOf(terms), TYPED);
        bytes memory signature = signDigest(_approverKey, digest);
        bytes32 expected = _messages.revocationDigest(address(_module), account(), sessionIdOf(other), TYPED);

        refuseRelayed(
            abi.encodeCall(_module.revoke, (account(), sessionIdOf(other), TYPED, signature)),
            unauthorized(recovered(expected, signature))
        );
        allow(smallOp(other));
        relay(abi.encodeCall(_module.revoke, (account(), sessionIdOf(terms), TYPED, signature)));
        refuse(smallOp(terms), sessionIsRevoked(sessionIdOf(terms)));
        allow(smallOp(other));
    }

    /// @dev Made for the session's own key: by its signature, or by itself.
    function test_AC71_SessionKeyRevokesItself() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionEncoder.Terms memory other = otherTerms(8);
        relayGrant(terms);
        relayGrant(other);

        relay(selfRevocation(_agentKey, terms));
        callAs(_agent, selfRevocation(other, ""));

        refuse(smallOp(terms), sessionIsRevoked(sessionIdOf(terms)));
        refuse(smallOp(other), sessionIsRevoked(sessionIdOf(other)));
        refuse(smallEnablingOp(terms), sessionIsRevoked(sessionIdOf(terms)));
    }

    function test_AC71_SessionKeyRevokesAnotherSession() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        (address otherKey,) = makeKey("other agent");
        terms.sessionKey = otherKey;
        relayGrant(terms);
        SessionEncoder.Terms memory claimed = defaultTerms();

        bytes4 invalid = ISessionKeyModule.SessionSignerInvalid.selector;
        refuseRelayed(selfRevocation(_agentKey, terms), abi.encodeWithSelector(invalid, otherKey, _agent));
        refuseFrom(_agent, selfRevocation(terms, ""), abi.encodeWithSelector(invalid, otherKey, _agent));
        refuseFrom(_agent, revocationWithout(sessionIdOf(terms)), unauthorized(_agent));
        // Its own key in the other's envelope is another session, which nobody granted.
        relay(selfRevocation(_agentKey, claimed));
        assertFalse(_isRevoked(sessionIdOf(terms)), "the other session is revoked");
        callAs(otherKey, selfRevocation(terms, ""));
        assertTrue(_isRevoked(sessionIdOf(terms)), "its own key revokes it");
    }

    /// @dev One envelope, one encoding: no bytes behind it, none missing.
    function test_AC71_EnvelopeWithMoreBytes() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory envelope = envelopeOf(terms);
        bytes4 mismatch = ISessionKeyModule.TermsLengthMismatch.selector;

        refuseFrom(
            _agent,
            abi.encodeCall(
                _module.revokeAsSessionKey, (account(), route(), bytes.concat(envelope, hex"00"), TYPED, "")
            ),
            abi.encodeWithSelector(mismatch, envelope.length, envelope.length + 1)
        );
        callAs(_agent, selfRevocation(terms, ""));
        refuse(smallOp(terms), sessionIsRevoked(sessionIdOf(terms)));
    }

    /// @dev No P-256 precompile is needed to stop: the Solidity verifier is always there.
    function test_AC71_P256KeyRevokesItself() external {
        P256Key memory key = makeP256Key("P-256 agent");
        P256Key memory other = makeP256Key("another");
        SessionEncoder.Terms memory terms = p256Terms(key);
        relayGrant(terms);
        bytes32 digest = _messages.revocationDigest(address(_module), account(), sessionIdOf(terms), TYPED);
        bytes memory right = abi.encodePacked(key.x, key.y, signP256(key, digest));
        bytes4 invalid = ISessionKeyModule.SessionSignerInvalid.selector;

        refuseRelayed(
            selfRevocation(terms, abi.encodePacked(key.x, key.y, signP256(other, digest))),
            abi.encodeWithSelector(invalid, key.name, address(0))
        );
        refuseRelayed(
            selfRevocation(terms, abi.encodePacked(other.x, other.y, signP256(other, digest))),
            abi.encodeWithSelector(ISessionKeyModule.PublicKeyMismatch.selector, key.name, other.name)
        );
        refuseRelayed(
            selfRevocation(terms, bytes.concat(right, hex"00")), abi.encodeWithSelector(invalid, key.name, address(0))
        );
        // Without a signature nobody is a P-256 key, not even the address that its name looks like.
        refuseFrom(key.name, selfRevocation(terms, ""), abi.encodeWithSelector(invalid, key.name, address(0)));
        relay(selfRevocation(terms, right));
        assertTrue(_isRevoked(sessionIdOf(terms)), "revoked by its own key");
    }

    /// @dev Pausing, waking or renewing is no way back, nor is a pause before.
    function test_AC71_TombstoneIsResumed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        relay(pausing(_approverKey, id, 1));
        relay(revocation(_approverKey, id));

        refuseRelayed(resumption(_approverKey, id, 1, 2), sessionIsRevoked(id));
        bytes memory ownResumption = abi.encodeCall(_module.resume, (account(), id, 0, 0, 0, TYPED, ""));
        refuseFrom(account(), ownResumption, sessionIsRevoked(id));
        refuseRelayed(pausing(_approverKey, id, 2), sessionIsRevoked(id));
        refuseRelayed(reattestation(_approverKey, id, uint48(vm.getBlockTimestamp())), sessionIsRevoked(id));
        refuse(smallOp(terms), sessionIsRevoked(id));
        allow(smallEnablingOp(otherTerms(8)));
    }

    /// @dev A kill ticket for all is good for its own epoch only; within it, it needs no sequence.
    function test_AC71_RevocationOfAllReplayed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory ticket = allRevocation(_approverKey);
        bytes memory signature =
            signDigest(_approverKey, _messages.allRevocationDigest(address(_module), account(), currentEpoch(), TYPED));
        relay(ticket);
        refuse(smallOp(terms), epochPassed(1, 2));
        SessionEncoder.Terms memory current = currentTerms();
        relayGrant(current);

        bytes32 expected = _messages.allRevocationDigest(address(_module), account(), 2, TYPED);
        refuseRelayed(ticket, unauthorized(recovered(expected, signature)));
        allow(smallOp(current));
    }

    /// @dev Calls that are stopped while a bundle waits: the mode acts as a revocation does.
    function test_AC71_HaltEarlierInTheSameBundle() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory call = abi.encodeCall(_module.tightenMode, (account(), MODE_HALTED, 0, 0, TYPED, ""));
        PackedUserOperation memory halt = ownerOperation(encodeCalls(one(callOf(address(_module), call))));

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(halt, smallOp(terms)));

        assertSucceeded(outcomes[0]);
        assertSucceeded(outcomes[1]);
        refuse(smallOp(terms), abi.encodeWithSelector(ISessionKeyModule.ModeForbids.selector, MODE_HALTED));
    }

    function revocationWithout(SessionId id) internal view returns (bytes memory) {
        return abi.encodeCall(_module.revoke, (account(), id, TYPED, ""));
    }

    function _isRevoked(SessionId id) private view returns (bool) {
        return _module.sessionStatus(account(), id).isRevoked();
    }
}

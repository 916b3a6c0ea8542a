// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {MODE_HALTED, MODE_NORMAL} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice Nothing is written before it is known who asks.
abstract contract AuthenticationAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev A revert would hide the write from everybody but the recorder: the order itself is looked at.
    function test_AC108_WriteBeforeTheSignatureIsChecked() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        (address renewer,) = makeKey("renewer");
        terms.addTtl(1 days, 1);
        terms.addRenewer(renewer);
        SessionId id = relayGrant(terms);
        relay(pausing(_guardianKey, id, 1));
        relay(tightening(_guardianKey, 1, 2));
        (, uint256 key) = makeKey("stranger");
        SessionEncoder.Terms memory unused = otherTerms(8);
        unused.detailFlags = 2;
        unused.replaces = SessionId.unwrap(id);
        bytes32 digest = _messages.grantDigest(address(_module), account(), route(), unused.packed(), TYPED);

        _refuseUnwritten(granting(unused, TYPED, signDigest(key, digest)));
        _refuseUnwritten(revocation(key, id));
        _refuseUnwritten(allRevocation(key));
        _refuseUnwritten(selfRevocation(key, terms));
        _refuseUnwritten(pausing(key, id, 9));
        _refuseUnwritten(resumption(key, id, 2, 9));
        _refuseUnwritten(tightening(key, MODE_HALTED, 9));
        _refuseUnwritten(loosening(key, MODE_NORMAL, 2, 9));
        _refuseUnwritten(reattestation(key, id, uint48(vm.getBlockTimestamp())));
        _refuseUnwritten(renewerReattestation(key, terms, uint48(vm.getBlockTimestamp())));
        // What is recorded is seen: the same by those who may.
        (bool done, uint256 writes) = _send(revocation(_approverKey, id));
        assertTrue(done, "revocation");
        assertGt(writes, 0, "writes of a revocation");
    }

    /// @dev In an operation, too, the approver's signature is checked before the grant is written. What an operation
    /// with a wrong signature of the session key wrote, the EntryPoint undoes.
    function test_AC108_WriteOfARefusedOperation() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        (, uint256 key) = makeKey("stranger");
        bytes32 digest = _messages.grantDigest(address(_module), account(), route(), terms.packed(), TYPED);
        bytes memory question = validationCall(enablingWith(terms, TYPED, signDigest(key, digest)));

        vm.record();
        vm.prank(account());
        (bool answered,) = address(_module).call(question);
        (, bytes32[] memory writes) = vm.accesses(address(_module));

        assertFalse(answered, "module answered");
        assertEq(writes.length, 0, "writes before the approver is known");
        PackedUserOperation memory userOp = smallEnablingOp(terms);
        userOp.signature[userOp.signature.length - 40] ^= 0x01;
        refuseSignature(userOp);
        assertTrue(_module.sessionStatus(account(), sessionIdOf(terms)).isZero(), "session unknown");
        allow(smallEnablingOp(terms));
    }

    function _refuseUnwritten(bytes memory message) private {
        uint256 state = stateOf(account());
        (uint32 installation, uint32 tightenings) = _module.controlOf(account());

        (bool done, uint256 writes) = _send(message);
        assertFalse(done, "call to the module");
        assertEq(writes, 0, "writes before the signer is known");
        assertEq(stateOf(account()), state, "state of the account");
        (uint32 installationAfter, uint32 tighteningsAfter) = _module.controlOf(account());
        assertEq(installationAfter, installation, "installation");
        assertEq(tighteningsAfter, tightenings, "tightenings");
    }

    /// @return done Whether the module took it.
    /// @return writes All that were made, also those that a revert took back.
    function _send(bytes memory message) private returns (bool done, uint256 writes) {
        vm.record();
        vm.prank(_recipient);
        (done,) = address(_module).call(message);
        (, bytes32[] memory slots) = vm.accesses(address(_module));
        return (done, slots.length);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_RESTRICTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A reversible message counts once, for its signer, in its order, and nothing that was signed before a pause
/// lifts it.
abstract contract PauseAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC71_UseOfAPausedSession() external {
        (SessionEncoder.Terms memory terms, SessionId id) = _live();
        relay(pausing(_guardianKey, id, 1));

        refuse(smallOp(terms), sessionIsPaused(id));
        refuse(smallEnablingOp(terms), sessionIsPaused(id));
        relay(granting(terms));
        refuse(smallOp(terms), sessionIsPaused(id));
        relay(resumption(_approverKey, id, 1, 1));
        allow(smallOp(terms));
    }

    function test_AC71_PauseReplayedAfterResumption() external {
        (SessionEncoder.Terms memory terms, SessionId id) = _live();
        bytes memory message = pausing(_guardianKey, id, 5);
        relay(message);
        relay(resumption(_approverKey, id, 1, 1));

        refuseRelayed(message, _sequenceUsed(_guardian, 5, 5));
        refuseRelayed(pausing(_guardianKey, id, 4), _sequenceUsed(_guardian, 5, 4));
        allow(smallOp(terms));
        relay(pausing(_guardianKey, id, 6));
        refuse(smallOp(terms), sessionIsPaused(id));
    }

    /// @dev The approver signs a resumption; before it comes on chain, the guardian pauses again.
    function test_AC71_ResumptionSignedBeforeTheLastTightening() external {
        (SessionEncoder.Terms memory terms, SessionId id) = _live();
        relay(pausing(_guardianKey, id, 1));
        bytes memory message = resumption(_approverKey, id, 1, 1);
        bytes memory signedAhead = resumption(_approverKey, id, 2, 2);
        relay(pausing(_guardianKey, id, 2));

        refuseRelayed(message, _tighteningsChanged(1, 2));
        relay(tightening(_guardianKey, MODE_RESTRICTED, 3));
        refuseRelayed(signedAhead, _tighteningsChanged(2, 3));
        refuse(smallOp(terms), sessionIsPaused(id));
        setMode(0);
        relay(resumption(_approverKey, id, 3, 3));
        allow(smallOp(terms));
    }

    function test_AC71_ResumptionReplayed() external {
        (SessionEncoder.Terms memory terms, SessionId id) = _live();
        relay(pausing(_guardianKey, id, 1));
        bytes memory message = resumption(_approverKey, id, 1, 1);
        relay(message);

        refuseRelayed(message, _sequenceUsed(_approver, 1, 1));
        relay(pausing(_guardianKey, id, 2));
        refuseRelayed(message, _tighteningsChanged(1, 2));
        refuseRelayed(resumption(_approverKey, id, 2, 1), _sequenceUsed(_approver, 1, 1));
        refuse(smallOp(terms), sessionIsPaused(id));
        relay(resumption(_approverKey, id, 2, 2));
        allow(smallOp(terms));
    }

    /// @dev Whoever uses up its own numbers takes nobody else's.
    function test_AC71_SequenceOfAnotherSigner() external {
        (, SessionId id) = _live();
        (address second, uint256 secondKey) = makeKey("second guardian");
        vm.prank(account());
        _module.addGuardian(second);

        relay(pausing(_guardianKey, id, type(uint64).max));
        relay(pausing(secondKey, id, 1));
        relay(pausing(_approverKey, id, 1));
        relay(resumption(_approverKey, id, 3, 2));

        refuseRelayed(
            pausing(_guardianKey, id, type(uint64).max), _sequenceUsed(_guardian, type(uint64).max, type(uint64).max)
        );
        relay(pausing(secondKey, id, 2));
        // With its numbers used up, a guardian still acts by itself.
        callAs(_guardian, abi.encodeCall(_module.pause, (account(), id, 0, 0, TYPED, "")));
    }

    /// @dev One sequence for all reversible messages of a signer.
    function test_AC71_SequenceOfAnotherMessage() external {
        (, SessionId id) = _live();
        relay(pausing(_guardianKey, id, 5));

        refuseRelayed(tightening(_guardianKey, MODE_RESTRICTED, 5), _sequenceUsed(_guardian, 5, 5));
        relay(tightening(_guardianKey, MODE_RESTRICTED, 6));
        refuseRelayed(pausing(_guardianKey, id, 6), _sequenceUsed(_guardian, 6, 6));
    }

    function test_AC71_MessageAfterItsDeadline() external {
        (, SessionId id) = _live();
        SessionEncoder.Terms memory long = otherTerms(8);
        long.expiresAt = DEADLINE + 1;
        SessionId longId = relayGrant(long);
        relay(pausing(_guardianKey, longId, 1));
        bytes memory pause = pausing(_guardianKey, id, 2);
        bytes memory resume = resumption(_approverKey, longId, 1, 1);
        bytes memory tighten = tightening(_guardianKey, MODE_RESTRICTED, 2);
        vm.warp(uint256(DEADLINE) + 1);

        bytes memory passed =
            abi.encodeWithSelector(ISessionKeyModule.MessageDeadlinePassed.selector, DEADLINE, DEADLINE + 1);
        refuseRelayed(pause, passed);
        refuseRelayed(resume, passed);
        refuseRelayed(tighten, passed);
        vm.warp(DEADLINE);
        relay(resume);
        relay(pause);
        refuseRelayed(tighten, _sequenceUsed(_guardian, 2, 2));
    }

    function test_AC71_PauseForAnotherSessionOrEpoch() external {
        (SessionEncoder.Terms memory terms, SessionId id) = _live();
        SessionId other = relayGrant(otherTerms(8));
        bytes memory signature = signDigest(_guardianKey, _pauseDigest(id, 1));

        refuseRelayed(
            abi.encodeCall(_module.pause, (account(), other, 1, DEADLINE, TYPED, signature)),
            unauthorized(recovered(_pauseDigest(other, 1), signature))
        );
        refuseRelayed(
            abi.encodeCall(_module.pause, (account(), id, 2, DEADLINE, TYPED, signature)),
            unauthorized(recovered(_pauseDigest(id, 2), signature))
        );
        relay(allRevocation(_approverKey));
        refuseRelayed(
            abi.encodeCall(_module.pause, (account(), id, 1, DEADLINE, TYPED, signature)),
            unauthorized(recovered(_pauseDigest(id, 1), signature))
        );
        terms.epoch = 2;
        relayGrant(terms);
        allow(smallOp(terms));
    }

    function test_AC71_PauseOfAnotherAccount() external {
        (, SessionId id) = _live();
        bytes32 signed = _pauseDigest(id, 1);
        bytes memory signature = signDigest(_guardianKey, signed);
        openAccount(1);
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId here = relayGrant(terms);

        refuseRelayed(
            abi.encodeCall(_module.pause, (account(), here, 1, DEADLINE, TYPED, signature)),
            unauthorized(recovered(_pauseDigest(here, 1), signature))
        );
        allow(smallOp(terms));
        relay(pausing(_guardianKey, here, 1));
        refuse(smallOp(terms), sessionIsPaused(here));
    }

    /// @dev A pause of what is not there would be a status without a grant.
    function test_AC71_PauseOfAnUnknownSession() external {
        _live();
        SessionEncoder.Terms memory terms = otherTerms(8);
        SessionId id = sessionIdOf(terms);

        refuseRelayed(pausing(_guardianKey, id, 1), sessionUnknown(id));
        refuseRelayed(resumption(_approverKey, id, 0, 1), sessionUnknown(id));
        refuseRelayed(reattestation(_approverKey, id, 1), sessionUnknown(id));
        allow(smallEnablingOp(terms));
    }

    function test_AC71_ResumptionByWhoMayNot() external {
        (SessionEncoder.Terms memory terms, SessionId id) = _live();
        relay(pausing(_guardianKey, id, 1));

        refuseRelayed(resumption(_agentKey, id, 1, 2), approverRefused());
        refuseRelayed(resumption(_guardianKey, id, 1, 2), approverRefused());
        refuseFrom(
            _approver, abi.encodeCall(_module.resume, (account(), id, 1, 2, DEADLINE, TYPED, "")), approverRefused()
        );
        refuse(smallOp(terms), sessionIsPaused(id));
        callAs(account(), abi.encodeCall(_module.resume, (account(), id, 0, 0, 0, TYPED, "")));
        allow(smallOp(terms));
    }

    function _live() private returns (SessionEncoder.Terms memory terms, SessionId id) {
        makeGuardian();
        terms = defaultTerms();
        terms.leaves[0][24] = 0x01; // essential
        id = relayGrant(terms);
    }

    function _pauseDigest(SessionId id, uint64 sequence) private view returns (bytes32) {
        return _messages.pauseDigest(address(_module), account(), currentEpoch(), id, sequence, DEADLINE, TYPED);
    }

    function _sequenceUsed(address signer, uint64 last, uint64 sequence) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SequenceUsed.selector, signer, last, sequence);
    }

    function _tighteningsChanged(uint32 signed, uint32 current) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TighteningsChanged.selector, signed, current);
    }
}

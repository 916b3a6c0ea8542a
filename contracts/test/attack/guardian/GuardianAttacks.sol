// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A guardian stops and does nothing else, for one account, and not against its owner's will for long.
abstract contract GuardianAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC102_GuardianGrants() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes32 typed = _messages.grantDigest(address(_module), account(), route(), terms.packed(), TYPED);
        bytes32 text = _messages.grantDigest(address(_module), account(), route(), terms.packed(), TEXT);

        refuseGrant(terms, TYPED, signDigest(_guardianKey, typed), approverRefused());
        refuseGrant(terms, TEXT, signDigest(_guardianKey, text), approverRefused());
        refuseFrom(_guardian, granting(terms, TYPED, ""), approverRefused());
        allow(smallEnablingOp(terms));
    }

    function test_AC102_GuardianLoosens() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        relay(pausing(_guardianKey, id, 1));
        relay(tightening(_guardianKey, MODE_RESTRICTED, 2));
        uint48 time = uint48(vm.getBlockTimestamp());

        refuseRelayed(resumption(_guardianKey, id, 2, 3), approverRefused());
        refuseRelayed(loosening(_guardianKey, MODE_NORMAL, 2, 3), approverRefused());
        refuseRelayed(reattestation(_guardianKey, id, time), approverRefused());
        refuseFrom(
            _guardian, abi.encodeCall(_module.resume, (account(), id, 2, 3, DEADLINE, TYPED, "")), approverRefused()
        );
        refuseFrom(
            _guardian, abi.encodeCall(_module.loosenMode, (account(), 0, 2, 3, DEADLINE, TYPED, "")), approverRefused()
        );
        refuseFrom(_guardian, abi.encodeCall(_module.reattest, (account(), id, time, TYPED, "")), approverRefused());
        assertEq(_module.accountState(account()).mode(), MODE_RESTRICTED, "mode");
        relay(resumption(_approverKey, id, 2, 1));
        relay(loosening(_approverKey, MODE_NORMAL, 2, 2));
        allow(smallOp(terms));
    }

    /// @dev More guardians, another approver, another limit: that is the account's, whoever asks.
    function test_AC102_GuardianConfigures() external {
        makeGuardian();
        relayGrant(defaultTerms());
        uint256 state = stateOf(account());
        bytes memory notInstalled = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, _guardian);

        refuseFrom(_guardian, abi.encodeCall(_module.setApprover, (_recipient)), notInstalled);
        refuseFrom(_guardian, abi.encodeCall(_module.addGuardian, (_recipient)), notInstalled);
        refuseFrom(_guardian, abi.encodeCall(_module.setConcurrentLimit, (1)), notInstalled);
        callAs(_guardian, abi.encodeCall(_module.removeGuardian, (_approver)));
        callAs(_guardian, abi.encodeWithSignature("onUninstall(bytes)", ""));
        assertEq(stateOf(account()), state, "state of the account");
        (bool isGuardian,) = _module.signerOf(account(), _recipient);
        assertFalse(isGuardian, "a guardian's guardian");
        allow(smallOp(defaultTerms()));
    }

    function test_AC102_GuardianTakesARevocationBack() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        relay(revocation(_guardianKey, id));

        refuseRelayed(pausing(_guardianKey, id, 1), sessionIsRevoked(id));
        refuseRelayed(resumption(_guardianKey, id, 0, 1), approverRefused());
        relay(revocation(_guardianKey, id));
        refuse(smallOp(terms), sessionIsRevoked(id));
        refuse(smallEnablingOp(terms), sessionIsRevoked(id));
        allow(smallEnablingOp(otherTerms(8)));
    }

    /// @dev The same guardian watches two accounts of one owner.
    function test_AC103_SignatureForAnotherAccount() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        bytes memory one = signDigest(_guardianKey, _revocationDigest(id));
        bytes memory all = signDigest(_guardianKey, _allDigest());
        bytes memory mode = signDigest(_guardianKey, _haltDigest());
        openAccount(1);
        makeGuardian();
        SessionId here = relayGrant(terms);

        _refuseReplays(here, one, all, mode);
        // Revoking there what is not there is nobody's loss, but not with this signature either.
        refuseRelayed(
            abi.encodeCall(_module.revoke, (account(), id, TYPED, one)),
            unauthorized(recovered(_revocationDigest(id), one))
        );
        allow(smallOp(terms));
        relay(revocation(_guardianKey, here));
    }

    function test_AC103_SignatureForAnotherChain() external {
        makeGuardian();
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = sessionIdOf(terms);
        bytes memory one = signDigest(_guardianKey, _revocationDigest(id));
        bytes memory all = signDigest(_guardianKey, _allDigest());
        bytes memory mode = signDigest(_guardianKey, _haltDigest());
        vm.chainId(10);
        SessionId here = relayGrant(terms);

        _refuseReplays(here, one, all, mode);
        allow(smallOp(terms));
        relay(tightening(_guardianKey, MODE_HALTED, 1));
    }

    /// @dev After the owner has granted anew, what was signed before does nothing to it.
    function test_AC103_SignatureForAnEarlierEpoch() external {
        makeGuardian();
        SessionId former = relayGrant(defaultTerms());
        bytes memory one = signDigest(_guardianKey, _revocationDigest(former));
        bytes memory all = signDigest(_guardianKey, _allDigest());
        bytes memory mode = signDigest(_guardianKey, _haltDigest());
        relay(allRevocation(_approverKey));
        SessionEncoder.Terms memory terms = currentTerms();
        SessionId here = relayGrant(terms);

        _refuseReplays(here, one, all, mode);
        // A kill ticket for the dead session still is one, and kills nothing that lives.
        relay(abi.encodeCall(_module.revoke, (account(), former, TYPED, one)));
        allow(smallOp(terms));
        relay(allRevocation(_guardianKey));
        refuse(smallOp(terms), epochPassed(2, 3));
    }

    /// @dev It can revoke every grant, and halt: until the owner says otherwise, without asking it.
    function test_AC104_GuardianThatRevokesEverything() external {
        makeGuardian();
        for (uint32 i = 0; i < 3; i++) {
            SessionEncoder.Terms memory terms = currentTerms();
            relayGrant(terms);
            relay(allRevocation(_guardianKey));
            refuse(smallOp(terms), epochPassed(terms.epoch, terms.epoch + 1));
        }
        relay(tightening(_guardianKey, MODE_HALTED, 1));
        bytes memory ready = allRevocation(_guardianKey);

        _asOwner(abi.encodeCall(_module.removeGuardian, (_guardian)));
        _asOwner(abi.encodeCall(_module.loosenMode, (account(), MODE_NORMAL, 0, 0, 0, TYPED, "")));

        SessionEncoder.Terms memory last = currentTerms();
        SessionId id = relayGrant(last);
        refuseRelayed(ready, unauthorized(_guardian));
        refuseRelayed(revocation(_guardianKey, id), unauthorized(_guardian));
        refuseRelayed(pausing(_guardianKey, id, 2), unauthorized(_guardian));
        refuseRelayed(tightening(_guardianKey, MODE_HALTED, 2), unauthorized(_guardian));
        refuseFrom(_guardian, abi.encodeCall(_module.revokeAll, (account(), TYPED, "")), unauthorized(_guardian));
        allow(smallOp(last));
        (address successor,) = makeKey("successor");
        _asOwner(abi.encodeCall(_module.addGuardian, (successor)));
        callAs(successor, abi.encodeCall(_module.revoke, (account(), id, TYPED, "")));
    }

    /// @dev Guardians act alone: none is zero, one is not two, and a removed one is none.
    function test_AC94_GuardianThatIsNobody() external {
        bytes4 forbidden = ISessionKeyModule.GuardianForbidden.selector;
        refuseFrom(
            account(), abi.encodeCall(_module.addGuardian, (address(0))), abi.encodeWithSelector(forbidden, address(0))
        );
        refuseFrom(
            account(),
            abi.encodeCall(_module.addGuardian, (address(_module))),
            abi.encodeWithSelector(forbidden, address(_module))
        );
        SessionId id = relayGrant(defaultTerms());
        refuseRelayed(abi.encodeCall(_module.revoke, (account(), id, TYPED, new bytes(65))), unauthorized(address(0)));
        makeGuardian();
        callAs(account(), abi.encodeCall(_module.removeGuardian, (_guardian)));
        refuseRelayed(revocation(_guardianKey, id), unauthorized(_guardian));
        allow(smallOp(defaultTerms()));
    }

    /// @dev Warned, the key holder takes what it can before the revocation comes: what the window had left.
    function test_AC106_KeyThatDrainsBeforeTheRevocation() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        allow(sessionOp(terms, one(transferCall(150e6))));
        bytes memory message = revocation(_approverKey, sessionIdOf(terms));

        uint256 taken;
        for (uint256 lane = 0; lane < 16; lane++) {
            PackedUserOperation memory userOp = opInLane(terms, transferCall(Defaults.CALL_LIMIT), lane);
            if (send(entryPoint(), userOp).included) taken += Defaults.CALL_LIMIT;
            userOp = opInLane(terms, transferCall(Defaults.CALL_LIMIT / 2), lane);
            if (send(entryPoint(), userOp).included) taken += Defaults.CALL_LIMIT / 2;
            userOp = opInLane(terms, transferCall(10e6), lane);
            if (send(entryPoint(), userOp).included) taken += 10e6;
        }
        relay(message);

        assertEq(taken, Defaults.DAILY_LIMIT - 150e6, "taken: what was left, all of it and no more");
        assertEq(_token.balanceOf(_recipient), Defaults.DAILY_LIMIT, "received");
        skip(2 days);
        refuse(smallOp(terms), sessionIsRevoked(sessionIdOf(terms)));
    }

    /* HELPERS */

    function _asOwner(bytes memory call) private {
        sendOwnerOperation(encodeCalls(one(callOf(address(_module), call))));
    }

    function _revocationDigest(SessionId id) private view returns (bytes32) {
        return _messages.revocationDigest(address(_module), account(), id, TYPED);
    }

    function _allDigest() private view returns (bytes32) {
        return _messages.allRevocationDigest(address(_module), account(), currentEpoch(), TYPED);
    }

    function _haltDigest() private view returns (bytes32) {
        return _messages.tighteningDigest(address(_module), account(), currentEpoch(), MODE_HALTED, 1, DEADLINE, TYPED);
    }

    /// @dev Signatures over the digests of another place, presented here.
    function _refuseReplays(SessionId here, bytes memory revoke, bytes memory all, bytes memory mode) private {
        refuseRelayed(
            abi.encodeCall(_module.revoke, (account(), here, TYPED, revoke)),
            unauthorized(recovered(_revocationDigest(here), revoke))
        );
        refuseRelayed(
            abi.encodeCall(_module.revokeAll, (account(), TYPED, all)), unauthorized(recovered(_allDigest(), all))
        );
        refuseRelayed(
            abi.encodeCall(_module.tightenMode, (account(), MODE_HALTED, 1, DEADLINE, TYPED, mode)),
            unauthorized(recovered(_haltDigest(), mode))
        );
    }
}

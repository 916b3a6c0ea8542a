// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule, MODE_HALTED, MODE_RESTRICTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardAttackTest} from "./GuardAttackTest.sol";

/// @notice What changes between validation and execution, and whose execution it is.
abstract contract GuardStateAttacks is GuardAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @notice The same calls in a calldata that no hook of an ERC-6900 account sees.
    function withoutPrefix(bytes memory callData) internal pure returns (bytes memory bare) {
        bare = new bytes(callData.length - 4);
        for (uint256 i = 0; i < bare.length; i++) {
            bare[i] = callData[i + 4];
        }
    }

    /// @dev ERC-6900: without `executeUserOp` no hook runs. ERC-7579 has no such prefix.
    function test_AC16_OperationWithoutThePrefix() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        bytes memory callData = encodeCalls(one(transferCall(1)));

        if (isErc6900()) {
            refuseTwice(opWithCallData(terms, withoutPrefix(callData), 1), guardMissing());
        } else {
            bytes4 prefix = IAccountExecute.executeUserOp.selector;
            bytes memory refusal =
                abi.encodeWithSelector(ISessionKeyModule.FunctionNotSupported.selector, bytes32(prefix));
            refuse(opWithCallData(terms, bytes.concat(prefix, callData), 1), refusal);
        }
        allow(terms, transferCall(1));
    }

    /// @dev One rule on every EntryPoint: behind the claim, until the last second.
    function test_AC47_SecondsAtTheEdges() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        uint48 now_ = uint48(vm.getBlockTimestamp());
        PackedUserOperation memory atClaim = opWith(terms, transferCall(1), now_, 0);

        if (entryPoint() == ENTRY_POINT_V07) {
            uint48 last = terms.expiresAt;
            undo(atClaim, abi.encodeWithSignature("OutsideClaim(uint48,uint48,uint48)", now_, last, now_));
        } else {
            refuseTime(atClaim);
        }
        allow(opWith(terms, transferCall(1), now_ - 1, 0));

        vm.warp(terms.expiresAt);
        allow(opWith(terms, transferCall(1), terms.expiresAt - 1, 0));
        vm.warp(terms.expiresAt + 1);
        refuseTime(opWith(terms, transferCall(1), terms.expiresAt - 1, 0));
    }

    /// @dev The owner's revocation is an operation of the same bundle, before the session's.
    function test_AC71_RevokedInTheSameBundle() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        SessionId id = relayGrant(terms);
        PackedUserOperation memory revoking = ownersWord(abi.encodeCall(_module.revoke, (account(), id, TYPED, "")));
        PackedUserOperation memory userOp = opInLane(terms, transferCall(7), 0);
        World memory world = worldAround(userOp);

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(revoking, userOp));

        assertSucceeded(outcomes[0]);
        assertFailed(outcomes[1], sessionIsRevoked(id));
        assertNothingLeft(world);
        assertEq(spentOf(terms), 7, "charged in validation");
    }

    /// @dev The other order: what was executed before the revocation was granted.
    function test_AC71_RevokedBehindTheOperation() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        SessionId id = relayGrant(terms);
        PackedUserOperation memory revoking = ownersWord(abi.encodeCall(_module.revoke, (account(), id, TYPED, "")));

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(opInLane(terms, transferCall(7), 0), revoking));

        assertSucceeded(outcomes[0]);
        assertSucceeded(outcomes[1]);
        refuse(smallOp(terms), sessionIsRevoked(id));
    }

    /// @dev Each operation of a bundle is held against its own count: the owner's against none.
    function test_AC81_OwnerAndSessionInOneBundle() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        PackedUserOperation memory owners = ownerOperation(encodeCalls(one(transferCall(Defaults.DAILY_LIMIT + 1))));

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(owners, opInLane(terms, transferCall(7), 0)));

        assertSucceeded(outcomes[0]);
        assertSucceeded(outcomes[1]);
        assertEq(_token.balanceOf(_recipient), Defaults.DAILY_LIMIT + 8, "received");
    }

    function test_AC81_TwoOperationsOfOneSession() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        PackedUserOperation[] memory bundle =
            bundleOf(opInLane(terms, transferCall(150e6), 0), opInLane(terms, transferCall(7), 1));

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundle);

        assertSucceeded(outcomes[0]);
        assertSucceeded(outcomes[1]);
        assertEq(_token.balanceOf(_recipient), 150e6 + 7, "received");
    }

    /// @dev ERC-7579: a hook cannot tell them apart, so both are held to the later claim. That shows on v0.7 only, where
    /// the EntryPoint lets in what claims the block's own second, and the guard does not.
    function test_AC81_TwoClaimsForOneCalldata() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        uint48 time = uint48(vm.getBlockTimestamp());
        PackedUserOperation memory early = _opClaiming(terms, 0, time - 1);
        PackedUserOperation memory late = _opClaiming(terms, 1, time);
        if (entryPoint() != ENTRY_POINT_V07) return refuseTime(late);

        bytes memory refusal =
            abi.encodeWithSignature("OutsideClaim(uint48,uint48,uint48)", time, terms.expiresAt, time);
        for (uint256 i = 0; i < 2; i++) {
            uint256 snapshot = vm.snapshotState();
            Outcome[] memory outcomes = sendBundle(entryPoint(), i == 0 ? bundleOf(early, late) : bundleOf(late, early));
            assertFailed(outcomes[1 - i], refusal);
            if (isErc6900()) assertSucceeded(outcomes[i]);
            else assertFailed(outcomes[i], refusal);
            vm.revertToState(snapshot);
        }
        allow(early);
        allow(_opClaiming(terms, 1, time - 1));
    }

    /// @dev ERC-7579: a hook could not tell them apart, so the second is refused in validation.
    function test_AC81_TwoSessionsWithOneCalldata() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        SessionEncoder.Terms memory others = guardedTerms();
        others.salt = 8;
        SessionId id = relayGrant(terms);
        relayGrant(others);
        PackedUserOperation[] memory bundle =
            bundleOf(opInLane(terms, transferCall(7), 0), opInLane(others, transferCall(7), 1));

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundle);

        if (isErc6900()) {
            assertSucceeded(outcomes[0]);
            assertSucceeded(outcomes[1]);
        } else {
            bytes32 key = keccak256(bundle[1].callData);
            assertReverted(outcomes[1], abi.encodeWithSignature("CallDataTaken(bytes32,bytes32)", key, id));
            assertFalse(outcomes[0].included, "first operation included");
            allow(bundle[0]);
            allow(bundle[1]);
        }
    }

    /// @dev A documented limit of ERC-7579: the owner's call with the same calldata is judged as the session's.
    function test_AC81_OwnerWithTheCalldataOfTheSession() external {
        SessionEncoder.Terms memory terms = usdTerms(10e8);
        relayGrant(terms);
        PackedUserOperation memory owners = ownerOperation(encodeCalls(one(transferCall(7e6))));

        Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(opInLane(terms, transferCall(7e6), 0), owners));

        assertSucceeded(outcomes[0]);
        assertEq(outcomes[1].succeeded, isErc6900(), "the owner's operation");
        allow(ownerOperation(encodeCalls(one(transferCall(7e6)))));
    }

    /// @dev For each way to stop: what was validated does not run any more.
    function test_AC87_StateChangedBetweenValidationAndExecution() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        SessionId id = relayGrant(terms);
        bytes[6] memory stops = [
            abi.encodeCall(_module.pause, (account(), id, 0, 0, TYPED, "")),
            abi.encodeCall(_module.revokeAll, (account(), TYPED, "")),
            abi.encodeCall(_module.setApprover, (_recipient)),
            abi.encodeWithSignature("onUninstall(bytes)", ""),
            abi.encodeCall(_module.tightenMode, (account(), MODE_RESTRICTED, 0, 0, TYPED, "")),
            abi.encodeCall(_module.tightenMode, (account(), MODE_HALTED, 0, 0, TYPED, ""))
        ];
        bytes[6] memory refusals = [
            sessionIsPaused(id),
            epochPassed(1, 2),
            epochPassed(1, 2),
            abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, account()),
            abi.encodeWithSelector(ISessionKeyModule.ModeForbids.selector, MODE_RESTRICTED),
            abi.encodeWithSelector(ISessionKeyModule.ModeForbids.selector, MODE_HALTED)
        ];

        for (uint256 i = 0; i < stops.length; i++) {
            uint256 snapshot = vm.snapshotState();
            PackedUserOperation memory userOp = opInLane(terms, transferCall(7), 0);
            World memory world = worldAround(userOp);
            Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(ownersWord(stops[i]), userOp));

            assertSucceeded(outcomes[0]);
            assertFailed(outcomes[1], refusals[i]);
            assertNothingLeft(world);
            vm.revertToState(snapshot);
        }
        allow(terms, transferCall(7));
    }

    /// @dev The account takes another session in its place in the same bundle.
    function test_AC87_SessionEvictedBetweenValidationAndExecution() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        SessionEncoder.Terms memory others = guardedTerms();
        others.salt = 8;
        relayGrant(others);
        PackedUserOperation memory userOp = opInLane(terms, transferCall(7), 0);

        Outcome[] memory outcomes =
            sendBundle(entryPoint(), bundleOf(ownersWord(abi.encodeCall(_module.setConcurrentLimit, (1))), userOp));

        assertSucceeded(outcomes[0]);
        assertFailed(outcomes[1], abi.encodeWithSelector(ISessionKeyModule.SessionEvicted.selector, 0, 1));
        allow(others, transferCall(7));
    }

    function _opClaiming(SessionEncoder.Terms memory terms, uint256 lane, uint48 claimedAt)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(transferCall(7)), lane);
        sign(userOp, bodyWith(terms, transferCall(7), claimedAt, 0));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {GuardFixtures} from "../../utils/GuardFixtures.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice Attacks on sessions that name a guard: what validation let through, and the execution must not do.
abstract contract GuardAttackTest is GuardFixtures, StateAttackTest {
    /// @notice An operation must be included, and undone by the guard: nothing left the account, the charge stays.
    function undo(PackedUserOperation memory userOp, bytes memory revertData) internal {
        World memory world = worldAround(userOp);
        Outcome memory outcome = send(entryPoint(), userOp);

        assertFailed(outcome, revertData);
        assertNothingLeft(world);
    }

    function undo(SessionEncoder.Terms memory terms, TestCall memory first, bytes memory revertData) internal {
        undo(sessionOp(terms, one(first)), revertData);
    }

    function assertNothingLeft(World memory world) internal view {
        assertEq(_token.balanceOf(account()), world.token, "token balance");
        assertEq(_otherToken.balanceOf(account()), world.otherToken, "balance of the other token");
        assertEq(_recipient.balance, 0, "native value received");
    }

    /// @notice Sends an operation behind another one in a bundle, of which nothing stays.
    /// @param undone Why it fails; empty if it runs.
    function runBehind(PackedUserOperation memory first, PackedUserOperation memory userOp, bytes memory undone)
        internal
    {
        uint256 snapshot = vm.snapshotState();
        World memory world = worldAround(userOp);
        Outcome[] memory outcomes = sendBundle(entryPoint(), bundleOf(first, userOp));

        assertSucceeded(outcomes[0]);
        if (undone.length == 0) {
            assertSucceeded(outcomes[1]);
        } else {
            assertFailed(outcomes[1], undone);
            assertNothingLeft(world);
        }
        vm.revertToState(snapshot);
    }

    /// @notice What the account's owner has the module do, by an operation of the account.
    function ownersWord(bytes memory message) internal view returns (PackedUserOperation memory) {
        return ownerOperation(encodeCalls(one(callOf(address(_module), message))));
    }

    function notCounted(address asset, uint256 outflow, uint256 counted) internal pure returns (bytes memory) {
        return abi.encodeWithSignature("OutflowNotCounted(address,uint256,uint256)", asset, outflow, counted);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {Call as AccountCall, IERC6900Account} from "../../src/interfaces/IERC6900Account.sol";
import {ControlFixtures} from "../utils/ControlFixtures.sol";
import {SegmentFixtures} from "../utils/SegmentFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {Vm} from "../utils/Vm.sol";
import {Refusals} from "./Refusals.sol";

/// @notice What every attack has in common: an attempt that must leave no trace, and its twin that must pass.
/// @dev An operation goes through the real EntryPoint first. If the module itself must refuse it, the module is then
/// asked directly as well, in the account's name, so that the refusal owes nothing to account or EntryPoint.
abstract contract AttackTest is SegmentFixtures, ControlFixtures, Refusals {
    using SessionEncoder for SessionEncoder.Terms;

    /// @notice What an attempt must not change.
    struct World {
        uint256 nonce;
        uint256 native;
        uint256 deposit;
        uint256 token;
        uint256 otherToken;
    }

    /* OPERATIONS */

    /// @notice The module must refuse an operation by name, and nothing may happen.
    function refuse(PackedUserOperation memory userOp, bytes memory revertData) internal {
        (Outcome memory outcome, World memory world) = _attempt(userOp);

        assertReverted(outcome, revertData);
        assertUntouched(userOp, world);
        refuseDirectly(userOp, revertData);
    }

    function refuse(SessionEncoder.Terms memory terms, TestCall memory first, bytes memory revertData) internal {
        refuse(sessionOp(terms, one(first)), revertData);
    }

    function refuse(SessionEncoder.Terms memory terms, TestCall[] memory calls, bytes memory revertData) internal {
        refuse(sessionOp(terms, calls), revertData);
    }

    /// @notice The same where the ERC-6900 account may refuse for a reason of its own, before it asks the module.
    function refuseTwice(PackedUserOperation memory userOp, bytes memory revertData) internal {
        if (!isErc6900()) return refuse(userOp, revertData);
        (Outcome memory outcome, World memory world) = _attempt(userOp);

        assertFalse(outcome.included, "operation included");
        assertEq(outcome.reason, "AA23 reverted", "reason of refusal");
        assertUntouched(userOp, world);
        refuseDirectly(userOp, revertData);
    }

    /// @notice The module itself must refuse an operation by name.
    function refuseDirectly(PackedUserOperation memory userOp, bytes memory revertData) internal {
        (bool answered, bytes memory answer) = askModule(userOp);
        assertFalse(answered, "module answered");
        assertEq(answer, revertData, "revert data of the module");
    }

    /// @notice The EntryPoint must refuse an operation in its own words, and nothing may happen.
    function refuseByEntryPoint(PackedUserOperation memory userOp, string memory reason) internal {
        (Outcome memory outcome, World memory world) = _attempt(userOp);

        assertRefused(outcome, reason);
        assertUntouched(userOp, world);
    }

    /// @notice The EntryPoint must refuse an operation, in words that differ between versions, and nothing may happen.
    function refuseByAnyEntryPoint(PackedUserOperation memory userOp) internal {
        World memory world = worldAround(userOp);
        PackedUserOperation[] memory bundle = bundleOf(userOp);
        address bundler = makeAddress("bundler");
        vm.prank(bundler, bundler);
        (bool done,) = address(entryPoint()).call(abi.encodeCall(IEntryPoint.handleOps, (bundle, payable(bundler))));

        assertFalse(done, "bundle included");
        assertUntouched(userOp, world);
    }

    /// @notice The twin of an attack: the same with the one thing right that the attack had wrong.
    function allow(PackedUserOperation memory userOp) internal {
        assertSucceeded(send(entryPoint(), userOp));
    }

    function allow(SessionEncoder.Terms memory terms, TestCall memory first) internal {
        allow(sessionOp(terms, one(first)));
    }

    function allow(SessionEncoder.Terms memory terms, TestCall[] memory calls) internal {
        allow(sessionOp(terms, calls));
    }

    /// @notice Asks the module as the account does, without EntryPoint. Nothing stays of it.
    /// @return answered Whether it did not revert.
    /// @return answer Validation data, or what the module reverted with.
    function askModule(PackedUserOperation memory userOp) internal returns (bool answered, bytes memory answer) {
        bytes memory question = validationCall(userOp);
        uint256 snapshot = vm.snapshotState();
        vm.prank(userOp.sender);
        (answered, answer) = address(_module).call(question);
        vm.revertToStateAndDelete(snapshot);
    }

    /// @notice What the account sends to the module for an operation.
    function validationCall(PackedUserOperation memory userOp) internal view returns (bytes memory) {
        bytes32 userOpHash = entryPoint().getUserOpHash(userOp);
        return isErc6900()
            ? abi.encodeWithSignature(
                "validateUserOp(uint32,(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)",
                uint32(route()),
                userOp,
                userOpHash
            )
            : abi.encodeWithSignature(
                "validateUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)",
                userOp,
                userOpHash
            );
    }

    /// @notice A signed operation with callData of one's choice; every call is judged by the first leaf.
    function opWithCallData(SessionEncoder.Terms memory terms, bytes memory callData, uint256 callCount)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = new TestCall[](callCount);
        userOp = unsignedOp(terms, one(transferCall(1)), 0);
        userOp.callData = callData;
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), calls));
    }

    /// @return result The body of a segment with another last second (inclusive).
    function bodyUntil(bytes memory body, uint48 notAfter) internal pure returns (bytes memory result) {
        result = bytes.concat(body);
        for (uint256 i = 0; i < 6; i++) {
            result[6 + i] = bytes6(notAfter)[i];
        }
    }

    /// @notice A batch, whatever the number of its calls.
    function batchCallData(TestCall[] memory calls) internal view returns (bytes memory) {
        AccountCall[] memory batch = new AccountCall[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            batch[i] = AccountCall({target: calls[i].target, value: calls[i].value, data: calls[i].data});
        }
        return isErc6900()
            ? abi.encodeCall(IERC6900Account.executeBatch, (batch))
            : abi.encodeWithSignature("execute(bytes32,bytes)", uint256(1) << 248, abi.encode(batch));
    }

    function isErc6900() internal view returns (bool) {
        return route() >> 32 == 1;
    }

    function items(bytes memory first) internal pure returns (bytes[] memory all) {
        all = new bytes[](1);
        all[0] = first;
    }

    function items(bytes memory first, bytes memory second) internal pure returns (bytes[] memory all) {
        all = new bytes[](2);
        (all[0], all[1]) = (first, second);
    }

    /// @notice Gives terms two capabilities in the order that a grant wants.
    /// @return firstIndex Where the first one stands.
    /// @return secondIndex Where the second one stands.
    function setLeaves(SessionEncoder.Terms memory terms, bytes memory first, bytes memory second)
        internal
        pure
        returns (uint8 firstIndex, uint8 secondIndex)
    {
        bool inOrder = bytes24(first) < bytes24(second);
        terms.leaves = inOrder ? items(first, second) : items(second, first);
        terms.ids = new string[](2);
        (terms.ids[0], terms.ids[1]) = ("one", "other");
        return inOrder ? (0, 1) : (1, 0);
    }

    /// @notice What a lifetime or calendar budget counts as used.
    function usedOf(SessionEncoder.Terms memory terms, uint256 budgetIndex) internal view returns (uint256) {
        uint256 slot = _module.budgetSlot(account(), sessionIdOf(terms), budgetIndex);
        return uint8(terms.budgets[budgetIndex][0]) == 0 ? slot : slot >> 108 & (2 ** 108 - 1);
    }

    function nextDay() internal view returns (uint256) {
        return (vm.getBlockTimestamp() / 1 days + 1) * 1 days;
    }

    function noItems() internal pure returns (bytes[] memory all) {}

    /* GRANTS */

    /// @notice Terms must be refused by name although the approver signed them: relayed, and in the first operation.
    function refuseGrant(SessionEncoder.Terms memory terms, bytes memory revertData) internal {
        refuseRelay(terms, revertData);
        refuse(enablingOp(terms, one(transferCall(1)), TYPED), revertData);
    }

    /// @notice A relayed grant must be refused by name.
    function refuseRelay(SessionEncoder.Terms memory terms, bytes memory revertData) internal {
        bytes memory signature = approve(terms, TYPED);
        refuseRelayed(abi.encodeCall(_module.grant, (account(), route(), terms.packed(), TYPED, signature)), revertData);
        assertTrue(_module.sessionStatus(account(), sessionIdOf(terms)).isZero(), "session unknown");
    }

    /* THE WORLD */

    function worldAround(PackedUserOperation memory userOp) internal view returns (World memory world) {
        world.nonce = entryPoint().getNonce(account(), uint192(userOp.nonce >> 64));
        world.native = account().balance;
        world.deposit = entryPoint().balanceOf(account());
        world.token = _token.balanceOf(account());
        world.otherToken = _otherToken.balanceOf(account());
    }

    /// @dev Writes to the module are seen as they happen: a balance that comes back would hide them.
    function _attempt(PackedUserOperation memory userOp) private returns (Outcome memory outcome, World memory world) {
        world = worldAround(userOp);
        vm.startStateDiffRecording();
        outcome = send(entryPoint(), userOp);
        Vm.AccountAccess[] memory accesses = vm.stopAndReturnStateDiff();

        for (uint256 i = 0; i < accesses.length; i++) {
            Vm.StorageAccess[] memory slots = accesses[i].storageAccesses;
            for (uint256 j = 0; j < slots.length; j++) {
                bool kept = slots[j].account == address(_module) && slots[j].isWrite && !slots[j].reverted;
                assertFalse(kept, "module keeps what a refused operation wrote");
            }
        }
    }

    function assertUntouched(PackedUserOperation memory userOp, World memory world) internal view {
        World memory found = worldAround(userOp);
        assertEq(found.nonce, world.nonce, "nonce");
        assertEq(found.native, world.native, "native balance");
        assertEq(found.deposit, world.deposit, "deposit");
        assertEq(found.token, world.token, "token balance");
        assertEq(found.otherToken, world.otherToken, "balance of the other token");
    }
}

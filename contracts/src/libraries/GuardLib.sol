// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../interfaces/IERC4337.sol";
import {ISessionExecutionGuard} from "../interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Capability} from "../types/Capability.sol";
import {Envelope} from "../types/Envelope.sol";
import {SessionUse} from "../types/SessionUse.sol";
import {Words} from "../types/Words.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {OperationLib} from "./OperationLib.sol";
import {RouteLib} from "./RouteLib.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @notice Tells the guard that a session names what it is to hold against the operation, and refuses the operation if
/// the guard will not be there.
library GuardLib {
    /// @dev The guard is the one contract beside helpers and account that validation calls. It may write only storage
    /// associated with the account (ERC-7562); transient storage is under the same rule.
    /// @param amounts What the calls take from each budget, and behind them the native value.
    function watch(
        SessionUse use,
        uint8 mode,
        uint40 route,
        Words amounts,
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) internal {
        (address guard, bytes memory terms) = _terms(use.envelope(), amounts);
        _requireNoTarget(use, guard);

        bytes memory question = abi.encodeCall(
            ISessionExecutionGuard.watch,
            (
                msg.sender,
                route,
                _key(guard, route, userOp, userOpHash),
                use.id(),
                uint48(use.claimedAt()), // safe casts: times are below 2^47
                uint48(use.validUntil()),
                mode,
                terms
            )
        );
        if (!_takesNote(guard, question)) revert ISessionKeyModule.GuardMissing(guard, route);
    }

    /// @dev What the hook will see of the operation: its hash behind `executeUserOp`, its calls on ERC-7579.
    function _key(address guard, uint40 route, PackedUserOperation calldata userOp, bytes32 userOpHash)
        private
        pure
        returns (bytes32)
    {
        bytes calldata callData = OperationLib.callData(userOp);
        if (route == RouteLib.ERC7579) return keccak256(callData);
        if (bytes4(callData) == IAccountExecute.executeUserOp.selector) return userOpHash;

        revert ISessionKeyModule.GuardMissing(guard, route);
    }

    /// @dev A function that returns early is not inlined: inside a larger one the compiler may push arguments behind GAS,
    /// which ERC-7562 (OP-012) allows only right before a call.
    function _takesNote(address guard, bytes memory question) private returns (bool) {
        (bool done, bytes memory answer) = guard.call(question);
        if (!done) {
            if (answer.length != 0) LowLevelCall.bubbleRevert(answer);
            return false;
        }
        return answer.length >= 32 && bytes32(answer) == bytes32(ISessionExecutionGuard.watch.selector);
    }

    /// @dev No capability for the guard can be granted. Looked at again, as are all targets that no session may call.
    function _requireNoTarget(SessionUse use, address guard) private pure {
        uint256 count = use.leafCount();
        for (uint256 i; i < count; ++i) {
            if (Capability.wrap(use.leaves().get(i)).target() == guard) {
                revert ISessionKeyModule.TargetForbidden(i, guard);
            }
        }
    }

    /// @return guard Whom the envelope names.
    /// @return terms The core of the envelope, then the amounts, 32 bytes each.
    function _terms(Envelope envelope, Words amounts) private pure returns (address guard, bytes memory terms) {
        // The guard's group is the last of the core; `guard()` would look for it again.
        uint256 end = envelope.end();
        guard = CalldataLib.addressAt(end - EnvelopeLib.GUARD_LENGTH);
        unchecked {
            // Safe: positions in calldata; at most 8 budgets.
            uint256 length = end - Envelope.unwrap(envelope);
            uint256 amountsLength = 32 * (envelope.budgetCount() + 1);
            terms = new bytes(length + amountsLength);
            assembly ("memory-safe") {
                let to := add(terms, 0x20)
                calldatacopy(to, envelope, length)
                mcopy(add(to, length), amounts, amountsLength)
            }
        }
    }
}

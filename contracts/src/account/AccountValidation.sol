// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig} from "../interfaces/ERC6900Types.sol";
import {IAccountExecute, PackedUserOperation} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900ValidationHookModule} from "../interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {SignatureSegmentLib} from "./SignatureSegmentLib.sol";
import {UserOpCallLib} from "./UserOpCallLib.sol";
import {ValidationDataLib} from "./ValidationDataLib.sol";
import {ValidationHead} from "./ValidationHead.sol";
import {ValidationLocatorLib} from "./ValidationLocatorLib.sol";
import {ValidationRegistry} from "./ValidationRegistry.sol";
import {ERC7579Utils, Execution} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";

/// @title How an account judges what it is asked to do
///
/// @dev Order: is there such a validation, has it the ability, may it authorize this function, then its hooks in the
/// order of installation, then the validation itself.
abstract contract AccountValidation is ValidationRegistry {
    using ModuleConfigLib for *;
    using SignatureSegmentLib for bytes;

    function _validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash)
        internal
        returns (uint256 validationData)
    {
        (uint32 entityId, bool isGlobal) = ValidationLocatorLib.fromNonce(userOp.nonce);
        ValidationHead head = _installed(entityId);
        if (!head.flags().has(ModuleConfigLib.FLAG_USER_OP)) revert UserOpValidationNotAllowed(entityId);
        _requireApplicable(head, entityId, isGlobal, _unwrap(head, entityId, userOp.callData));

        bytes calldata segments = userOp.signature;
        if (head.hasValidationHooks()) {
            (validationData, segments) = _askUserOpHooks(_validationHooks(entityId, head), userOp, userOpHash);
        }

        uint256 last = UserOpCallLib.ask(
            head.module(),
            IERC6900ValidationModule.validateUserOp.selector,
            entityId,
            userOp,
            segments.takeFinal(),
            userOpHash
        );
        return head.hasValidationHooks() ? ValidationDataLib.intersect(validationData, last) : last;
    }

    /// @return entityId Which validation it was.
    function _validateRuntime(bytes calldata data, bytes calldata authorization) internal returns (uint32 entityId) {
        bool isGlobal;
        bytes calldata segments;
        (entityId, isGlobal, segments) = ValidationLocatorLib.fromBytes(authorization);
        ValidationHead head = _installed(entityId);
        _requireApplicable(head, entityId, isGlobal, data);

        segments = _askRuntimeHooks(_validationHooks(entityId, head), data, segments);
        IERC6900ValidationModule(head.module())
            .validateRuntime({
            account: address(this),
            entityId: entityId,
            sender: msg.sender,
            value: msg.value,
            data: data,
            authorization: segments.takeFinal()
        });
    }

    function _validateSignature(bytes32 hash, bytes calldata signature) internal view returns (bytes4 magicValue) {
        (uint32 entityId,, bytes calldata segments) = ValidationLocatorLib.fromBytes(signature);
        ValidationHead head = _installed(entityId);
        if (!head.flags().has(ModuleConfigLib.FLAG_SIGNATURE)) revert SignatureValidationNotAllowed(entityId);

        segments = _askSignatureHooks(_validationHooks(entityId, head), hash, segments);
        return IERC6900ValidationModule(head.module())
            .validateSignature({
            account: address(this), entityId: entityId, sender: msg.sender, hash: hash, signature: segments.takeFinal()
        });
    }

    /// @dev The call that is judged: what stands behind `executeUserOp`, or all of it. Without `executeUserOp` the
    /// EntryPoint would call the function directly, past the execution hooks.
    function _unwrap(ValidationHead head, uint32 entityId, bytes calldata callData)
        private
        pure
        returns (bytes calldata)
    {
        if (_selector(callData) == IAccountExecute.executeUserOp.selector) return callData[4:];
        if (head.hasExecutionHooks()) revert UserOpContextRequired(entityId);

        return callData;
    }

    /// @dev A call to the account itself would have the authority of the account: `execute` may not make one, and the
    /// calls of a batch to the account must each be allowed to the validation.
    function _requireApplicable(ValidationHead head, uint32 entityId, bool isGlobal, bytes calldata callData)
        private
        view
    {
        bytes4 selector = _selector(callData);
        _requireSelector(head, entityId, isGlobal, selector);

        if (selector == IERC6900Account.execute.selector) {
            if (abi.decode(callData[4:], (address)) == address(this)) revert ExecuteToSelf();
        } else if (selector == IERC6900Account.executeBatch.selector) {
            // An `Execution` is a `Call` by another name; this reads it where it stands.
            Execution[] calldata calls = ERC7579Utils.decodeBatch(callData[4:]);
            for (uint256 i = 0; i < calls.length; i++) {
                if (calls[i].target != address(this)) continue;
                _requireBatchSelector(head, entityId, isGlobal, calls[i].callData);
            }
        }
    }

    function _requireBatchSelector(ValidationHead head, uint32 entityId, bool isGlobal, bytes calldata data)
        private
        view
    {
        if (data.length < 4) revert CallDataTooShort(data.length, 4);
        bytes4 selector = bytes4(data);
        if (selector == IERC6900Account.execute.selector || selector == IERC6900Account.executeBatch.selector) {
            revert ExecuteInsideBatch(selector);
        }

        _requireSelector(head, entityId, isGlobal, selector);
    }

    function _requireSelector(ValidationHead head, uint32 entityId, bool isGlobal, bytes4 selector) private view {
        if (isGlobal) {
            if (!head.flags().has(ModuleConfigLib.FLAG_GLOBAL)) revert GlobalValidationNotAllowed(entityId);
            if (!_allowsGlobalValidation(selector)) revert SelectorNotAllowed(entityId, selector);
            return;
        }

        // What these two carry would not be judged.
        if (
            selector == IAccountExecute.executeUserOp.selector
                || selector == IERC6900Account.executeWithRuntimeValidation.selector
        ) revert SelectorNotAllowed(entityId, selector);

        if (head.names(selector)) return;

        bytes4[] memory selectors = _selectors(entityId);
        for (uint256 i = 0; i < selectors.length; i++) {
            if (selectors[i] == selector) return;
        }
        revert SelectorNotAllowed(entityId, selector);
    }

    /// @return validationData The answers of all hooks in one.
    /// @return rest What the hooks left of the segments.
    function _askUserOpHooks(HookConfig[] memory hooks, PackedUserOperation calldata userOp, bytes32 userOpHash)
        private
        returns (uint256 validationData, bytes calldata rest)
    {
        bytes calldata segment;
        rest = userOp.signature;
        for (uint256 i = 0; i < hooks.length; i++) {
            (segment, rest) = rest.take(i);
            uint256 answer = _askUserOpHook(hooks[i], userOp, segment, userOpHash);
            validationData = ValidationDataLib.intersect(answer, validationData);
        }
    }

    function _askUserOpHook(
        HookConfig hook,
        PackedUserOperation calldata userOp,
        bytes calldata segment,
        bytes32 userOpHash
    ) private returns (uint256 validationData) {
        (address module, uint32 entityId,) = hook.unpack();
        bytes4 selector = IERC6900ValidationHookModule.preUserOpValidationHook.selector;
        validationData = UserOpCallLib.ask(module, selector, entityId, userOp, segment, userOpHash);

        address authorizer = address(uint160(validationData));
        if (uint160(authorizer) > ValidationDataLib.FAILED) revert HookAuthorizerNotAllowed(module, authorizer);
    }

    /// @return rest What the hooks left of the segments.
    function _askRuntimeHooks(HookConfig[] memory hooks, bytes calldata data, bytes calldata segments)
        private
        returns (bytes calldata rest)
    {
        bytes calldata segment;
        rest = segments;
        for (uint256 i = 0; i < hooks.length; i++) {
            (segment, rest) = rest.take(i);
            (address module, uint32 entityId,) = hooks[i].unpack();
            IERC6900ValidationHookModule(module)
                .preRuntimeValidationHook({
                entityId: entityId, sender: msg.sender, value: msg.value, data: data, authorization: segment
            });
        }
    }

    /// @return rest What the hooks left of the segments.
    function _askSignatureHooks(HookConfig[] memory hooks, bytes32 hash, bytes calldata segments)
        private
        view
        returns (bytes calldata rest)
    {
        bytes calldata segment;
        rest = segments;
        for (uint256 i = 0; i < hooks.length; i++) {
            (segment, rest) = rest.take(i);
            (address module, uint32 entityId,) = hooks[i].unpack();
            IERC6900ValidationHookModule(module)
                .preSignatureValidationHook({entityId: entityId, sender: msg.sender, hash: hash, signature: segment});
        }
    }

    function _selector(bytes calldata callData) private pure returns (bytes4) {
        if (callData.length < 4) revert CallDataTooShort(callData.length, 4);

        return bytes4(callData);
    }
}

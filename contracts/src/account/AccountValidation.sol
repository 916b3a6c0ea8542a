// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig} from "../interfaces/ERC6900Types.sol";
import {IAccountExecute, PackedUserOperation} from "../interfaces/IERC4337.sol";
import {IERC6900ValidationHookModule} from "../interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {SignatureSegmentLib} from "./SignatureSegmentLib.sol";
import {UserOpCallLib} from "./UserOpCallLib.sol";
import {ValidationDataLib} from "./ValidationDataLib.sol";
import {ValidationHead} from "./ValidationHead.sol";
import {ValidationLocatorLib} from "./ValidationLocatorLib.sol";
import {ValidationScope} from "./ValidationScope.sol";

/// @title How an account judges what it is asked to do
///
/// @dev Order: is there such a validation, has it the ability, may it authorize this function, then its hooks in the
/// order of installation, then the validation itself.
abstract contract AccountValidation is ValidationScope {
    using ModuleConfigLib for *;
    using SignatureSegmentLib for bytes;

    function _validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash)
        internal
        returns (uint256 validationData)
    {
        (uint32 entityId, bool isGlobal) = ValidationLocatorLib.fromNonce(userOp.nonce);
        (Validation storage validation, ValidationHead head) = _installed(entityId);
        if (!head.flags().has(ModuleConfigLib.FLAG_USER_OP)) revert UserOpValidationNotAllowed(entityId);
        _requireApplicable(validation, head, entityId, isGlobal, _unwrap(head, entityId, userOp.callData));

        bytes calldata segments = userOp.signature;
        if (head.hasValidationHooks()) {
            (validationData, segments) = _askUserOpHooks(_validationHooks(validation, head), userOp, userOpHash);
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
        (Validation storage validation, ValidationHead head) = _installed(entityId);
        _requireApplicable(validation, head, entityId, isGlobal, data);

        segments = _askRuntimeHooks(_validationHooks(validation, head), data, segments);
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

    /// @dev The caller is its own authorization, so there is nobody to ask but the hooks, and no data for them.
    /// @return executionHooks Those of the validation, if its validation hooks have not uninstalled it.
    function _validateDirectCall() internal returns (HookConfig[] memory executionHooks) {
        Validation storage validation = _state().directCallValidations[msg.sender];
        ValidationHead head = validation.head;
        if (head.isZero()) revert CallerNotAuthorized(msg.sender);
        _requireApplicable(validation, head, DIRECT_CALL_ENTITY_ID, false, msg.data);

        HookConfig[] memory hooks = _validationHooks(validation, head);
        for (uint256 i = 0; i < hooks.length; i++) {
            _askRuntimeHook(hooks[i], msg.data, msg.data[:0]);
        }
        return _executionHooks(validation, _requireInstalled(validation, DIRECT_CALL_ENTITY_ID));
    }

    function _validateSignature(bytes32 hash, bytes calldata signature) internal view returns (bytes4 magicValue) {
        (uint32 entityId,, bytes calldata segments) = ValidationLocatorLib.fromBytes(signature);
        (Validation storage validation, ValidationHead head) = _installed(entityId);
        if (!head.flags().has(ModuleConfigLib.FLAG_SIGNATURE)) revert SignatureValidationNotAllowed(entityId);

        segments = _askSignatureHooks(_validationHooks(validation, head), hash, segments);
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
            _askRuntimeHook(hooks[i], data, segment);
        }
    }

    function _askRuntimeHook(HookConfig hook, bytes calldata data, bytes calldata segment) private {
        (address module, uint32 entityId,) = hook.unpack();
        IERC6900ValidationHookModule(module)
            .preRuntimeValidationHook({
            entityId: entityId, sender: msg.sender, value: msg.value, data: data, authorization: segment
        });
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
}

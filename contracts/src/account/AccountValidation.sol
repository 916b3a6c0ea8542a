// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Call, HookConfig} from "../interfaces/ERC6900Types.sol";
import {IAccountExecute, PackedUserOperation} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900ValidationHookModule} from "../interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {SignatureSegmentLib} from "./SignatureSegmentLib.sol";
import {ValidationDataLib} from "./ValidationDataLib.sol";
import {ValidationLocatorLib} from "./ValidationLocatorLib.sol";
import {ValidationRegistry} from "./ValidationRegistry.sol";

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
        Validation storage validation = _installed(entityId);
        if (!validation.flags.has(ModuleConfigLib.FLAG_USER_OP)) revert UserOpValidationNotAllowed(entityId);
        _requireApplicable(validation, entityId, isGlobal, _unwrap(validation, entityId, userOp.callData));

        PackedUserOperation memory seen = userOp;
        bytes calldata segment;
        bytes calldata segments = userOp.signature;
        HookConfig[] memory hooks = validation.validationHooks;
        for (uint256 i = 0; i < hooks.length; i++) {
            (segment, segments) = segments.take(i);
            seen.signature = segment;
            validationData = ValidationDataLib.intersect(_askUserOpHook(hooks[i], seen, userOpHash), validationData);
        }

        seen.signature = segments.takeFinal();
        uint256 last = IERC6900ValidationModule(validation.module).validateUserOp(entityId, seen, userOpHash);
        return hooks.length == 0 ? last : ValidationDataLib.intersect(validationData, last);
    }

    function _validateRuntime(bytes calldata data, bytes calldata authorization)
        internal
        returns (Validation storage validation)
    {
        (uint32 entityId, bool isGlobal, bytes calldata segments) = ValidationLocatorLib.fromBytes(authorization);
        validation = _installed(entityId);
        _requireApplicable(validation, entityId, isGlobal, data);

        segments = _askRuntimeHooks(validation.validationHooks, data, segments);
        IERC6900ValidationModule(validation.module)
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
        Validation storage validation = _installed(entityId);
        if (!validation.flags.has(ModuleConfigLib.FLAG_SIGNATURE)) revert SignatureValidationNotAllowed(entityId);

        segments = _askSignatureHooks(validation.validationHooks, hash, segments);
        return IERC6900ValidationModule(validation.module)
            .validateSignature({
            account: address(this), entityId: entityId, sender: msg.sender, hash: hash, signature: segments.takeFinal()
        });
    }

    /// @dev The call that is judged: what stands behind `executeUserOp`, or all of it. Without `executeUserOp` the
    /// EntryPoint would call the function directly, past the execution hooks.
    function _unwrap(Validation storage validation, uint32 entityId, bytes calldata callData)
        private
        view
        returns (bytes calldata)
    {
        if (_selector(callData) == IAccountExecute.executeUserOp.selector) return callData[4:];
        if (validation.executionHooks.length != 0) revert UserOpContextRequired(entityId);

        return callData;
    }

    /// @dev A call to the account itself would have the authority of the account: `execute` may not make one, and the
    /// calls of a batch to the account must each be allowed to the validation.
    function _requireApplicable(Validation storage validation, uint32 entityId, bool isGlobal, bytes calldata callData)
        private
        view
    {
        bytes4 selector = _selector(callData);
        _requireSelector(validation, entityId, isGlobal, selector);

        if (selector == IERC6900Account.execute.selector) {
            if (abi.decode(callData[4:], (address)) == address(this)) revert ExecuteToSelf();
        } else if (selector == IERC6900Account.executeBatch.selector) {
            Call[] memory calls = abi.decode(callData[4:], (Call[]));
            for (uint256 i = 0; i < calls.length; i++) {
                if (calls[i].target != address(this)) continue;
                _requireBatchSelector(validation, entityId, isGlobal, calls[i].data);
            }
        }
    }

    function _requireBatchSelector(Validation storage validation, uint32 entityId, bool isGlobal, bytes memory data)
        private
        view
    {
        if (data.length < 4) revert CallDataTooShort(data.length, 4);
        bytes4 selector = bytes4(data);
        if (selector == IERC6900Account.execute.selector || selector == IERC6900Account.executeBatch.selector) {
            revert ExecuteInsideBatch(selector);
        }

        _requireSelector(validation, entityId, isGlobal, selector);
    }

    function _requireSelector(Validation storage validation, uint32 entityId, bool isGlobal, bytes4 selector)
        private
        view
    {
        if (isGlobal) {
            if (!validation.flags.has(ModuleConfigLib.FLAG_GLOBAL)) revert GlobalValidationNotAllowed(entityId);
            if (!_allowsGlobalValidation(selector)) revert SelectorNotAllowed(entityId, selector);
            return;
        }

        // What these two carry would not be judged.
        if (
            selector == IAccountExecute.executeUserOp.selector
                || selector == IERC6900Account.executeWithRuntimeValidation.selector
        ) revert SelectorNotAllowed(entityId, selector);

        bytes4[] memory selectors = validation.selectors;
        for (uint256 i = 0; i < selectors.length; i++) {
            if (selectors[i] == selector) return;
        }
        revert SelectorNotAllowed(entityId, selector);
    }

    function _askUserOpHook(HookConfig hook, PackedUserOperation memory userOp, bytes32 userOpHash)
        private
        returns (uint256 validationData)
    {
        (address module, uint32 entityId,) = hook.unpack();
        validationData = IERC6900ValidationHookModule(module).preUserOpValidationHook(entityId, userOp, userOpHash);

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

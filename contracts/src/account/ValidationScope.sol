// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {ExecutionRegistry} from "./ExecutionRegistry.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ValidationHead} from "./ValidationHead.sol";
import {ValidationRegistry} from "./ValidationRegistry.sol";
import {ERC7579Utils, Execution} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";

/// @title Which calls a validation may authorize
abstract contract ValidationScope is ValidationRegistry, ExecutionRegistry {
    using ModuleConfigLib for *;

    /// @dev A call to the account itself would have the authority of the account: `execute` may not make one, and the
    /// calls of a batch to the account must each be allowed to the validation.
    /// @param isGlobal Whether it is asked for as a global validation; a direct-call validation is what it can be.
    function _requireApplicable(
        Validation storage validation,
        ValidationHead head,
        uint32 entityId,
        bool isGlobal,
        bytes calldata callData
    ) internal view {
        bytes4 selector = _selector(callData);
        _requireSelector(validation, head, entityId, isGlobal, selector);

        if (selector == IERC6900Account.execute.selector) {
            if (abi.decode(callData[4:], (address)) == address(this)) revert ExecuteToSelf();
        } else if (selector == IERC6900Account.executeBatch.selector) {
            _requireBatch(validation, entityId, isGlobal, callData[4:]);
        }
    }

    function _selector(bytes calldata callData) internal pure returns (bytes4) {
        if (callData.length < 4) revert CallDataTooShort(callData.length, 4);

        return bytes4(callData);
    }

    function _requireBatch(Validation storage validation, uint32 entityId, bool isGlobal, bytes calldata arguments)
        private
        view
    {
        // An `Execution` is a `Call` by another name; this reads it where it stands.
        Execution[] calldata calls = ERC7579Utils.decodeBatch(arguments);
        for (uint256 i = 0; i < calls.length; i++) {
            if (calls[i].target != address(this)) continue;
            _requireBatchSelector(validation, entityId, isGlobal, calls[i].callData);
        }
    }

    function _requireBatchSelector(
        Validation storage validation,
        uint32 entityId,
        bool isGlobal,
        bytes calldata callData
    ) private view {
        bytes4 selector = _selector(callData);
        if (selector == IERC6900Account.execute.selector || selector == IERC6900Account.executeBatch.selector) {
            revert ExecuteInsideBatch(selector);
        }

        _requireSelector(validation, validation.head, entityId, isGlobal, selector);
    }

    function _requireSelector(
        Validation storage validation,
        ValidationHead head,
        uint32 entityId,
        bool isGlobal,
        bytes4 selector
    ) private view {
        if (isGlobal) {
            if (!head.flags().has(ModuleConfigLib.FLAG_GLOBAL)) revert GlobalValidationNotAllowed(entityId);
            if (!_allowsGlobalValidation(selector)) revert SelectorNotAllowed(entityId, selector);
            return;
        }

        // What these two carry would not be judged. `validateUserOp` is refused when a validation is installed.
        if (
            selector == IAccountExecute.executeUserOp.selector
                || selector == IERC6900Account.executeWithRuntimeValidation.selector
        ) revert SelectorNotAllowed(entityId, selector);

        if (_names(validation, head, selector)) return;

        // A direct call does not say how it is meant.
        bool mayBeGlobal = entityId == DIRECT_CALL_ENTITY_ID && head.flags().has(ModuleConfigLib.FLAG_GLOBAL);
        if (!mayBeGlobal || !_allowsGlobalValidation(selector)) revert SelectorNotAllowed(entityId, selector);
    }

    function _names(Validation storage validation, ValidationHead head, bytes4 selector) private view returns (bool) {
        if (head.names(selector)) return true;

        bytes4[] memory selectors = validation.selectors;
        for (uint256 i = 0; i < selectors.length; i++) {
            if (selectors[i] == selector) return true;
        }
        return false;
    }
}

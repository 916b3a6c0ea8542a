// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccount, IAccountExecute} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900AccountView} from "../interfaces/IERC6900AccountView.sol";
import {IERC6900ExecutionHookModule} from "../interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900ExecutionModule} from "../interfaces/IERC6900ExecutionModule.sol";
import {IERC6900Module} from "../interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title The functions that are not a module's
library NativeFunctionLib {
    /* ERC-4337 in the form of EntryPoint v0.7 and later: what others than accounts answer there */

    /// @dev validatePaymasterUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32,uint256)
    bytes4 private constant VALIDATE_PAYMASTER_USER_OP = 0x52b7512c;
    /// @dev postOp(uint8,bytes,uint256,uint256)
    bytes4 private constant POST_OP = 0x7c627b21;
    /// @dev validateSignatures((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)[],bytes)
    bytes4 private constant VALIDATE_SIGNATURES = 0x2dd81133;
    /// @dev validateUserOpSignature((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes))
    bytes4 private constant VALIDATE_USER_OP_SIGNATURE = 0x062a422b;
    /// @dev aggregateSignatures((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)[])
    bytes4 private constant AGGREGATE_SIGNATURES = 0xae574a43;

    /// @notice Whether the account executes by it: these functions are validated, may be authorized by a global
    /// validation, and carry execution hooks.
    function isExecution(bytes4 selector) internal pure returns (bool) {
        // The two that most operations call come first, apart: else all are compared.
        if (selector == IERC6900Account.execute.selector || selector == IERC6900Account.executeBatch.selector) {
            return true;
        }

        return selector == IERC6900Account.installValidation.selector
            || selector == IERC6900Account.uninstallValidation.selector
            || selector == IERC6900Account.installExecution.selector
            || selector == IERC6900Account.uninstallExecution.selector;
    }

    /// @notice Whether it is any function of the account itself.
    function isNative(bytes4 selector) internal pure returns (bool) {
        return isExecution(selector) || selector == IERC6900Account.executeWithRuntimeValidation.selector
            || selector == IERC6900Account.accountId.selector
            || selector == IERC6900AccountView.getExecutionData.selector
            || selector == IERC6900AccountView.getValidationData.selector
            || selector == IReferenceAccount.initialize.selector || selector == IReferenceAccount.entryPoint.selector
            || selector == IAccount.validateUserOp.selector || selector == IAccountExecute.executeUserOp.selector
            || selector == IERC1271.isValidSignature.selector || selector == IERC165.supportsInterface.selector
            || selector == IERC721Receiver.onERC721Received.selector
            || selector == IERC1155Receiver.onERC1155Received.selector
            || selector == IERC1155Receiver.onERC1155BatchReceived.selector;
    }

    /// @notice Whether no module may add it to the account: what is native, and what would make an account answer as a
    /// paymaster, an aggregator or a module.
    function isReserved(bytes4 selector) internal pure returns (bool) {
        return isNative(selector) || _isOfModules(selector) || selector == VALIDATE_PAYMASTER_USER_OP
            || selector == POST_OP || selector == VALIDATE_SIGNATURES || selector == VALIDATE_USER_OP_SIGNATURE
            || selector == AGGREGATE_SIGNATURES;
    }

    function _isOfModules(bytes4 selector) private pure returns (bool) {
        return selector == IERC6900Module.onInstall.selector || selector == IERC6900Module.onUninstall.selector
            || selector == IERC6900Module.moduleId.selector
            || selector == IERC6900ExecutionModule.executionManifest.selector
            || selector == IERC6900ExecutionHookModule.preExecutionHook.selector
            || selector == IERC6900ExecutionHookModule.postExecutionHook.selector
            || selector == IERC6900ValidationModule.validateUserOp.selector
            || selector == IERC6900ValidationModule.validateRuntime.selector
            || selector == IERC6900ValidationModule.validateSignature.selector
            || selector == IERC6900ValidationHookModule.preUserOpValidationHook.selector
            || selector == IERC6900ValidationHookModule.preRuntimeValidationHook.selector
            || selector == IERC6900ValidationHookModule.preSignatureValidationHook.selector;
    }
}

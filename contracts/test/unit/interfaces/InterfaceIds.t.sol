// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccount, IAccountExecute, IEntryPoint} from "../../../src/interfaces/IERC4337.sol";
import {IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {IERC6900AccountView} from "../../../src/interfaces/IERC6900AccountView.sol";
import {IERC6900ExecutionHookModule} from "../../../src/interfaces/IERC6900ExecutionHookModule.sol";
import {IERC6900ExecutionModule} from "../../../src/interfaces/IERC6900ExecutionModule.sol";
import {IERC6900Module} from "../../../src/interfaces/IERC6900Module.sol";
import {IERC6900ValidationHookModule} from "../../../src/interfaces/IERC6900ValidationHookModule.sol";
import {IERC6900ValidationModule} from "../../../src/interfaces/IERC6900ValidationModule.sol";
import {IERC7579Hook} from "../../../src/interfaces/IERC7579Hook.sol";
import {IERC7579Module, IERC7579Validator} from "../../../src/interfaces/IERC7579Validator.sol";
import {Test} from "../../utils/Test.sol";
import {IERC7579Hook as TheirHook} from "@openzeppelin/contracts/interfaces/draft-IERC7579.sol";

/// @notice Our own wording of other people's interfaces must have their ids, selectors and topics.
contract InterfaceIdsTest is Test {
    function test_ERC6900_HasTheIdsOfTheStandard() public pure {
        assertId(type(IERC6900Module).interfaceId, 0x46c0c1b4, "IERC6900Module");
        assertId(type(IERC6900ValidationModule).interfaceId, 0xab3e34c1, "IERC6900ValidationModule");
        assertId(type(IERC6900ValidationHookModule).interfaceId, 0x28171ad0, "IERC6900ValidationHookModule");
        assertId(type(IERC6900ExecutionHookModule).interfaceId, 0xb02cc192, "IERC6900ExecutionHookModule");
        assertId(type(IERC6900ExecutionModule).interfaceId, 0xae5628c6, "IERC6900ExecutionModule");
        assertId(type(IERC6900Account).interfaceId, 0xd2d1a782, "IERC6900Account");
        assertId(type(IERC6900AccountView).interfaceId, 0xa667dd7d, "IERC6900AccountView");
    }

    function test_ERC6900Modules_HaveTheSelectorsOfTheStandard() public pure {
        assertId(IERC6900Module.onInstall.selector, 0x6d61fe70, "onInstall");
        assertId(IERC6900Module.onUninstall.selector, 0x8a91b0e3, "onUninstall");
        assertId(IERC6900Module.moduleId.selector, 0xa1308f27, "moduleId");
        assertId(IERC6900ValidationModule.validateUserOp.selector, 0x0ab8785f, "validateUserOp");
        assertId(IERC6900ValidationModule.validateRuntime.selector, 0x465d33e0, "validateRuntime");
        assertId(IERC6900ValidationModule.validateSignature.selector, 0xe7db7f7e, "validateSignature");
        assertId(IERC6900ValidationHookModule.preUserOpValidationHook.selector, 0x2a3d428c, "preUserOpValidationHook");
        assertId(IERC6900ValidationHookModule.preRuntimeValidationHook.selector, 0x3d6bda32, "preRuntimeValidationHook");
        assertId(
            IERC6900ValidationHookModule.preSignatureValidationHook.selector, 0x3f41826e, "preSignatureValidationHook"
        );
        assertId(IERC6900ExecutionHookModule.preExecutionHook.selector, 0xed6dfb13, "preExecutionHook");
        assertId(IERC6900ExecutionHookModule.postExecutionHook.selector, 0x5d413a81, "postExecutionHook");
    }

    function test_ERC6900Account_HasTheSelectorsAndTopicsOfTheStandard() public pure {
        assertId(IERC6900Account.execute.selector, 0xb61d27f6, "execute");
        assertId(IERC6900Account.executeBatch.selector, 0x34fcd5be, "executeBatch");
        assertId(IERC6900Account.executeWithRuntimeValidation.selector, 0xf2680c0f, "executeWithRuntimeValidation");
        assertId(IERC6900Account.installExecution.selector, 0x001a63e9, "installExecution");
        assertId(IERC6900Account.uninstallExecution.selector, 0x93b1dc61, "uninstallExecution");
        assertId(IERC6900Account.installValidation.selector, 0x1bbf564c, "installValidation");
        assertId(IERC6900Account.uninstallValidation.selector, 0xb6b1ccfe, "uninstallValidation");
        assertId(IERC6900Account.accountId.selector, 0x9cfd7cff, "accountId");
        assertId(IERC6900AccountView.getExecutionData.selector, 0x757c8a26, "getExecutionData");
        assertId(IERC6900AccountView.getValidationData.selector, 0xd31b575b, "getValidationData");
        assertEq(
            IERC6900Account.ValidationInstalled.selector,
            0xc36a28045e90a1163d24d4216c8cfd8c44c4e835a486fb84d511d6b9e0736db9,
            "ValidationInstalled"
        );
        assertEq(
            IERC6900Account.ValidationUninstalled.selector,
            0x43f7309d11ba6b2e180e9ab8a6da09d2fa1f585d7daed4b26c1c7f2a90b867a2,
            "ValidationUninstalled"
        );
    }

    function test_ERC4337_HasTheIdsAndSelectorsOfTheStandard() public pure {
        assertId(type(IAccount).interfaceId, 0x19822f7c, "IAccount");
        assertId(type(IAccountExecute).interfaceId, 0x8dd7712f, "IAccountExecute");
        assertId(IEntryPoint.handleOps.selector, 0x765e827f, "handleOps");
        assertId(IEntryPoint.getUserOpHash.selector, 0x22cdde4c, "getUserOpHash");
        assertId(IEntryPoint.getNonce.selector, 0x35567e1a, "getNonce");
        assertId(IEntryPoint.FailedOp.selector, 0x220266b6, "FailedOp");
        assertId(IEntryPoint.FailedOpWithRevert.selector, 0x65c8fd4d, "FailedOpWithRevert");
    }

    function test_ERC7579_HasTheSelectorsOfTheStandard() public pure {
        assertId(IERC7579Validator.validateUserOp.selector, 0x97003203, "validateUserOp");
        assertId(IERC7579Validator.isValidSignatureWithSender.selector, 0xf551e2ee, "isValidSignatureWithSender");
        assertId(IERC7579Module.isModuleType.selector, 0xecd05961, "isModuleType");
        assertId(IERC7579Hook.preCheck.selector, TheirHook.preCheck.selector, "preCheck");
        assertId(IERC7579Hook.postCheck.selector, TheirHook.postCheck.selector, "postCheck");
        assertId(IERC7579Module.onInstall.selector, IERC6900Module.onInstall.selector, "onInstall is ERC-6900's");
        assertId(IERC7579Module.onUninstall.selector, IERC6900Module.onUninstall.selector, "onUninstall is ERC-6900's");
    }

    function assertId(bytes4 actual, bytes4 expected, string memory text) private pure {
        assertEq(bytes32(actual), bytes32(expected), text);
    }
}

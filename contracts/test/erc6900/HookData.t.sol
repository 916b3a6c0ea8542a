// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {ExecutionManifest} from "../../src/interfaces/ERC6900Types.sol";
import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {RecordingModule} from "../mocks/RecordingModule.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: what execution hooks see. One contract for each EntryPoint below.
abstract contract HookDataSpecification is Erc6900Test {
    function test_H1_HooksOfAValidationMustGetAllOfExecuteUserOp() public {
        installSession(list(executionHook(FIRST_HOOK)));
        PackedUserOperation memory userOp = sessionOp(OPTION_NONE, wrapped(executeCall()), finalSegment("signature"));

        assertSucceeded(send(_entryPoint, userOp));

        bytes memory whole = abi.encodeCall(_account.executeUserOp, (userOp, _entryPoint.getUserOpHash(userOp)));
        assertEq(_entry(1).data, whole, "data that the hook saw");
    }

    function test_H2_HooksOfAFunctionMustGetTheCallBehindExecuteUserOp() public {
        installSession(none());
        installManifest(hookManifest(_execute, FIRST_HOOK));
        assertSucceeded(sendSession(wrapped(executeCall())));
        assertEq(_entry(1).data, executeCall(), "data that the hook saw");

        _module.forget();
        uninstallSession("", none());
        installSession(list(executionHook(SECOND_HOOK)));
        assertSucceeded(sendSession(wrapped(executeCall())));
        assertEq(_entry(2).entityId, FIRST_HOOK, "the hook of the function");
        assertEq(_entry(2).data, executeCall(), "data that it saw behind a hook of the validation");
    }

    function test_H3_AllHooksMustGetTheInnerCallOfRuntimeValidation() public {
        installSession(list(executionHook(FIRST_HOOK)));
        installManifest(hookManifest(_execute, SECOND_HOOK));

        callAccount(_caller, 0, runtimeCall(executeCall()));

        assertEq(_entry(1).entityId, FIRST_HOOK, "the hook of the validation");
        assertEq(_entry(1).data, executeCall(), "data that it saw");
        assertEq(_entry(2).entityId, SECOND_HOOK, "the hook of the function");
        assertEq(_entry(2).data, executeCall(), "data that it saw");
    }

    function test_H4_HooksOfAFunctionMustGetAnyOtherCallAsItIs() public {
        installSession(none());
        installCaller(_caller, list(_execute), none());
        installManifest(hookManifest(_execute, FIRST_HOOK));

        assertSucceeded(sendSession(executeCall()));
        assertEq(_entry(1).data, executeCall(), "data that the hook saw from the EntryPoint");
        _module.forget();
        callAccount(_caller, 0, executeCall());
        assertEq(_entry(0).data, executeCall(), "data that the hook saw in a direct call");
        _module.forget();
        callAccount(address(_account), 0, executeCall());
        assertEq(_entry(0).data, executeCall(), "data that the hook saw from the account itself");
    }

    function test_H5_FirstInstalledHookIsRecommendedToRunFirst() public {
        installSession(list(executionHook(FIRST_HOOK), executionHook(SECOND_HOOK)));
        ExecutionManifest memory manifest = hookManifest(_execute, SECOND_HOOK);
        installManifest(withHook(manifest, _execute, FIRST_HOOK, ModuleConfigLib.HOOK_PRE));

        assertSucceeded(sendSession(wrapped(executeCall())));

        assertEq(_entry(1).entityId, FIRST_HOOK, "first of the validation");
        assertEq(_entry(2).entityId, SECOND_HOOK, "second of the validation");
        assertEq(_entry(3).entityId, SECOND_HOOK, "first of the function");
        assertEq(_entry(4).entityId, FIRST_HOOK, "second of the function");
    }

    function _entry(uint256 index) private view returns (RecordingModule.Entry memory) {
        return _module.entries()[index];
    }
}

contract Erc6900_HookDataOnV07_Test is HookDataSpecification {}

contract Erc6900_HookDataOnV08_Test is HookDataSpecification {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV08();
    }
}

contract Erc6900_HookDataOnV09_Test is HookDataSpecification {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV09();
    }
}

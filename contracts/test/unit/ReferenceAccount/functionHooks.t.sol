// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {ExecutionManifest} from "../../../src/interfaces/ERC6900Types.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_FunctionHooks_Test is ReferenceAccountUnitTest {
    uint32 private constant THIRD_HOOK = 23;

    address private _caller;
    bytes4 private _execute;
    bytes32[] private _steps;

    function setUp() public override {
        super.setUp();
        _caller = makeAddress("caller");
        _execute = _account.execute.selector;
    }

    function test_GivenHooksOnEveryFunctionThatExecutes() public {
        ExecutionManifest memory some = withFunction(_none(), 0x12345678, false, false);
        bytes[6] memory calls = [
            executeCall(),
            abi.encodeCall(_account.executeBatch, (one(address(_module), actCall()))),
            abi.encodeCall(_account.installExecution, (address(_module), some, "")),
            abi.encodeCall(_account.uninstallExecution, (address(_module), some, "")),
            abi.encodeCall(
                _account.installValidation,
                (validationConfig(address(_module), ENTITY_ID, 1), new bytes4[](0), "", none())
            ),
            abi.encodeCall(_account.uninstallValidation, (moduleEntity(address(_module), ENTITY_ID), "", none()))
        ];

        for (uint256 i = 0; i < calls.length; i++) {
            ExecutionManifest memory manifest = hookManifest(bytes4(calls[i]), FIRST_HOOK);
            installManifest(manifest);
            _module.forget();
            callAccount(i % 2 == 0 ? address(_account) : address(_entryPoint), 0, calls[i]);

            RecordingModule.Entry[] memory entries = _module.entries();
            assertEq(entries[0].selector, _module.preExecutionHook.selector, "hook before");
            assertEq(entries[0].data, calls[i], "data that the hook saw");
            assertEq(entries[entries.length - 1].selector, _module.postExecutionHook.selector, "hook after");
            assertEq(entries[entries.length - 1].data, abi.encodePacked("context of ", FIRST_HOOK), "context");
            assertEq(entries.length, i < 2 ? 3 : 2, "steps");
            uninstallManifest(manifest);
        }
    }

    function test_GivenHooksOfOneKind() public {
        ExecutionManifest memory manifest = withHook(_none(), _execute, FIRST_HOOK, ModuleConfigLib.HOOK_POST);
        installManifest(withHook(manifest, _execute, SECOND_HOOK, ModuleConfigLib.HOOK_PRE));

        callAccount(address(_account), 0, executeCall());

        _steps = [preStep(SECOND_HOOK), actStep(), postStep(FIRST_HOOK)];
        assertSteps(_steps);
        assertEq(_module.entries()[2].data, "", "context of a hook that only runs after");
    }

    function test_WhenABatchCallsTheAccount() public {
        installManifest(withHook(actManifest(), _module.act.selector, SECOND_HOOK, PRE_AND_POST));
        installManifest(hookManifest(_account.executeBatch.selector, FIRST_HOOK));

        callAccount(address(_entryPoint), 0, abi.encodeCall(_account.executeBatch, (one(address(_account), actCall()))));

        _steps = [preStep(FIRST_HOOK), preStep(SECOND_HOOK), actStep(), postStep(SECOND_HOOK), postStep(FIRST_HOOK)];
        assertSteps(_steps);
        assertEq(_module.entries()[1].sender, address(_account), "sender that the inner hook saw");
        assertEq(_module.entries()[1].data, actCall(), "data that the inner hook saw");
    }

    function test_RevertWhen_AHookBeforeReverts() public {
        _refusedBy(_module.preExecutionHook.selector);
    }

    function test_RevertWhen_AHookAfterReverts() public {
        _refusedBy(_module.postExecutionHook.selector);
    }

    function test_WhenBehindExecuteUserOp() public {
        _installBoth();

        _executeUserOp(executeCall());

        _assertBoth();
        bytes memory context = _withContext(executeCall());
        bytes memory whole =
            abi.encodeCall(_account.executeUserOp, (_userOp(0, context, finalSegment("")), USER_OP_HASH));
        assertEq(_module.entries()[0].data, whole, "data that the hook of the validation saw");
        assertEq(_module.entries()[1].data, executeCall(), "data that the hook of the function saw");
    }

    function test_WhenByRuntimeValidation() public {
        _installBoth();
        bytes memory authorization = abi.encodePacked(locator(ENTITY_ID, 0), finalSegment(""));

        callAccount(_caller, 9, abi.encodeCall(_account.executeWithRuntimeValidation, (executeCall(), authorization)));

        RecordingModule.Entry[] memory entries = _module.entries();
        for (uint256 i = 1; i < 3; i++) {
            assertEq(entries[i].sender, _caller, "sender that the hook saw");
            assertEq(entries[i].value, 9, "value that the hook saw");
            assertEq(entries[i].data, executeCall(), "data that the hook saw");
        }
    }

    function test_WhenAHookOfTheValidationUninstallsAHookOfTheFunction() public {
        _installBoth();
        _plan(abi.encodeCall(_account.uninstallExecution, (address(_module), hookManifest(_execute, SECOND_HOOK), "")));

        _executeUserOp(executeCall());

        _assertBoth();
        assertEq(_account.getExecutionData(_execute).executionHooks.length, 0, "hooks left");
    }

    function test_WhenAHookOfTheValidationInstallsAHookOnTheFunction() public {
        _installBoth();
        _plan(abi.encodeCall(_account.installExecution, (address(_module), hookManifest(_execute, THIRD_HOOK), "")));

        _executeUserOp(executeCall());

        _assertBoth();
        assertEq(_account.getExecutionData(_execute).executionHooks.length, 2, "hooks from now on");
    }

    function test_WhenTheCallUninstallsAHookOfItsFunction() public {
        ExecutionManifest memory manifest = hookManifest(_account.uninstallExecution.selector, FIRST_HOOK);
        installManifest(manifest);

        uninstallManifest(manifest);

        _steps = [preStep(FIRST_HOOK), postStep(FIRST_HOOK)];
        assertSteps(_steps);
    }

    /// @dev What skips the hooks once must not skip those of a later function in the same transaction.
    function test_WhenTheFunctionBehindHasNoHooksOfItsOwnToRun() public {
        _installSessionFor(_account.accountId.selector);
        installManifest(withHook(actManifest(), _module.act.selector, SECOND_HOOK, PRE_AND_POST));
        installCaller(address(_module), list(_account.executeBatch.selector, _module.act.selector), none());
        _module.send(
            _module.postExecutionHook.selector,
            address(_account),
            abi.encodeCall(_account.executeBatch, (one(address(_account), actCall())))
        );

        _executeUserOp(abi.encodeCall(_account.accountId, ()));

        _steps = [preStep(FIRST_HOOK), postStep(FIRST_HOOK), preStep(SECOND_HOOK), actStep(), postStep(SECOND_HOOK)];
        assertSteps(_steps);
    }

    function test_WhenAFunctionInstallsHooksOnItself() public {
        bytes4 selector = _account.installExecution.selector;
        installManifest(hookManifest(selector, FIRST_HOOK));
        assertEq(_module.entries().length, 0, "steps of the first call");

        installManifest(actManifest());
        _steps = [preStep(FIRST_HOOK), postStep(FIRST_HOOK)];
        assertSteps(_steps);
    }

    function _refusedBy(bytes4 hookFunction) private {
        installManifest(hookManifest(_execute, FIRST_HOOK));
        _module.refuse(hookFunction);

        refuseCall(
            address(_account), executeCall(), abi.encodeWithSelector(RecordingModule.Refused.selector, hookFunction)
        );
    }

    /// @dev A hook of the validation and one of the function, around `execute`.
    function _installBoth() private {
        _installSessionFor(_execute);
        installManifest(hookManifest(_execute, SECOND_HOOK));
        _module.forget();
    }

    function _installSessionFor(bytes4 selector) private {
        install(
            validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP),
            list(selector),
            list(hookItem(address(_module), FIRST_HOOK, PRE_AND_POST, ""))
        );
    }

    /// @dev Lets the module change the account while its hook before runs.
    function _plan(bytes memory data) private {
        installCaller(
            address(_module), list(_account.installExecution.selector, _account.uninstallExecution.selector), none()
        );
        _module.send(_module.preExecutionHook.selector, address(_account), data);
    }

    function _executeUserOp(bytes memory callData) private {
        vm.prank(address(_entryPoint));
        _account.executeUserOp(_userOp(0, _withContext(callData), finalSegment("")), USER_OP_HASH);
    }

    function _assertBoth() private {
        _steps = [preStep(FIRST_HOOK), preStep(SECOND_HOOK), actStep(), postStep(SECOND_HOOK), postStep(FIRST_HOOK)];
        assertSteps(_steps);
    }

    function _none() private pure returns (ExecutionManifest memory manifest) {
        return manifest;
    }
}

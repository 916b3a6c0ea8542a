// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExecutionManifest} from "../../src/interfaces/ERC6900Types.sol";
import {IEntryPoint} from "../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: executing. One contract for each EntryPoint below.
abstract contract ExecutionFlowSpecification is Erc6900Test {
    function test_X1_OtherCallersMustHaveADirectCallValidation() public {
        installManifest(actManifest());
        bytes[7] memory calls = [
            actCall(),
            executeCall(),
            abi.encodeCall(_account.executeBatch, (one(address(_module), actCall()))),
            abi.encodeCall(_account.installExecution, (address(_module), nothing(), "")),
            abi.encodeCall(_account.uninstallExecution, (address(_module), actManifest(), "")),
            abi.encodeCall(
                _account.installValidation,
                (validationConfig(address(_module), ENTITY_ID, 1), new bytes4[](0), "", none())
            ),
            abi.encodeCall(_account.uninstallValidation, (moduleEntity(address(_module), ENTITY_ID), "", none()))
        ];

        for (uint256 i = 0; i < calls.length; i++) {
            refuseCall(
                _caller, calls[i], abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _caller)
            );
        }
    }

    function test_X2_HooksOfFunctionAndValidationMustRunBefore() public {
        _installBoth();

        assertSucceeded(sendSession(wrapped(executeCall())));

        _assertBoth();
    }

    function test_X3_HooksOfTheValidationMustComeFirst() public {
        installManifest(hookManifest(_execute, SECOND_HOOK));
        installSession(list(executionHook(FIRST_HOOK)));

        callAccount(_caller, 0, runtimeCall(executeCall()));

        _steps = [step(_module.validateRuntime.selector, ENTITY_ID), preStep(FIRST_HOOK), preStep(SECOND_HOOK)];
        _steps.push(actStep());
        _steps.push(postStep(SECOND_HOOK));
        _steps.push(postStep(FIRST_HOOK));
        assertSteps(_steps);
    }

    function test_X4_FunctionMustRun() public {
        installSession(none());
        installManifest(actManifest());
        callAccount(address(_account), 0, actCall());
        assertSucceeded(sendSession(executeCall()));

        _steps = [actStep(), step(_module.validateUserOp.selector, ENTITY_ID), actStep()];
        assertSteps(_steps);
    }

    function test_X5_HooksAfterMustRunInReverseWithWhatTheHooksBeforeSaid() public {
        ExecutionManifest memory manifest = hookManifest(_execute, FIRST_HOOK);
        installManifest(withHook(manifest, _execute, SECOND_HOOK, PRE_AND_POST));

        callAccount(address(_account), 0, executeCall());

        _steps = [preStep(FIRST_HOOK), preStep(SECOND_HOOK), actStep(), postStep(SECOND_HOOK), postStep(FIRST_HOOK)];
        assertSteps(_steps);
        assertEq(_module.entries()[3].data, abi.encodePacked("context of ", SECOND_HOOK), "context of the second");
        assertEq(_module.entries()[4].data, abi.encodePacked("context of ", FIRST_HOOK), "context of the first");
    }

    function test_X6_HooksMustBeThoseOfTheBeginning() public {
        _installBoth();
        installCaller(
            address(_module), list(_account.uninstallExecution.selector, _account.uninstallValidation.selector), none()
        );
        _module.send(
            _module.preExecutionHook.selector,
            address(_account),
            abi.encodeCall(_account.uninstallExecution, (address(_module), hookManifest(_execute, SECOND_HOOK), ""))
        );
        _module.send(
            _module.act.selector,
            address(_account),
            abi.encodeCall(_account.uninstallValidation, (moduleEntity(address(_module), ENTITY_ID), "", none()))
        );

        assertSucceeded(sendSession(wrapped(executeCall())));

        _assertBoth();
        assertReverted(
            sendSession(wrapped(executeCall())),
            abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID)
        );
    }

    function test_X7_PublicFunctionsShouldOmitRuntimeValidationButRunTheirHooks() public {
        ExecutionManifest memory manifest = withFunction(nothing(), _module.act.selector, true, false);
        installManifest(withHook(manifest, _module.act.selector, FIRST_HOOK, PRE_AND_POST));
        installCaller(_caller, list(_module.act.selector), list(validationHook(SECOND_HOOK)));

        callAccount(_caller, 0, actCall());
        callAccount(_owner, 0, actCall());

        _steps = [preStep(FIRST_HOOK), actStep(), postStep(FIRST_HOOK), preStep(FIRST_HOOK), actStep()];
        _steps.push(postStep(FIRST_HOOK));
        assertSteps(_steps);
    }

    function test_X7_PublicFunctionsStillNeedTheValidationOfOperations() public {
        installManifest(withFunction(nothing(), _module.act.selector, true, false));
        installSession(none());

        assertReverted(sendSession(actCall()), notAllowed(ENTITY_ID, _module.act.selector));
    }

    function test_X8_FunctionThatNobodyInstalledMustRevert() public {
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.FunctionNotInstalled.selector, _module.act.selector);
        install(validationConfig(address(_module), ENTITY_ID, 1), list(_module.act.selector), none());

        refuseCall(_caller, actCall(), refusal);
        assertFailed(sendSession(actCall()), refusal);
    }

    function _installBoth() private {
        installSession(list(executionHook(FIRST_HOOK)));
        installManifest(hookManifest(_execute, SECOND_HOOK));
    }

    function _assertBoth() private {
        _steps = [step(_module.validateUserOp.selector, ENTITY_ID), preStep(FIRST_HOOK), preStep(SECOND_HOOK)];
        _steps.push(actStep());
        _steps.push(postStep(SECOND_HOOK));
        _steps.push(postStep(FIRST_HOOK));
        assertSteps(_steps);
    }
}

contract Erc6900_ExecutionFlowOnV07_Test is ExecutionFlowSpecification {}

contract Erc6900_ExecutionFlowOnV08_Test is ExecutionFlowSpecification {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV08();
    }
}

contract Erc6900_ExecutionFlowOnV09_Test is ExecutionFlowSpecification {
    function deployEntryPoint() internal override returns (IEntryPoint) {
        return deployEntryPointV09();
    }
}

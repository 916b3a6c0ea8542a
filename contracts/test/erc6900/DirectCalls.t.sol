// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: calls that come neither from the EntryPoint nor from the account itself.
contract Erc6900_DirectCalls_Test is Erc6900Test {
    function test_D1_CallerWithADirectCallValidationMustBeAllowedWithoutRuntimeValidation() public {
        installManifest(actManifest());
        installCaller(_caller, list(_execute, _module.act.selector), none());

        callAccount(_caller, 0, executeCall());
        callAccount(_caller, 0, actCall());

        _steps = [actStep(), actStep()];
        assertSteps(_steps);
    }

    function test_D1_DirectCallValidationMustApplyToTheFunction() public {
        installManifest(actManifest());
        installCaller(_caller, list(_module.act.selector), none());

        refuseCall(_caller, executeCall(), notAllowed(DIRECT_CALL_ENTITY_ID, _execute));
    }

    function test_D1_DirectCallValidationsOfTwoCallersAreTwo() public {
        installManifest(actManifest());
        installCaller(_caller, list(_module.act.selector), none());
        installCaller(_owner, list(_execute), none());

        callAccount(_caller, 0, actCall());
        callAccount(_owner, 0, executeCall());
        refuseCall(_owner, actCall(), notAllowed(DIRECT_CALL_ENTITY_ID, _module.act.selector));
    }

    function test_F8_ExecuteMustNotHaveTheAccountAsTargetInADirectCall() public {
        installCaller(_caller, list(_execute), none());

        refuseCall(
            _caller,
            abi.encodeCall(_account.execute, (address(_account), 0, executeCall())),
            abi.encodeWithSelector(IReferenceAccount.ExecuteToSelf.selector)
        );
    }

    function test_F8_ValidationMustApplyToTheCallsOfABatchInADirectCall() public {
        installManifest(actManifest());
        installCaller(_caller, list(_account.executeBatch.selector), none());

        refuseCall(
            _caller,
            abi.encodeCall(_account.executeBatch, (one(address(_account), actCall()))),
            notAllowed(DIRECT_CALL_ENTITY_ID, _module.act.selector)
        );
    }

    function test_F6_HooksMustBeThoseOfTheBeginningInADirectCall() public {
        installCaller(_caller, list(_execute), list(validationHook(FIRST_HOOK), validationHook(SECOND_HOOK)));
        replaceWithoutHooks(_caller, DIRECT_CALL_ENTITY_ID, 0);
        bytes4 hookFunction = _module.preRuntimeValidationHook.selector;

        callAccount(_caller, 0, executeCall());
        callAccount(_caller, 0, executeCall());

        _steps = [step(hookFunction, FIRST_HOOK), step(hookFunction, SECOND_HOOK), actStep(), actStep()];
        assertSteps(_steps);
    }

    function test_D2_ItsHooksMustStillRun() public {
        installManifest(hookManifest(_execute, SECOND_HOOK));
        installCaller(_caller, list(_execute), list(validationHook(FIRST_HOOK), executionHook(FIRST_HOOK)));

        callAccount(_caller, 0, executeCall());

        _steps = [step(_module.preRuntimeValidationHook.selector, FIRST_HOOK), preStep(FIRST_HOOK)];
        _steps.push(preStep(SECOND_HOOK));
        _steps.push(actStep());
        _steps.push(postStep(SECOND_HOOK));
        _steps.push(postStep(FIRST_HOOK));
        assertSteps(_steps);
    }

    function test_D2_ItsValidationHooksMayRefuse() public {
        installCaller(_caller, list(_execute), list(validationHook(FIRST_HOOK)));
        _module.refuse(_module.preRuntimeValidationHook.selector);

        refuseCall(_caller, executeCall(), refusedBy(_module.preRuntimeValidationHook.selector));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {ExecutionManifest} from "../../../src/interfaces/ERC6900Types.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_ModuleFunctions_Test is ReferenceAccountUnitTest {
    address private _caller;

    function setUp() public override {
        super.setUp();
        _caller = makeAddress("caller");
    }

    function test_RevertWhen_TheFunctionIsNobodys() public {
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.FunctionNotInstalled.selector, _module.act.selector);
        installManifest(hookManifest(_module.act.selector, FIRST_HOOK));

        refuseCall(_caller, actCall(), refusal);
        refuseCall(address(_account), actCall(), refusal);
        refuseCall(address(_entryPoint), actCall(), refusal);
    }

    function test_RevertWhen_TheCallIsTooShortToNameAFunction() public {
        installManifest(withFunction(_none(), 0x12345600, true, false));

        refuseCall(_caller, hex"123456", abi.encodeWithSelector(IReferenceAccount.CallDataTooShort.selector, 3, 4));
    }

    function test_WhenEtherComesWithoutACall() public {
        uint256 before = address(_account).balance;

        callAccount(_caller, 3, "");

        assertEq(address(_account).balance, before + 3, "balance");
    }

    function test_RevertWhen_CallerIsNeitherTheEntryPointNorTheAccount() public {
        installManifest(actManifest());

        refuseCall(_caller, actCall(), abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _caller));
    }

    function test_WhenTheEntryPointOrTheAccountCalls() public {
        installManifest(actManifest());
        address[2] memory callers = [address(_entryPoint), address(_account)];

        for (uint256 i = 0; i < callers.length; i++) {
            bytes memory result = callAccount(callers[i], 7, actCall());
            assertEq(result, abi.encode(address(_account), 7, 42), "result");
            assertEq(_module.entries()[i].data, actCall(), "call of the module");
        }
        assertEq(address(_module).balance, 14, "balance of the module");
    }

    function test_RevertWhen_TheModuleReverts() public {
        installManifest(actManifest());
        _module.refuse(_module.act.selector);

        refuseCall(
            address(_account), actCall(), abi.encodeWithSelector(RecordingModule.Refused.selector, _module.act.selector)
        );
    }

    function test_GivenTheFunctionIsPublic() public {
        ExecutionManifest memory manifest = withFunction(_none(), _module.act.selector, true, false);
        installManifest(withHook(manifest, _module.act.selector, FIRST_HOOK, PRE_AND_POST));
        installCaller(_caller, list(_module.act.selector), _twoHooks());

        bytes memory result = callAccount(_caller, 7, actCall());

        assertEq(result, abi.encode(address(_account), 7, 42), "result");
        bytes32[] memory steps = new bytes32[](3);
        (steps[0], steps[1], steps[2]) = (preStep(FIRST_HOOK), actStep(), postStep(FIRST_HOOK));
        assertSteps(steps);
        assertEq(_module.entries()[0].sender, _caller, "sender that the hook saw");
        assertEq(_module.entries()[0].value, 7, "value that the hook saw");
    }

    function test_WhenAValidationNamesIt() public {
        installManifest(actManifest());
        install(
            validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP),
            list(_module.act.selector),
            none()
        );

        _allowed(OPTION_NONE, actCall());
    }

    function test_WhenAGlobalValidationIsAskedFor_GivenTheFunctionAllowsIt() public {
        installManifest(withFunction(_none(), _module.act.selector, false, true));
        install(validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_ALL), new bytes4[](0), none());

        _allowed(OPTION_GLOBAL, actCall());
        _allowed(OPTION_GLOBAL, abi.encodeCall(_account.executeBatch, (one(address(_account), actCall()))));
    }

    function test_RevertWhen_AGlobalValidationIsAskedFor_GivenTheFunctionDoesNotAllowIt() public {
        installManifest(withFunction(_none(), _module.act.selector, true, false));
        install(validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_ALL), new bytes4[](0), none());
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, ENTITY_ID, _module.act.selector);

        _refused(OPTION_GLOBAL, actCall(), refusal);
        _refused(OPTION_GLOBAL, abi.encodeCall(_account.executeBatch, (one(address(_account), actCall()))), refusal);
    }

    function _none() private pure returns (ExecutionManifest memory manifest) {
        return manifest;
    }
}

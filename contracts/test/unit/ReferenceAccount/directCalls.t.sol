// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {ExecutionManifest, ValidationDataView, ValidationFlags} from "../../../src/interfaces/ERC6900Types.sol";
import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {RecordingModule} from "../../mocks/RecordingModule.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_DirectCalls_Test is ReferenceAccountUnitTest {
    address private _caller;
    address private _other;
    bytes4 private _execute;
    bytes4 private _batch;
    bytes32[] private _steps;

    function setUp() public override {
        super.setUp();
        _caller = makeAddress("caller");
        _other = makeAddress("other caller");
        _execute = _account.execute.selector;
        _batch = _account.executeBatch.selector;
    }

    function test_RevertGiven_NoValidationOfTheCaller() public {
        installCaller(_other, list(_execute), none());

        refuseCall(
            _caller, executeCall(), abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _caller)
        );
    }

    function test_GivenValidationsOfTwoCallers() public {
        installManifest(actManifest());
        installCaller(_caller, list(_execute), none());
        installCaller(_other, list(_module.act.selector), none());

        assertEq(
            callAccount(_caller, 5, executeCall()),
            abi.encode(abi.encode(address(_account), 0, 42)),
            "result for the first caller"
        );
        assertEq(callAccount(_other, 5, actCall()), abi.encode(address(_account), 5, 42), "result for the second");
        refuseCall(_caller, actCall(), _notAllowed(_module.act.selector));
        refuseCall(_other, executeCall(), _notAllowed(_execute));
    }

    function test_RevertWhen_TheFunctionIsNotListed() public {
        installCaller(_caller, list(_batch), none());

        refuseCall(_caller, executeCall(), _notAllowed(_execute));
        refuseCall(_caller, _installCall(), _notAllowed(_account.installValidation.selector));
    }

    function test_GivenAGlobalOne_WhenTheFunctionAllowsGlobalValidation() public {
        installManifest(withFunction(_none(), _module.act.selector, false, true));
        _installGlobal(list(_module.actToo.selector));

        callAccount(_caller, 0, actCall());
        callAccount(_caller, 0, executeCall());
        callAccount(_caller, 0, _installCall());

        assertEq(_module.entries().length, 2, "calls of the module");
    }

    function test_RevertGiven_AGlobalOne_WhenTheFunctionDoesNotAllowIt() public {
        installManifest(actManifest());
        _installGlobal(new bytes4[](0));

        refuseCall(_caller, actCall(), _notAllowed(_module.act.selector));
    }

    function test_RevertWhen_ExecuteHasTheAccountAsTarget() public {
        installCaller(_caller, list(_execute), none());

        refuseCall(
            _caller,
            abi.encodeCall(_account.execute, (address(_account), 0, _installCall())),
            abi.encodeWithSelector(IReferenceAccount.ExecuteToSelf.selector)
        );
    }

    function test_RevertWhen_ABatchCallsTheAccount_WhenTheInnerCallIsExecuteOrExecuteBatch() public {
        installCaller(_caller, list(_execute, _batch), none());

        refuseCall(
            _caller,
            abi.encodeCall(_account.executeBatch, (one(address(_account), executeCall()))),
            abi.encodeWithSelector(IReferenceAccount.ExecuteInsideBatch.selector, _execute)
        );
    }

    function test_RevertWhen_ABatchCallsTheAccount_WhenTheInnerFunctionIsNotAllowed() public {
        installCaller(_caller, list(_execute, _batch), none());

        refuseCall(
            _caller,
            abi.encodeCall(_account.executeBatch, (one(address(_account), _installCall()))),
            _notAllowed(_account.installValidation.selector)
        );
    }

    function test_WhenABatchCallsTheAccount_WhenTheInnerFunctionIsAllowed() public {
        installManifest(actManifest());
        installCaller(_caller, list(_module.act.selector, _batch), none());

        callAccount(_caller, 0, abi.encodeCall(_account.executeBatch, (one(address(_account), actCall()))));

        assertEq(_module.entries()[0].sender, address(_account), "caller of the module");
    }

    function test_GivenHooks() public {
        installManifest(hookManifest(_execute, SECOND_HOOK));
        _installWithHooks();

        callAccount(_caller, 9, executeCall());

        bytes32 validation = step(_module.preRuntimeValidationHook.selector, FIRST_HOOK);
        _steps = [
            validation,
            preStep(FIRST_HOOK),
            preStep(SECOND_HOOK),
            actStep(),
            postStep(SECOND_HOOK),
            postStep(FIRST_HOOK)
        ];
        assertSteps(_steps);
        RecordingModule.Entry[] memory entries = _module.entries();
        for (uint256 i = 0; i < 3; i++) {
            assertEq(entries[i].sender, _caller, "sender that the hook saw");
            assertEq(entries[i].value, 9, "value that the hook saw");
            assertEq(entries[i].data, executeCall(), "data that the hook saw");
            assertEq(entries[i].segment, "", "authorization that the hook saw");
        }
    }

    function test_RevertWhen_AValidationHookReverts() public {
        _installWithHooks();
        _module.refuse(_module.preRuntimeValidationHook.selector);

        refuseCall(
            _caller,
            executeCall(),
            abi.encodeWithSelector(RecordingModule.Refused.selector, _module.preRuntimeValidationHook.selector)
        );
    }

    function test_RevertWhen_AValidationHookUninstallsTheValidation() public {
        _installWithHooks();
        installCaller(address(_module), list(_account.uninstallValidation.selector), none());
        _module.send(
            _module.preRuntimeValidationHook.selector,
            address(_account),
            abi.encodeCall(_account.uninstallValidation, (moduleEntity(_caller, DIRECT_CALL_ENTITY_ID), "", none()))
        );

        refuseCall(
            _caller,
            executeCall(),
            abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, DIRECT_CALL_ENTITY_ID)
        );
    }

    function test_RevertWhen_AnOperationOrAnAuthorizationNamesIt() public {
        _installGlobal(list(_execute));
        bytes memory absent =
            abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, DIRECT_CALL_ENTITY_ID);
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.DirectCallValidationNotSupported.selector);

        for (uint8 option = 0; option < 6; option++) {
            if (option == 2 || option == 3) continue;
            bytes memory expected = option < 2 ? absent : refusal;
            PackedUserOperation memory userOp = _userOp(0, executeCall(), finalSegment(""));
            userOp.nonce = uint256(nonceKey(0, DIRECT_CALL_ENTITY_ID, option)) << 64;
            refuseCall(
                address(_entryPoint), abi.encodeCall(_account.validateUserOp, (userOp, USER_OP_HASH, 0)), expected
            );
            bytes memory named = abi.encodePacked(locator(DIRECT_CALL_ENTITY_ID, option), finalSegment(""));
            refuseCall(_caller, abi.encodeCall(_account.executeWithRuntimeValidation, (executeCall(), named)), expected);
            refuseCall(_caller, abi.encodeCall(_account.isValidSignature, (USER_OP_HASH, named)), expected);
        }
    }

    function test_WhenInstalledWithData() public {
        vm.prank(address(_account));
        _account.installValidation(
            validationConfig(address(_module), DIRECT_CALL_ENTITY_ID, 0), list(_execute), "install data", none()
        );

        assertEq(_module.entries()[0].data, "install data", "what the caller was told");
    }

    function test_WhenAskedAboutIt() public {
        installCaller(_other, list(_batch), none());
        _installGlobal(list(_execute));

        ValidationDataView memory data = _account.getValidationData(moduleEntity(_caller, DIRECT_CALL_ENTITY_ID));
        assertEq(ValidationFlags.unwrap(data.validationFlags), ModuleConfigLib.FLAG_GLOBAL, "flags");
        assertEq(data.selectors.length, 1, "selectors");
        assertEq(bytes32(data.selectors[0]), bytes32(_execute), "selector");
        data = _account.getValidationData(moduleEntity(_other, DIRECT_CALL_ENTITY_ID));
        assertEq(bytes32(data.selectors[0]), bytes32(_batch), "selector of the other caller");
    }

    function test_WhenUninstalled() public {
        installCaller(_caller, list(_execute), none());
        installCaller(_other, list(_execute), none());

        vm.prank(address(_account));
        _account.uninstallValidation(moduleEntity(_caller, DIRECT_CALL_ENTITY_ID), "", none());

        refuseCall(
            _caller, executeCall(), abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _caller)
        );
        callAccount(_other, 0, executeCall());
    }

    function _installGlobal(bytes4[] memory selectors) private {
        install(validationConfig(_caller, DIRECT_CALL_ENTITY_ID, ModuleConfigLib.FLAG_GLOBAL), selectors, none());
    }

    function _installWithHooks() private {
        installCaller(
            _caller,
            list(_execute),
            list(
                hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION, ""),
                hookItem(address(_module), FIRST_HOOK, PRE_AND_POST, "")
            )
        );
    }

    function _installCall() private view returns (bytes memory) {
        return abi.encodeCall(
            _account.installValidation, (validationConfig(address(_module), ENTITY_ID, 1), new bytes4[](0), "", none())
        );
    }

    function _notAllowed(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, DIRECT_CALL_ENTITY_ID, selector);
    }

    function _none() private pure returns (ExecutionManifest memory manifest) {
        return manifest;
    }
}

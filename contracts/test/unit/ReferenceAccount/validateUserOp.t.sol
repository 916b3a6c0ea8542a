// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {Call} from "../../../src/interfaces/ERC6900Types.sol";
import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

/// @notice Which validation is asked, and for which functions.
contract ReferenceAccount_ValidateUserOp_Test is ReferenceAccountUnitTest {
    function test_RevertWhen_CallerIsNotTheEntryPoint() public {
        address stranger = makeAddress("stranger");
        PackedUserOperation memory userOp = buildUserOp(address(_account), 0, "");

        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, stranger));
        _account.validateUserOp(userOp, USER_OP_HASH, 0);
    }

    function test_RevertWhen_TheNonceAsksForADeferredAction() public {
        _refused(2, _executeCall(), abi.encodeWithSelector(IReferenceAccount.DeferredActionNotSupported.selector));
    }

    function test_RevertWhen_TheNonceAsksForADirectCallValidation() public {
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.DirectCallValidationNotSupported.selector);

        _refused(4, _executeCall(), refusal);
    }

    function test_RevertWhen_TheNonceHasAnUnknownOption() public {
        for (uint8 options = 8; options != 0; options <<= 1) {
            _refused(
                options,
                _executeCall(),
                abi.encodeWithSelector(IReferenceAccount.ValidationOptionsUnknown.selector, options)
            );
        }
    }

    function test_RevertGiven_NoValidationUnderTheEntityId() public {
        _refused(
            0, _executeCall(), abi.encodeWithSelector(IReferenceAccount.ValidationNotInstalled.selector, ENTITY_ID)
        );
    }

    function test_RevertGiven_AValidationNotMeantForOperations() public {
        _install(ModuleConfigLib.FLAG_SIGNATURE | ModuleConfigLib.FLAG_GLOBAL, none());

        _refused(
            0, _executeCall(), abi.encodeWithSelector(IReferenceAccount.UserOpValidationNotAllowed.selector, ENTITY_ID)
        );
    }

    function test_RevertWhen_TheCallDataNamesNoFunction() public {
        _installSession(none());

        _refused(0, hex"b61d27", abi.encodeWithSelector(IReferenceAccount.CallDataTooShort.selector, 3, 4));
    }

    function test_RevertWhen_TheCallBehindExecuteUserOpNamesNoFunction() public {
        _installSession(none());

        _refused(
            0, _withContext(hex"b61d27"), abi.encodeWithSelector(IReferenceAccount.CallDataTooShort.selector, 3, 4)
        );
    }

    function test_RevertGiven_AValidationThatIsNotGlobal() public {
        _installSession(none());

        _refused(
            OPTION_GLOBAL,
            _executeCall(),
            abi.encodeWithSelector(IReferenceAccount.GlobalValidationNotAllowed.selector, ENTITY_ID)
        );
    }

    function test_RevertWhen_TheFunctionDoesNotAllowGlobalValidation() public {
        _install(ModuleConfigLib.FLAG_ALL, none());
        bytes4[5] memory selectors = [
            _account.executeWithRuntimeValidation.selector,
            _account.isValidSignature.selector,
            _account.initialize.selector,
            _account.validateUserOp.selector,
            bytes4(0x12345678)
        ];

        for (uint256 i = 0; i < selectors.length; i++) {
            _refused(OPTION_GLOBAL, abi.encodePacked(selectors[i]), _selectorNotAllowed(selectors[i]));
        }

        bytes4 nested = _account.executeUserOp.selector;
        _refused(OPTION_GLOBAL, _withContext(abi.encodePacked(nested)), _selectorNotAllowed(nested));
    }

    function test_WhenTheFunctionAllowsGlobalValidation() public {
        _install(ModuleConfigLib.FLAG_ALL, none());

        _allowed(OPTION_GLOBAL, _executeCall());
        _allowed(OPTION_GLOBAL, abi.encodeCall(_account.executeBatch, (new Call[](0))));
        _allowed(OPTION_GLOBAL, abi.encodePacked(_account.installValidation.selector));
        _allowed(OPTION_GLOBAL, abi.encodePacked(_account.uninstallValidation.selector));
        _allowed(OPTION_GLOBAL, abi.encodePacked(_account.installExecution.selector));
        _allowed(OPTION_GLOBAL, abi.encodePacked(_account.uninstallExecution.selector));
    }

    function test_RevertGiven_TheSelectorIsNotListed() public {
        install(
            validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_ALL),
            list(_account.executeBatch.selector),
            none()
        );

        _refused(OPTION_NONE, _executeCall(), _selectorNotAllowed(_account.execute.selector));
    }

    function test_RevertWhen_ExecuteUserOpOrRuntimeValidationIsListed() public {
        bytes4[] memory selectors =
            list(_account.executeUserOp.selector, _account.executeWithRuntimeValidation.selector);
        _installSelectors(selectors);

        _refused(0, _withContext(abi.encodePacked(selectors[0])), _selectorNotAllowed(selectors[0]));
        _refused(0, abi.encodePacked(selectors[1]), _selectorNotAllowed(selectors[1]));
    }

    function test_RevertGiven_TheSelectorIsZeroAndNotListed() public {
        _installSelectors(new bytes4[](0));
        _refused(OPTION_NONE, hex"00000000", _selectorNotAllowed(0));
    }

    function test_GivenTheSelectorIsListed() public {
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = 0xaaaaaaaa;
        selectors[1] = 0xbbbbbbbb;
        selectors[2] = 0x00000000;
        selectors[3] = 0xcccccccc;
        _installSelectors(selectors);

        for (uint256 i = 0; i < selectors.length; i++) {
            _allowed(OPTION_NONE, abi.encodePacked(selectors[i]));
        }
    }

    function test_WhenTheListedFunctionStandsBehindExecuteUserOp() public {
        _installSession(none());

        _allowed(OPTION_NONE, _withContext(_executeCall()));
    }

    function test_RevertWhen_ExecuteHasTheAccountAsTarget() public {
        _install(ModuleConfigLib.FLAG_ALL, none());
        bytes memory callData = abi.encodeCall(_account.execute, (address(_account), 0, ""));
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.ExecuteToSelf.selector);

        _refused(OPTION_GLOBAL, callData, refusal);
        _refused(OPTION_NONE, callData, refusal);
        _refused(OPTION_NONE, _withContext(callData), refusal);
    }

    function test_RevertWhen_TheInnerCallNamesNoFunction() public {
        _installSession(none());

        _refused(
            0, _batchToSelf(hex"b61d27"), abi.encodeWithSelector(IReferenceAccount.CallDataTooShort.selector, 3, 4)
        );
    }

    function test_RevertWhen_TheInnerCallIsExecuteOrExecuteBatch() public {
        _install(ModuleConfigLib.FLAG_ALL, none());
        bytes4[2] memory selectors = [_account.execute.selector, _account.executeBatch.selector];

        for (uint256 i = 0; i < selectors.length; i++) {
            _refused(
                OPTION_GLOBAL,
                _batchToSelf(abi.encodePacked(selectors[i])),
                abi.encodeWithSelector(IReferenceAccount.ExecuteInsideBatch.selector, selectors[i])
            );
        }
    }

    function test_RevertWhen_TheInnerFunctionIsNotAllowed() public {
        _install(ModuleConfigLib.FLAG_ALL, none());
        bytes4 selector = _account.installValidation.selector;
        bytes4 wrapper = _account.executeWithRuntimeValidation.selector;

        _refused(OPTION_NONE, _batchToSelf(abi.encodePacked(selector)), _selectorNotAllowed(selector));
        _refused(OPTION_GLOBAL, _batchToSelf(abi.encodePacked(wrapper)), _selectorNotAllowed(wrapper));
    }

    function test_WhenTheInnerFunctionIsAllowed() public {
        _install(ModuleConfigLib.FLAG_ALL, none());

        _allowed(OPTION_GLOBAL, _batchToSelf(abi.encodePacked(_account.installValidation.selector)));
    }

    function test_RevertWhen_NotBehindExecuteUserOp() public {
        _installSession(list(hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_POST, "")));

        _refused(0, _executeCall(), abi.encodeWithSelector(IReferenceAccount.UserOpContextRequired.selector, ENTITY_ID));
    }

    function test_WhenBehindExecuteUserOp() public {
        _installSession(list(hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_POST, "")));

        _allowed(OPTION_NONE, _withContext(_executeCall()));
    }

    function _installSelectors(bytes4[] memory selectors) private {
        install(validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP), selectors, none());
    }

    function _batchToSelf(bytes memory inner) private view returns (bytes memory) {
        Call[] memory calls = new Call[](2);
        calls[0] = Call({target: address(_module), value: 0, data: ""});
        calls[1] = Call({target: address(_account), value: 0, data: inner});
        return abi.encodeCall(_account.executeBatch, (calls));
    }

    function _selectorNotAllowed(bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IReferenceAccount.SelectorNotAllowed.selector, ENTITY_ID, selector);
    }
}

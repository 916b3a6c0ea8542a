// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Malformed input is refused by the module's own names, whatever a decoder or another contract would say.
contract SessionKeyModule_NamedRefusals_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_RevertWhen_InstallWordIsTooWide() public {
        uint256 approver = uint160(_approver);
        _refuseInstall(approver | 1 << 160, 104, 152, 0, termInvalid("approver", approver | 1 << 160, 2 ** 160 - 1));
        _refuseInstall(approver, 241, 16, 0, termInvalid("nonceShift", 241, 240));
        _refuseInstall(approver, type(uint256).max, 16, 0, termInvalid("nonceShift", type(uint256).max, 240));
        _refuseInstall(approver, 104, type(uint256).max, 0, termInvalid("nonceWidth", type(uint256).max, 152));
        _refuseInstall(approver, 104, 152, 256, termInvalid("limit", 256, 255));

        vm.prank(_account);
        _module.onInstall(abi.encode(approver, 240, 16, 0));
        (,,, uint8 shift, uint8 width) = accountStateOf(_module, _account);
        assertEq(shift, 240, "nonceShift");
        assertEq(width, 16, "nonceWidth");

        vm.prank(_account);
        _module.onInstall(abi.encode(type(uint160).max, 104, 152, 0));
        assertEq(_module.accountState(_account).approver(), address(type(uint160).max), "approver");
    }

    function test_RevertWhen_ApproverContractDoesNotAnswer() public {
        // The token knows no isValidSignature; its code reverts without a name.
        _refuseApprover(address(_token));
        address silent = makeAddress("answers nothing");
        vm.etch(silent, hex"00");
        _refuseApprover(silent);
        // return(0, 31) of the right answer's 4 bytes: shorter than a word.
        address short = makeAddress("answers 31 bytes");
        vm.etch(short, hex"631626ba7e60e01b600052601f6000f3");
        _refuseApprover(short);
        // revert(0, 32) with the right answer.
        address angry = makeAddress("reverts with the answer");
        vm.etch(angry, hex"631626ba7e60e01b60005260206000fd");
        _refuseApprover(angry);
    }

    function test_RevertWhen_AccountIsApproverAndDoesNotAnswer() public {
        vm.prank(_account);
        _module.setApprover(_account);
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.epoch = epoch();

        refuse(
            enablingOp(terms, one(transferCall(1)), TYPED),
            abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _account)
        );
    }

    function test_RevertWhen_GrantDeadlineIsBeyondTheTimeLimit() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.grantDeadline = 2 ** 47;
        refuseGrant(terms, termInvalid("grantDeadline", 2 ** 47, 2 ** 47 - 1));

        terms.grantDeadline = 2 ** 47 - 1;
        assertGrantable(terms);
    }

    /* HELPERS */

    function _refuseInstall(uint256 approver, uint256 shift, uint256 width, uint256 limit, bytes memory revertData)
        private
    {
        vm.prank(_account);
        vm.expectRevert(revertData);
        _module.onInstall(abi.encode(approver, shift, width, limit));
    }

    function _refuseApprover(address approver) private {
        vm.prank(_account);
        _module.setApprover(approver);
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.epoch = epoch();

        refuseRelay(terms, abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, approver));
    }
}

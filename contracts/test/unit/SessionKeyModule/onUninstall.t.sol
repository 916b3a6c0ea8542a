// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

contract SessionKeyModule_OnUninstall_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_WhenUninstalled_NothingWorks() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        bytes memory packed = terms.packed();
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, _account);

        _uninstall();

        assertFalse(_module.isInitialized(_account), "initialized");
        refuse(terms, transferCall(1), refused);
        refuse(enablingOp(terms, one(transferCall(1)), TYPED), refused);
        vm.startPrank(_account);
        vm.expectRevert(refused);
        _module.grant(_account, route(), packed, TYPED, "");
        vm.expectRevert(refused);
        _module.revokeAll(_account, TYPED, "");
        vm.expectRevert(refused);
        _module.setApprover(_agent);
        vm.stopPrank();
        vm.expectRevert(refused);
        _module.revoke(_account, id, TYPED, "");
    }

    function test_WhenUninstalled_KeepsEpochAndLayout() public {
        relayGrant(defaultTerms());

        _uninstall();

        (address approver, uint32 current, uint16 count, uint8 shift, uint8 width) = accountStateOf(_module, _account);
        assertEq(approver, address(0), "approver");
        assertEq(current, 2, "epoch");
        assertEq(count, 0, "grants");
        assertEq(shift, 104, "nonce shift");
        assertEq(width, 152, "nonce width");
    }

    function test_WhenInstalledAgain_OldGrantsStayDead() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        allow(terms, transferCall(1));
        _uninstall();

        vm.prank(_account);
        _module.onInstall(installData());

        assertEq(epoch(), 3, "epoch");
        bytes memory refused = refusal(ISessionKeyModule.EpochPassed.selector, 1, 3);
        refuse(terms, transferCall(1), refused);
        refuseGrant(terms, refused);
    }

    function test_WhenAnotherAccountUninstalls() public {
        relayGrant(defaultTerms());
        vm.prank(makeAddress("stranger"));
        _module.onUninstall("");

        allow(defaultTerms(), transferCall(1));
    }

    function test_WhenUninstalled() public {
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ModuleUninstalled(_account, 2);
        _uninstall();
    }

    function _uninstall() private {
        vm.prank(_account);
        _module.onUninstall("whatever");
    }
}

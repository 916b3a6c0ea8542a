// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

contract SessionKeyModule_SetApprover_Test is SessionKeyModuleUnitTest {
    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.setApprover(_agent);
    }

    function test_RevertWhen_ApproverIsForbidden() public {
        address[2] memory forbidden = [address(0), address(_module)];
        for (uint256 i = 0; i < forbidden.length; i++) {
            vm.prank(_account);
            vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.ApproverForbidden.selector, forbidden[i]));
            _module.setApprover(forbidden[i]);
        }
    }

    function test_WhenApproverIsAnother() public {
        SessionEncoder.Terms memory live = defaultTerms();
        relayGrant(live);
        (address next, uint256 nextKey) = makeKey("next approver");

        _set(next);

        (address approver, uint32 current, uint16 count, uint8 shift, uint8 width) = accountStateOf(_module, _account);
        assertEq(approver, next, "approver");
        assertEq(current, 2, "epoch");
        assertEq(count, 0, "grants");
        assertEq(shift, 104, "nonce shift");
        assertEq(width, 152, "nonce width");
        refuse(live, transferCall(1), refusal(ISessionKeyModule.EpochPassed.selector, 1, 2));

        live.epoch = 2;
        refuseGrant(live, abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, next));
        _approverKey = nextKey;
        assertGrantable(live);
    }

    function test_WhenApproverIsTheSame() public {
        _set(_approver);
        assertEq(epoch(), 2, "epoch");
    }

    function test_WhenAnotherAccountDoesTheSame() public {
        address other = makeAddress("other account");
        bytes memory data = installData();
        vm.startPrank(other);
        _module.onInstall(data);
        _module.setApprover(_agent);
        vm.stopPrank();

        (address approver, uint32 current,,,) = accountStateOf(_module, _account);
        assertEq(approver, _approver, "approver");
        assertEq(current, 1, "epoch");
    }

    function test_WhenSet() public {
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ApproverChanged(_account, _agent, 2);
        _set(_agent);
    }

    function _set(address approver) private {
        vm.prank(_account);
        _module.setApprover(approver);
    }
}

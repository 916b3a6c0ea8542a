// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

contract SessionKeyModule_OnInstall_Test is SessionKeyModuleUnitTest {
    address private _other;

    function setUp() public override {
        super.setUp();
        _other = makeAddress("other account");
    }

    function test_RevertWhen_DataHasAnotherLength() public {
        bytes memory data = _data(_approver, 104, 152, 0);
        bytes memory longer = bytes.concat(data, hex"00");
        _refuse("", refusal(ISessionKeyModule.InstallDataMalformed.selector, 0, 128));
        _refuse(longer, refusal(ISessionKeyModule.InstallDataMalformed.selector, 129, 128));
        assembly ("memory-safe") {
            mstore(data, 127) // one byte less
        }
        _refuse(data, refusal(ISessionKeyModule.InstallDataMalformed.selector, 127, 128));
    }

    function test_RevertWhen_ApproverIsForbidden() public {
        _refuse(
            _data(address(0), 104, 152, 0),
            abi.encodeWithSelector(ISessionKeyModule.ApproverForbidden.selector, address(0))
        );
        _refuse(
            _data(address(_module), 104, 152, 0),
            abi.encodeWithSelector(ISessionKeyModule.ApproverForbidden.selector, address(_module))
        );
    }

    function test_RevertWhen_NonceLayoutIsInvalid() public {
        _refuse(_data(_approver, 63, 16, 0), termInvalid("nonceShift", 63, 64));
        _refuse(_data(_approver, 64, 15, 0), termInvalid("nonceWidth", 15, 16));
        _refuse(_data(_approver, 64, 193, 0), termInvalid("nonceWidth", 193, 192));
        _refuse(_data(_approver, 240, 17, 0), termInvalid("nonceWidth", 17, 16));
        _refuse(_data(_approver, 241, 16, 0), termInvalid("nonceShift", 241, 240));
        _refuse(_data(_approver, 255, 255, 0), termInvalid("nonceShift", 255, 240));
    }

    function test_WhenLimitIsOn() public {
        _install(_data(_approver, 104, 152, 1));
        assertEq(_module.accountState(_other).limit(), 1, "limit");
        _install(_data(_approver, 104, 152, 255));
        assertEq(_module.accountState(_other).limit(), 255, "limit");
    }

    function test_WhenNonceLayoutIsAtItsLimits() public {
        _install(_data(_approver, 64, 16, 0));
        _assertState(_approver, 1, 64, 16);
        _install(_data(_approver, 64, 192, 0));
        _assertState(_approver, 2, 64, 192);
        _install(_data(_approver, 240, 16, 0));
        _assertState(_approver, 3, 240, 16);
    }

    function test_WhenApproverIsTheAccount() public {
        _install(_data(_other, 104, 152, 0));
        _assertState(_other, 1, 104, 152);
        assertTrue(_module.isInitialized(_other), "initialized");
    }

    function test_WhenInstalledAgain() public {
        SessionEncoder.Terms memory live = defaultTerms();
        SessionEncoder.Terms memory unused = defaultTerms();
        unused.salt++;
        relayGrant(live);

        bytes memory data = _data(_approver, 64, 32, 0);
        vm.prank(_account);
        _module.onInstall(data);

        (address approver, uint32 current, uint16 count, uint8 shift, uint8 width) = accountStateOf(_module, _account);
        assertEq(approver, _approver, "approver");
        assertEq(current, 2, "epoch");
        assertEq(count, 0, "grants");
        assertEq(shift, 64, "nonce shift");
        assertEq(width, 32, "nonce width");
        bytes memory refused = refusal(ISessionKeyModule.EpochPassed.selector, 1, 2);
        refuse(live, transferCall(1), refused);
        refuseGrant(live, refused);
        refuseGrant(unused, refused);
    }

    function test_WhenInstalled() public {
        bytes memory data = _data(_agent, 64, 32, 0);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ModuleInstalled(_other, _agent, 1, 64, 32, 0);
        _install(data);
    }

    /* HELPERS */

    function _data(address approver, uint8 shift, uint8 width, uint8 limit) private pure returns (bytes memory) {
        return abi.encode(approver, shift, width, limit);
    }

    function _install(bytes memory data) private {
        vm.prank(_other);
        _module.onInstall(data);
    }

    function _refuse(bytes memory data, bytes memory revertData) private {
        vm.prank(_other);
        vm.expectRevert(revertData);
        _module.onInstall(data);
        assertFalse(_module.isInitialized(_other), "initialized");
    }

    function _assertState(address approver, uint32 inEpoch, uint8 shift, uint8 width) private view {
        (address storedApprover, uint32 storedEpoch, uint16 count, uint8 storedShift, uint8 storedWidth) =
            accountStateOf(_module, _other);
        assertEq(storedApprover, approver, "approver");
        assertEq(storedEpoch, inEpoch, "epoch");
        assertEq(count, 0, "grants");
        assertEq(storedShift, shift, "nonce shift");
        assertEq(storedWidth, width, "nonce width");
    }
}

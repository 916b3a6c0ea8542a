// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_HALTED, MODE_NORMAL} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Installing again, with and without an uninstallation before, and what either leaves behind.
contract SessionKeyModule_Reinstall_Test is ControlUnitTest {
    function setUp() public override {
        super.setUp();
        vm.prank(_account);
        _module.setConcurrentLimit(3);
        pauseAsAccount(_id);
        setMode(MODE_HALTED);
    }

    function test_WhenUninstalled_NothingValidates() public {
        _uninstall();

        assertFalse(_module.isInitialized(_account), "initialized");
        assertEq(_module.accountState(_account).mode(), MODE_HALTED, "mode");
        refuse(
            defaultTerms(), transferCall(1), abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, _account)
        );
    }

    function test_WhenUninstalled_GuardiansMayNothing() public {
        _uninstall();

        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, _account);
        refuseFrom(_guardian, encode(messageOf(Kind.PAUSE), ""), refused);
        refuseRelayed(signed(messageOf(Kind.REVOKE_ALL), _guardianKey), refused);
        refuseFrom(_account, abi.encodeCall(_module.addGuardian, (_agent)), refused);
    }

    function test_WhenUninstalledTwice() public {
        _uninstall();
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ModuleUninstalled(_account, 3);
        _uninstall();
        assertFalse(_module.isInitialized(_account), "initialized");
    }

    function test_WhenInstalledOverAnInstallation() public {
        _install();
        _assertNew(2, 2);
    }

    function test_WhenInstalledAfterAnUninstallation() public {
        _uninstall();
        _install();
        _assertNew(3, 2);
    }

    /// @dev The sequences stay used, so that no message of the time before comes back.
    function test_WhenInstalledAgain_SequencesStay() public {
        Message memory message = messageOf(Kind.PAUSE);
        message.sequence = 8;
        relay(signed(message, _guardianKey));
        _install();
        assertEq(sequenceOf(_guardian), 8, "sequence");
    }

    /// @dev Data that is refused changes nothing of what is there.
    function test_RevertWhen_DataIsInvalid() public {
        vm.prank(_account);
        vm.expectRevert(refusal(ISessionKeyModule.InstallDataMalformed.selector, 0, 128));
        _module.onInstall("");
        assertEq(currentEpoch(), 1, "epoch");
        assertEq(_module.accountState(_account).mode(), MODE_HALTED, "mode");
    }

    function _assertNew(uint32 inEpoch, uint32 installation) private {
        assertEq(currentEpoch(), inEpoch, "epoch");
        assertEq(_module.accountState(_account).mode(), MODE_NORMAL, "mode");
        assertEq(_module.accountState(_account).limit(), 0, "limit");
        assertEq(_module.accountState(_account).floor(), 0, "floor");
        assertEq(granted(), 0, "granted");
        (uint32 current, uint32 count) = _module.controlOf(_account);
        assertEq(current, installation, "installation");
        assertEq(count, 2, "tightenings go on");
        (bool isGuardian,) = _module.signerOf(_account, _guardian);
        assertFalse(isGuardian, "guardian");
        SessionEncoder.Terms memory terms = defaultTerms();
        refuse(terms, transferCall(1), refusal(ISessionKeyModule.EpochPassed.selector, 1, inEpoch));
        terms.epoch = inEpoch;
        relayGrant(terms);
        allow(terms, transferCall(1));
    }

    function _install() private {
        vm.prank(_account);
        _module.onInstall(installData());
    }

    function _uninstall() private {
        vm.prank(_account);
        _module.onUninstall("");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice What a former guardian may no longer do: whoMayTighten.
contract SessionKeyModule_RemoveGuardian_Test is ControlUnitTest {
    function test_WhenAddressIsNoGuardian() public {
        _assertNothing(_account, _agent);
        _assertNothing(_account, address(0));
    }

    function test_GivenModuleNotInstalled() public {
        _assertNothing(makeAddress("stranger"), _guardian);
    }

    function test_GivenGuardianOfAnEarlierInstallation() public {
        vm.prank(_account);
        _module.onInstall(installData());
        _assertNothing(_account, _guardian);
    }

    function test_WhenRemoved_OthersStay() public {
        vm.startPrank(_account);
        _module.addGuardian(_agent);
        _module.removeGuardian(_agent);
        vm.stopPrank();
        _assertGuardian(_agent, false);
        _assertGuardian(_guardian, true);
    }

    function test_WhenRemoved_WhatItDidStays() public {
        relay(signed(messageOf(Kind.PAUSE), _guardianKey));
        vm.prank(_account);
        _module.removeGuardian(_guardian);

        assertDone(messageOf(Kind.PAUSE));
        assertEq(sequenceOf(_guardian), 1, "its sequence");
    }

    function test_WhenAnotherAccountRemovesIts() public {
        address other = makeAddress("other account");
        vm.startPrank(other);
        _module.onInstall(installData());
        _module.addGuardian(_guardian);
        _module.removeGuardian(_guardian);
        vm.stopPrank();
        _assertGuardian(_guardian, true);
    }

    function test_WhenRemoved() public {
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.GuardianRemoved(_account, _guardian);
        vm.prank(_account);
        _module.removeGuardian(_guardian);
        _assertGuardian(_guardian, false);
        assertEq(currentEpoch(), 1, "epoch");
    }

    function _assertNothing(address caller, address guardian) private {
        vm.record();
        vm.recordLogs();
        vm.prank(caller);
        _module.removeGuardian(guardian);
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function _assertGuardian(address signer, bool expected) private view {
        (bool isGuardian,) = _module.signerOf(_account, signer);
        assertEq(isGuardian, expected, "is a guardian");
    }
}

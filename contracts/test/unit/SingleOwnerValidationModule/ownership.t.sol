// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SingleOwnerValidationModule} from "../../../src/account/SingleOwnerValidationModule.sol";
import {ISingleOwnerValidationModule} from "../../../src/interfaces/ISingleOwnerValidationModule.sol";
import {Test} from "../../utils/Test.sol";

contract SingleOwnerValidationModule_Ownership_Test is Test {
    uint32 private constant ENTITY_ID = 3;

    SingleOwnerValidationModule private _module;
    address private _account;
    address private _first;
    address private _second;

    function setUp() public {
        _module = new SingleOwnerValidationModule();
        _account = makeAddress("account");
        _first = makeAddress("first owner");
        _second = makeAddress("second owner");
    }

    function test_RevertWhen_InstalledWithoutAnOwner() public {
        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISingleOwnerValidationModule.OwnerMissing.selector));
        _module.onInstall(abi.encode(ENTITY_ID, address(0)));
    }

    function test_WhenInstalled() public {
        _install();

        assertEq(_module.ownerOf(ENTITY_ID, _account), _first, "owner");
        assertEq(_module.ownerOf(ENTITY_ID + 1, _account), address(0), "owner of another entity");
        assertEq(_module.ownerOf(ENTITY_ID, _second), address(0), "owner of another account");
    }

    function test_WhenInstalledOrUninstalledOrTransferred() public {
        vm.expectEmit(address(_module));
        emit ISingleOwnerValidationModule.OwnerChanged(_account, ENTITY_ID, address(0), _first);
        _install();

        vm.expectEmit(address(_module));
        emit ISingleOwnerValidationModule.OwnerChanged(_account, ENTITY_ID, _first, _second);
        vm.prank(_account);
        _module.transferOwnership(ENTITY_ID, _second);

        vm.expectEmit(address(_module));
        emit ISingleOwnerValidationModule.OwnerChanged(_account, ENTITY_ID, _second, address(0));
        vm.prank(_account);
        _module.onUninstall(abi.encode(ENTITY_ID));
    }

    function test_WhenUninstalled() public {
        _install();

        vm.prank(_account);
        _module.onUninstall(abi.encode(ENTITY_ID));

        assertEq(_module.ownerOf(ENTITY_ID, _account), address(0), "owner");
    }

    function test_RevertWhen_TransferredToNobody() public {
        _install();

        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISingleOwnerValidationModule.OwnerMissing.selector));
        _module.transferOwnership(ENTITY_ID, address(0));
    }

    function test_WhenTransferred() public {
        _install();

        vm.prank(_account);
        _module.transferOwnership(ENTITY_ID, _second);

        assertEq(_module.ownerOf(ENTITY_ID, _account), _second, "owner");
    }

    function test_WhenAskedForTheSlot() public {
        _install();

        bytes32 slot = keccak256(abi.encode(_account, keccak256(abi.encode(ENTITY_ID, 0))));
        assertEq(vm.load(address(_module), slot), bytes32(uint256(uint160(_first))), "owner in its slot");
    }

    function test_WhenAskedWhatItIs() public view {
        assertEq(_module.moduleId(), "sessionkeys.single-owner-validation.0.1.0", "module id");
        assertTrue(_module.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(_module.supportsInterface(0x46c0c1b4), "ERC-6900 module");
        assertTrue(_module.supportsInterface(0xab3e34c1), "ERC-6900 validation module");
        assertFalse(_module.supportsInterface(0x28171ad0), "ERC-6900 validation hook module");
        assertFalse(_module.supportsInterface(0xffffffff), "0xffffffff");
    }

    function _install() private {
        vm.prank(_account);
        _module.onInstall(abi.encode(ENTITY_ID, _first));
    }
}

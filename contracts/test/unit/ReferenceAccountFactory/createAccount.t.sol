// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint} from "../../../src/interfaces/IERC4337.sol";
import {IReferenceAccountFactory} from "../../../src/interfaces/IReferenceAccountFactory.sol";
import {ReferenceAccountFixtures} from "../../utils/ReferenceAccountFixtures.sol";

contract ReferenceAccountFactory_CreateAccount_Test is ReferenceAccountFixtures {
    function setUp() public {
        deployAccount(IEntryPoint(makeAddress("entry point")));
    }

    function test_RevertWhen_AnAccountWithoutOwnerIsAskedFor() public {
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccountFactory.OwnerMissing.selector));
        _factory.createAccount(address(0), 0);
    }

    function testFuzz_WhenAnAccountIsAskedFor(address owner, uint256 salt) public {
        if (owner == address(0)) owner = _owner;
        address expected = _factory.getAddress(owner, salt);

        address account = _factory.createAccount(owner, salt);

        assertEq(account, expected, "address");
        assertEq(_ownerModule.ownerOf(OWNER_ENTITY_ID, account), owner, "owner");
    }

    function test_WhenTheSameAccountIsAskedForAgain() public {
        vm.recordLogs();

        assertEq(_factory.createAccount(_owner, 0), address(_account), "address");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_WhenOwnerOrSaltDiffer() public {
        address other = makeAddress("other owner");

        assertNotEq(_factory.getAddress(_owner, 1), address(_account), "other salt");
        assertNotEq(_factory.getAddress(other, 0), address(_account), "other owner");
    }

    function test_WhenAnAccountIsMade() public {
        vm.expectEmit(address(_factory));
        emit IReferenceAccountFactory.AccountCreated(_factory.getAddress(_owner, 1), _owner, 1);

        _factory.createAccount(_owner, 1);
    }

    function test_RevertWhen_SomebodyElseThanTheStakeOwnerTouchesTheStake() public {
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccountFactory.CallerNotStakeOwner.selector, _owner);

        vm.startPrank(_owner);
        vm.expectRevert(refusal);
        _factory.addStake(1);
        vm.expectRevert(refusal);
        _factory.unlockStake();
        vm.expectRevert(refusal);
        _factory.withdrawStake(payable(_owner));
    }

    function test_WhenAskedWhatItMakes() public {
        assertEq(address(_factory.ENTRY_POINT()), address(_entryPoint), "EntryPoint");
        assertEq(_factory.OWNER_MODULE(), address(_ownerModule), "module of the owners");
        assertEq(_factory.STAKE_OWNER(), makeAddress("stake owner"), "owner of the stake");
        assertEq(_factory.OWNER_ENTITY_ID(), OWNER_ENTITY_ID, "entity id of the owners");
        assertEq(address(_factory.IMPLEMENTATION().entryPoint()), address(_entryPoint), "EntryPoint of the code");
    }
}

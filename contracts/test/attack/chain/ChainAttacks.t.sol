// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {OpenZeppelinAccount} from "../../mocks/OpenZeppelinAccount.sol";
import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {ChainAttacks} from "./ChainAttacks.sol";

abstract contract ReferenceAccountChainAttacksTest is ReferenceSessionFixtures, ChainAttacks {
    function implementation() internal view override returns (address) {
        return address(_factory.IMPLEMENTATION());
    }

    function adopt(address made) internal override {
        _account = IReferenceAccount(payable(made));
    }

    /// @dev The account's own initialization is the factory's: an address that delegates installs by itself.
    function test_AC110_InitializationByAnotherParty() external {
        adoptDelegatedAddress();

        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _agent));
        _account.initialize(
            validationConfig(address(_ownerModule), 7, 0x07), list(bytes4(0)), abi.encode(uint32(7), _agent), none()
        );
    }
}

abstract contract OpenZeppelinAccountChainAttacksTest is OpenZeppelinSessionFixtures, ChainAttacks {
    function implementation() internal view override returns (address) {
        return address(_factory.IMPLEMENTATION());
    }

    function adopt(address made) internal override {
        _account = OpenZeppelinAccount(payable(made));
    }
}

contract ReferenceAccountV07ChainAttacksTest is ReferenceAccountChainAttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08ChainAttacksTest is ReferenceAccountChainAttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09ChainAttacksTest is ReferenceAccountChainAttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07ChainAttacksTest is OpenZeppelinAccountChainAttacksTest {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08ChainAttacksTest is OpenZeppelinAccountChainAttacksTest {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09ChainAttacksTest is OpenZeppelinAccountChainAttacksTest {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {BindingAttacks} from "./BindingAttacks.sol";

contract ReferenceAccountV07BindingAttacksTest is ReferenceSessionFixtures, BindingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08BindingAttacksTest is ReferenceSessionFixtures, BindingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09BindingAttacksTest is ReferenceSessionFixtures, BindingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07BindingAttacksTest is OpenZeppelinSessionFixtures, BindingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08BindingAttacksTest is OpenZeppelinSessionFixtures, BindingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09BindingAttacksTest is OpenZeppelinSessionFixtures, BindingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

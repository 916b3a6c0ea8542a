// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {ReentrancyAttacks} from "./ReentrancyAttacks.sol";

contract ReferenceAccountV07ReentrancyAttacksTest is ReferenceSessionFixtures, ReentrancyAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08ReentrancyAttacksTest is ReferenceSessionFixtures, ReentrancyAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09ReentrancyAttacksTest is ReferenceSessionFixtures, ReentrancyAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07ReentrancyAttacksTest is OpenZeppelinSessionFixtures, ReentrancyAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08ReentrancyAttacksTest is OpenZeppelinSessionFixtures, ReentrancyAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09ReentrancyAttacksTest is OpenZeppelinSessionFixtures, ReentrancyAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

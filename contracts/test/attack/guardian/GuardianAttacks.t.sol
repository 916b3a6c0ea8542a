// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {GuardianAttacks} from "./GuardianAttacks.sol";

contract ReferenceAccountV07GuardianAttacksTest is ReferenceSessionFixtures, GuardianAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08GuardianAttacksTest is ReferenceSessionFixtures, GuardianAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09GuardianAttacksTest is ReferenceSessionFixtures, GuardianAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07GuardianAttacksTest is OpenZeppelinSessionFixtures, GuardianAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08GuardianAttacksTest is OpenZeppelinSessionFixtures, GuardianAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09GuardianAttacksTest is OpenZeppelinSessionFixtures, GuardianAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

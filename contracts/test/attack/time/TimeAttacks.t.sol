// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {TimeAttacks} from "./TimeAttacks.sol";

contract ReferenceAccountV07TimeAttacksTest is ReferenceSessionFixtures, TimeAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08TimeAttacksTest is ReferenceSessionFixtures, TimeAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09TimeAttacksTest is ReferenceSessionFixtures, TimeAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07TimeAttacksTest is OpenZeppelinSessionFixtures, TimeAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08TimeAttacksTest is OpenZeppelinSessionFixtures, TimeAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09TimeAttacksTest is OpenZeppelinSessionFixtures, TimeAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

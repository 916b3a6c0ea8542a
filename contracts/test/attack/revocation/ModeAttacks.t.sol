// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {ModeAttacks} from "./ModeAttacks.sol";

contract ReferenceAccountV07ModeAttacksTest is ReferenceSessionFixtures, ModeAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08ModeAttacksTest is ReferenceSessionFixtures, ModeAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09ModeAttacksTest is ReferenceSessionFixtures, ModeAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07ModeAttacksTest is OpenZeppelinSessionFixtures, ModeAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08ModeAttacksTest is OpenZeppelinSessionFixtures, ModeAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09ModeAttacksTest is OpenZeppelinSessionFixtures, ModeAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

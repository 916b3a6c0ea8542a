// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {RevocationAttacks} from "./RevocationAttacks.sol";

contract ReferenceAccountV07RevocationAttacksTest is ReferenceSessionFixtures, RevocationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08RevocationAttacksTest is ReferenceSessionFixtures, RevocationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09RevocationAttacksTest is ReferenceSessionFixtures, RevocationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07RevocationAttacksTest is OpenZeppelinSessionFixtures, RevocationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08RevocationAttacksTest is OpenZeppelinSessionFixtures, RevocationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09RevocationAttacksTest is OpenZeppelinSessionFixtures, RevocationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

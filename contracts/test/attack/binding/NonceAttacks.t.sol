// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {NonceAttacks} from "./NonceAttacks.sol";

contract ReferenceAccountV07NonceAttacksTest is ReferenceSessionFixtures, NonceAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08NonceAttacksTest is ReferenceSessionFixtures, NonceAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09NonceAttacksTest is ReferenceSessionFixtures, NonceAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07NonceAttacksTest is OpenZeppelinSessionFixtures, NonceAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08NonceAttacksTest is OpenZeppelinSessionFixtures, NonceAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09NonceAttacksTest is OpenZeppelinSessionFixtures, NonceAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

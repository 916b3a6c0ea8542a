// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {PauseAttacks} from "./PauseAttacks.sol";

contract ReferenceAccountV07PauseAttacksTest is ReferenceSessionFixtures, PauseAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08PauseAttacksTest is ReferenceSessionFixtures, PauseAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09PauseAttacksTest is ReferenceSessionFixtures, PauseAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07PauseAttacksTest is OpenZeppelinSessionFixtures, PauseAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08PauseAttacksTest is OpenZeppelinSessionFixtures, PauseAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09PauseAttacksTest is OpenZeppelinSessionFixtures, PauseAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {ReplayAttacks} from "./ReplayAttacks.sol";

contract ReferenceAccountV07ReplayAttacksTest is ReferenceSessionFixtures, ReplayAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08ReplayAttacksTest is ReferenceSessionFixtures, ReplayAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09ReplayAttacksTest is ReferenceSessionFixtures, ReplayAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07ReplayAttacksTest is OpenZeppelinSessionFixtures, ReplayAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08ReplayAttacksTest is OpenZeppelinSessionFixtures, ReplayAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09ReplayAttacksTest is OpenZeppelinSessionFixtures, ReplayAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {ValueAttacks} from "./ValueAttacks.sol";

contract ReferenceAccountV07ValueAttacksTest is ReferenceSessionFixtures, ValueAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08ValueAttacksTest is ReferenceSessionFixtures, ValueAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09ValueAttacksTest is ReferenceSessionFixtures, ValueAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07ValueAttacksTest is OpenZeppelinSessionFixtures, ValueAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08ValueAttacksTest is OpenZeppelinSessionFixtures, ValueAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09ValueAttacksTest is OpenZeppelinSessionFixtures, ValueAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

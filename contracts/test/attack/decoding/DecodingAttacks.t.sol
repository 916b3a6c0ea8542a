// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {DecodingAttacks} from "./DecodingAttacks.sol";

contract ReferenceAccountV07DecodingAttacksTest is ReferenceSessionFixtures, DecodingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08DecodingAttacksTest is ReferenceSessionFixtures, DecodingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09DecodingAttacksTest is ReferenceSessionFixtures, DecodingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07DecodingAttacksTest is OpenZeppelinSessionFixtures, DecodingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08DecodingAttacksTest is OpenZeppelinSessionFixtures, DecodingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09DecodingAttacksTest is OpenZeppelinSessionFixtures, DecodingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

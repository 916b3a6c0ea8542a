// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {AuthenticationAttacks} from "./AuthenticationAttacks.sol";

contract ReferenceAccountV07AuthenticationAttacksTest is ReferenceSessionFixtures, AuthenticationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08AuthenticationAttacksTest is ReferenceSessionFixtures, AuthenticationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09AuthenticationAttacksTest is ReferenceSessionFixtures, AuthenticationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07AuthenticationAttacksTest is OpenZeppelinSessionFixtures, AuthenticationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08AuthenticationAttacksTest is OpenZeppelinSessionFixtures, AuthenticationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09AuthenticationAttacksTest is OpenZeppelinSessionFixtures, AuthenticationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

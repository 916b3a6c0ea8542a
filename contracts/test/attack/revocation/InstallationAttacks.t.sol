// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {InstallationAttacks} from "./InstallationAttacks.sol";

contract ReferenceAccountV07InstallationAttacksTest is ReferenceSessionFixtures, InstallationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08InstallationAttacksTest is ReferenceSessionFixtures, InstallationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09InstallationAttacksTest is ReferenceSessionFixtures, InstallationAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07InstallationAttacksTest is OpenZeppelinSessionFixtures, InstallationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08InstallationAttacksTest is OpenZeppelinSessionFixtures, InstallationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09InstallationAttacksTest is OpenZeppelinSessionFixtures, InstallationAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

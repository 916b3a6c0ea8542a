// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {RenewalAttacks} from "./RenewalAttacks.sol";

contract ReferenceAccountV07RenewalAttacksTest is ReferenceSessionFixtures, RenewalAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08RenewalAttacksTest is ReferenceSessionFixtures, RenewalAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09RenewalAttacksTest is ReferenceSessionFixtures, RenewalAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07RenewalAttacksTest is OpenZeppelinSessionFixtures, RenewalAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08RenewalAttacksTest is OpenZeppelinSessionFixtures, RenewalAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09RenewalAttacksTest is OpenZeppelinSessionFixtures, RenewalAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

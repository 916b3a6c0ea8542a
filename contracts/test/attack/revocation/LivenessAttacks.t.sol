// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {LivenessAttacks} from "./LivenessAttacks.sol";

contract ReferenceAccountV07LivenessAttacksTest is ReferenceSessionFixtures, LivenessAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08LivenessAttacksTest is ReferenceSessionFixtures, LivenessAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09LivenessAttacksTest is ReferenceSessionFixtures, LivenessAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07LivenessAttacksTest is OpenZeppelinSessionFixtures, LivenessAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08LivenessAttacksTest is OpenZeppelinSessionFixtures, LivenessAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09LivenessAttacksTest is OpenZeppelinSessionFixtures, LivenessAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

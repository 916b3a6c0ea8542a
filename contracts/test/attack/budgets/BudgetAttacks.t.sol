// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {BudgetAttacks} from "./BudgetAttacks.sol";

contract ReferenceAccountV07BudgetAttacksTest is ReferenceSessionFixtures, BudgetAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08BudgetAttacksTest is ReferenceSessionFixtures, BudgetAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09BudgetAttacksTest is ReferenceSessionFixtures, BudgetAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07BudgetAttacksTest is OpenZeppelinSessionFixtures, BudgetAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08BudgetAttacksTest is OpenZeppelinSessionFixtures, BudgetAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09BudgetAttacksTest is OpenZeppelinSessionFixtures, BudgetAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

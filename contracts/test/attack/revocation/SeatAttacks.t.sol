// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {SeatAttacks} from "./SeatAttacks.sol";

contract ReferenceAccountV07SeatAttacksTest is ReferenceSessionFixtures, SeatAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08SeatAttacksTest is ReferenceSessionFixtures, SeatAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09SeatAttacksTest is ReferenceSessionFixtures, SeatAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07SeatAttacksTest is OpenZeppelinSessionFixtures, SeatAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08SeatAttacksTest is OpenZeppelinSessionFixtures, SeatAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09SeatAttacksTest is OpenZeppelinSessionFixtures, SeatAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {SegmentAttacks} from "./SegmentAttacks.sol";

contract ReferenceAccountV07SegmentAttacksTest is ReferenceSessionFixtures, SegmentAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08SegmentAttacksTest is ReferenceSessionFixtures, SegmentAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09SegmentAttacksTest is ReferenceSessionFixtures, SegmentAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07SegmentAttacksTest is OpenZeppelinSessionFixtures, SegmentAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08SegmentAttacksTest is OpenZeppelinSessionFixtures, SegmentAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09SegmentAttacksTest is OpenZeppelinSessionFixtures, SegmentAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

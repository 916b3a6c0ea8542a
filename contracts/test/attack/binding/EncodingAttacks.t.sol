// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {EncodingAttacks} from "./EncodingAttacks.sol";

contract ReferenceAccountV07EncodingAttacksTest is ReferenceSessionFixtures, EncodingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08EncodingAttacksTest is ReferenceSessionFixtures, EncodingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09EncodingAttacksTest is ReferenceSessionFixtures, EncodingAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07EncodingAttacksTest is OpenZeppelinSessionFixtures, EncodingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08EncodingAttacksTest is OpenZeppelinSessionFixtures, EncodingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09EncodingAttacksTest is OpenZeppelinSessionFixtures, EncodingAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

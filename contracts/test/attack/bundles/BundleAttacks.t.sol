// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {BundleAttacks} from "./BundleAttacks.sol";

contract ReferenceAccountV07BundleAttacksTest is ReferenceSessionFixtures, BundleAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08BundleAttacksTest is ReferenceSessionFixtures, BundleAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09BundleAttacksTest is ReferenceSessionFixtures, BundleAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07BundleAttacksTest is OpenZeppelinSessionFixtures, BundleAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08BundleAttacksTest is OpenZeppelinSessionFixtures, BundleAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09BundleAttacksTest is OpenZeppelinSessionFixtures, BundleAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

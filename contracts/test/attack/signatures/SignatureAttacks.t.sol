// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {SignatureAttacks} from "./SignatureAttacks.sol";

contract ReferenceAccountV07SignatureAttacksTest is ReferenceSessionFixtures, SignatureAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08SignatureAttacksTest is ReferenceSessionFixtures, SignatureAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09SignatureAttacksTest is ReferenceSessionFixtures, SignatureAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07SignatureAttacksTest is OpenZeppelinSessionFixtures, SignatureAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08SignatureAttacksTest is OpenZeppelinSessionFixtures, SignatureAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09SignatureAttacksTest is OpenZeppelinSessionFixtures, SignatureAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {SessionSpecification} from "./SessionSpecification.sol";

contract ReferenceAccountV07SessionsTest is ReferenceSessionFixtures, SessionSpecification {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08SessionsTest is ReferenceSessionFixtures, SessionSpecification {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09SessionsTest is ReferenceSessionFixtures, SessionSpecification {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07SessionsTest is OpenZeppelinSessionFixtures, SessionSpecification {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08SessionsTest is OpenZeppelinSessionFixtures, SessionSpecification {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {P256WithPrecompileAttacks} from "./P256WithPrecompileAttacks.sol";

/// forge-config: default.evm_version = "osaka"
contract ReferenceAccountV07P256WithPrecompileAttacksTest is ReferenceSessionFixtures, P256WithPrecompileAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

/// forge-config: default.evm_version = "osaka"
contract ReferenceAccountV08P256WithPrecompileAttacksTest is ReferenceSessionFixtures, P256WithPrecompileAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

/// forge-config: default.evm_version = "osaka"
contract ReferenceAccountV09P256WithPrecompileAttacksTest is ReferenceSessionFixtures, P256WithPrecompileAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

/// forge-config: default.evm_version = "osaka"
contract OpenZeppelinAccountV07P256WithPrecompileAttacksTest is OpenZeppelinSessionFixtures, P256WithPrecompileAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

/// forge-config: default.evm_version = "osaka"
contract OpenZeppelinAccountV08P256WithPrecompileAttacksTest is OpenZeppelinSessionFixtures, P256WithPrecompileAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

/// forge-config: default.evm_version = "osaka"
contract OpenZeppelinAccountV09P256WithPrecompileAttacksTest is OpenZeppelinSessionFixtures, P256WithPrecompileAttacks {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {P256WithoutPrecompileAttacks} from "./P256WithoutPrecompileAttacks.sol";

contract ReferenceAccountV07P256WithoutPrecompileAttacksTest is ReferenceSessionFixtures, P256WithoutPrecompileAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08P256WithoutPrecompileAttacksTest is ReferenceSessionFixtures, P256WithoutPrecompileAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09P256WithoutPrecompileAttacksTest is ReferenceSessionFixtures, P256WithoutPrecompileAttacks {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07P256WithoutPrecompileAttacksTest is
    OpenZeppelinSessionFixtures,
    P256WithoutPrecompileAttacks
{
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08P256WithoutPrecompileAttacksTest is
    OpenZeppelinSessionFixtures,
    P256WithoutPrecompileAttacks
{
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09P256WithoutPrecompileAttacksTest is
    OpenZeppelinSessionFixtures,
    P256WithoutPrecompileAttacks
{
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

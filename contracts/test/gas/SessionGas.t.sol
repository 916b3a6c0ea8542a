// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {OpenZeppelinSessionFixtures} from "../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {SessionGasSpecification} from "./SessionGasSpecification.sol";

contract ReferenceAccountGasTest is ReferenceSessionFixtures, SessionGasSpecification {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }

    function accountName() internal pure override returns (string memory) {
        return "ReferenceAccount";
    }

    function ownerOperation(TestCall[] memory calls)
        internal
        view
        override
        returns (PackedUserOperation memory userOp)
    {
        userOp = buildUserOp(account(), nextNonce(OWNER_ENTITY_ID, OPTION_GLOBAL), encodeCalls(calls));
        userOp.signature = wrap(signDigest(_ownerKey, entryPoint().getUserOpHash(userOp)));
    }
}

contract OpenZeppelinAccountGasTest is OpenZeppelinSessionFixtures, SessionGasSpecification {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }

    function accountName() internal pure override returns (string memory) {
        return "OpenZeppelinAccount";
    }

    function ownerOperation(TestCall[] memory calls)
        internal
        view
        override
        returns (PackedUserOperation memory userOp)
    {
        userOp = buildUserOp(account(), nextNonce(address(0)), encodeCalls(calls));
        userOp.signature = signDigest(_ownerKey, entryPoint().getUserOpHash(userOp));
    }
}

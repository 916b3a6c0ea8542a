// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {ValidationGasSpecification} from "./ValidationGasSpecification.sol";

contract ReferenceAccountValidationGasTest is ReferenceSessionFixtures, ValidationGasSpecification {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }

    function accountName() internal pure override returns (string memory) {
        return "ReferenceAccount";
    }

    /// @dev Without the byte that says that this is the final segment.
    function unwrap(bytes memory signature) internal pure override returns (bytes memory segment) {
        segment = new bytes(signature.length - 1);
        for (uint256 i = 0; i < segment.length; i++) {
            segment[i] = signature[i + 1];
        }
    }
}

contract OpenZeppelinAccountValidationGasTest is OpenZeppelinSessionFixtures, ValidationGasSpecification {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }

    function accountName() internal pure override returns (string memory) {
        return "OpenZeppelinAccount";
    }

    function unwrap(bytes memory signature) internal pure override returns (bytes memory) {
        return signature;
    }
}

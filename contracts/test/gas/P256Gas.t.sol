// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinSessionFixtures} from "../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {P256GasSpecification} from "./P256GasSpecification.sol";

/// forge-config: default.evm_version = "osaka"
contract ReferenceAccountP256GasTest is ReferenceSessionFixtures, P256GasSpecification {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
        depositPrefund();
    }

    function accountName() internal pure override returns (string memory) {
        return "ReferenceAccount";
    }
}

/// forge-config: default.evm_version = "osaka"
contract OpenZeppelinAccountP256GasTest is OpenZeppelinSessionFixtures, P256GasSpecification {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
        depositPrefund();
    }

    function accountName() internal pure override returns (string memory) {
        return "OpenZeppelinAccount";
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OneKeyValidator} from "../mocks/OneKeyValidator.sol";
import {OpenZeppelinSessionFixtures} from "../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {ValidationPaths} from "./ValidationPaths.sol";

abstract contract ReferenceAccountValidationPaths is ReferenceSessionFixtures, ValidationPaths {
    function signAsAccount(bytes32 hash) internal view override returns (bytes memory) {
        bytes memory signature = signDigest(_ownerKey, _ownerModule.replaySafeHash(account(), hash));
        return abi.encodePacked(locator(OWNER_ENTITY_ID, OPTION_GLOBAL), finalSegment(signature));
    }
}

abstract contract OpenZeppelinAccountValidationPaths is OpenZeppelinSessionFixtures, ValidationPaths {
    function signAsAccount(bytes32 hash) internal override returns (bytes memory) {
        OneKeyValidator validator = new OneKeyValidator();
        sendOwnerOperation(abi.encodeCall(_account.installModule, (1, address(validator), abi.encode(_owner))));
        return abi.encodePacked(validator, signDigest(_ownerKey, hash));
    }
}

contract ReferenceAccountV07ValidationTest is ReferenceAccountValidationPaths {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08ValidationTest is ReferenceAccountValidationPaths {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09ValidationTest is ReferenceAccountValidationPaths {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07ValidationTest is OpenZeppelinAccountValidationPaths {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08ValidationTest is OpenZeppelinAccountValidationPaths {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09ValidationTest is OpenZeppelinAccountValidationPaths {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

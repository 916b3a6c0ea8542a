// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OneKeyValidator} from "../../mocks/OneKeyValidator.sol";
import {OpenZeppelinSessionFixtures} from "../../utils/OpenZeppelinSessionFixtures.sol";
import {ReferenceSessionFixtures} from "../../utils/ReferenceSessionFixtures.sol";
import {Erc1271Attacks} from "./Erc1271Attacks.sol";

abstract contract ReferenceAccountErc1271AttacksTest is ReferenceSessionFixtures, Erc1271Attacks {
    /// @dev And lets the account ask the session key module too, which it must not do.
    function enableOwnerSignatures() internal override {
        vm.prank(account());
        _account.installValidation(
            validationConfig(address(_module), SESSION_ENTITY_ID + 1, 0x02), list(bytes4(0)), "", none()
        );
    }

    function ownerSignature(bytes32 digest) internal view override returns (bytes memory) {
        bytes memory signature = signDigest(_ownerKey, _ownerModule.replaySafeHash(account(), digest));
        return abi.encodePacked(locator(OWNER_ENTITY_ID, OPTION_GLOBAL), finalSegment(signature));
    }

    function routedToModule(bytes memory signature) internal pure override returns (bytes memory) {
        return abi.encodePacked(locator(SESSION_ENTITY_ID + 1, OPTION_NONE), finalSegment(signature));
    }
}

abstract contract OpenZeppelinAccountErc1271AttacksTest is OpenZeppelinSessionFixtures, Erc1271Attacks {
    OneKeyValidator private _signatures;

    function enableOwnerSignatures() internal override {
        _signatures = new OneKeyValidator();
        sendOwnerOperation(abi.encodeCall(_account.installModule, (1, address(_signatures), abi.encode(_owner))));
    }

    function ownerSignature(bytes32 digest) internal view override returns (bytes memory) {
        return abi.encodePacked(_signatures, signDigest(_ownerKey, digest));
    }

    function routedToModule(bytes memory signature) internal view override returns (bytes memory) {
        return abi.encodePacked(_module, signature);
    }
}

contract ReferenceAccountV07Erc1271AttacksTest is ReferenceAccountErc1271AttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08Erc1271AttacksTest is ReferenceAccountErc1271AttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09Erc1271AttacksTest is ReferenceAccountErc1271AttacksTest {
    function setUp() external {
        deployReferenceSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07Erc1271AttacksTest is OpenZeppelinAccountErc1271AttacksTest {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08Erc1271AttacksTest is OpenZeppelinAccountErc1271AttacksTest {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09Erc1271AttacksTest is OpenZeppelinAccountErc1271AttacksTest {
    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV09());
    }
}

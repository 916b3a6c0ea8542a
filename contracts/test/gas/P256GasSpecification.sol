// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SegmentFixtures} from "../utils/SegmentFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionGasFixtures} from "./SessionGasFixtures.sol";

/// @notice What a P-256 key costs more than one on secp256k1 where the chain has the precompile.
abstract contract P256GasSpecification is SessionGasFixtures, SegmentFixtures {
    function test_P256() external {
        uint256 secp256k1 = sessionGas(transferTerms(1), one(transferCall(TRANSFER)));
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = transferTerms(1);
        (terms.keyType, terms.sessionKey) = (1, key.name);
        relayGrant(terms);
        uint256 p256;
        for (uint256 i = 0; i < 3; i++) {
            p256 = sendAsBundler(p256Op(terms, transferCall(TRANSFER), 0, key));
        }

        record("P256-W1", p256 - secp256k1);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {P256Attacks} from "./P256Attacks.sol";

/// @notice On a chain with the precompile (osaka).
abstract contract P256WithPrecompileAttacks is P256Attacks {
    using SessionEncoder for SessionEncoder.Terms;

    function verifierFlag() internal pure override returns (uint8) {
        return 0;
    }

    /// @dev Either verifier says yes to the same signature only if it is right.
    function test_AC92_VerifiersAgree() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();
        P256Key memory wrong = makeP256Key("P-256 agent");
        wrong.secret++;

        refuseSignature(p256Op(terms, transferCall(1), 0, wrong));
        refuseSignature(p256Op(terms, transferCall(1), FLAG_P256_IN_SOLIDITY, wrong));
        allow(p256Op(terms, transferCall(1), 0, key));
        allow(p256Op(terms, transferCall(1), FLAG_P256_IN_SOLIDITY, key));
    }
}

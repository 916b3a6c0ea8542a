// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {P256Attacks} from "./P256Attacks.sol";

/// @notice On a chain without the precompile (prague): the Solidity verifier does the work, and nothing at 0x100 can
/// stand for a yes.
abstract contract P256WithoutPrecompileAttacks is P256Attacks {
    using SessionEncoder for SessionEncoder.Terms;

    address private constant PRECOMPILE = address(0x100);

    function verifierFlag() internal pure override returns (uint8) {
        return FLAG_P256_IN_SOLIDITY;
    }

    /// @dev A call to an address without code succeeds, with an empty answer.
    function test_AC92_PrecompileThatIsNotThere() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();

        refuseSignature(p256Op(terms, transferCall(1), 0, key));
        allow(p256Op(terms, transferCall(1), FLAG_P256_IN_SOLIDITY, key));
    }

    /// @dev Something else at the address: it says 2, says 1 in one byte or in two words, says nothing, or reverts.
    function test_AC92_PrecompileThatAnswersSomethingElse() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();
        bytes[6] memory codes = [
            bytes(hex"600260005260206000f3"),
            hex"600160005360016000f3",
            hex"600160005260406000f3",
            hex"60016000526020600060006000fd",
            hex"00",
            hex"60206000fd"
        ];

        for (uint256 i = 0; i < codes.length; i++) {
            vm.etch(PRECOMPILE, codes[i]);
            refuseSignature(p256Op(terms, transferCall(1), 0, key));
        }
        // What the precompile answers, from whomever: a chain is what its nodes make of it.
        vm.etch(PRECOMPILE, hex"600160005260206000f3");
        allow(p256Op(terms, transferCall(1), 0, key));
    }
}

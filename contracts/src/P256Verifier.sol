// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IP256Verifier} from "./interfaces/IP256Verifier.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

/// @title P-256 signatures where the precompile cannot be used
/// @notice Stateless. Strict bundlers know the precompiles 1 to 9 only, and some chains have no P-256 at 0x100: then an
/// operation asks for this verifier instead. The arithmetic is OpenZeppelin's.
contract P256Verifier is IP256Verifier {
    /// @inheritdoc IP256Verifier
    function verify(bytes32 hash, bytes32 r, bytes32 s, bytes32 x, bytes32 y) external view returns (bool) {
        return P256.verifySolidity(hash, r, s, x, y);
    }
}

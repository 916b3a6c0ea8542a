// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IP256Verifier} from "../interfaces/IP256Verifier.sol";
import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice Signatures in their one canonical form, at positions of calldata. secp256k1: r 32 ‖ s 32 ‖ v 1, v 27 or 28.
/// P-256: r 32 ‖ s 32, the public key x 32 ‖ y 32 right before it. s is in the lower half of the order.
/// @dev Unchecked sums are safe: a position in calldata is far below 2^64.
library SignatureLib {
    /// Half of the order of secp256k1: SEC 2, section 2.4.1.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    /// Half of the order of P-256: SEC 2, section 2.4.2.
    uint256 private constant P256_HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8;

    /// EIP-7951 (and RIP-7212).
    address private constant P256_PRECOMPILE = address(0x100);

    uint256 internal constant LENGTH = 65;
    uint256 internal constant P256_LENGTH = 64;
    uint256 internal constant P256_KEY_LENGTH = 64;

    /// @notice The signer of 65 bytes at a position; zero if there is none.
    /// @dev Malformed reverts by name. Only a well-formed signature of somebody else is the caller's business.
    function recoverStrict(bytes32 digest, uint256 pos) internal view returns (address) {
        if (!_isCanonical(pos)) revert ISessionKeyModule.SignatureMalformed(LENGTH);

        return _recover(digest, pos);
    }

    /// @notice The signer, or zero for anything that is not a canonical signature of somebody.
    function tryRecover(bytes32 digest, bytes calldata signature) internal view returns (address) {
        uint256 pos = CalldataLib.position(signature);
        return signature.length == LENGTH && _isCanonical(pos) ? _recover(digest, pos) : address(0);
    }

    /// @notice Whether the key at a position, and the signature behind it, are right for a digest.
    /// @dev Reverts for another key than the session's, and for s in the upper half.
    /// @param sessionKey Last 20 bytes of the key's hash.
    /// @param verifier 0 = the precompile, whose empty answer (a chain without it, or a wrong signature) is a failure.
    function verifyP256Strict(bytes32 digest, uint256 keyAt, address sessionKey, IP256Verifier verifier)
        internal
        view
        returns (bool)
    {
        address actual = address(uint160(uint256(CalldataLib.hash(keyAt, P256_KEY_LENGTH))));
        if (actual != sessionKey) revert ISessionKeyModule.PublicKeyMismatch(sessionKey, actual);

        unchecked {
            bytes32 x = CalldataLib.word(keyAt);
            bytes32 y = CalldataLib.word(keyAt + 32);
            bytes32 r = CalldataLib.word(keyAt + 64);
            bytes32 s = CalldataLib.word(keyAt + 96);
            if (uint256(s) > P256_HALF_ORDER) revert ISessionKeyModule.SignatureMalformed(P256_LENGTH);

            return address(verifier) == address(0)
                ? _verifyByPrecompile(abi.encode(digest, r, s, x, y))
                : verifier.verify(digest, r, s, x, y);
        }
    }

    function _verifyByPrecompile(bytes memory input) private view returns (bool) {
        (bool answered, bytes memory answer) = P256_PRECOMPILE.staticcall(input);
        return answered && answer.length == 32 && uint256(bytes32(answer)) == 1;
    }

    function _isCanonical(uint256 pos) private pure returns (bool) {
        unchecked {
            uint256 v = CalldataLib.uintAt(pos + 64, 1);
            return v - 27 < 2 && uint256(CalldataLib.word(pos + 32)) <= HALF_ORDER;
        }
    }

    /// @dev The precompile 1, without the temporaries of Solidity's `ecrecover`.
    function _recover(bytes32 digest, uint256 pos) private view returns (address signer) {
        assembly ("memory-safe") {
            let free := mload(0x40) // scratch behind the free pointer, not kept
            mstore(free, digest) // 0x00: digest
            mstore(add(free, 0x20), shr(248, calldataload(add(pos, 0x40)))) // 0x20: v
            calldatacopy(add(free, 0x40), pos, 0x40) // 0x40: r, 0x60: s
            mstore(0, 0) // no answer = nobody
            pop(staticcall(gas(), 1, free, 0x80, 0, 0x20))
            signer := mload(0)
        }
    }
}

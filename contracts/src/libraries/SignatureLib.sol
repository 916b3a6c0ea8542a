// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";

/// @notice secp256k1 signatures in their one canonical form: r 32 ‖ s 32 ‖ v 1, v 27 or 28, s in the lower half.
library SignatureLib {
    /// Half of the curve order: SEC 2, section 2.4.1.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice The signer of a session operation; zero if there is none.
    /// @dev Malformed reverts by name. Only a well-formed signature of somebody else is the caller's business.
    function recoverStrict(bytes32 digest, bytes calldata signature) internal pure returns (address) {
        if (!isCanonical(signature)) revert ISessionKeyModule.SignatureMalformed(signature.length);

        return _recover(digest, signature);
    }

    /// @notice The signer, or zero for anything that is not a canonical signature of somebody.
    function tryRecover(bytes32 digest, bytes calldata signature) internal pure returns (address) {
        return isCanonical(signature) ? _recover(digest, signature) : address(0);
    }

    function isCanonical(bytes calldata signature) internal pure returns (bool) {
        return signature.length == 65 && (signature[64] == 0x1b || signature[64] == 0x1c)
            && uint256(bytes32(signature[32:64])) <= HALF_ORDER;
    }

    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address) {
        return ecrecover(digest, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice secp256k1 signatures in their one canonical form: r 32 ‖ s 32 ‖ v 1, v 27 or 28, s in the lower half.
library SignatureLib {
    /// Half of the curve order: SEC 2, section 2.4.1.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    uint256 internal constant LENGTH = 65;

    /// @notice The signer of a session operation, whose 65 bytes stand at a position of calldata; zero if there is none.
    /// @dev Malformed reverts by name. Only a well-formed signature of somebody else is the caller's business.
    function recoverStrict(bytes32 digest, uint256 pos) internal pure returns (address) {
        if (!_isCanonical(pos)) revert ISessionKeyModule.SignatureMalformed(LENGTH);

        return _recover(digest, pos);
    }

    /// @notice The signer, or zero for anything that is not a canonical signature of somebody.
    function tryRecover(bytes32 digest, bytes calldata signature) internal pure returns (address) {
        uint256 pos = CalldataLib.position(signature);
        return signature.length == LENGTH && _isCanonical(pos) ? _recover(digest, pos) : address(0);
    }

    function _isCanonical(uint256 pos) private pure returns (bool) {
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            uint256 v = CalldataLib.uintAt(pos + 64, 1);
            return (v == 27 || v == 28) && uint256(CalldataLib.word(pos + 32)) <= HALF_ORDER;
        }
    }

    function _recover(bytes32 digest, uint256 pos) private pure returns (address) {
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            uint8 v = uint8(CalldataLib.uintAt(pos + 64, 1));
            return ecrecover(digest, v, CalldataLib.word(pos), CalldataLib.word(pos + 32));
        }
    }
}

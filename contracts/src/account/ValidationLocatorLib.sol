// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";

/// @title Which validation is asked for
///
/// @dev Nonce:                       free 152 bits ‖ entityId 32 ‖ options 8 ‖ sequence number 64
///      Authorization and signature: options 1 byte ‖ entityId 4 ‖ segments
library ValidationLocatorLib {
    uint8 internal constant OPTION_GLOBAL = 0x01;
    uint8 internal constant OPTION_DEFERRED_ACTION = 0x02;
    uint8 internal constant OPTION_DIRECT_CALL = 0x04;

    /// @dev Length of the locator before the segments (bytes).
    uint256 internal constant LENGTH = 5;

    /// @dev The casts keep the low bits on purpose: each field is shifted to the bottom first.
    function fromNonce(uint256 nonce) internal pure returns (uint32 entityId, bool isGlobal) {
        entityId = uint32(nonce >> 72);
        isGlobal = _decodeOptions(uint8(nonce >> 64));
    }

    function fromBytes(bytes calldata authorization)
        internal
        pure
        returns (uint32 entityId, bool isGlobal, bytes calldata segments)
    {
        if (authorization.length < LENGTH) {
            revert IReferenceAccount.AuthorizationTooShort(authorization.length, LENGTH);
        }

        entityId = uint32(bytes4(authorization[1:LENGTH]));
        isGlobal = _decodeOptions(uint8(authorization[0]));
        segments = authorization[LENGTH:];
    }

    function _decodeOptions(uint8 options) private pure returns (bool isGlobal) {
        if (options & OPTION_DEFERRED_ACTION != 0) revert IReferenceAccount.DeferredActionNotSupported();
        if (options & OPTION_DIRECT_CALL != 0) revert IReferenceAccount.DirectCallValidationNotSupported();
        if (options > OPTION_GLOBAL) revert IReferenceAccount.ValidationOptionsUnknown(options);

        return options == OPTION_GLOBAL;
    }
}

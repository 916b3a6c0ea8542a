// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";

/// @title Several answers as one
///
/// @dev Validation data of ERC-4337: validAfter 48 bits ‖ validUntil 48 (0 is forever) ‖ authorizer 160 (0 is yes, 1 is
/// no, else an aggregator).
library ValidationDataLib {
    uint256 internal constant FAILED = 1;

    /// @dev From here on EntryPoint v0.9 may read both bounds as block numbers (unix seconds).
    uint48 private constant BLOCK_RANGE_FLAG = 1 << 47;

    /// @notice The time in which both answers hold, and no if one of them is no.
    /// @param first An answer with 0 or 1 as authorizer.
    /// @param second Any answer.
    /// @return Both in one; an interval without any time is given back as it is, the EntryPoint refuses it.
    function intersect(uint256 first, uint256 second) internal pure returns (uint256) {
        (uint48 firstAfter, uint48 firstUntil) = _bounds(first);
        (uint48 secondAfter, uint48 secondUntil) = _bounds(second);
        // The casts cut off the time bounds: the authorizer is the low 160 bits.
        bool failed = uint160(first) == FAILED || uint160(second) == FAILED;

        uint256 authorizer = failed ? FAILED : uint160(second);
        uint256 validUntil = firstUntil < secondUntil ? firstUntil : secondUntil;
        uint256 validAfter = firstAfter > secondAfter ? firstAfter : secondAfter;
        return validAfter << 208 | validUntil << 160 | authorizer;
    }

    /// @dev A start beyond the flag is no time that anybody lives to see, but the start of a range of blocks.
    /// The casts keep the low bits on purpose: each field is shifted to the bottom first.
    function _bounds(uint256 validationData) private pure returns (uint48 validAfter, uint48 validUntil) {
        validAfter = uint48(validationData >> 208);
        validUntil = uint48(validationData >> 160);
        if (validAfter >= BLOCK_RANGE_FLAG) revert IReferenceAccount.BlockRangeNotSupported(validAfter);
        if (validUntil == 0) validUntil = type(uint48).max;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";

/// @notice The seconds in which an operation may be included, and which term set the upper end.
/// @dev Validation may not read the clock (ERC-7562): the operation claims a time, and these bounds, which the EntryPoint
/// enforces, make the claim true. All values are below 2^47: EntryPoint v0.9 reads higher ones as block numbers.
struct TimeBounds {
    /// The claim. EntryPoint v0.7 includes this second, v0.8 and v0.9 begin after it.
    uint256 claimedAt;
    /// Inclusive on every EntryPoint; never 0, which would mean no end.
    uint256 validUntil;
    /// Name of the term that `validUntil` comes from.
    bytes32 upper;
}

using TimeBoundsLib for TimeBounds global;

library TimeBoundsLib {
    function limit(TimeBounds memory bounds, uint256 validUntil, bytes32 name) internal pure {
        if (validUntil < bounds.validUntil) {
            bounds.validUntil = validUntil;
            bounds.upper = name;
        }
    }

    /// @return ERC-4337 validation data: validAfter 48 ‖ validUntil 48 ‖ 159 zero bits ‖ 1 for a wrong signature.
    function pack(TimeBounds memory bounds, bool signatureIsRight) internal pure returns (uint256) {
        if (bounds.claimedAt >= bounds.validUntil) {
            revert ISessionKeyModule.BoundsDisjoint("claimedAt", bounds.claimedAt, bounds.upper, bounds.validUntil);
        }

        return bounds.claimedAt << 208 | bounds.validUntil << 160 | (signatureIsRight ? 0 : 1);
    }
}

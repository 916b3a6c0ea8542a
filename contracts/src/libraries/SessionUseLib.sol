// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {SessionUse} from "../types/SessionUse.sol";

/// @notice The time bounds of an operation.
library SessionUseLib {
    /// @notice Lowers the upper bound.
    /// @param name Of the term that asks for it.
    function limit(SessionUse use, uint256 validUntil, bytes32 name) internal pure {
        if (validUntil < use.validUntil()) {
            use.setValidUntil(validUntil);
            use.setUpper(name);
        }
    }

    /// @return ERC-4337 validation data: validAfter 48 ‖ validUntil 48 ‖ 159 zero bits ‖ 1 for a wrong signature.
    function validationData(SessionUse use, bool signatureIsRight) internal pure returns (uint256) {
        (uint256 claimedAt, uint256 validUntil) = (use.claimedAt(), use.validUntil());
        if (claimedAt >= validUntil) {
            revert ISessionKeyModule.BoundsDisjoint("claimedAt", claimedAt, use.upper(), validUntil);
        }

        return claimedAt << 208 | validUntil << 160 | (signatureIsRight ? 0 : 1);
    }
}

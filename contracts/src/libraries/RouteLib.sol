// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";

/// @notice How an account asks the module: standard 8 ‖ entityId 32 bits.
library RouteLib {
    /// Followed by the entity.
    uint40 internal constant ERC6900 = 1;
    uint40 internal constant ERC7579 = 2 << 32;

    /// @notice Refuses what is neither 1 ‖ entityId nor 2 ‖ 0.
    function check(uint40 route) internal pure {
        if (route >> 32 != ERC6900 && route != ERC7579) revert ISessionKeyModule.TermInvalid("route", route, ERC7579);
    }
}

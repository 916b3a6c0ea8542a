// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardMoneyAttacks} from "./GuardMoneyAttacks.sol";
import {GuardPriceAttacks} from "./GuardPriceAttacks.sol";
import {GuardStateAttacks} from "./GuardStateAttacks.sol";

/// @notice The execution guard: validated is not yet done.
abstract contract GuardAttacks is GuardStateAttacks, GuardMoneyAttacks, GuardPriceAttacks {}

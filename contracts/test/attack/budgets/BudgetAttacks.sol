// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AmountAttacks} from "./AmountAttacks.sol";
import {TokenAttacks} from "./TokenAttacks.sol";

/// @notice Token budgets: no outflow that is not counted, no count that can be cheated.
abstract contract BudgetAttacks is TokenAttacks, AmountAttacks {}

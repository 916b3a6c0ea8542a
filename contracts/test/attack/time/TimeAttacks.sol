// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LifetimeAttacks} from "./LifetimeAttacks.sol";
import {WindowAttacks} from "./WindowAttacks.sol";

/// @notice Time: who claims another one gains nothing.
abstract contract TimeAttacks is LifetimeAttacks, WindowAttacks {}

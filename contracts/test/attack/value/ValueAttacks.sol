// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FeeAttacks} from "./FeeAttacks.sol";
import {NativeAttacks} from "./NativeAttacks.sol";
import {PaymasterAttacks} from "./PaymasterAttacks.sol";

/// @notice Native value, fees and paymasters: what an operation moves and costs is what was granted.
abstract contract ValueAttacks is NativeAttacks, FeeAttacks, PaymasterAttacks {}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ArgumentAttacks} from "./ArgumentAttacks.sol";
import {CallDataAttacks} from "./CallDataAttacks.sol";
import {CapabilityAttacks} from "./CapabilityAttacks.sol";
import {TargetAttacks} from "./TargetAttacks.sol";

/// @notice Decoding and envelope: what the module reads is what the account executes, and what was granted.
abstract contract DecodingAttacks is CallDataAttacks, ArgumentAttacks, TargetAttacks, CapabilityAttacks {}

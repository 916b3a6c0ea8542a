// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CapabilityLib} from "../libraries/CapabilityLib.sol";
import {RuleLib} from "../libraries/RuleLib.sol";
import {SpendLib} from "../libraries/SpendLib.sol";

/// @notice One capability: the position of its leaf's first byte in this transaction's calldata (docs/encoding.md §1.3).
type Capability is uint256;

/// @notice One condition on a calldata word: the position of its first byte.
type Rule is uint256;

/// @notice What a call takes from the budgets of an asset: the position of its first byte.
type Spend is uint256;

using CapabilityLib for Capability global;
using RuleLib for Rule global;
using SpendLib for Spend global;

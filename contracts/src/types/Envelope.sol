// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BudgetTermsLib} from "../libraries/BudgetTermsLib.sol";
import {EnvelopeLib} from "../libraries/EnvelopeLib.sol";

/// @notice The core of a capability envelope, where it stands: the position of its first byte in this transaction's
/// calldata. Its fields are read in place (docs/encoding.md §1.1); nothing is copied.
type Envelope is uint256;

/// @notice One budget of the core: the position of its first byte in this transaction's calldata.
/// @dev kind 1 ‖ asset 20 ‖ limit 16 ‖ period 4 bytes.
type Budget is uint256;

using EnvelopeLib for Envelope global;
using BudgetTermsLib for Budget global;

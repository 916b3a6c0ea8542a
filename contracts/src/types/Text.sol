// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DateTextLib} from "../libraries/DateTextLib.sol";
import {DecimalTextLib} from "../libraries/DecimalTextLib.sol";
import {HexTextLib} from "../libraries/HexTextLib.sol";
import {TextLib} from "../libraries/TextLib.sol";

/// @notice ASCII text under construction. The characters are in memory, this word stays on the stack: display lines of
/// the ended lines 32 ‖ their characters 32 ‖ position of the current line's first character 32 ‖ of the next character
/// to write 32 (high to low, above them nothing; the counts are biased, see TextLib). Who writes gets the next state
/// back: only that one may be used from then on.
type Text is uint256;

using TextLib for Text global;
using DecimalTextLib for Text global;
using HexTextLib for Text global;
using DateTextLib for Text global;

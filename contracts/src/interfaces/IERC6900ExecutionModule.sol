// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExecutionManifest} from "./ERC6900Types.sol";
import {IERC6900Module} from "./IERC6900Module.sol";

/// @notice A module that adds functions to an account. ERC-165 id 0xae5628c6.
interface IERC6900ExecutionModule is IERC6900Module {
    /// @notice What the module wants to add.
    function executionManifest() external pure returns (ExecutionManifest memory manifest);
}

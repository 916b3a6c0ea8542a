// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC7579Module} from "./IERC7579Validator.sol";

/// @notice An ERC-7579 module that runs before and after what an account executes.
interface IERC7579Hook is IERC7579Module {
    /// @notice Runs before the execution; reverts to stop it.
    /// @param msgSender Who called the account.
    /// @param value What was sent along (wei).
    /// @param msgData What the account was called with.
    /// @return hookData What `postCheck` is given after the execution.
    function preCheck(address msgSender, uint256 value, bytes calldata msgData) external returns (bytes memory hookData);

    /// @notice Runs after the execution; reverts to undo it.
    function postCheck(bytes calldata hookData) external;
}

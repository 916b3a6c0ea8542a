// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC6900Module} from "./IERC6900Module.sol";

/// @notice A module that runs before and after what an account executes. ERC-165 id 0xb02cc192.
interface IERC6900ExecutionHookModule is IERC6900Module {
    /// @notice Runs before the execution; reverts to stop it.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param sender Who called the account.
    /// @param value What was sent along (wei).
    /// @param data What the account was called with.
    /// @return preExecHookData What the same hook is given after the execution.
    function preExecutionHook(uint32 entityId, address sender, uint256 value, bytes calldata data)
        external
        returns (bytes memory preExecHookData);

    /// @notice Runs after the execution; reverts to undo it.
    /// @param entityId Which of the module's installations on the account is meant.
    /// @param preExecHookData What the same hook returned before the execution, empty if it did not run then.
    function postExecutionHook(uint32 entityId, bytes calldata preExecHookData) external;
}

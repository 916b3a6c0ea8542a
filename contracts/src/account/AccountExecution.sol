// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig} from "../interfaces/ERC6900Types.sol";
import {IERC6900ExecutionHookModule} from "../interfaces/IERC6900ExecutionHookModule.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @title How an account calls, itself with hooks around and others
abstract contract AccountExecution {
    using ModuleConfigLib for HookConfig;

    /// @dev Hooks before in the order of installation, hooks after in reverse. The hooks are those of the beginning,
    /// whatever the call does to them.
    /// @param hooks The execution hooks of the validation that authorized the call.
    /// @param hookData What the hooks see.
    /// @param data The call to the account itself.
    function _executeWithHooks(HookConfig[] memory hooks, bytes calldata hookData, bytes calldata data)
        internal
        returns (bytes memory result)
    {
        bytes[] memory contexts = new bytes[](hooks.length);

        for (uint256 i = 0; i < hooks.length; i++) {
            (address module, uint32 entityId, uint8 flags) = hooks[i].unpack();
            if (flags & ModuleConfigLib.HOOK_PRE == 0) continue;
            contexts[i] = IERC6900ExecutionHookModule(module)
                .preExecutionHook({entityId: entityId, sender: msg.sender, value: msg.value, data: hookData});
        }

        result = _call(address(this), 0, data);

        for (uint256 i = hooks.length; i > 0; i--) {
            (address module, uint32 entityId, uint8 flags) = hooks[i - 1].unpack();
            if (flags & ModuleConfigLib.HOOK_POST == 0) continue;
            IERC6900ExecutionHookModule(module).postExecutionHook(entityId, contexts[i - 1]);
        }
    }

    /// @dev Calls, and reverts with what the callee reverted with.
    function _call(address target, uint256 value, bytes calldata data) internal returns (bytes memory result) {
        if (!LowLevelCall.callNoReturn(target, value, data)) LowLevelCall.bubbleRevert();

        return LowLevelCall.returnData();
    }
}

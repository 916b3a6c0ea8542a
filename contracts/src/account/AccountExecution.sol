// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig} from "../interfaces/ERC6900Types.sol";
import {IEntryPoint} from "../interfaces/IERC4337.sol";
import {IERC6900ExecutionHookModule} from "../interfaces/IERC6900ExecutionHookModule.sol";
import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";
import {AccountValidation} from "./AccountValidation.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ValidationHead} from "./ValidationHead.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @title How an account executes: who may call, which hooks run around, and the call
///
/// @dev Hooks before: first those of the validation, then those of the function, both in the order of installation.
/// Hooks after: exactly the reverse. All hooks are those of the beginning, whatever the hooks and the call do to them.
abstract contract AccountExecution is AccountValidation {
    using ModuleConfigLib for HookConfig;

    /// @inheritdoc IReferenceAccount
    IEntryPoint public immutable entryPoint;

    /// @dev Set for the moment between an account that has run all hooks and its function that would run them again.
    bool private transient _hooksHaveRun;

    /// @dev A function that executes. The EntryPoint calls only what `validateUserOp` allowed; the account calls itself
    /// only after `executeUserOp` or `executeWithRuntimeValidation`, or from a batch, whose calls to itself were judged
    /// each; everybody else needs a direct-call validation.
    modifier withHooks() {
        (HookConfig[] memory hooks, bytes[] memory contexts) = _begin(false);
        _;
        _end(hooks, contexts);
    }

    constructor(IEntryPoint entryPoint_) {
        entryPoint = entryPoint_;
    }

    /// @dev Calls the account itself with all hooks around. They run here, so that those of the function are those of
    /// the beginning too, and see the caller of the account.
    /// @param entityId The validation that authorized the call. It may be uninstalled by now, and its hooks with it.
    /// @param hookData What the hooks of the validation see.
    /// @param data The call, which is what the hooks of the function see.
    function _executeWithHooks(uint32 entityId, bytes calldata hookData, bytes calldata data)
        internal
        returns (bytes memory result)
    {
        (Validation storage validation, ValidationHead head) = _installed(entityId);
        HookConfig[] memory hooks = _executionHooks(validation, head);
        uint256 ofValidation = hooks.length;
        hooks = _join(hooks, _functionHooks(bytes4(data)));
        if (hooks.length == 0) return _call(address(this), 0, data);

        bytes[] memory contexts = _runBefore(hooks, ofValidation, hookData, data);
        _hooksHaveRun = true;
        result = _call(address(this), 0, data);
        _hooksHaveRun = false; // a function that runs no hooks has left it
        _end(hooks, contexts);
    }

    /// @dev Begins a function that executes.
    /// @param skipRuntimeValidation Whether anybody may call it.
    /// @return hooks Those that run around it.
    /// @return contexts What each of them said before.
    function _begin(bool skipRuntimeValidation) internal returns (HookConfig[] memory hooks, bytes[] memory contexts) {
        if (msg.sender != address(entryPoint)) {
            if (msg.sender == address(this)) {
                if (_hooksHaveRun) {
                    _hooksHaveRun = false;
                    return (hooks, contexts);
                }
            } else if (!skipRuntimeValidation) {
                hooks = _validateDirectCall();
            }
        }

        HookConfig[] memory ofFunction = _functionHooks(msg.sig);
        hooks = hooks.length == 0 ? ofFunction : _join(hooks, ofFunction);
        if (hooks.length != 0) contexts = _runBefore(hooks, 0, msg.data, msg.data);
    }

    /// @dev Ends what {_begin} began.
    function _end(HookConfig[] memory hooks, bytes[] memory contexts) internal {
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

    /// @param ofValidation How many of the hooks are the validation's; they come first.
    /// @param validationData What these see.
    /// @param functionData What the others see.
    function _runBefore(
        HookConfig[] memory hooks,
        uint256 ofValidation,
        bytes calldata validationData,
        bytes calldata functionData
    ) private returns (bytes[] memory contexts) {
        contexts = new bytes[](hooks.length);
        for (uint256 i = 0; i < hooks.length; i++) {
            bytes calldata seen = i < ofValidation ? validationData : functionData;
            contexts[i] = _runBefore(hooks[i], seen);
        }
    }

    function _runBefore(HookConfig hook, bytes calldata seen) private returns (bytes memory context) {
        (address module, uint32 entityId, uint8 flags) = hook.unpack();
        if (flags & ModuleConfigLib.HOOK_PRE == 0) return context;

        return IERC6900ExecutionHookModule(module)
            .preExecutionHook({entityId: entityId, sender: msg.sender, value: msg.value, data: seen});
    }

    function _join(HookConfig[] memory first, HookConfig[] memory second)
        private
        pure
        returns (HookConfig[] memory both)
    {
        if (first.length == 0) return second;

        both = new HookConfig[](first.length + second.length);
        for (uint256 i = 0; i < both.length; i++) {
            both[i] = i < first.length ? first[i] : second[i - first.length];
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev A module in one of its roles: module address (20 bytes), entity id (4).
type ModuleEntity is bytes24;

/// @dev A validation and its abilities: module address (20 bytes), entity id (4), `ValidationFlags` (1).
type ValidationConfig is bytes25;

/// @dev Bit 0: judges operations. Bit 1: judges ERC-1271 signatures. Bit 2: global, i.e. applies to every function that
/// allows global validation. There is no flag for runtime validation: a module that wants none refuses it itself.
type ValidationFlags is uint8;

/// @dev A hook and its kind: module address (20 bytes), entity id (4), flags (1). Flag 0x01: validation hook, else
/// execution hook; 0x02: an execution hook that runs after; 0x04: an execution hook that runs before.
type HookConfig is bytes25;

/// @notice One call of a batch.
struct Call {
    /// Who is called.
    address target;
    /// What is sent along (wei).
    uint256 value;
    /// The call data.
    bytes data;
}

/// @notice A function that an execution module adds to an account.
struct ManifestExecutionFunction {
    /// The function on account and module.
    bytes4 executionSelector;
    /// Whether anybody may call it without validation.
    bool skipRuntimeValidation;
    /// Whether a global validation may authorize it.
    bool allowGlobalValidation;
}

/// @notice A hook that an execution module puts on a function.
struct ManifestExecutionHook {
    /// The function of the account.
    bytes4 executionSelector;
    /// The entity that the module is called with.
    uint32 entityId;
    /// Whether it runs before the function.
    bool isPreHook;
    /// Whether it runs after the function.
    bool isPostHook;
}

/// @notice Everything that an execution module adds to an account.
struct ExecutionManifest {
    /// The functions that the account forwards to the module.
    ManifestExecutionFunction[] executionFunctions;
    /// The hooks of the module.
    ManifestExecutionHook[] executionHooks;
    /// The ERC-165 ids that the account supports from then on.
    bytes4[] interfaceIds;
}

/// @notice What an account knows about one of its functions.
struct ExecutionDataView {
    /// The module that it is forwarded to, the account itself for its own, zero if there is none.
    address module;
    /// Whether anybody may call it without validation.
    bool skipRuntimeValidation;
    /// Whether a global validation may authorize it.
    bool allowGlobalValidation;
    /// Its execution hooks, in the order in which they run before the function.
    HookConfig[] executionHooks;
}

/// @notice What an account knows about one of its validations.
struct ValidationDataView {
    /// What it may judge.
    ValidationFlags validationFlags;
    /// Its validation hooks, in the order in which they run.
    HookConfig[] validationHooks;
    /// Its execution hooks, in the order in which they run before the call.
    HookConfig[] executionHooks;
    /// The functions that it may authorize, besides those that it may authorize as global validation.
    bytes4[] selectors;
}

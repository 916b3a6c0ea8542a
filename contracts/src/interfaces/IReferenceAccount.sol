// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ValidationConfig} from "./ERC6900Types.sol";
import {IAccount, IAccountExecute, IEntryPoint} from "./IERC4337.sol";
import {IERC6900Account} from "./IERC6900Account.sol";
import {IERC6900AccountView} from "./IERC6900AccountView.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title ERC-6900 v0.8 development and reference account
///
/// @notice A small, complete modular account for tests, demos and reading. It is not audited and not meant to hold
/// anybody's savings: for that there are the accounts that people already have.
///
/// @dev Which validation judges is said by
///
/// - an operation: its nonce key (192 bits) = free (152 bits) ‖ entity id (32) ‖ options (8). The nonce is covered by
///   the hash of the operation, so nobody else can choose another validation;
/// - a call of `executeWithRuntimeValidation`: `authorization` = options (1 byte) ‖ entity id (4) ‖ segments;
/// - a question for an ERC-1271 signature: `signature` = options (1 byte) ‖ entity id (4) ‖ segments;
/// - any other call of a function that executes: its caller, as below.
///
/// Option 1 asks for the validation as a global one; it means nothing for ERC-1271, which has no function to allow.
/// Options 2 (deferred action) and 4 (direct-call validation) are refused, as is every other.
///
/// The signature of an operation consists of segments alone. Segments: for each validation hook that wants data, in the
/// order of installation, index (1 byte) ‖ length (4, not 0) ‖ data; then 0xff ‖ data for the validation to the end. A
/// module sees the operation with its own segment as signature.
///
/// An entity id belongs to one module for the whole account. To change a validation, uninstall it and install it again,
/// both in one batch.
///
/// Functions that execute: `execute`, `executeBatch`, `installValidation`, `uninstallValidation`, `installExecution`,
/// `uninstallExecution`, and all functions of modules. Each may be authorized by a validation that lists it; the
/// account's own, and those of modules whose manifest allows it, also by a global one.
///
/// Direct calls: who calls such a function, and is neither the EntryPoint nor the account, needs a direct-call
/// validation: one with itself as module and the entity id 0xffffffff. It lists functions or is global, or both, and
/// whichever applies, counts. Its module is not asked, its hooks are, without data. Anybody may call a function of a
/// module whose manifest skips runtime validation; operations that call it are validated as ever.
///
/// Functions of modules: the account calls the module with the same call data and the value that came with the call,
/// and gives back what it returns or reverts with. What comes with `executeWithRuntimeValidation` stays in the
/// account; let `executeBatch` call the account with a value to pass one on. A manifest is uninstalled as it was
/// installed, to the letter: `ExecutionInstalled` says it.
///
/// Execution hooks: those of the validation that authorized the call, then those of the function, each in the order of
/// installation; afterwards in reverse. All are those of the moment when the execution begins. Hooks of a function see
/// the call of that function; hooks of a validation too, but behind `executeUserOp` they see all of that call. The
/// sender and the value that they see are those of the call to the account. A call of the account to itself out of a
/// batch is an execution of its own.
///
/// Warning: operations of one bundle are all validated before the first is executed. One that does not come behind
/// `executeUserOp` was judged by the hooks of that moment.
///
/// Warning: a hook that reverts on `uninstallExecution`, `uninstallValidation` or `execute` and `executeBatch` keeps
/// the account from getting rid of it. A function that skips runtime validation is anybody's. Install what you would
/// trust with the account.
///
/// Warning: `execute` and `executeBatch` call modules like everybody else. A validation that lists nothing but `execute`
/// reaches every function of a module as the account: past its own list of functions, past what the manifest says of
/// global validation, and past the hooks of the function, which belong to the account's function of that name. So it
/// also configures modules as the account would, the owner's among them. A validation that may do less than the owner
/// must look at targets itself.
interface IReferenceAccount is
    IERC6900Account,
    IERC6900AccountView,
    IAccount,
    IAccountExecute,
    IERC1271,
    IERC721Receiver,
    IERC1155Receiver
{
    /// @notice The function is for others.
    /// @param caller Who called.
    error CallerNotAuthorized(address caller);

    /// @notice The account has its first validation already.
    error AlreadyInitialized();

    /// @notice The operation asks for a deferred action (option 2), which this account does not know.
    error DeferredActionNotSupported();

    /// @notice An operation, an authorization or a signature asks for a direct-call validation (option 4): only a call
    /// by its caller can use it.
    error DirectCallValidationNotSupported();

    /// @notice A direct-call validation may have no other flag than the one for global use: it judges neither
    /// operations nor signatures.
    error DirectCallFlagsNotAllowed(uint8 flags);

    /// @notice An option is set that nobody has given a meaning.
    /// @param options The options found.
    error ValidationOptionsUnknown(uint8 options);

    /// @notice An authorization or ERC-1271 signature is too short to name a validation.
    /// @param actual Its length (bytes).
    /// @param minimum The least length (bytes).
    error AuthorizationTooShort(uint256 actual, uint256 minimum);

    /// @notice No validation, or that of another module, is installed under the entity id.
    error ValidationNotInstalled(uint32 entityId);

    /// @notice The entity id is taken.
    /// @param entityId The entity id.
    /// @param module The module that it belongs to.
    error EntityIdInUse(uint32 entityId, address module);

    /// @notice The validation has not the flag for operations.
    error UserOpValidationNotAllowed(uint32 entityId);

    /// @notice The validation has not the flag for ERC-1271 signatures.
    error SignatureValidationNotAllowed(uint32 entityId);

    /// @notice The validation has not the flag for global use.
    error GlobalValidationNotAllowed(uint32 entityId);

    /// @notice The validation may not authorize this function: it is not among its selectors, or, if asked for as a
    /// global validation, not among the functions for which the account allows that.
    error SelectorNotAllowed(uint32 entityId, bytes4 selector);

    /// @notice The call is too short to name a function.
    /// @param actual Its length (bytes).
    /// @param minimum The least length (bytes).
    error CallDataTooShort(uint256 actual, uint256 minimum);

    /// @notice `execute` may not have the account itself as target; call the function itself, or use `executeBatch`.
    error ExecuteToSelf();

    /// @notice A batch may not contain another call of `execute` or `executeBatch` on the account.
    error ExecuteInsideBatch(bytes4 selector);

    /// @notice The validation has execution hooks, so its operations must come behind `executeUserOp`.
    error UserOpContextRequired(uint32 entityId);

    /// @notice A validation hook named an aggregator; it may return 0 or 1 only.
    /// @param module The hook.
    /// @param authorizer What it returned.
    error HookAuthorizerNotAllowed(address module, address authorizer);

    /// @notice A range of blocks cannot be intersected with other time bounds.
    /// @param validAfter The start of the range, in the encoding of EntryPoint v0.9.
    error BlockRangeNotSupported(uint48 validAfter);

    /// @notice A validation needs a module.
    error ModuleMissing();

    /// @notice The module does not say that it plays the role that it is installed for.
    /// @param module The module.
    /// @param interfaceId The ERC-165 id of the role.
    error InterfaceNotSupported(address module, bytes4 interfaceId);

    /// @notice Validation flags other than 1, 2 and 4 are set.
    error ValidationFlagsUnknown(uint8 flags);

    /// @notice No validation may list this function: `validateUserOp` is the EntryPoint's. An operation that called it
    /// would have the account ask modules about another operation, which nobody sent.
    error ValidationSelectorNotAllowed(bytes4 selector);

    /// @notice The function is listed twice.
    error SelectorDuplicate(bytes4 selector);

    /// @notice An item of the hooks is too short to name a hook.
    /// @param index Its place, from 0.
    /// @param actual Its length (bytes).
    /// @param minimum The least length (bytes).
    error HookTooShort(uint256 index, uint256 actual, uint256 minimum);

    /// @notice The flags are neither 1 (validation hook) nor 2, 4 or 6 (execution hook after, before, both).
    error HookFlagsNotAllowed(address module, uint8 flags);

    /// @notice The hook is listed twice in one role.
    error HookDuplicate(address module, uint32 entityId);

    /// @notice A list is too long.
    /// @param actual Its length.
    /// @param maximum The greatest length.
    error ListTooLong(uint256 actual, uint256 maximum);

    /// @notice The data for the hooks that are uninstalled fits neither none nor all of them.
    /// @param actual How many items were given.
    /// @param expected How many hooks there are.
    error HookUninstallDataMismatch(uint256 actual, uint256 expected);

    /// @notice Neither the account nor a module has this function.
    error FunctionNotInstalled(bytes4 selector);

    /// @notice No module may add this function: it is the account's own, or one by which others would take the account
    /// for a module, a paymaster or an aggregator.
    error SelectorReserved(bytes4 selector);

    /// @notice The function is there already.
    /// @param selector The function.
    /// @param module The module that it belongs to.
    error SelectorInUse(bytes4 selector, address module);

    /// @notice A hook can run around functions that execute only, and this one of the account does not.
    error HookSelectorNotAllowed(bytes4 selector);

    /// @notice No module may name this interface: 0xffffffff, or the one by which others would take the account for a
    /// module.
    error InterfaceIdNotAllowed(bytes4 interfaceId);

    /// @notice The module is installed with this very manifest already.
    /// @param module The module.
    /// @param manifestHash keccak256(abi.encode(module, manifest)).
    error ExecutionInstalledAlready(address module, bytes32 manifestHash);

    /// @notice The module is not installed with this manifest. To the letter: what {ExecutionInstalled} said.
    /// @param module The module.
    /// @param manifestHash keccak256(abi.encode(module, manifest)).
    error ExecutionNotInstalled(address module, bytes32 manifestHash);

    /// @notice Gives a new account its first validation. Only for the factory, once.
    /// @dev Parameters as for `installValidation`.
    function initialize(
        ValidationConfig validationConfig,
        bytes4[] calldata selectors,
        bytes calldata installData,
        bytes[] calldata hooks
    ) external;

    /// @notice The only EntryPoint that may act for the account, fixed by the factory.
    function entryPoint() external view returns (IEntryPoint);
}

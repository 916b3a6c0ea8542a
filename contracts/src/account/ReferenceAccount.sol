// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Call, ExecutionManifest, HookConfig, ModuleEntity, ValidationConfig} from "../interfaces/ERC6900Types.sol";
import {IAccount, IAccountExecute, IEntryPoint, PackedUserOperation} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {IERC6900AccountView} from "../interfaces/IERC6900AccountView.sol";
import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";
import {AccountExecution} from "./AccountExecution.sol";
import {ValidationLocatorLib} from "./ValidationLocatorLib.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title ERC-6900 v0.8 development and reference account
///
/// @dev The implementation behind the clones of {ReferenceAccountFactory}, which makes it and is the only one that may
/// initialize a clone. The EntryPoint is fixed in it: one factory and one implementation for each EntryPoint version.
/// The implementation itself can never be initialized and holds no authority.
contract ReferenceAccount is AccountExecution, ERC721Holder, ERC1155Holder {
    /// @dev The only one that may initialize.
    address private immutable FACTORY = msg.sender;

    modifier onlyEntryPoint() {
        if (msg.sender != address(entryPoint)) revert CallerNotAuthorized(msg.sender);
        _;
    }

    constructor(IEntryPoint entryPoint_) AccountExecution(entryPoint_) {}

    receive() external payable {}

    /// @dev A function of a module.
    fallback(bytes calldata) external payable returns (bytes memory result) {
        ExecutionFunction storage executionFunction = _executionFunction(_selector(msg.data));
        address module = executionFunction.module;
        if (module == address(0)) revert FunctionNotInstalled(msg.sig);

        (HookConfig[] memory hooks, bytes[] memory contexts) = _begin(executionFunction.skipRuntimeValidation);
        result = _call(module, msg.value, msg.data);
        _end(hooks, contexts);
    }

    /// @inheritdoc IReferenceAccount
    function initialize(
        ValidationConfig validationConfig,
        bytes4[] calldata selectors,
        bytes calldata installData,
        bytes[] calldata hooks
    ) external {
        if (msg.sender != FACTORY) revert CallerNotAuthorized(msg.sender);
        if (_state().initialized) revert AlreadyInitialized();

        _state().initialized = true;
        _installValidation(validationConfig, selectors, installData, hooks);
    }

    /// @inheritdoc IAccount
    function validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash, uint256 missingAccountFunds)
        external
        onlyEntryPoint
        returns (uint256 validationData)
    {
        validationData = _validateUserOp(userOp, userOpHash);
        _payPrefund(missingAccountFunds);
    }

    /// @inheritdoc IAccountExecute
    function executeUserOp(PackedUserOperation calldata userOp, bytes32) external onlyEntryPoint {
        (uint32 entityId,) = ValidationLocatorLib.fromNonce(userOp.nonce);

        _executeWithHooks(entityId, msg.data, userOp.callData[4:]);
    }

    /// @inheritdoc IERC6900Account
    function execute(address target, uint256 value, bytes calldata data)
        external
        payable
        withHooks
        returns (bytes memory result)
    {
        return _call(target, value, data);
    }

    /// @inheritdoc IERC6900Account
    function executeBatch(Call[] calldata calls) external payable withHooks returns (bytes[] memory results) {
        results = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            results[i] = _call(calls[i].target, calls[i].value, calls[i].data);
        }
    }

    /// @inheritdoc IERC6900Account
    function executeWithRuntimeValidation(bytes calldata data, bytes calldata authorization)
        external
        payable
        returns (bytes memory result)
    {
        uint32 entityId = _validateRuntime(data, authorization);
        return _executeWithHooks(entityId, data, data);
    }

    /// @inheritdoc IERC6900Account
    function installValidation(
        ValidationConfig validationConfig,
        bytes4[] calldata selectors,
        bytes calldata installData,
        bytes[] calldata hooks
    ) external withHooks {
        _installValidation(validationConfig, selectors, installData, hooks);
    }

    /// @inheritdoc IERC6900Account
    function uninstallValidation(
        ModuleEntity validationFunction,
        bytes calldata uninstallData,
        bytes[] calldata hookUninstallData
    ) external withHooks {
        _uninstallValidation(validationFunction, uninstallData, hookUninstallData);
    }

    /// @inheritdoc IERC6900Account
    function installExecution(address module, ExecutionManifest calldata manifest, bytes calldata installData)
        external
        withHooks
    {
        _installExecution(module, manifest, installData);
    }

    /// @inheritdoc IERC6900Account
    function uninstallExecution(address module, ExecutionManifest calldata manifest, bytes calldata uninstallData)
        external
        withHooks
    {
        _uninstallExecution(module, manifest, uninstallData);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4 magicValue) {
        return _validateSignature(hash, signature);
    }

    /// @inheritdoc IERC6900Account
    function accountId() external pure returns (string memory) {
        return "sessionkeys.reference-account.0.1.0";
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC1155Holder, IERC165) returns (bool) {
        return interfaceId == type(IERC6900Account).interfaceId || interfaceId == type(IERC6900AccountView).interfaceId
            || interfaceId == type(IAccount).interfaceId || interfaceId == type(IAccountExecute).interfaceId
            || interfaceId == type(IERC1271).interfaceId || interfaceId == this.onERC721Received.selector
            || super.supportsInterface(interfaceId) || _isInstalledInterface(interfaceId);
    }

    /// @dev Whether it arrived is the EntryPoint's concern.
    function _payPrefund(uint256 missingAccountFunds) private {
        if (missingAccountFunds == 0) return;

        LowLevelCall.callNoReturn(msg.sender, missingAccountFunds, "");
    }
}

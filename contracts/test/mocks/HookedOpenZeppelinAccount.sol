// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinAccount} from "./OpenZeppelinAccount.sol";
import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {AccountERC7579} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579.sol";
import {AccountERC7579Hooked} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579Hooked.sol";
import {Mode} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice OpenZeppelin's ERC-7579 account that knows a hook, made usable in the same way. For tests and the demo.
contract HookedOpenZeppelinAccount is OpenZeppelinAccount, AccountERC7579Hooked {
    constructor(IEntryPoint entryPoint_) OpenZeppelinAccount(entryPoint_) {}

    /// @inheritdoc Account
    function entryPoint() public view override(Account, OpenZeppelinAccount) returns (IEntryPoint) {
        return super.entryPoint();
    }

    /// @inheritdoc AccountERC7579Hooked
    function accountId() public view override(AccountERC7579, AccountERC7579Hooked) returns (string memory) {
        return super.accountId();
    }

    /// @inheritdoc AccountERC7579Hooked
    function supportsModule(uint256 moduleTypeId)
        public
        view
        override(AccountERC7579, AccountERC7579Hooked)
        returns (bool)
    {
        return super.supportsModule(moduleTypeId);
    }

    /// @inheritdoc AccountERC7579Hooked
    function isModuleInstalled(uint256 moduleTypeId, address module, bytes calldata data)
        public
        view
        override(AccountERC7579, AccountERC7579Hooked)
        returns (bool)
    {
        return super.isModuleInstalled(moduleTypeId, module, data);
    }

    function _rawSignatureValidation(bytes32 hash, bytes calldata signature)
        internal
        view
        override(AccountERC7579, OpenZeppelinAccount)
        returns (bool)
    {
        return super._rawSignatureValidation(hash, signature);
    }

    function _installModule(uint256 moduleTypeId, address module, bytes memory initData)
        internal
        override(AccountERC7579, AccountERC7579Hooked)
    {
        super._installModule(moduleTypeId, module, initData);
    }

    function _uninstallModule(uint256 moduleTypeId, address module, bytes memory deInitData)
        internal
        override(AccountERC7579, AccountERC7579Hooked)
    {
        super._uninstallModule(moduleTypeId, module, deInitData);
    }

    function _execute(Mode mode, bytes calldata executionCalldata)
        internal
        override(AccountERC7579, AccountERC7579Hooked)
        returns (bytes[] memory)
    {
        return super._execute(mode, executionCalldata);
    }

    function _fallback() internal override(AccountERC7579, AccountERC7579Hooked) returns (bytes memory) {
        return super._fallback();
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {AccountERC7579} from "@openzeppelin/contracts/account/extensions/draft-AccountERC7579.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice OpenZeppelin's ERC-7579 account, made usable: an owner, and the EntryPoint of one's choice. For tests and the
/// demo.
///
/// @dev An operation whose nonce key begins with an installed validator (20 bytes) is judged by it, every other by the
/// owner: a signature over the hash itself (v0.8 and later) or over its personal message (v0.7).
contract OpenZeppelinAccount is AccountERC7579, Initializable {
    IEntryPoint private immutable ENTRY_POINT;

    /// @notice Who may do everything.
    address public owner;

    constructor(IEntryPoint entryPoint_) {
        ENTRY_POINT = entryPoint_;
        _disableInitializers();
    }

    /// @notice Gives a new account its owner, once.
    function initialize(address owner_) external initializer {
        owner = owner_;
    }

    /// @inheritdoc Account
    function entryPoint() public view virtual override returns (IEntryPoint) {
        return ENTRY_POINT;
    }

    /// @inheritdoc AccountERC7579
    function _rawSignatureValidation(bytes32 hash, bytes calldata signature)
        internal
        view
        virtual
        override
        returns (bool)
    {
        return _isOwner(hash, signature) || _isOwner(MessageHashUtils.toEthSignedMessageHash(hash), signature);
    }

    function _isOwner(bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);

        return failure == ECDSA.RecoverError.NoError && signer == owner;
    }
}

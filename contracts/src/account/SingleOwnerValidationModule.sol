// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {IERC6900Module} from "../interfaces/IERC6900Module.sol";
import {IERC6900ValidationModule} from "../interfaces/IERC6900ValidationModule.sol";
import {ISingleOwnerValidationModule} from "../interfaces/ISingleOwnerValidationModule.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title Validation by one secp256k1 key
contract SingleOwnerValidationModule is ISingleOwnerValidationModule {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256("EIP712Domain(uint256 chainId,address verifyingContract)");
    bytes32 private constant REPLAY_SAFE_HASH_TYPEHASH = keccak256("ReplaySafeHash(bytes32 hash)");

    bytes4 private constant ERC1271_INVALID = 0xffffffff;

    /// @dev Zero: no owner. The account is the innermost key, so the slot is associated with it (ERC-7562).
    mapping(uint32 entityId => mapping(address account => address owner)) private _owners;

    /// @inheritdoc IERC6900Module
    function onInstall(bytes calldata data) external {
        (uint32 entityId, address owner) = abi.decode(data, (uint32, address));
        if (owner == address(0)) revert OwnerMissing();

        _setOwner(entityId, owner);
    }

    /// @inheritdoc IERC6900Module
    function onUninstall(bytes calldata data) external {
        _setOwner(abi.decode(data, (uint32)), address(0));
    }

    /// @inheritdoc ISingleOwnerValidationModule
    function transferOwnership(uint32 entityId, address newOwner) external {
        if (newOwner == address(0)) revert OwnerMissing();

        _setOwner(entityId, newOwner);
    }

    /// @inheritdoc IERC6900ValidationModule
    function validateUserOp(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        view
        returns (uint256 validationData)
    {
        address owner = _owners[entityId][msg.sender];
        bool valid = _isSigner(owner, userOpHash, userOp.signature)
            || _isSigner(owner, MessageHashUtils.toEthSignedMessageHash(userOpHash), userOp.signature);

        return valid ? 0 : 1;
    }

    /// @inheritdoc IERC6900ValidationModule
    function validateRuntime(address account, uint32 entityId, address sender, uint256, bytes calldata, bytes calldata)
        external
        view
    {
        address owner = _owners[entityId][account];
        if (sender != owner) revert SenderNotOwner(sender, owner);
    }

    /// @inheritdoc IERC6900ValidationModule
    function validateSignature(address account, uint32 entityId, address, bytes32 hash, bytes calldata signature)
        external
        view
        returns (bytes4 magicValue)
    {
        bool valid = _isSigner(_owners[entityId][account], replaySafeHash(account, hash), signature);

        return valid ? IERC1271.isValidSignature.selector : ERC1271_INVALID;
    }

    /// @inheritdoc ISingleOwnerValidationModule
    function ownerOf(uint32 entityId, address account) external view returns (address owner) {
        return _owners[entityId][account];
    }

    /// @inheritdoc IERC6900Module
    function moduleId() external pure returns (string memory) {
        return "sessionkeys.single-owner-validation.0.1.0";
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC6900Module).interfaceId
            || interfaceId == type(IERC6900ValidationModule).interfaceId;
    }

    /// @inheritdoc ISingleOwnerValidationModule
    function replaySafeHash(address account, bytes32 hash) public view returns (bytes32 digest) {
        bytes32 domainSeparator = keccak256(abi.encode(DOMAIN_TYPEHASH, block.chainid, account));

        return MessageHashUtils.toTypedDataHash(domainSeparator, keccak256(abi.encode(REPLAY_SAFE_HASH_TYPEHASH, hash)));
    }

    function _setOwner(uint32 entityId, address owner) private {
        address previousOwner = _owners[entityId][msg.sender];
        _owners[entityId][msg.sender] = owner;

        emit OwnerChanged({account: msg.sender, entityId: entityId, previousOwner: previousOwner, owner: owner});
    }

    /// @dev A signature that recovers to nobody gives an error, so it cannot stand for an owner that is not set.
    function _isSigner(address owner, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);

        return failure == ECDSA.RecoverError.NoError && signer == owner;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {SingleOwnerValidationModule} from "../../src/account/SingleOwnerValidationModule.sol";
import {HookConfig, ModuleEntity, ValidationConfig} from "../../src/interfaces/ERC6900Types.sol";
import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {IReferenceAccountFactory} from "../../src/interfaces/IReferenceAccountFactory.sol";
import {EntryPointFixtures} from "./EntryPointFixtures.sol";

/// @notice A reference account with an owner, on an EntryPoint of one's choice.
abstract contract ReferenceAccountFixtures is EntryPointFixtures {
    uint8 internal constant OPTION_NONE = 0;
    uint8 internal constant OPTION_GLOBAL = 1;

    /// @dev The installation of the owner's validation.
    uint32 internal constant OWNER_ENTITY_ID = 0;

    IEntryPoint internal _entryPoint;
    SingleOwnerValidationModule internal _ownerModule;
    IReferenceAccountFactory internal _factory;
    IReferenceAccount internal _account;

    address internal _owner;
    uint256 internal _ownerKey;

    /// @notice Makes module, factory and a funded account; the EntryPoint must be there only if operations are sent.
    function deployAccount(IEntryPoint entryPoint) internal {
        (_owner, _ownerKey) = makeKey("owner");
        _entryPoint = entryPoint;
        _ownerModule = new SingleOwnerValidationModule();
        bytes memory arguments = abi.encode(entryPoint, _ownerModule, makeAddress("stake owner"));
        _factory =
            IReferenceAccountFactory(vm.deployCode("ReferenceAccountFactory.sol:ReferenceAccountFactory", arguments));
        _account = IReferenceAccount(_factory.createAccount(_owner, 0));

        vm.label(address(_account), "account");
        vm.deal(address(_account), 10 ether);
    }

    /// @notice Installs a validation as the account itself would.
    function install(ValidationConfig config, bytes4[] memory selectors, bytes[] memory hooks) internal {
        vm.prank(address(_account));
        _account.installValidation(config, selectors, "", hooks);
    }

    /// @notice The EntryPoint's next nonce of a validation.
    function nextNonce(uint32 entityId, uint8 options) internal view returns (uint256 nonce) {
        return _entryPoint.getNonce(address(_account), nonceKey(0, entityId, options));
    }

    /// @notice An operation under the owner's validation, signed.
    function ownerOp(bytes memory callData) internal view returns (PackedUserOperation memory userOp) {
        userOp = buildUserOp(address(_account), nextNonce(OWNER_ENTITY_ID, OPTION_GLOBAL), callData);
        userOp.signature = finalSegment(signUserOp(_entryPoint, _ownerKey, userOp));
    }

    /// @notice Sends an operation of the owner.
    function sendAsOwner(bytes memory callData) internal returns (Outcome memory) {
        return send(_entryPoint, ownerOp(callData));
    }

    function nonceKey(uint152 free, uint32 entityId, uint8 options) internal pure returns (uint192) {
        return uint192(free) << 40 | uint192(entityId) << 8 | options;
    }

    /// @notice What names a validation in an authorization or an ERC-1271 signature.
    function locator(uint32 entityId, uint8 options) internal pure returns (bytes memory) {
        return abi.encodePacked(options, entityId);
    }

    function segment(uint8 index, bytes memory data) internal pure returns (bytes memory) {
        return abi.encodePacked(index, uint32(data.length), data);
    }

    function finalSegment(bytes memory data) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(0xff), data);
    }

    function validationConfig(address module, uint32 entityId, uint8 flags) internal pure returns (ValidationConfig) {
        return ModuleConfigLib.pack(module, entityId, flags);
    }

    function moduleEntity(address module, uint32 entityId) internal pure returns (ModuleEntity) {
        return ModuleConfigLib.pack(module, entityId);
    }

    function hookConfig(address module, uint32 entityId, uint8 flags) internal pure returns (HookConfig) {
        return ModuleConfigLib.packHook(module, entityId, flags);
    }

    function hookItem(address module, uint32 entityId, uint8 flags, bytes memory data)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(module, entityId, flags, data);
    }

    function list(bytes4 first) internal pure returns (bytes4[] memory items) {
        items = new bytes4[](1);
        items[0] = first;
    }

    function list(bytes4 first, bytes4 second) internal pure returns (bytes4[] memory items) {
        items = new bytes4[](2);
        items[0] = first;
        items[1] = second;
    }

    function list(bytes memory first) internal pure returns (bytes[] memory items) {
        items = new bytes[](1);
        items[0] = first;
    }

    function list(bytes memory first, bytes memory second) internal pure returns (bytes[] memory items) {
        items = new bytes[](2);
        items[0] = first;
        items[1] = second;
    }

    function none() internal pure returns (bytes[] memory items) {
        return items;
    }
}

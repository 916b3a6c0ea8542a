// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HookConfig, ModuleEntity, ValidationConfig, ValidationFlags} from "../interfaces/ERC6900Types.sol";

/// @title Packing of the ERC-6900 value types
///
/// @dev ModuleEntity:     module 20 ‖ entityId 4
///      ValidationConfig: module 20 ‖ entityId 4 ‖ flags 1
///      HookConfig:       module 20 ‖ entityId 4 ‖ flags 1
library ModuleConfigLib {
    uint8 internal constant FLAG_USER_OP = 0x01;
    uint8 internal constant FLAG_SIGNATURE = 0x02;
    uint8 internal constant FLAG_GLOBAL = 0x04;
    uint8 internal constant FLAG_ALL = 0x07;

    uint8 internal constant HOOK_VALIDATION = 0x01;
    uint8 internal constant HOOK_POST = 0x02;
    uint8 internal constant HOOK_PRE = 0x04;

    function pack(address module, uint32 entityId) internal pure returns (ModuleEntity) {
        return ModuleEntity.wrap(bytes24(abi.encodePacked(module, entityId)));
    }

    function pack(address module, uint32 entityId, uint8 flags) internal pure returns (ValidationConfig) {
        return ValidationConfig.wrap(bytes25(abi.encodePacked(module, entityId, flags)));
    }

    function packHook(address module, uint32 entityId, uint8 flags) internal pure returns (HookConfig) {
        return HookConfig.wrap(bytes25(abi.encodePacked(module, entityId, flags)));
    }

    function unpack(ModuleEntity config) internal pure returns (address module, uint32 entityId) {
        (module, entityId,) = _unpack(bytes25(ModuleEntity.unwrap(config)));
    }

    function unpack(ValidationConfig config) internal pure returns (address module, uint32 entityId, uint8 flags) {
        return _unpack(ValidationConfig.unwrap(config));
    }

    function unpack(HookConfig config) internal pure returns (address module, uint32 entityId, uint8 flags) {
        return _unpack(HookConfig.unwrap(config));
    }

    function has(ValidationFlags flags, uint8 flag) internal pure returns (bool) {
        return ValidationFlags.unwrap(flags) & flag != 0;
    }

    /// @dev The casts keep the low bits on purpose: each field is shifted to the bottom first.
    function _unpack(bytes25 config) private pure returns (address module, uint32 entityId, uint8 flags) {
        uint200 word = uint200(config);
        module = address(uint160(word >> 40));
        entityId = uint32(word >> 8);
        flags = uint8(word);
    }
}

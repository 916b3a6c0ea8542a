// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {HookConfig, ModuleEntity, ValidationConfig, ValidationFlags} from "../../../src/interfaces/ERC6900Types.sol";
import {Test} from "../../utils/Test.sol";

contract ModuleConfigLibTest is Test {
    using ModuleConfigLib for *;

    function test_Pack_IsModuleThenEntityThenFlags() public pure {
        address module = 0x1111111111111111111111111111111111111111;

        assertEq(
            bytes32(ModuleEntity.unwrap(ModuleConfigLib.pack(module, 0x22334455))),
            bytes32(hex"111111111111111111111111111111111111111122334455"),
            "ModuleEntity"
        );
        assertEq(
            bytes32(ValidationConfig.unwrap(ModuleConfigLib.pack(module, 0x22334455, 0x66))),
            bytes32(hex"11111111111111111111111111111111111111112233445566"),
            "ValidationConfig"
        );
        assertEq(
            bytes32(HookConfig.unwrap(ModuleConfigLib.packHook(module, 0x22334455, 0x66))),
            bytes32(hex"11111111111111111111111111111111111111112233445566"),
            "HookConfig"
        );
    }

    function testFuzz_Unpack_GivesBackWhatWasPacked(address module, uint32 entityId, uint8 flags) public pure {
        (address unpacked, uint32 unpackedEntityId) = ModuleConfigLib.pack(module, entityId).unpack();
        _assertSame(unpacked, module, unpackedEntityId, entityId);

        uint8 unpackedFlags;
        (unpacked, unpackedEntityId, unpackedFlags) = ModuleConfigLib.pack(module, entityId, flags).unpack();
        _assertSame(unpacked, module, unpackedEntityId, entityId);
        assertEq(unpackedFlags, flags, "flags of a validation");

        (unpacked, unpackedEntityId, unpackedFlags) = ModuleConfigLib.packHook(module, entityId, flags).unpack();
        _assertSame(unpacked, module, unpackedEntityId, entityId);
        assertEq(unpackedFlags, flags, "flags of a hook");
    }

    function test_Has_LooksAtOneFlag() public pure {
        ValidationFlags flags = ValidationFlags.wrap(0x05);

        assertTrue(flags.has(ModuleConfigLib.FLAG_USER_OP), "operations");
        assertFalse(flags.has(ModuleConfigLib.FLAG_SIGNATURE), "signatures");
        assertTrue(flags.has(ModuleConfigLib.FLAG_GLOBAL), "global");
    }

    function _assertSame(address module, address expectedModule, uint32 entityId, uint32 expectedEntityId)
        private
        pure
    {
        assertEq(module, expectedModule, "module");
        assertEq(entityId, expectedEntityId, "entity id");
    }
}

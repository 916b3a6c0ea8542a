// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {TargetLib} from "../../../src/libraries/TargetLib.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Which addresses are never targets, without jumps, against plain alternatives.
contract TargetLibTest is Test {
    address[4] private _entryPoints = [
        0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789,
        0x0000000071727De22E5E9d8BAf0edAc6f37da032,
        0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108,
        0x433709009B8330FDa32311DF1C2AFA402eD8D009
    ];

    function testFuzz_IsPublic(address target, uint8 pick) public view {
        if (pick % 4 == 0) target = address(uint160(target) % 0x20000);
        if (pick % 4 == 1) target = _entryPoints[(pick / 4) % 4];
        assertEq(TargetLib.isPublic(target), _plain(target) ? 1 : 0, "public");
    }

    function testFuzz_IsPublic_WhenUpperBitsAreDirty(uint16 low, address target, uint96 dirt) public view {
        assertEq(TargetLib.isPublic(_dirty(address(uint160(low)), dirt)), 1, "reserved");
        assertEq(TargetLib.isPublic(_dirty(target, dirt)), _plain(target) ? 1 : 0, "any");
    }

    function test_IsPublic_AtTheEdge() public view {
        assertEq(TargetLib.isPublic(address(0)), 1, "zero");
        assertEq(TargetLib.isPublic(address(0xffff)), 1, "the last reserved one");
        assertEq(TargetLib.isPublic(address(0x10000)), 0, "the first other one");
        assertEq(TargetLib.isPublic(address(type(uint160).max)), 0, "the greatest");
        for (uint256 i = 0; i < 4; i++) {
            assertEq(TargetLib.isPublic(_entryPoints[i]), 1, "EntryPoint");
            assertEq(TargetLib.isPublic(address(uint160(_entryPoints[i]) ^ 1)), 0, "its neighbour");
        }
    }

    function testFuzz_Check(address target, uint8 pick, uint16 index, address account, TargetLib.Own memory own)
        public
        view
    {
        address[6] memory owned = [account, own.module, own.messages, own.renderer, own.verifier, own.control];
        if (pick % 8 < 6) target = owned[pick % 8];
        bool found = _plain(target);
        for (uint256 i = 0; i < 6; i++) {
            if (target == owned[i]) found = true;
        }

        (bool allowed, bytes memory answer) =
            address(this).staticcall(abi.encodeCall(this.check, (target, index, account, own)));
        assertEq(allowed, !found, "allowed");
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, index, target);
        assertEq(answer, found ? refusal : bytes(""), "refusal");
    }

    function check(address target, uint256 index, address account, TargetLib.Own memory own) external pure {
        TargetLib.check(target, index, account, own);
    }

    function _plain(address target) private view returns (bool) {
        if (uint160(target) <= 0xffff) return true;
        for (uint256 i = 0; i < 4; i++) {
            if (target == _entryPoints[i]) return true;
        }
        return false;
    }

    function _dirty(address clean, uint96 dirt) private pure returns (address dirty) {
        assembly ("memory-safe") {
            dirty := or(clean, shl(160, dirt)) // bits that Solidity does not look at
        }
    }
}

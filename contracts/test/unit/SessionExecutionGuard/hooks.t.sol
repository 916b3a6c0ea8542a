// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

contract SessionExecutionGuard_Hooks_Test is GuardUnitTest {
    function test_WhenNothingIsWatched() public {
        bytes4 prefix = IAccountExecute.executeUserOp.selector;
        PackedUserOperation memory userOp;
        bytes[6] memory data = [
            bytes(""),
            hex"12345678",
            abi.encodePacked(prefix),
            abi.encodePacked(prefix, uint256(64)),
            bytes("call"),
            abi.encodeCall(IAccountExecute.executeUserOp, (userOp, KEY))
        ];
        for (uint256 i = 0; i < data.length; i++) {
            assertEq(before(data[i]), "", "preCheck");
            vm.prank(_account);
            assertEq(_guard.preExecutionHook(1, address(this), 0, data[i]), "", "preExecutionHook");
        }
        _guard.postCheck("");
        _guard.postExecutionHook(1, "");
    }

    function test_WhenAnotherAccountCalls() public {
        this.watchAndAskAsAnother();
    }

    function watchAndAskAsAnother() external {
        watch(keccak256(_callData), Defaults.NOW - 1, Defaults.NOW + 1, 5);

        assertEq(_guard.preCheck(_account, 0, _callData), "", "another account");
        assertGt(before(_callData).length, 0, "the account");
    }

    function test_WhenItIsAskedOnErc6900() public {
        this.watchAndAskOnErc6900();
    }

    function watchAndAskOnErc6900() external {
        watch(KEY, Defaults.NOW - 1, Defaults.NOW + 1, 5);
        PackedUserOperation memory userOp;
        userOp.callData = abi.encodeCall(IERC6900Account.execute, (address(0xca11), 0, ""));
        bytes memory operation = abi.encodeCall(IAccountExecute.executeUserOp, (userOp, KEY));
        bytes memory cut = new bytes(68);
        for (uint256 i = 0; i < 68; i++) {
            cut[i] = operation[i];
        }
        bytes memory other = bytes.concat(bytes4(0x12345678), abi.encode(userOp, KEY));

        vm.startPrank(_account);
        assertEq(_guard.preExecutionHook(1, address(this), 0, other), "", "another function");
        assertGt(_guard.preExecutionHook(1, address(this), 0, operation).length, 0, "the operation");
        vm.expectRevert(bytes(""));
        _guard.preExecutionHook(1, address(this), 0, cut);
        vm.stopPrank();
    }

    function test_WhenItIsAskedWhatItIs() public view {
        assertTrue(_guard.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(_guard.supportsInterface(0x46c0c1b4), "ERC-6900 module");
        assertTrue(_guard.supportsInterface(0xb02cc192), "ERC-6900 execution hook");
        assertTrue(_guard.supportsInterface(type(ISessionExecutionGuard).interfaceId), "the guard");
        assertFalse(_guard.supportsInterface(0xab3e34c1), "ERC-6900 validation");
        assertFalse(_guard.supportsInterface(0xffffffff), "nothing");
        for (uint256 i = 0; i < 8; i++) {
            assertEq(_guard.isModuleType(i), i == 4, "ERC-7579 module type");
        }
        assertEq(_guard.moduleId(), "sessionkeys.session-execution-guard.0.1.0", "moduleId");
        assertEq(address(_guard.module()), _module, "module");
    }

    function test_WhenItIsInstalledOrUninstalled() public {
        vm.startStateDiffRecording();
        _guard.onInstall("");
        _guard.onInstall(new bytes(100));
        _guard.onUninstall("");
        _guard.onUninstall(new bytes(100));
        assertEq(vm.stopAndReturnStateDiff()[0].storageAccesses.length, 0, "storage accesses");
    }
}

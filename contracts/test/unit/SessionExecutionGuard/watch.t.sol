// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

/// @dev Watches live for one transaction: each test is one call of `whole` from outside, also when tests are isolated.
contract SessionExecutionGuard_Watch_Test is GuardUnitTest {
    function test_RevertWhen_CallerIsNotTheModule() public {
        bytes memory terms = termsWith(1);
        address[2] memory callers = [_account, makeAddress("stranger")];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.prank(callers[i]);
            vm.expectRevert(
                abi.encodeWithSelector(ISessionExecutionGuard.CallerNotModule.selector, callers[i], _module)
            );
            _guard.watch(_account, ROUTE_7579, KEY, ID, 1, 2, 0, terms);
        }
    }

    function test_WhenNotArmed() public {
        answerInstalled(abi.encode(false));
        this.watchNothing();
    }

    function watchNothing() external {
        assertEq(bytes32(watch(keccak256("call"), Defaults.NOW - 1, Defaults.NOW + 1, 5)), 0, "answer");
        assertEq(before("call"), "", "nothing watched");
    }

    function test_WhenArmed() public {
        this.watchOnce();
    }

    function watchOnce() external {
        bytes4 answer = watch(keccak256("call"), Defaults.NOW - 1, Defaults.NOW, 5);
        assertEq(bytes32(answer), bytes32(ISessionExecutionGuard.watch.selector), "answer");

        bytes memory context = before("call");
        (bytes32 key, uint256[] memory balances) = abi.decode(context, (bytes32, uint256[]));
        assertEq(key, keccak256("call"), "key");
        assertEq(balances.length, 1, "assets");
        assertEq(balances[0], 1_000, "balance");
        _leave(7);
        vm.prank(_account);
        _guard.postCheck(context);
        _leave(1);
        vm.expectRevert(
            abi.encodeWithSelector(ISessionExecutionGuard.OutflowNotCounted.selector, address(_token), 8, 5)
        );
        vm.prank(_account);
        _guard.postCheck(context);
    }

    function test_RevertWhen_AnotherSessionTakesTheKey() public {
        this.watchTwoSessions();
    }

    function watchTwoSessions() external {
        watch(KEY, 1, 2, 5);
        bytes memory terms = termsWith(5);
        vm.prank(_module);
        vm.expectRevert(abi.encodeWithSelector(ISessionExecutionGuard.CallDataTaken.selector, KEY, ID));
        _guard.watch(_account, ROUTE_7579, KEY, SessionId.wrap(keccak256("other")), 1, 2, 0, terms);
    }

    function test_WhenTheSameSessionComesTwice() public {
        this.watchTwice();
    }

    function watchTwice() external {
        watch(keccak256("call"), Defaults.NOW - 5, Defaults.NOW + 5, 5);
        watch(keccak256("call"), Defaults.NOW - 3, Defaults.NOW + 9, 5);
        vm.warp(Defaults.NOW + 6);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 5);
        watch(keccak256("call"), Defaults.NOW - 9, Defaults.NOW + 5, 5);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 5);
        vm.warp(Defaults.NOW - 3);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 5);
        vm.warp(Defaults.NOW + 5);
        assertGt(before("call").length, 0, "watched");
    }

    function _leave(uint256 amount) private {
        vm.prank(_account);
        _token.transfer(address(this), amount);
    }

    function _refuse(uint48 claimedAt, uint48 validUntil) private {
        uint48 time = uint48(vm.getBlockTimestamp());
        vm.prank(_account);
        vm.expectRevert(
            abi.encodeWithSelector(ISessionExecutionGuard.OutsideClaim.selector, claimedAt, validUntil, time)
        );
        _guard.preCheck(address(this), 0, "call");
    }
}

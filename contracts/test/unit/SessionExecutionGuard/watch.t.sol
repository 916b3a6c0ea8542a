// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {
    ISessionKeyModule,
    MODE_HALTED,
    MODE_NORMAL,
    MODE_RESTRICTED
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {TestToken} from "../../mocks/TestToken.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

/// @dev Watches live for one transaction: each test is one call of `whole` from outside, also when tests are isolated.
contract SessionExecutionGuard_Watch_Test is GuardUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

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
        assertEq(bytes32(watch(keccak256(_callData), Defaults.NOW - 1, Defaults.NOW + 1, 5)), 0, "answer");
        assertEq(before(_callData), "", "nothing watched");
    }

    function test_WhenArmed() public {
        this.watchOnce();
    }

    function watchOnce() external {
        bytes4 answer = watch(keccak256(_callData), Defaults.NOW - 1, Defaults.NOW, 5);
        assertEq(bytes32(answer), bytes32(ISessionExecutionGuard.watch.selector), "answer");

        bytes memory context = before(_callData);
        (bytes32 key, uint256[] memory balances) = abi.decode(context, (bytes32, uint256[]));
        assertEq(key, keccak256(_callData), "key");
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

    function test_WhenMoreComesThanLeaves() public {
        this.watchInflow();
    }

    function watchInflow() external {
        watch(keccak256(_callData), Defaults.NOW - 1, Defaults.NOW + 1, 5);
        bytes memory context = before(_callData);
        _token.mint(_account, 1);
        vm.prank(_account);
        _guard.postCheck(context);
    }

    function test_WhenNativeValueLeaves() public {
        this.watchNative();
    }

    /// @dev No unit of it is tolerated: nothing is rounded.
    function watchNative() external {
        SessionEncoder.Terms memory terms;
        terms.budgets = new bytes[](1);
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 1_000, 0);
        terms.addGuard(address(_guard), 0, 0, 0);
        vm.deal(_account, 1_000);
        _watch(bytes.concat(terms.core(), abi.encode(uint256(0), uint256(5))));
        bytes memory context = before(_callData);

        vm.deal(_account, 995);
        vm.prank(_account);
        _guard.postCheck(context);
        vm.deal(_account, 994);
        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISessionExecutionGuard.OutflowNotCounted.selector, address(0), 6, 5));
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
        watch(keccak256(_callData), Defaults.NOW - 5, Defaults.NOW + 5, 5);
        watch(keccak256(_callData), Defaults.NOW - 3, Defaults.NOW + 9, 5);
        vm.warp(Defaults.NOW + 6);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 5);
        watch(keccak256(_callData), Defaults.NOW - 9, Defaults.NOW + 5, 5);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 5);
        vm.warp(Defaults.NOW - 3);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 5);
        vm.warp(Defaults.NOW + 5);
        assertGt(before(_callData).length, 0, "watched");
        watch(keccak256(_callData), Defaults.NOW - 9, Defaults.NOW + 4, 5);
        _refuse(Defaults.NOW - 3, Defaults.NOW + 4);
    }

    function test_WhenTheModeTightensBetweenTwoOfOneSession() public {
        this.watchInTwoModes(MODE_NORMAL, MODE_RESTRICTED);
        this.watchInTwoModes(MODE_RESTRICTED, MODE_NORMAL);
        answerMode(MODE_RESTRICTED);
        this.watchInRestrictedMode();
    }

    /// @dev In whichever order they came: what was validated in the normal mode does not run in the restricted one.
    function watchInTwoModes(uint8 first, uint8 second) external {
        bytes memory call = executionOf(address(0xca11), abi.encodeWithSignature("call(uint8,uint8)", first, second));
        answerMode(MODE_NORMAL);
        watchInMode(keccak256(call), Defaults.NOW - 5, Defaults.NOW + 5, 5, first);
        watchInMode(keccak256(call), Defaults.NOW - 5, Defaults.NOW + 5, 5, second);
        assertGt(before(call).length, 0, "watched");

        answerMode(MODE_RESTRICTED);
        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.ModeForbids.selector, MODE_RESTRICTED));
        _guard.preCheck(address(this), 0, call);
    }

    function watchInRestrictedMode() external {
        watchInMode(keccak256(_callData), Defaults.NOW - 5, Defaults.NOW + 5, 5, MODE_RESTRICTED);
        assertGt(before(_callData).length, 0, "watched");
        answerMode(MODE_HALTED);
        _refuse(abi.encodeWithSelector(ISessionKeyModule.ModeForbids.selector, MODE_HALTED));
    }

    function test_WhenAnAssetStandsTwice() public {
        this.watchAssetTwice();
    }

    function watchAssetTwice() external {
        SessionEncoder.Terms memory terms;
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(1, address(_token), 1_000, 1 days);
        terms.budgets[1] = SessionEncoder.budget(0, address(_token), 5_000, 0);
        terms.addGuard(address(_guard), 0, 0, 0);
        _watch(bytes.concat(terms.core(), abi.encode(uint256(5), uint256(0), uint256(0))));

        bytes memory context = before(_callData);
        (, uint256[] memory balances) = abi.decode(context, (bytes32, uint256[]));
        assertEq(balances.length, 1, "assets");
        _leave(5);
        vm.prank(_account);
        _guard.postCheck(context);
    }

    function test_WhenThereAreSeveralAssets() public {
        this.watchSeveralAssets();
    }

    /// @dev Behind budgets on operations and on gas, which are no assets; native value stands behind all budgets.
    function watchSeveralAssets() external {
        TestToken other = new TestToken("Other Token", "OTHER");
        other.mint(_account, 500);
        vm.deal(_account, 100);
        SessionEncoder.Terms memory terms;
        terms.budgets = new bytes[](5);
        address[5] memory assets = [address(1), address(2), address(_token), address(other), address(0)];
        for (uint256 i = 0; i < 5; i++) {
            terms.budgets[i] = SessionEncoder.budget(0, assets[i], 1_000, 0);
        }
        terms.addGuard(address(_guard), 0, 0, 0);
        _watch(bytes.concat(terms.core(), abi.encode(uint256(1), 2, 5, 7, 0, 3)));

        bytes memory context = before(_callData);
        (, uint256[] memory balances) = abi.decode(context, (bytes32, uint256[]));
        assertEq(abi.encode(balances), abi.encode(0x20, 3, 1_000, 500, 100), "balances");
        _refuseOutflow(context, address(_token), 8, 5);
        _refuseOutflow(context, address(other), 10, 7);
        _refuseOutflow(context, address(0), 4, 3);
    }

    function test_RevertWhen_ATokenSaysNoBalance() public {
        this.watchWithoutBalance();
    }

    function watchWithoutBalance() external {
        bytes memory asked = abi.encodeCall(_token.balanceOf, (_account));
        bytes memory refusal =
            abi.encodeWithSelector(ISessionExecutionGuard.BalanceUnreadable.selector, address(_token));
        watch(keccak256(_callData), Defaults.NOW - 1, Defaults.NOW + 1, 5);
        bytes memory context = before(_callData);

        vm.mockCallRevert(address(_token), asked, "");
        _refuse(refusal);
        vm.mockCallRevert(address(_token), asked, abi.encode(1_000));
        _refuse(refusal);
        vm.mockCall(address(_token), asked, new bytes(31));
        _refuse(refusal);
        vm.prank(_account);
        vm.expectRevert(refusal);
        _guard.postCheck(context);
    }

    function _watch(bytes memory terms) private {
        vm.prank(_module);
        _guard.watch(_account, ROUTE_7579, keccak256(_callData), ID, Defaults.NOW - 1, Defaults.NOW + 1, 0, terms);
    }

    /// @dev One unit less may leave.
    function _refuseOutflow(bytes memory context, address asset, uint256 outflow, uint256 counted) private {
        uint256 snapshot = vm.snapshotState();
        _move(asset, outflow - 1);
        vm.prank(_account);
        _guard.postCheck(context);
        _move(asset, 1);
        vm.prank(_account);
        vm.expectRevert(
            abi.encodeWithSelector(ISessionExecutionGuard.OutflowNotCounted.selector, asset, outflow, counted)
        );
        _guard.postCheck(context);
        vm.revertToState(snapshot);
    }

    function _move(address asset, uint256 amount) private {
        vm.prank(_account);
        if (asset == address(0)) payable(makeAddress("recipient")).transfer(amount);
        else TestToken(asset).transfer(address(this), amount);
    }

    function _leave(uint256 amount) private {
        vm.prank(_account);
        _token.transfer(address(this), amount);
    }

    function _refuse(uint48 claimedAt, uint48 validUntil) private {
        uint48 time = uint48(vm.getBlockTimestamp());
        _refuse(abi.encodeWithSelector(ISessionExecutionGuard.OutsideClaim.selector, claimedAt, validUntil, time));
    }

    function _refuse(bytes memory refusal) private {
        vm.prank(_account);
        vm.expectRevert(refusal);
        _guard.preCheck(address(this), 0, _callData);
    }
}

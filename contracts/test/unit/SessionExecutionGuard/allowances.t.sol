// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {Call, IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {ISessionExecutionGuard} from "../../../src/interfaces/ISessionExecutionGuard.sol";
import {TestToken} from "../../mocks/TestToken.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardUnitTest} from "./GuardUnitTest.sol";

/// @notice What may be taken later counts as if it had left. The tests make the calls that the calldata announces.
/// @dev Watches live for one transaction: each test is one call from outside, also when tests are isolated.
contract SessionExecutionGuard_Allowances_Test is GuardUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant COUNTED = 5;
    /// @dev Two more are tolerated.
    uint256 private constant ALLOWED = 7;

    address private _spender;
    address private _otherSpender;

    function setUp() public override {
        super.setUp();
        (_spender, _otherSpender) = (makeAddress("spender"), makeAddress("other spender"));
    }

    function test_WhenAnAllowanceGrows() public {
        this.grow("approve(address,uint256)");
        this.grow("increaseAllowance(address,uint256)");
        this.grow("increaseApproval(address,uint256)");
    }

    function grow(string calldata signature) external {
        uint256 snapshot = vm.snapshotState();
        bytes memory context = _begin(abi.encodeWithSignature(signature, _spender, ALLOWED));
        _approve(_spender, ALLOWED);
        _end(context);
        _leave(1);
        _refuse(context, ALLOWED + 1);
        vm.revertToState(snapshot);
        context = _begin(abi.encodeWithSignature(signature, _spender, ALLOWED));
        _approve(_spender, ALLOWED + 1);
        _refuse(context, ALLOWED + 1);
        vm.revertToState(snapshot);
    }

    function test_WhenItIsUsedInTheSameOperation() public {
        this.useUp();
    }

    function useUp() external {
        bytes memory context = _begin(_approval(_spender));
        _approve(_spender, ALLOWED);
        vm.prank(_spender);
        _token.transferFrom(_account, _spender, ALLOWED);
        _end(context);
    }

    function test_WhenItWasThereBefore() public {
        _approve(_spender, 100);
        this.setLowerAndHigher();
    }

    function setLowerAndHigher() external {
        bytes memory context = _begin(_approval(_spender));
        _approve(_spender, 90);
        _leave(ALLOWED);
        _end(context);
        _approve(_spender, 101);
        _refuse(context, ALLOWED + 1);
    }

    function test_WhenOneSpenderIsNamedTwice() public {
        this.nameTwice();
    }

    function nameTwice() external {
        bytes memory context = _beginBatch(_approval(_spender), _approval(_spender));
        _approve(_spender, ALLOWED);
        _end(context);
        _approve(_spender, ALLOWED + 1);
        _refuse(context, ALLOWED + 1);
    }

    function test_WhenThereAreTwoSpenders() public {
        _approve(_otherSpender, 50);
        this.nameTwo();
    }

    /// @dev What one loses does not count for the other.
    function nameTwo() external {
        bytes memory context = _beginBatch(_approval(_spender), _approval(_otherSpender));
        _approve(_spender, 3);
        _approve(_otherSpender, 54);
        _end(context);
        _approve(_otherSpender, 55);
        _refuse(context, 8);
        _approve(_spender, 8);
        _approve(_otherSpender, 0);
        _refuse(context, 8);
    }

    function test_WhenOneSpenderMayTakeTwoTokens() public {
        this.approveTwoTokens();
    }

    function approveTwoTokens() external {
        TestToken other = new TestToken("Other Token", "OTHER");
        SessionEncoder.Terms memory terms;
        terms.budgets = new bytes[](2);
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), 1_000, 0);
        terms.budgets[1] = SessionEncoder.budget(0, address(other), 1_000, 0);
        terms.addGuard(address(_guard), 0, 0, 0);
        bytes memory core = bytes.concat(terms.core(), abi.encode(COUNTED, COUNTED, 0));
        bytes memory callData =
            _batch(Call(address(_token), 0, _approval(_spender)), Call(address(other), 0, _approval(_spender)));
        vm.prank(_module);
        _guard.watch(_account, ROUTE_7579, keccak256(callData), ID, Defaults.NOW - 1, Defaults.NOW + 1, 0, core);
        bytes memory context = before(callData);

        _approve(_spender, ALLOWED);
        vm.prank(_account);
        other.approve(_spender, ALLOWED);
        _end(context);
        vm.prank(_account);
        other.approve(_spender, ALLOWED + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionExecutionGuard.OutflowNotCounted.selector, address(other), ALLOWED + 1, COUNTED
            )
        );
        _end(context);
    }

    function test_WhenTheSpenderIsInALaterCall() public {
        this.nameLater();
    }

    function nameLater() external {
        bytes memory context = _beginBatch(abi.encodeCall(_token.transfer, (_spender, 1)), _approval(_spender));
        _approve(_spender, ALLOWED + 1);
        _refuse(context, ALLOWED + 1);
    }

    function test_WhenAnotherTokenIsApproved() public {
        this.approveAnother();
    }

    function approveAnother() external {
        TestToken other = new TestToken("Other Token", "OTHER");
        bytes memory callData = executionOf(address(other), _approval(_spender));
        watch(keccak256(callData), Defaults.NOW - 1, Defaults.NOW + 1, COUNTED);
        vm.mockCallRevert(address(other), abi.encodeCall(other.allowance, (_account, _spender)), "nobody asks");
        bytes memory context = before(callData);
        vm.prank(_account);
        other.approve(_spender, 1_000);
        _approve(_spender, 1_000); // no call of the operation says so
        _end(context);
    }

    function test_WhenTheOperationIsOfErc6900() public {
        this.growOnErc6900();
    }

    function growOnErc6900() external {
        Call[] memory calls = new Call[](2);
        calls[0] = Call(address(_token), 0, _approval(_otherSpender));
        calls[1] = Call(address(_token), 0, _approval(_spender));
        PackedUserOperation memory userOp;
        userOp.callData =
            bytes.concat(IAccountExecute.executeUserOp.selector, abi.encodeCall(IERC6900Account.executeBatch, (calls)));
        watch(KEY, Defaults.NOW - 1, Defaults.NOW + 1, COUNTED);
        vm.prank(_account);
        bytes memory context =
            _guard.preExecutionHook(1, address(this), 0, abi.encodeCall(IAccountExecute.executeUserOp, (userOp, KEY)));
        _approve(_spender, ALLOWED);
        vm.prank(_account);
        _guard.postExecutionHook(1, context);
        _approve(_otherSpender, 1);
        vm.expectRevert(_refusal(ALLOWED + 1));
        vm.prank(_account);
        _guard.postExecutionHook(1, context);
    }

    function test_RevertWhen_ATokenSaysNoAllowance() public {
        this.hideAllowance();
    }

    function hideAllowance() external {
        bytes memory asked = abi.encodeCall(_token.allowance, (_account, _spender));
        bytes memory refusal =
            abi.encodeWithSelector(ISessionExecutionGuard.BalanceUnreadable.selector, address(_token));
        bytes memory context = _begin(_approval(_spender));
        bytes memory callData = executionOf(address(_token), _approval(_spender));
        vm.mockCallRevert(address(_token), asked, abi.encode(0));
        vm.prank(_account);
        vm.expectRevert(refusal);
        _guard.preCheck(address(this), 0, callData);
        vm.mockCall(address(_token), asked, new bytes(31));
        vm.prank(_account);
        vm.expectRevert(refusal);
        _guard.postCheck(context);
    }

    function test_RevertWhen_AllowancesHaveNoBounds() public {
        this.growWithoutBounds();
    }

    function growWithoutBounds() external {
        bytes memory context = _beginBatch(_approval(_spender), _approval(_otherSpender));
        _approve(_spender, type(uint256).max);
        _approve(_otherSpender, type(uint256).max);
        _leave(1);
        _refuse(context, type(uint256).max);
    }

    /* HELPERS */

    function _approval(address spender) private view returns (bytes memory) {
        return abi.encodeCall(_token.approve, (spender, 1));
    }

    function _begin(bytes memory call) private returns (bytes memory context) {
        return _beginWith(executionOf(address(_token), call));
    }

    function _beginBatch(bytes memory first, bytes memory second) private returns (bytes memory context) {
        return _beginWith(_batch(Call(address(_token), 0, first), Call(address(_token), 0, second)));
    }

    function _batch(Call memory first, Call memory second) private pure returns (bytes memory) {
        Call[] memory calls = new Call[](2);
        (calls[0], calls[1]) = (first, second);
        bytes32 mode = bytes32(uint256(1) << 248);
        return abi.encodeWithSignature("execute(bytes32,bytes)", mode, abi.encode(calls));
    }

    function _beginWith(bytes memory callData) private returns (bytes memory context) {
        watch(keccak256(callData), Defaults.NOW - 1, Defaults.NOW + 1, COUNTED);
        context = before(callData);
        assertGt(context.length, 0, "watched");
    }

    function _end(bytes memory context) private {
        vm.prank(_account);
        _guard.postCheck(context);
    }

    function _refuse(bytes memory context, uint256 outflow) private {
        vm.expectRevert(_refusal(outflow));
        vm.prank(_account);
        _guard.postCheck(context);
    }

    function _refusal(uint256 outflow) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(ISessionExecutionGuard.OutflowNotCounted.selector, address(_token), outflow, COUNTED);
    }

    function _approve(address spender, uint256 amount) private {
        vm.prank(_account);
        _token.approve(spender, amount);
    }

    function _leave(uint256 amount) private {
        vm.prank(_account);
        _token.transfer(address(this), amount);
    }
}

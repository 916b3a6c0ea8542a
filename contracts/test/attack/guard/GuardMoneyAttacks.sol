// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {Drainer} from "../../mocks/Drainer.sol";
import {HookedToken} from "../../mocks/HookedToken.sol";
import {OddToken} from "../../mocks/OddToken.sol";
import {Reenterer} from "../../mocks/Reenterer.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardAttackTest} from "./GuardAttackTest.sol";

/// @notice What leaves the account.
abstract contract GuardMoneyAttacks is GuardAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Real outflow is at most what was counted, and 2 units more where shares are rounded.
    function test_AC29_TokenMovesAnotherAmountThanAsked() external {
        _transferOf(OddToken.Kind.FeeOnTransfer, 100, true, 100);
        _transferOf(OddToken.Kind.NoAnswer, 100, true, 100);
        _transferOf(OddToken.Kind.AnswersFalse, 100, true, 0);
        _transferOf(OddToken.Kind.RoundsDown, 100, true, 99);
        _transferOf(OddToken.Kind.FeeOnTop, 20, true, 22);
        _transferOf(OddToken.Kind.FeeOnTop, 30, false, 33);
        _transferOf(OddToken.Kind.Rebases, 100, false, 550);
    }

    /// @dev Nothing is rounded where nothing was counted.
    function test_AC29_OneUnitThatWasNotCounted() external {
        (SessionEncoder.Terms memory terms, TestCall memory drain, Drainer drainer) = _drainerTerms();
        vm.prank(account());
        _token.approve(address(drainer), 1);

        undo(terms, drain, notCounted(address(_token), 1, 0));
    }

    /// @dev A token that does not say what the account has, or not in full: nobody could say what left.
    function test_AC29_TokenThatSaysNoBalance() external {
        _unseenTransfer(OddToken.Kind.HidesBalances);
        _unseenTransfer(OddToken.Kind.CutsBalances);
    }

    /// @dev A token tells the recipient what comes, and the recipient takes more while it is told.
    function test_AC29_RecipientIsTold() external {
        HookedToken token = new HookedToken();
        Reenterer recipient = new Reenterer();
        SessionEncoder.Terms memory terms = guardedTerms();
        terms.budgets[0] = SessionEncoder.budget(0, address(token), 1_000e6, 0);
        terms.leaves[0] = transferLeaf(address(token), 0);
        relayGrant(terms);
        token.mint(account(), 1_000e6);
        vm.prank(account());
        token.approve(address(recipient), 500e6);
        TestCall memory call = callOf(address(token), abi.encodeCall(token.transfer, (address(recipient), 10e6)));

        recipient.prepare(address(token), abi.encodeCall(token.transferFrom, (account(), address(recipient), 500e6)));
        undo(terms, call, notCounted(address(token), 510e6, 10e6));
        recipient.prepare(address(token), abi.encodeCall(token.totalSupply, ()));
        allow(terms, call);
        assertEq(token.balanceOf(address(recipient)), 10e6, "received");
    }

    /// @dev A granted target takes by an approval that the session did not give.
    function test_AC35_TargetUsesAnApprovalOfTheOwner() external {
        (SessionEncoder.Terms memory terms, TestCall memory drain, Drainer drainer) = _drainerTerms();
        vm.prank(account());
        _token.approve(address(drainer), 500e6);

        undo(terms, drain, notCounted(address(_token), 500e6, 0));
        vm.prank(account());
        _token.approve(address(drainer), 0);
        allow(terms, drain);
        // The same call of the owner is the owner's.
        vm.prank(account());
        _token.approve(address(drainer), 500e6);
        allow(ownerOperation(encodeCalls(one(drain))));
        assertEq(_token.balanceOf(address(drainer)), 500e6, "taken");
    }

    /// @dev 100 are counted for the approval that the session gives, which stays open; 100 would leave by the owner's.
    function test_AC35_ApprovalLendsItsRoomToAnother() external {
        Drainer drainer = new Drainer(_token);
        bytes4 drain = drainer.drain.selector;
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        bytes memory spend = SessionEncoder.spendWord(0, 1);
        bytes memory leaf = SessionEncoder.leaf(address(_token), _token.approve.selector, 0, noItems(), items(spend));
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = callOf(address(_token), abi.encodeCall(_token.approve, (_recipient, 100e6)));
        calls[1] = callOf(address(drainer), abi.encodeCall(drainer.drain, ()));
        (calls[0].leafIndex, calls[1].leafIndex) =
            setLeaves(terms, leaf, SessionEncoder.leaf(address(drainer), drain, 0, noItems(), noItems()));
        relayGrant(terms);
        vm.prank(account());
        _token.approve(address(drainer), 100e6);

        undo(sessionOp(terms, calls), notCounted(address(_token), 200e6, 100e6));
        assertEq(_token.allowance(account(), _recipient), 0, "allowance");
        // Counted are 100: 60 leave, and 40 more than the owner allowed can leave later.
        vm.startPrank(account());
        _token.approve(address(drainer), 60e6);
        _token.approve(_recipient, 60e6);
        vm.stopPrank();
        allow(terms, calls);
        assertEq(_token.allowance(account(), _recipient), 100e6, "allowance");
        (, uint128 spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(spent, 100e8, "counted in USD");
    }

    /// @dev What is allowed and taken in one operation counts once.
    function test_AC35_ApprovalIsUsedAtOnce() external {
        Drainer drainer = new Drainer(_token);
        SessionEncoder.Terms memory terms = guardedTerms();
        bytes memory spend = SessionEncoder.spendWord(0, 1);
        bytes memory leaf = SessionEncoder.leaf(address(_token), _token.approve.selector, 0, noItems(), items(spend));
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = callOf(address(_token), abi.encodeCall(_token.approve, (address(drainer), 100e6)));
        calls[1] = callOf(address(drainer), abi.encodeCall(drainer.drain, ()));
        (calls[0].leafIndex, calls[1].leafIndex) = setLeaves(
            terms, leaf, SessionEncoder.leaf(address(drainer), drainer.drain.selector, 0, noItems(), noItems())
        );
        relayGrant(terms);

        allow(terms, calls);
        assertEq(_token.balanceOf(address(drainer)), 100e6, "taken");
    }

    /// @dev What comes back in the same operation has not left; and what was counted may leave by a callback.
    function test_AC35_ExchangeThereAndBack() external {
        _router.setRate(address(_token), address(_otherToken), 1e18);
        _router.setRate(address(_otherToken), address(_token), 1e18);
        _otherToken.mint(address(_router), 100e6);
        SessionEncoder.Terms memory terms = guardedTerms();
        terms.budgets = items(terms.budgets[0], SessionEncoder.budget(0, address(_otherToken), 1_000e6, 0));
        terms.leaves[0] = SessionEncoder.leaf(address(_router), _router.swap.selector, 0, noItems(), noItems());
        relayGrant(terms);
        vm.startPrank(account());
        _token.approve(address(_router), 500e6);
        _otherToken.approve(address(_router), 500e6);
        vm.stopPrank();

        TestCall memory there = _swap(address(_token), address(_otherToken));
        undo(terms, there, notCounted(address(_token), 100e6, 0));
        TestCall[] memory calls = new TestCall[](2);
        (calls[0], calls[1]) = (there, _swap(address(_otherToken), address(_token)));
        allow(terms, calls);
    }

    /// @dev Native value that a session sends is counted; the fee of the operation is not an outflow of its calls.
    function test_AC35_NativeValue() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        terms.budgets[0] = SessionEncoder.budget(0, address(0), 1 ether, 0);
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 1 ether, noItems(), noItems());
        relayGrant(terms);
        TestCall memory payment = callOf(_recipient, "");
        payment.value = 0.4 ether;

        allow(terms, payment);
        assertEq(_recipient.balance, 0.4 ether, "received");
    }

    /// @dev The balance is compared once, with what the calls were counted as, however many budgets stand on the asset.
    function test_AC35_TwoBudgetsOnOneAsset() external {
        SessionEncoder.Terms memory terms = usdTerms(1_000e8);
        terms.budgets = items(terms.budgets[0], SessionEncoder.budget(0, address(_token), 500e6, 0));
        relayGrant(terms);
        allow(terms, transferCall(60e6));
        (, uint128 spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(spent, 60e8, "token, counted once");

        terms.budgets = items(
            SessionEncoder.budget(1, address(0), 0.4 ether, 1 days), SessionEncoder.budget(0, address(0), 1 ether, 0)
        );
        terms.leaves[0] = SessionEncoder.leaf(_recipient, 0, 1 ether, noItems(), noItems());
        relayGrant(terms);
        TestCall memory payment = callOf(_recipient, "");
        payment.value = 0.4 ether;
        allow(terms, payment);
        (, spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(spent, 800e8, "native value, counted once");
    }

    /* HELPERS */

    /// @notice An operation with which a target takes an approval of the owner, and why the guard undoes it.
    function drainOp() internal returns (PackedUserOperation memory userOp, bytes memory undone) {
        (SessionEncoder.Terms memory terms, TestCall memory drain, Drainer drainer) = _drainerTerms();
        vm.prank(account());
        _token.approve(address(drainer), 500e6);
        return (opInLane(terms, drain, 0), notCounted(address(_token), 500e6, 0));
    }

    function _transferOf(OddToken.Kind kind, uint256 amount, bool allowed, uint256 taken) private {
        (OddToken token, SessionEncoder.Terms memory terms) = _oddTerms(kind);
        TestCall memory call = callOf(address(token), transferCall(amount).data);

        if (allowed) allow(terms, call);
        else undo(terms, call, notCounted(address(token), taken, amount));
        assertEq(token.balanceOf(account()), allowed ? 1_000 - taken : 1_000, "balance");
    }

    function _unseenTransfer(OddToken.Kind kind) private {
        (OddToken token, SessionEncoder.Terms memory terms) = _oddTerms(kind);
        TestCall memory call = callOf(address(token), transferCall(1).data);

        undo(terms, call, abi.encodeWithSignature("BalanceUnreadable(address)", token));
    }

    /// @dev The account has 1,000 of a token and may transfer them.
    function _oddTerms(OddToken.Kind kind) private returns (OddToken token, SessionEncoder.Terms memory terms) {
        token = new OddToken(kind);
        token.mint(account(), 1_000);
        terms = guardedTerms();
        terms.budgets[0] = SessionEncoder.budget(0, address(token), 1_000, 0);
        terms.leaves[0] = transferLeaf(address(token), 0);
        relayGrant(terms);
    }

    /// @dev May call a target that takes what it was allowed; nothing of it is counted.
    function _drainerTerms()
        private
        returns (SessionEncoder.Terms memory terms, TestCall memory drain, Drainer drainer)
    {
        drainer = new Drainer(_token);
        terms = guardedTerms();
        terms.leaves[0] = SessionEncoder.leaf(address(drainer), drainer.drain.selector, 0, noItems(), noItems());
        relayGrant(terms);
        drain = callOf(address(drainer), abi.encodeCall(drainer.drain, ()));
    }

    function _swap(address from, address to) private view returns (TestCall memory) {
        return callOf(address(_router), abi.encodeCall(_router.swap, (from, to, 100e6, 0, account())));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Drainer} from "../../mocks/Drainer.sol";
import {OddToken} from "../../mocks/OddToken.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardAttackTest} from "./GuardAttackTest.sol";

/// @notice What leaves the account, and what it is worth.
abstract contract GuardMoneyAttacks is GuardAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /* WHAT LEAVES */

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

    /* PRICES */

    function test_AC112_LimitInUsd() external {
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        relayGrant(terms);
        _tokenFeed.set(1.5e8, 0, vm.getBlockTimestamp());

        allow(terms, transferCall(60e6));
        (, uint128 spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(spent, 90e8, "spent");
        undo(terms, transferCall(7e6), _aboveLimit(100e8, 90e8, 10.5e8));
        allow(terms, transferCall(6_666_666));
        // 0.000001 of the token is 0.0000015 USD: 150 units of 8 decimals.
        undo(terms, transferCall(1), _aboveLimit(100e8, 9_999_999_900, 150));

        vm.warp(nextDay() + 10);
        _tokenFeed.set(1.5e8, 0, vm.getBlockTimestamp());
        allow(terms, transferCall(60e6));
    }

    /// @dev Feeds with other decimals, and an amount that is not whole in USD: rounded up.
    function test_AC112_OtherDecimals() external {
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        relayGrant(terms);
        _tokenFeed.setDecimals(18);
        _tokenFeed.set(1e18, 0, vm.getBlockTimestamp());
        allow(terms, transferCall(60e6));
        undo(terms, transferCall(50e6), _aboveLimit(100e8, 60e8, 50e8));
        _tokenFeed.set(1, 0, vm.getBlockTimestamp());
        allow(terms, transferCall(1));
        (, uint128 spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(spent, 60e8 + 1, "rounded up");

        _tokenFeed.setDecimals(37);
        undo(terms, transferCall(1), _feedError("FeedUnreadable(address)"));
    }

    function test_AC112_PriceThatIsNotOne() external {
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        relayGrant(terms);
        uint256 time = vm.getBlockTimestamp();

        for (int256 answer = 0; answer > -2; answer--) {
            _tokenFeed.set(answer, 0, time);
            bytes memory refusal = abi.encodeWithSignature("FeedAnswerInvalid(address,int256)", _tokenFeed, answer);
            undo(terms, transferCall(1), refusal);
        }
        _tokenFeed.set(1e8, 0, time);
        _tokenFeed.setReverts(true);
        undo(terms, transferCall(1), _feedError("FeedUnreadable(address)"));
        _tokenFeed.setReverts(false);
        allow(terms, transferCall(1));
    }

    function test_AC112_PriceThatIsStale() external {
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        relayGrant(terms);
        uint256 time = vm.getBlockTimestamp();

        uint256[3] memory wrong = [time - MAX_AGE - 1, 0, time + 1];
        for (uint256 i = 0; i < wrong.length; i++) {
            _tokenFeed.set(1e8, 0, wrong[i]);
            undo(
                terms,
                transferCall(1),
                abi.encodeWithSignature(
                    "FeedStale(address,uint256,uint256,uint256)", _tokenFeed, wrong[i], MAX_AGE, time
                )
            );
        }
        _tokenFeed.set(1e8, 0, time - MAX_AGE);
        allow(terms, transferCall(1));
    }

    function test_AC112_SequencerThatIsDown() external {
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        relayGrant(terms);
        uint256 time = vm.getBlockTimestamp();

        _uptimeFeed.set(1, time - 1 days, time);
        undo(terms, transferCall(1), _notUp(1, time - 1 days));
        _uptimeFeed.set(0, time - UPTIME_GRACE, time);
        undo(terms, transferCall(1), _notUp(0, time - UPTIME_GRACE));
        _uptimeFeed.set(0, 0, time);
        undo(terms, transferCall(1), _notUp(0, 0));
        _uptimeFeed.set(0, time - UPTIME_GRACE - 1, time);
        allow(terms, transferCall(1));
    }

    /// @dev A list that nobody registered, or without a price of what is spent: no limit is silently nothing.
    function test_AC112_PricesThatAreMissing() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addGuard(address(_guard), 100e8, 1 days, keccak256("feeds"));
        relayGrant(terms);
        undo(terms, transferCall(1), abi.encodeWithSignature("FeedsUnknown(bytes32)", keccak256("feeds")));

        terms = usdTerms(100e8);
        terms.budgets[0] = SessionEncoder.budget(0, address(_otherToken), 1_000e6, 0);
        terms.leaves[0] = transferLeaf(address(_otherToken), 0);
        relayGrant(terms);
        _otherToken.mint(account(), 1);
        TestCall memory call = callOf(address(_otherToken), transferCall(1).data);
        undo(terms, call, abi.encodeWithSignature("FeedMissing(bytes32,address)", _feedsHash, _otherToken));
    }

    /* HELPERS */

    function _transferOf(OddToken.Kind kind, uint256 amount, bool allowed, uint256 taken) private {
        OddToken token = new OddToken(kind);
        token.mint(account(), 1_000);
        SessionEncoder.Terms memory terms = guardedTerms();
        terms.budgets[0] = SessionEncoder.budget(0, address(token), 1_000, 0);
        terms.leaves[0] = transferLeaf(address(token), 0);
        relayGrant(terms);
        TestCall memory call = callOf(address(token), transferCall(amount).data);

        if (allowed) allow(terms, call);
        else undo(terms, call, notCounted(address(token), taken, amount));
        assertEq(token.balanceOf(account()), allowed ? 1_000 - taken : 1_000, "balance");
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

    function _aboveLimit(uint256 limit, uint256 spent, uint256 requested) private view returns (bytes memory) {
        return abi.encodeWithSignature(
            "UsdLimitExceeded(uint256,uint256,uint256,uint256)", limit, spent, requested, nextDay()
        );
    }

    function _feedError(string memory signature) private view returns (bytes memory) {
        return abi.encodeWithSignature(signature, _tokenFeed);
    }

    function _notUp(int256 status, uint256 since) private view returns (bytes memory) {
        return abi.encodeWithSignature(
            "SequencerNotUp(address,int256,uint256,uint256)", _uptimeFeed, status, since, vm.getBlockTimestamp()
        );
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CallTarget} from "../../mocks/CallTarget.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardAttackTest} from "./GuardAttackTest.sol";

/// @notice What the assets that an operation spends are worth.
abstract contract GuardPriceAttacks is GuardAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

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

    /// @dev What spends nothing needs no price, and opens no window: what the last one has used stays to be read.
    function test_AC112_OperationThatSpendsNothing() external {
        CallTarget target = new CallTarget();
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        bytes memory leaf = SessionEncoder.leaf(address(target), target.echo.selector, 0, noItems(), noItems());
        (uint8 transferIndex, uint8 echoIndex) = setLeaves(terms, transferLeaf(address(_token), 0), leaf);
        terms.budgets = items(terms.budgets[0], SessionEncoder.budget(0, address(_otherToken), 1_000e6, 0));
        relayGrant(terms);
        TestCall memory transfer = transferCall(60e6);
        transfer.leafIndex = transferIndex;
        allow(terms, transfer);
        uint256 window = vm.getBlockTimestamp() / 1 days;

        vm.warp(nextDay() + 10);
        _tokenFeed.setReverts(true);
        TestCall memory call = callOf(address(target), abi.encodeCall(target.echo, (1)));
        call.leafIndex = echoIndex;
        allow(terms, call);
        (uint48 charged, uint128 spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(charged, window, "window");
        assertEq(spent, 60e8, "spent");
        undo(terms, transfer, _feedError("FeedUnreadable(address)"));
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

    /// @dev Whatever the calls do to a price: the operation was charged before them. (Whose answers a call can move at all,
    /// as a pool's, is no feed to name.)
    function test_AC112_PriceThatTheOperationMoves() external {
        SessionEncoder.Terms memory terms = usdTerms(100e8);
        bytes memory leaf = SessionEncoder.leaf(address(_tokenFeed), _tokenFeed.set.selector, 0, noItems(), noItems());
        TestCall[] memory calls = new TestCall[](2);
        calls[0] = callOf(address(_tokenFeed), abi.encodeCall(_tokenFeed.set, (1, 0, vm.getBlockTimestamp())));
        calls[1] = transferCall(60e6);
        (calls[1].leafIndex, calls[0].leafIndex) = setLeaves(terms, transferLeaf(address(_token), 0), leaf);
        relayGrant(terms);

        allow(terms, calls);
        (, uint128 spent) = _guard.usdSpent(account(), sessionIdOf(terms));
        assertEq(spent, 60e8, "spent");
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

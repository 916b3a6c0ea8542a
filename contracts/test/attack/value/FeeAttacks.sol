// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {AcceptingPaymaster} from "../../mocks/AcceptingPaymaster.sol";
import {CallTarget} from "../../mocks/CallTarget.sol";
import {Bytes} from "../../utils/Bytes.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Fees: what an operation can cost at most is within the gas budget, whatever it turns out to cost.
abstract contract FeeAttacks is AttackTest {
    using Bytes for bytes;

    address private constant OPERATIONS = address(1);
    address private constant GAS = address(2);

    /// @dev What an operation of the fixtures costs at most (wei).
    uint256 private constant COST = (3_000_000 + 3_000_000 + 60_000) * 1 gwei;
    uint128 private constant LIMIT = 0.01 ether;

    function test_AC38_GasFieldsAreInflated() external {
        SessionEncoder.Terms memory terms = _gasTerms(LIMIT);
        relayGrant(terms);

        PackedUserOperation memory userOp = _op(terms);
        _refuseCost(terms, userOp, 3_000_000, 3_000_000, 60_000, 10_000 gwei);
        _refuseCost(terms, userOp, 3_000_000, 3_000_000, 20_000_000, 1 gwei);
        _refuseCost(terms, userOp, 3_000_000, 10_000_000, 60_000, 1 gwei);
        _refuseCost(terms, userOp, 30_000_000, 3_000_000, 60_000, 1 gwei);
        // One wei above what is left.
        _refuseCost(terms, userOp, 3_000_000, 3_000_000, 4_000_001, 1 gwei);

        uint256 deposit = entryPoint().balanceOf(account()) + account().balance;
        _setGas(terms, userOp, 3_000_000, 3_000_000, 4_000_000, 1 gwei);
        allow(userOp);
        assertEq(usedOf(terms, 0), LIMIT, "charged");
        assertLe(deposit - entryPoint().balanceOf(account()) - account().balance, LIMIT, "paid");
        refuse(_op(terms), exceeded(0, GAS, LIMIT, LIMIT, COST, 0));
    }

    function test_AC38_GasFieldsAreAtTheirEnd() external {
        SessionEncoder.Terms memory terms = _gasTerms(type(uint128).max);
        relayGrant(terms);
        PackedUserOperation memory userOp = _op(terms);

        // No EntryPoint asks an account about more than 120 bits. The module, asked nevertheless, does not wrap around.
        uint128 high = type(uint128).max;
        _setGas(terms, userOp, high, high, high, high);
        refuseByAnyEntryPoint(userOp);
        refuseDirectly(userOp, abi.encodeWithSignature("Panic(uint256)", 0x11));
        high = 2 ** 120 - 1;
        _refuseCost(terms, userOp, high, high, high, high);
        userOp.preVerificationGas = type(uint256).max;
        refuseDirectly(userOp, abi.encodeWithSignature("Panic(uint256)", 0x11));
        allow(_op(terms));
    }

    function test_AC38_GasOfAPaymasterIsNotFree() external {
        address paymaster = address(new AcceptingPaymaster());
        entryPoint().depositTo{value: 1 ether}(paymaster);
        SessionEncoder.Terms memory terms = _gasTerms(LIMIT);
        // Any paymaster: the budget bounds what it pays, too.
        terms.features = 0x20;
        relayGrant(terms);

        PackedUserOperation memory userOp = _op(terms);
        userOp.paymasterAndData = abi.encodePacked(paymaster, uint128(4_000_000), uint128(0));
        _refuseCost(terms, userOp, 3_000_000, 3_000_000, 60_000, 1 gwei);
        userOp.paymasterAndData = abi.encodePacked(paymaster, uint128(100_000), uint128(3_900_000));
        _refuseCost(terms, userOp, 3_000_000, 3_000_000, 60_000, 1 gwei);
        userOp.paymasterAndData = abi.encodePacked(paymaster, uint128(1_000_000), uint128(2_940_000));
        _setGas(terms, userOp, 3_000_000, 3_000_000, 60_000, 1 gwei);
        allow(userOp);
        assertEq(usedOf(terms, 0), LIMIT, "charged");
    }

    function test_AC39_OperationsThatFail() external {
        CallTarget target = new CallTarget();
        SessionEncoder.Terms memory terms = _gasTerms(uint128(4 * COST));
        terms.budgets = items(SessionEncoder.budget(1, OPERATIONS, 3, 1 days), terms.budgets[0]);
        terms.leaves[0] = SessionEncoder.leaf(address(target), CallTarget.fail.selector, 0, noItems(), noItems());
        relayGrant(terms);
        TestCall memory call = callOf(address(target), abi.encodeCall(CallTarget.fail, (1)));

        for (uint256 i = 1; i <= 3; i++) {
            _assertFails(terms, call);
            assertEq(usedOf(terms, 0), i, "operations");
            assertEq(usedOf(terms, 1), i * COST, "gas");
        }
        refuse(terms, call, exceeded(0, OPERATIONS, 3, 3, 1, nextDay()));
        skip(1 days);
        _assertFails(terms, call);
        refuse(terms, call, exceeded(1, GAS, 4 * COST, 4 * COST, COST, 0));
    }

    /// @dev What a bundler saves in gas it cannot make the session pay for: the limits are the operation's own, and the
    /// EntryPoint demands them.
    function test_AC43_TooLittleGasForTheCall() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = sessionOp(terms, one(transferCall(100e6)));
        PackedUserOperation[] memory bundle = bundleOf(userOp);
        World memory world = worldAround(userOp);

        address bundler = makeAddress("bundler");
        vm.prank(bundler, bundler);
        (bool done, bytes memory answer) = address(entryPoint()).call{gas: 2_500_000}(
            abi.encodeCall(IEntryPoint.handleOps, (bundle, payable(bundler)))
        );
        assertFalse(done, "bundle with too little gas");
        (, string memory reason,) = decodeFailedOp(answer);
        assertEq(reason, "AA95 out of gas", "reason of refusal");
        assertEq(usedOf(terms, 0), 0, "charged");
        assertUntouched(userOp, world);

        // What the session key itself signed is charged, and moves nothing.
        PackedUserOperation memory poor = unsignedOp(terms, one(transferCall(100e6)), 0);
        poor.accountGasLimits = bytes32(abi.encodePacked(uint128(3_000_000), uint128(5_000)));
        sign(poor, segmentBody(claim(), 0, grantedPart(terms), one(transferCall(100e6))));
        Outcome memory outcome = send(entryPoint(), poor);
        assertTrue(outcome.included && !outcome.succeeded, "operation included, failed");
        assertEq(usedOf(terms, 0), 100e6, "charged");
        assertEq(_token.balanceOf(_recipient), 0, "no outflow");
        allow(terms, transferCall(100e6));
    }

    /* HELPERS */

    function _gasTerms(uint128 limit) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.features = 0;
        terms.budgets[0] = SessionEncoder.budget(0, GAS, limit, 0);
        terms.leaves[0] = SessionEncoder.leaf(address(_token), _token.transfer.selector, 0, noItems(), noItems());
    }

    function _op(SessionEncoder.Terms memory terms) private view returns (PackedUserOperation memory) {
        return sessionOp(terms, one(transferCall(1)));
    }

    /// @dev An operation that costs more than the budget has, to the wei.
    function _refuseCost(
        SessionEncoder.Terms memory terms,
        PackedUserOperation memory userOp,
        uint128 verificationGas,
        uint128 callGas,
        uint256 preVerificationGas,
        uint128 fee
    ) private {
        _setGas(terms, userOp, verificationGas, callGas, preVerificationGas, fee);
        uint256 gas = preVerificationGas + verificationGas + callGas;
        if (userOp.paymasterAndData.length != 0) {
            uint256 limits = userOp.paymasterAndData.word(20);
            gas += (limits >> 128) + uint128(limits);
        }
        // kind 1 ‖ asset 20 ‖ limit 16 ‖ period 4
        uint256 limit = uint128(terms.budgets[0].word(5));
        refuse(userOp, exceeded(0, GAS, limit, 0, gas * fee, 0));
    }

    function _setGas(
        SessionEncoder.Terms memory terms,
        PackedUserOperation memory userOp,
        uint128 verificationGas,
        uint128 callGas,
        uint256 preVerificationGas,
        uint128 fee
    ) private view {
        userOp.accountGasLimits = bytes32(abi.encodePacked(verificationGas, callGas));
        userOp.preVerificationGas = preVerificationGas;
        // A bundler may take all of the second, whatever the first says.
        userOp.gasFees = bytes32(abi.encodePacked(fee / 2, fee));
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), one(transferCall(1))));
    }

    function _assertFails(SessionEncoder.Terms memory terms, TestCall memory call) private {
        Outcome memory outcome = send(entryPoint(), sessionOp(terms, one(call)));
        assertTrue(outcome.included && !outcome.succeeded, "operation included, failed");
    }
}

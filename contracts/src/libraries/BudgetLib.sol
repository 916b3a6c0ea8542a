// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalendarWindow, CalendarWindowLib} from "../types/CalendarWindow.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {TimeBounds} from "../types/TimeBounds.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";

/// @notice What an operation takes from the budgets of its session, and the charge.
library BudgetLib {
    uint256 internal constant MAX_BUDGETS = 8;

    using EnvelopeLib for Envelope;

    /// @notice The most that the operation can cost: all its gas at its highest price, in wei.
    /// @dev Checked arithmetic: EntryPoints bound each field to 120 bits before they ask the account.
    function maximumGasCost(PackedUserOperation calldata userOp) internal pure returns (uint256) {
        uint256 gas = userOp.preVerificationGas;
        gas += uint128(bytes16(userOp.accountGasLimits)) + uint256(uint128(uint256(userOp.accountGasLimits)));
        bytes calldata paymaster = userOp.paymasterAndData;
        if (paymaster.length >= 52) {
            gas += uint256(uint128(bytes16(paymaster[20:36]))) + uint128(bytes16(paymaster[36:52]));
        }

        return gas * uint128(uint256(userOp.gasFees));
    }

    /// @notice Adds an amount to every budget on an asset.
    function add(Envelope memory envelope, uint256[] memory amounts, address asset, uint256 amount) internal pure {
        for (uint256 i; i < amounts.length; ++i) {
            if (envelope.budgetAsset(i) == asset) amounts[i] += amount;
        }
    }

    /// @notice Adds an amount to every budget on the asset of one budget.
    /// @param first The first budget on that asset: this was checked when the session was granted.
    function addFrom(Envelope memory envelope, uint256[] memory amounts, uint256 first, uint256 amount) internal pure {
        amounts[first] += amount;
        if (first + 1 == amounts.length) return;

        address asset = envelope.budgetAsset(first);
        for (uint256 i = first + 1; i < amounts.length; ++i) {
            if (envelope.budgetAsset(i) == asset) amounts[i] += amount;
        }
    }

    /// @notice Adds what every operation takes: one operation, and the most that its gas can cost.
    function addOperation(Envelope memory envelope, uint256[] memory amounts, PackedUserOperation calldata userOp)
        internal
        pure
    {
        for (uint256 i; i < amounts.length; ++i) {
            address asset = envelope.budgetAsset(i);
            if (asset == EnvelopeLib.OPERATIONS) amounts[i] += 1;
            if (asset == EnvelopeLib.GAS) amounts[i] += maximumGasCost(userOp);
        }
    }

    /// @notice Charges every budget that the operation uses, and bounds the operation to the windows it charged.
    function charge(
        Envelope memory envelope,
        uint256[8] storage slots,
        uint256[] memory amounts,
        TimeBounds memory bounds
    ) internal {
        for (uint256 i; i < amounts.length; ++i) {
            // An unused budget stays as it is: neither read nor bound to its window.
            if (amounts[i] == 0) continue;

            Budget memory budget = envelope.budget(i);
            slots[i] = budget.kind == EnvelopeLib.LIFETIME
                ? _chargeLifetime(slots[i], budget, i, amounts[i])
                : _chargeCalendar(CalendarWindow.wrap(slots[i]), budget, i, amounts[i], bounds);
        }
    }

    function _chargeLifetime(uint256 used, Budget memory budget, uint256 index, uint256 amount)
        private
        pure
        returns (uint256)
    {
        _checkLimit(budget, index, used, amount, 0);

        return used + amount;
    }

    function _chargeCalendar(
        CalendarWindow window,
        Budget memory budget,
        uint256 index,
        uint256 amount,
        TimeBounds memory bounds
    ) private pure returns (uint256) {
        uint256 claimed = bounds.claimedAt / budget.period;
        if (window.index() > claimed) revert ISessionKeyModule.WindowPassed(index, window.index(), claimed);

        uint256 used = window.index() == claimed ? window.used() : 0;
        uint256 resetsAt = (claimed + 1) * budget.period;
        _checkLimit(budget, index, used, amount, resetsAt);
        bounds.limit(resetsAt - 1, "budget");

        return CalendarWindow.unwrap(CalendarWindowLib.pack(claimed, used + amount));
    }

    function _checkLimit(Budget memory budget, uint256 index, uint256 used, uint256 amount, uint256 resetsAt)
        private
        pure
    {
        // No overflow: used <= limit < 2^128, and amounts are sums of few 128-bit numbers or a checked product.
        if (amount > budget.limit || used > budget.limit - amount) {
            revert ISessionKeyModule.BudgetExceeded(index, budget.asset, budget.limit, used, amount, resetsAt);
        }
    }
}

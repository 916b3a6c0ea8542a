// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {GRACE, ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalendarWindow} from "../types/CalendarWindow.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {RollingWindow, RollingWindowLib} from "../types/RollingWindow.sol";
import {TimeBounds} from "../types/TimeBounds.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";

/// @notice What an operation takes from the budgets of its session, and the charge.
library BudgetLib {
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
    function add(Envelope envelope, uint256[] memory amounts, address asset, uint256 amount) internal pure {
        for (uint256 i; i < amounts.length; ++i) {
            if (envelope.budget(i).asset() == asset) amounts[i] += amount;
        }
    }

    /// @notice Adds an amount to every budget on the asset of one budget.
    /// @param first The first budget on that asset: this was checked when the session was granted.
    function addFrom(Envelope envelope, uint256[] memory amounts, uint256 first, uint256 amount) internal pure {
        amounts[first] += amount;
        if (first + 1 == amounts.length) return;

        address asset = envelope.budget(first).asset();
        for (uint256 i = first + 1; i < amounts.length; ++i) {
            if (envelope.budget(i).asset() == asset) amounts[i] += amount;
        }
    }

    /// @notice Adds what every operation takes: one operation, and the most that its gas can cost.
    function addOperation(Envelope envelope, uint256[] memory amounts, PackedUserOperation calldata userOp)
        internal
        pure
    {
        for (uint256 i; i < amounts.length; ++i) {
            address asset = envelope.budget(i).asset();
            if (asset > BudgetTermsLib.GAS) continue;
            if (asset == BudgetTermsLib.OPERATIONS) amounts[i] += 1;
            if (asset == BudgetTermsLib.GAS) amounts[i] += maximumGasCost(userOp);
        }
    }

    /// @notice Charges every budget that the operation uses, and bounds the operation to the windows it charged.
    /// @param grace The operation may be late at the end of a window, and counts accordingly.
    function charge(
        Envelope envelope,
        uint256[8] storage slots,
        uint256[] memory amounts,
        TimeBounds memory bounds,
        bool grace
    ) internal {
        for (uint256 i; i < amounts.length; ++i) {
            // An unused budget stays as it is: neither read nor bound to its window.
            if (amounts[i] == 0) continue;

            Budget budget = envelope.budget(i);
            uint256 kind = budget.kind();
            if (kind == BudgetTermsLib.LIFETIME) {
                slots[i] = _chargeLifetime(budget, i, slots[i], amounts[i]);
            } else if (kind == BudgetTermsLib.CALENDAR) {
                slots[i] = _chargeCalendar(budget, i, slots[i], amounts[i], bounds, grace);
            } else {
                slots[i] = _chargeRolling(budget, i, slots[i], amounts[i], bounds, grace);
            }
        }
    }

    function _chargeLifetime(Budget budget, uint256 index, uint256 used, uint256 amount)
        private
        pure
        returns (uint256)
    {
        _requireWithin(budget, index, used, amount, 0);

        return used + amount;
    }

    function _chargeCalendar(
        Budget budget,
        uint256 index,
        uint256 slot,
        uint256 amount,
        TimeBounds memory bounds,
        bool grace
    ) private pure returns (uint256) {
        CalendarWindow window = CalendarWindow.wrap(slot);
        uint256 claimed = bounds.claimedAt / budget.period();
        if (window.index() > claimed) revert ISessionKeyModule.WindowPassed(index, window.index(), claimed);

        window = window.moveTo(claimed);
        uint256 resetsAt = (claimed + 1) * budget.period();
        _requireWithin(budget, index, window.used(), amount, resetsAt);
        bool late = _bound(bounds, resetsAt, grace);

        return CalendarWindow.unwrap(window.charged(amount, late));
    }

    function _chargeRolling(
        Budget budget,
        uint256 index,
        uint256 slot,
        uint256 amount,
        TimeBounds memory bounds,
        bool grace
    ) private pure returns (uint256) {
        RollingWindow window = RollingWindow.wrap(slot);
        uint256 bucket = budget.period() / 4;
        uint256 claimed = bounds.claimedAt / bucket;
        if (window.index() > claimed) revert ISessionKeyModule.WindowPassed(index, window.index(), claimed);

        window = window.moveTo(claimed);
        uint256 resetsAt = (claimed + 1) * bucket;
        uint256 unit = RollingWindowLib.unitOf(budget.limit());
        uint256 units = amount / unit + (amount % unit == 0 ? 0 : 1);
        // Counted in whole units: the last part of a limit that is no multiple of the unit cannot be spent.
        if (window.sum() + units > budget.limit() / unit) {
            _revertExceeded(budget, index, window.sum() * unit, amount, resetsAt);
        }
        _bound(bounds, resetsAt, grace);

        return RollingWindow.unwrap(window.charged(units));
    }

    /// @dev A late operation is one that wants the grace and claims the last seconds before a window ends.
    function _bound(TimeBounds memory bounds, uint256 resetsAt, bool grace) private pure returns (bool late) {
        late = grace && resetsAt - bounds.claimedAt < GRACE;
        bounds.limit(late ? resetsAt - 1 + GRACE : resetsAt - 1, "budget");
    }

    function _requireWithin(Budget budget, uint256 index, uint256 used, uint256 amount, uint256 resetsAt) private pure {
        uint256 limit = budget.limit();
        if (amount > limit || used > limit - amount) _revertExceeded(budget, index, used, amount, resetsAt);
    }

    function _revertExceeded(Budget budget, uint256 index, uint256 used, uint256 amount, uint256 resetsAt)
        private
        pure
    {
        revert ISessionKeyModule.BudgetExceeded(index, budget.asset(), budget.limit(), used, amount, resetsAt);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {GRACE, ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalendarWindow} from "../types/CalendarWindow.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {RollingWindow, RollingWindowLib} from "../types/RollingWindow.sol";
import {SessionUse} from "../types/SessionUse.sol";
import {Words} from "../types/Words.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {OperationLib} from "./OperationLib.sol";
import {SegmentLib} from "./SegmentLib.sol";
import {SlotLib} from "./SlotLib.sol";

/// @notice What an operation takes from the budgets of its session, and the charge.
library BudgetLib {
    /// @notice The most that the operation can cost: all its gas at its highest price, in wei.
    /// @dev Checked arithmetic: EntryPoints bound each field to 120 bits before they ask the account.
    function maximumGasCost(PackedUserOperation calldata userOp) internal pure returns (uint256) {
        uint256 gas = userOp.preVerificationGas;
        gas += uint128(bytes16(userOp.accountGasLimits)) + uint256(uint128(uint256(userOp.accountGasLimits)));
        bytes calldata paymaster = OperationLib.paymasterAndData(userOp);
        if (paymaster.length >= 52) {
            gas += uint256(uint128(bytes16(paymaster[20:36]))) + uint128(bytes16(paymaster[36:52]));
        }

        return gas * uint128(uint256(userOp.gasFees));
    }

    /// @notice Adds what a call spends to the amount of the first budget on its asset.
    /// @dev Unchecked sums are safe, here and in `addValue`: at most 16 calls of at most 4 spends, each below 2^128.
    /// @param first Below the count of budgets: this was checked when the session was granted.
    function addSpend(Words amounts, uint256 first, uint256 amount) internal pure {
        unchecked {
            amounts.set(first, amounts.get(first) + amount);
        }
    }

    /// @notice Adds the value of a call, in wei: it has no budget of its own, so it stands behind those of all budgets.
    /// @param count Of the budgets.
    function addValue(Words amounts, uint256 count, uint256 amount) internal pure {
        addSpend(amounts, count, amount);
    }

    /// @notice Charges every budget that the operation uses, and bounds the operation to the windows it charged.
    /// @param amounts What the calls take: see `addSpend` and `addValue`.
    function charge(SessionUse use, Words amounts, PackedUserOperation calldata userOp) internal {
        uint256 count = use.envelope().budgetCount();
        Budget first = use.envelope().budget(0);
        Budget budget = first;
        for (uint256 i; i < count; ++i) {
            address asset = budget.asset();
            uint256 amount = asset > BudgetTermsLib.GAS
                ? _spent(amounts, first, asset)
                : _reserved(asset, amounts.get(count), userOp);
            // An unused budget stays as it is: neither read nor bound to its window.
            if (amount != 0) _charge(use, budget, i, amount);
            budget = budget.next();
        }
    }

    /// @param value What the calls send, in wei.
    function _reserved(address asset, uint256 value, PackedUserOperation calldata userOp)
        private
        pure
        returns (uint256)
    {
        if (asset == BudgetTermsLib.NATIVE) return value;
        return asset == BudgetTermsLib.GAS ? maximumGasCost(userOp) : 1;
    }

    /// @dev Every budget on an asset is charged alike: with the amount that stands at the first one.
    /// @param budget The first of all.
    function _spent(Words amounts, Budget budget, address asset) private pure returns (uint256) {
        uint256 index;
        unchecked {
            // Safe: ends at the budget that this is asked for.
            while (budget.asset() != asset) {
                budget = budget.next();
                ++index;
            }
        }
        return amounts.get(index);
    }

    function _charge(SessionUse use, Budget budget, uint256 index, uint256 amount) private {
        unchecked {
            // Safe: slots are hashes; a sum beyond 2^256 goes on at 0, as it does in Solidity's own layout.
            uint256 slot = use.slot() + 1 + index;
            uint256 value = SlotLib.load(slot);
            uint256 kind = budget.kind();
            if (kind == BudgetTermsLib.LIFETIME) {
                if (_isAbove(budget, value, amount)) _revertExceeded(budget, index, value, amount, 0);
                value += amount;
            } else if (kind == BudgetTermsLib.CALENDAR) {
                value = _chargeCalendar(use, budget, index, value, amount);
            } else {
                value = _chargeRolling(use, budget, index, value, amount);
            }
            SlotLib.store(slot, value);
        }
    }

    /// @dev Unchecked sums are safe, here and in `_chargeRolling`: times are below 2^47, periods below 2^32 and not 0. The
    /// units in five buckets are below 2^45, and so are those of an amount within its limit; a unit is below 2^87.
    function _chargeCalendar(SessionUse use, Budget budget, uint256 index, uint256 slot, uint256 amount)
        private
        pure
        returns (uint256)
    {
        unchecked {
            CalendarWindow window = CalendarWindow.wrap(slot);
            uint256 period = budget.period();
            uint256 claimed = _indexOf(use.claimedAt(), period);
            if (window.index() > claimed) revert ISessionKeyModule.WindowPassed(index, window.index(), claimed);

            window = window.moveTo(claimed);
            uint256 resetsAt = (claimed + 1) * period;
            if (_isAbove(budget, window.used(), amount)) {
                _revertExceeded(budget, index, window.used(), amount, resetsAt);
            }

            return CalendarWindow.unwrap(window.charged(amount, _bound(use, resetsAt)));
        }
    }

    function _chargeRolling(SessionUse use, Budget budget, uint256 index, uint256 slot, uint256 amount)
        private
        pure
        returns (uint256)
    {
        unchecked {
            RollingWindow window = RollingWindow.wrap(slot);
            uint256 bucket = budget.period() / 4;
            uint256 claimed = _indexOf(use.claimedAt(), bucket);
            if (window.index() > claimed) revert ISessionKeyModule.WindowPassed(index, window.index(), claimed);

            window = window.moveTo(claimed);
            uint256 resetsAt = (claimed + 1) * bucket;
            _bound(use, resetsAt);

            uint256 limit = budget.limit();
            uint256 unit = RollingWindowLib.unitOf(limit);
            uint256 units = RollingWindowLib.unitsOf(amount, unit);
            if (amount > limit || (window.sum() + units) * unit > limit) {
                _revertExceeded(budget, index, window.sum() * unit, amount, resetsAt);
            }

            return RollingWindow.unwrap(window.charged(units));
        }
    }

    /// @dev Which window or bucket holds a time. Periods are not 0: this was checked when the session was granted.
    function _indexOf(uint256 time, uint256 period) private pure returns (uint256 index) {
        assembly ("memory-safe") {
            index := div(time, period)
        }
    }

    /// @dev A late operation is one that wants the grace and claims the last seconds before a window ends.
    function _bound(SessionUse use, uint256 resetsAt) private pure returns (bool late) {
        unchecked {
            // Safe: a window ends after the second that it holds.
            late = use.has(SegmentLib.GRACE_FLAG) && resetsAt - use.claimedAt() < GRACE;
            use.limit(late ? resetsAt - 1 + GRACE : resetsAt - 1, "budget");
        }
    }

    function _isAbove(Budget budget, uint256 used, uint256 amount) private pure returns (bool) {
        uint256 limit = budget.limit();
        unchecked {
            // Safe: the difference counts only if the amount is within the limit.
            return amount > limit || used > limit - amount;
        }
    }

    function _revertExceeded(Budget budget, uint256 index, uint256 used, uint256 amount, uint256 resetsAt)
        private
        pure
    {
        revert ISessionKeyModule.BudgetExceeded(index, budget.asset(), budget.limit(), used, amount, resetsAt);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    ISessionKeyModule,
    MAX_BUDGETS,
    MIN_CALENDAR_PERIOD,
    MIN_ROLLING_PERIOD
} from "../interfaces/ISessionKeyModule.sol";
import {CalendarWindowLib} from "../types/CalendarWindow.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {Words, WordsLib} from "../types/Words.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";

/// @notice Every rule that the budgets of new terms must meet, and what they mean for the other terms.
library BudgetCheckLib {
    /// @dev What the other terms ask of the budgets, read once.
    struct Budgets {
        Words assets;
        uint256 count;
        /// Bit i: budget i is the first one on a token. Only at such a budget may a spend point.
        uint256 firstOnToken;
        /// Bit of the last byte of each asset: most targets are seen not to be budgeted without a look at the list.
        uint256 lastBytes;
        /// Bits 0, 1, 2: there is a budget on NATIVE, OPERATIONS, GAS.
        uint256 reserved;
    }

    /// @param budgets Empty; filled here.
    function check(Budgets memory budgets, Envelope envelope) internal pure {
        uint256 count = envelope.budgetCount();
        if (count > MAX_BUDGETS) revert ISessionKeyModule.TermInvalid("budgetCount", count, MAX_BUDGETS);

        Words assets = WordsLib.allocate(count);
        budgets.assets = assets;
        uint256 lastBytes;
        uint256 reserved;
        uint256 firstOnToken;
        for (uint256 i; i < count; ++i) {
            Budget budget = envelope.budget(i);
            uint256 asset = uint160(budget.asset());
            if (asset > EnvelopeLib.RESERVED) {
                // Only the budgets before this one are counted so far.
                budgets.count = i;
                if (indexOf(budgets, asset) == i) firstOnToken |= 1 << i;
            } else if (asset > uint160(BudgetTermsLib.GAS)) {
                revert ISessionKeyModule.TermInvalid("asset", asset, uint256(EnvelopeLib.RESERVED) + 1);
            } else {
                reserved |= 1 << asset;
            }
            assets.set(i, asset);
            lastBytes |= 1 << uint8(asset);
            _checkWindow(budget);
        }
        budgets.count = count;
        budgets.lastBytes = lastBytes;
        budgets.reserved = reserved;
        budgets.firstOnToken = firstOnToken;
    }

    /// @return The first budget on an asset, or their count.
    function indexOf(Budgets memory budgets, uint256 asset) internal pure returns (uint256) {
        (Words assets, uint256 count) = (budgets.assets, budgets.count);
        for (uint256 i; i < count;) {
            if (assets.get(i) == asset) return i;
            unchecked {
                ++i;
            }
        }
        return count;
    }

    /// @return False: there is none on this asset. True: look at `indexOf`.
    function mayHold(Budgets memory budgets, uint256 asset) internal pure returns (bool) {
        return budgets.lastBytes >> uint8(asset) & 1 != 0;
    }

    /// @param asset NATIVE, OPERATIONS or GAS.
    function has(Budgets memory budgets, address asset) internal pure returns (bool) {
        return budgets.reserved >> uint160(asset) & 1 != 0;
    }

    function _checkWindow(Budget budget) private pure {
        uint256 kind = budget.kind();
        uint256 period = budget.period();
        if (kind == BudgetTermsLib.LIFETIME) {
            if (period != 0) revert ISessionKeyModule.TermInvalid("period", period, 0);
        } else if (kind == BudgetTermsLib.CALENDAR) {
            if (period < MIN_CALENDAR_PERIOD) {
                revert ISessionKeyModule.TermInvalid("period", period, MIN_CALENDAR_PERIOD);
            }
            if (budget.limit() > CalendarWindowLib.MAX_AMOUNT) {
                revert ISessionKeyModule.TermInvalid("limit", budget.limit(), CalendarWindowLib.MAX_AMOUNT);
            }
        } else if (kind == BudgetTermsLib.ROLLING) {
            if (period < MIN_ROLLING_PERIOD) {
                revert ISessionKeyModule.TermInvalid("period", period, MIN_ROLLING_PERIOD);
            }
            // A bucket is a quarter of the period.
            if (period % 4 != 0) revert ISessionKeyModule.TermInvalid("period", period, period - period % 4);
        } else {
            revert ISessionKeyModule.TermInvalid("budgetKind", kind, BudgetTermsLib.ROLLING);
        }
    }
}

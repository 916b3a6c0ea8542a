// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CalendarWindow} from "../types/CalendarWindow.sol";
import {Budget} from "../types/Envelope.sol";
import {RollingWindow, RollingWindowLib} from "../types/RollingWindow.sol";
import {BudgetReport} from "../types/SessionReport.sol";
import {BudgetTermsLib} from "./BudgetTermsLib.sol";
import {TermsViewLib} from "./TermsViewLib.sol";

/// @notice What a budget allows in a second, read from its slot as BudgetLib reads it for the charge.
library BudgetReportLib {
    /// @param budget Of a kind and period that may be granted.
    /// @param slot What the module stores of it.
    /// @param time Unix seconds.
    function report(Budget budget, uint256 slot, uint256 time) internal pure returns (BudgetReport memory result) {
        result.terms = TermsViewLib.budget(budget);
        result.unit = 1;
        uint256 kind = budget.kind();
        if (kind == BudgetTermsLib.LIFETIME) _setLifetime(result, slot);
        else if (kind == BudgetTermsLib.CALENDAR) _setCalendar(result, CalendarWindow.wrap(slot), time);
        else _setRolling(result, RollingWindow.wrap(slot), time);
    }

    function _setLifetime(BudgetReport memory result, uint256 used) private pure {
        result.spent = used;
        result.remaining = result.terms.limit - used;
    }

    function _setCalendar(BudgetReport memory result, CalendarWindow window, uint256 time) private pure {
        uint256 period = result.terms.period;
        uint256 claimed = time / period;
        if (window.index() > claimed) return _setPassed(result, window.used(), window.index() * period);

        result.resetsAt = (claimed + 1) * period;
        result.spent = window.moveTo(claimed).used();
        result.remaining = result.terms.limit - result.spent;
    }

    /// @dev In whole units: the last part of a limit that is no multiple of the unit cannot be spent.
    function _setRolling(BudgetReport memory result, RollingWindow window, uint256 time) private pure {
        uint256 bucket = result.terms.period / 4;
        uint256 claimed = time / bucket;
        uint256 limit = result.terms.limit;
        uint256 unit = RollingWindowLib.unitOf(limit);
        result.unit = unit;
        if (window.index() > claimed) return _setPassed(result, window.sum() * unit, window.index() * bucket);

        result.resetsAt = (claimed + 1) * bucket;
        result.spent = window.moveTo(claimed).sum() * unit;
        result.remaining = limit / unit * unit - result.spent;
    }

    /// @dev A later window is charged already: `WindowPassed` until it begins. An EntryPoint includes no operation
    /// before its claim, but an account may ask the module at any time.
    function _setPassed(BudgetReport memory result, uint256 spent, uint256 beginsAt) private pure {
        result.spent = spent;
        result.resetsAt = beginsAt;
    }
}

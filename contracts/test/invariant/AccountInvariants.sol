// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GRACE} from "../../src/interfaces/ISessionKeyModule.sol";
import {AccountState} from "../../src/types/AccountState.sol";
import {OtherActions} from "./OtherActions.sol";

/// @notice The invariants of one account, numbered as in README.md.
/// @dev What really happened is in the book of the handler; what the module keeps is read from its slots.
abstract contract AccountInvariants is OtherActions {
    uint256 private constant MASK_108 = 2 ** 108 - 1;

    /// @notice Everything that must hold after every action.
    /// @dev What one account does is checked for the account that acted: the other is as it was (11).
    function assertInvariants() external view {
        _invariant11_OthersChangeNothing();
        if (!_acted) return;
        _invariant03To18_NothingForbiddenWasSeen();
        // In this order one damage is called by the invariant that is about it, before others that follow from it.
        _invariant03_SpentNeverFalls();
        _invariant01_WindowWithinItsLimit();
        _invariant09_RollingPeriodWithinItsLimit();
        _invariant02_LifeWithinItsWindows();
        _invariant06_EpochOnlyGrows();
        _invariant07_FloorOnlyGrows();
        _invariant08_SeatsWithinTheLimit();
        _invariant10_GuardianEnlargesNothing();
        _invariant12_GasChargedCoversGasPaid();
        _invariant13_TombstoneStays();
        _invariant18_NobodyElseChangesAnything();
    }

    function _invariant01_WindowWithinItsLimit() internal view {
        uint256 time = vm.getBlockTimestamp();
        Session storage session = _sessions[_watched];
        for (uint256 i = 0; i < session.budgets.length; i++) {
            BudgetTerms memory budget = session.budgets[i];
            uint256 slot = load(session.slot + 1 + i);
            if (budget.kind == 2) continue;
            uint256 from = budget.kind == 0 ? 0 : time / budget.period * budget.period;
            assertLe(_outflowSince(budget.asset, from), budget.limit, "INV-01: left in a window");
            uint256 used = budget.kind == 0 ? slot : slot >> 108 & MASK_108;
            assertLe(used, budget.limit, "INV-01: counted in a window");
            if (budget.kind == 1) assertLe(slot & MASK_108, used, "INV-01: carried into the next window");
        }
    }

    function _invariant02_LifeWithinItsWindows() internal view {
        Session storage session = _sessions[_watched];
        if (session.shape == Shape.Native) return;
        uint256 life = session.transferred + session.drained + _token.allowance(account(), session.spender);
        for (uint256 i = 0; i < session.budgets.length; i++) {
            BudgetTerms memory budget = session.budgets[i];
            if (budget.asset != address(_token)) continue;
            assertLe(life, budget.limit * _windowsUsed(budget), "INV-02: left and may leave in a life");
        }
    }

    /// @dev Since the last operation; with each one it is noted.
    function _invariant03_SpentNeverFalls() internal view {
        assertFalse(hasFallen(), "INV-03: index of a window, or what is spent in it");
    }

    /// @dev What an action saw happen that must not: each says which invariant it is of.
    function _invariant03To18_NothingForbiddenWasSeen() internal view {
        for (uint256 number = 3; number <= 18; number++) {
            if (bytes(_seen[number]).length != 0) fail(_seen[number]);
        }
    }

    /// @dev By exactly as much as it was raised: each revocation of all, each approver, each installation.
    function _invariant06_EpochOnlyGrows() internal view {
        AccountState state = AccountState.wrap(accountWord());
        assertGe(state.epoch(), AccountState.wrap(_accountBefore).epoch(), "INV-06: epoch");
        assertEq(uint256(state.epoch()), _book.epoch, "INV-06: epoch as it was raised");
    }

    function _invariant07_FloorOnlyGrows() internal view {
        AccountState state = AccountState.wrap(accountWord());
        AccountState earlier = AccountState.wrap(_accountBefore);
        if (state.epoch() == earlier.epoch()) assertGe(state.floor(), earlier.floor(), "INV-07: floor");
    }

    function _invariant08_SeatsWithinTheLimit() internal view {
        AccountState state = AccountState.wrap(accountWord());
        if (state.limit() == 0) return;
        uint256 live;
        for (uint256 i = 0; i < _sessions.length; i++) {
            uint256 status = load(_sessions[i].slot);
            if (status == 0 || uint32(status >> 96) != state.epoch() || status >> 88 & 1 != 0) continue;
            if (uint16(status >> 128) >= state.floor()) live++;
        }
        assertLe(live, state.limit(), "INV-08: live seats");
        assertEq(uint256(state.floor()), _book.floor, "INV-08: floor");
    }

    /// @dev It suffices to look at the intervals that end with an operation. Seconds: (end - period, end].
    function _invariant09_RollingPeriodWithinItsLimit() internal view {
        Session storage session = _sessions[_watched];
        for (uint256 i = 0; i < session.budgets.length; i++) {
            BudgetTerms memory budget = session.budgets[i];
            Outflow[] storage all = _outflows[_watched][budget.asset];
            if (budget.kind != 2 || all.length == 0) continue;
            uint256 end = all[all.length - 1].time;
            bool late;
            for (uint256 j = all.length; j > 0 && all[j - 1].time > end - budget.period; j--) {
                if (all[j - 1].late) late = true;
            }
            uint256 from = end - budget.period + 1 + (late ? GRACE : 0);
            assertLe(_outflowSince(budget.asset, from), budget.limit, "INV-09: left in a rolling period");
        }
    }

    /// @dev No epoch goes back, no mode gets looser, no session comes, wakes, lives longer or rises.
    function _invariant10_GuardianEnlargesNothing() internal view {
        if (_actor != Actor.Guardian) return;
        AccountState state = AccountState.wrap(accountWord());
        AccountState earlier = AccountState.wrap(_accountBefore);
        assertEq(state.approver(), earlier.approver(), "INV-10: approver");
        assertEq(uint256(state.limit()), earlier.limit(), "INV-10: limit");
        assertGe(state.mode(), earlier.mode(), "INV-10: mode");
        if (state.epoch() == earlier.epoch()) assertEq(uint256(state.granted()), earlier.granted(), "INV-10: grants");
        for (uint256 i = 0; i < _statusesBefore.length; i++) {
            (uint256 status, uint256 before) = (load(_sessions[i].slot), _statusesBefore[i]);
            assertEq(status & ~(uint256(3) << 88), before & ~(uint256(3) << 88), "INV-10: terms of a session");
            assertEq(before & ~status, 0, "INV-10: stop of a session");
        }
    }

    function _invariant11_OthersChangeNothing() internal view {
        assertEq(wealth(), _wealth, "INV-11: changed by another account's action");
    }

    function _invariant12_GasChargedCoversGasPaid() internal view {
        assertGe(_charged, _paid, "INV-12: gas charged and paid");
    }

    function _invariant13_TombstoneStays() internal view {
        if (_sessions[_watched].revoked) {
            assertTrue(load(_sessions[_watched].slot) >> 88 & 1 != 0, "INV-13: tombstone");
        }
    }

    /// @dev The rest of what nobody else changes: the digest around an attack.
    function _invariant18_NobodyElseChangesAnything() internal view {
        AccountState state = AccountState.wrap(accountWord());
        assertEq(state.approver() != address(0), _book.installed, "INV-18: installation");
        assertEq(uint256(state.mode()), _book.mode, "INV-18: mode");
    }

    function _outflowSince(address asset, uint256 from) private view returns (uint256 total) {
        Outflow[] storage all = _outflows[_watched][asset];
        for (uint256 i = all.length; i > 0 && all[i - 1].time >= from; i--) {
            total += all[i - 1].amount;
        }
    }

    /// @dev Of a rolling budget: how many periods, less the grace, cover the life so far.
    function _windowsUsed(BudgetTerms memory budget) private view returns (uint256 windows) {
        Outflow[] storage all = _outflows[_watched][address(_token)];
        if (all.length == 0) return 0;
        if (budget.kind == 0) return 1;
        if (budget.kind == 2) return (all[all.length - 1].time - all[0].time) / (budget.period - GRACE) + 1;
        uint256 last;
        for (uint256 i = 0; i < all.length; i++) {
            uint256 window = all[i].time / budget.period;
            if (window != last) windows++;
            last = window;
        }
    }
}

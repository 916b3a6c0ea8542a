// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {AccountState} from "../../src/types/AccountState.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionStatus} from "../../src/types/SessionStatus.sol";

/// @notice Stands where an account stands, calls the module step by step, and reads after each step what the module
/// keeps of the account and of its sessions. The differential test plays thousands of operations with it.
contract ModulePlayer {
    uint256 private constant BUDGETS = 8;

    /// @notice What came of one step.
    struct Played {
        bool succeeded;
        /// What the module returned, or its revert data.
        bytes answer;
        /// The account's slot, then for each session its status and its eight budgets.
        uint256[] state;
    }

    /// @param steps Calldata of calls of the module.
    function play(ISessionKeyModule module, SessionId[] calldata sessions, bytes[] calldata steps)
        external
        returns (Played[] memory played)
    {
        played = new Played[](steps.length);
        for (uint256 i; i < steps.length; ++i) {
            (played[i].succeeded, played[i].answer) = address(module).call(steps[i]);
            played[i].state = _read(module, sessions);
        }
    }

    function _read(ISessionKeyModule module, SessionId[] calldata sessions)
        private
        view
        returns (uint256[] memory state)
    {
        state = new uint256[](1 + sessions.length * (1 + BUDGETS));
        state[0] = AccountState.unwrap(module.accountState(address(this)));
        uint256 at = 1;
        for (uint256 i; i < sessions.length; ++i) {
            state[at++] = SessionStatus.unwrap(module.sessionStatus(address(this), sessions[i]));
            for (uint256 j; j < BUDGETS; ++j) {
                state[at++] = module.budgetSlot(address(this), sessions[i], j);
            }
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";

/// @notice What the module reverts with, for the errors that many attacks expect.
abstract contract Refusals {
    function invalid(bytes32 term, uint256 actual, uint256 allowed) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TermInvalid.selector, term, actual, allowed);
    }

    function notGranted(uint256 callIndex, address target, bytes4 selector) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, callIndex, target, selector);
    }

    /// @param comparison As in docs/encoding.md §1.3.
    function violated(
        uint256 callIndex,
        uint256 ruleIndex,
        uint256 word,
        uint8 comparison,
        uint256 actual,
        uint256 allowed
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ISessionKeyModule.RuleViolated.selector, callIndex, ruleIndex, word, comparison, actual, allowed
        );
    }

    /// @param resetsAt 0 for a lifetime budget.
    function exceeded(
        uint256 budgetIndex,
        address asset,
        uint256 limit,
        uint256 spent,
        uint256 requested,
        uint256 resetsAt
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ISessionKeyModule.BudgetExceeded.selector, budgetIndex, asset, limit, spent, requested, resetsAt
        );
    }

    function forbidden(uint256 callIndex, address target) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, callIndex, target);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice One capability, decoded from its leaf (docs/encoding.md §1.3).
struct Capability {
    address target;
    /// 0 = empty calldata.
    bytes4 selector;
    bool essential;
    /// wei per call, inclusive; 0 = no value.
    uint256 maxValue;
    uint256 ruleCount;
    uint256 spendCount;
    /// Position in calldata of the next rule or spend.
    uint256 cursor;
}

/// @notice One condition on a calldata word.
struct Rule {
    /// 0 … 8, see the constants of CapabilityLib.
    uint256 comparison;
    /// 0 decimal, 1 address, 2 hex
    uint256 printForm;
    /// The calldata word at 4 + 32 × word.
    uint256 word;
    /// 0 for equalsAccount.
    bytes32 value;
}

/// @notice What a call takes from the budgets of an asset.
struct Spend {
    /// Index of the first budget on the asset.
    uint256 budgetIndex;
    bool fixedAmount;
    /// Calldata word that holds the amount, unless fixed.
    uint256 word;
    /// Token base units, if fixed.
    uint256 amount;
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MaximumFixtures} from "../utils/MaximumFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {ValidationChecker} from "./ValidationChecker.sol";

/// @notice Operations whose validation must break no rule of ERC-7562.
abstract contract CheckedPaths is MaximumFixtures, ValidationChecker {
    function passes(PackedUserOperation memory userOp) internal {
        assertSucceeded(passesValidation(userOp));
    }

    /// @dev Of operations whose calls may fail.
    function passesValidation(PackedUserOperation memory userOp) internal returns (Outcome memory) {
        Inspection memory inspection = inspect(entryPoint(), userOp, address(_module));
        assertClean(inspection);
        assertTrue(inspection.outcome.included, inspection.outcome.reason);
        assertGt(inspection.watchedAccesses, 1, "storage accesses of the module");
        return inspection.outcome;
    }

    /// @notice Transfers of the token and of native value, under eight budgets.
    function budgetTerms() internal view returns (SessionEncoder.Terms memory terms, TestCall[] memory calls) {
        terms = defaultTerms();
        terms.features = 0;
        terms.budgets = allBudgets();
        bytes memory transfer = terms.leaves[0];
        bytes memory native = SessionEncoder.leaf(_recipient, 0, 1 ether, new bytes[](0), new bytes[](0));
        bool tokenIsFirst = address(_token) < _recipient;
        terms.ids = new string[](2);
        (terms.ids[0], terms.ids[1]) = ("first", "second");
        terms.leaves = new bytes[](2);
        (terms.leaves[0], terms.leaves[1]) = tokenIsFirst ? (transfer, native) : (native, transfer);

        calls = new TestCall[](2);
        calls[0] = transferCall(1);
        calls[0].leafIndex = tokenIsFirst ? 0 : 1;
        calls[1] = callOf(_recipient, "");
        calls[1].value = 1;
        calls[1].leafIndex = tokenIsFirst ? 1 : 0;
    }
}

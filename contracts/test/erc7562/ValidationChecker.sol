// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccount, IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {EntryPointFixtures} from "../utils/EntryPointFixtures.sol";
import {DebugTrace} from "./DebugTrace.sol";
import {OpcodeLib} from "./OpcodeLib.sol";
import {ValidationRules, Violation} from "./ValidationRules.sol";

/// @notice Sends operations and judges what their validation did, as a bundler's tracer does.
abstract contract ValidationChecker is EntryPointFixtures {
    using DebugTrace for DebugTrace.Step;
    using ValidationRules for ValidationRules.Frame;

    /// @notice What a validation did.
    struct Inspection {
        Outcome outcome;
        Violation[] violations;
        /// Instructions of the validation, of those in the watched contract, and storage accesses of that contract.
        uint256 steps;
        uint256 watchedSteps;
        uint256 watchedAccesses;
    }

    /// @param watched A contract that must have taken part, so that nobody inspects the wrong thing.
    function inspect(IEntryPoint entryPoint, PackedUserOperation memory userOp, address watched)
        internal
        returns (Inspection memory inspection)
    {
        DebugTrace.start();
        inspection.outcome = send(entryPoint, userOp);
        uint256 count = DebugTrace.stop();

        DebugTrace.Step memory step;
        uint256 i = _findValidation(entryPoint, userOp.sender, count, step);
        uint256 outside = step.depth;
        DebugTrace.read(++i, step);
        ValidationRules.Frame memory frame;
        (frame.account, frame.entryPoint) = (userOp.sender, address(entryPoint));
        while (step.depth > outside) {
            frame.judge(step);
            ++inspection.steps;
            if (step.actor == watched) {
                ++inspection.watchedSteps;
                if (OpcodeLib.isStorage(step.opcode)) ++inspection.watchedAccesses;
            }
            DebugTrace.read(++i, step);
        }
        inspection.violations = frame.violations();
    }

    function assertClean(Inspection memory inspection) internal pure {
        for (uint256 i = 0; i < inspection.violations.length; i++) {
            Violation memory violation = inspection.violations[i];
            string memory where = string.concat(" in ", vm.toString(violation.actor), ": ");
            fail(string.concat(_text(violation.rule), where, vm.toString(bytes32(violation.detail))));
        }
    }

    /// @dev The call by which the EntryPoint asks the account: the last instruction before the account's first.
    function _findValidation(IEntryPoint entryPoint, address account, uint256 count, DebugTrace.Step memory step)
        private
        pure
        returns (uint256 index)
    {
        for (; index < count; ++index) {
            DebugTrace.read(index, step);
            if (step.opcode != OpcodeLib.CALL || step.actor != address(entryPoint)) continue;
            if (step.stack(1) != uint160(account) || step.inputLength() < 4) continue;
            if (bytes4(step.inputWord()) == IAccount.validateUserOp.selector) return index;
        }
        fail("the EntryPoint did not ask the account");
    }

    function _text(bytes32 rule) private pure returns (string memory) {
        uint256 length;
        while (length < 32 && rule[length] != 0) ++length;
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            text[i] = rule[i];
        }
        return string(text);
    }
}

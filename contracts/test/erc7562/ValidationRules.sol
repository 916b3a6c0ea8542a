// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint} from "../../src/interfaces/IERC4337.sol";
import {DebugTrace} from "./DebugTrace.sol";
import {OpcodeLib} from "./OpcodeLib.sol";

/// @notice One break of a rule.
struct Violation {
    /// Its name in ERC-7562.
    bytes32 rule;
    /// Who broke it: by its own code, or by code that it borrows.
    address actor;
    /// The opcode (OP-011 to OP-031, OP-080), the slot (STO-021, OP-070) or the address that was called or asked about.
    uint256 detail;
}

/// @notice The rules of ERC-7562 for the validation of an account that is deployed and not staked, instruction by
/// instruction. Where the text leaves a choice, the stricter reading: what passes here passes every bundler.
/// @dev Reads the return data of `DebugTrace`, so nothing here may call.
library ValidationRules {
    using DebugTrace for DebugTrace.Step;
    using OpcodeLib for uint256;

    uint256 private constant MAX_HASHES = 512;
    uint256 private constant MAX_VIOLATIONS = 64;

    /// @dev A slot is associated up to this far behind a hash (inclusive).
    uint256 private constant ASSOCIATED_RANGE = 128;

    /// @dev ecrecover … blake2f. Later ones are not known to every bundler.
    uint256 private constant LAST_PRECOMPILE = 9;

    struct Frame {
        address account;
        address entryPoint;
        /// keccak256(account ‖ 32 bytes or more), as far as calculated.
        uint256[MAX_HASHES] hashes;
        uint256 hashCount;
        bool gasWasRead;
        Violation[MAX_VIOLATIONS] found;
        uint256 count;
    }

    function judge(Frame memory frame, DebugTrace.Step memory step) internal view {
        uint256 opcode = step.opcode;
        if (frame.gasWasRead && !opcode.isCall()) _report(frame, "OP-012", step, OpcodeLib.GAS);
        frame.gasWasRead = opcode == OpcodeLib.GAS;

        if (step.isOutOfGas) _report(frame, "OP-020", step, opcode);
        if (!opcode.isAssigned()) _report(frame, "OP-013", step, opcode);
        if (opcode.isForbidden()) _report(frame, "OP-011", step, opcode);
        if (opcode == OpcodeLib.CREATE2) _report(frame, "OP-031", step, opcode);
        if (opcode.isBalance()) _report(frame, "OP-080", step, opcode);
        if (opcode == OpcodeLib.KECCAK256) _hash(frame, step);
        if (opcode.isStorage()) _storage(frame, step);
        if (opcode.isCodeRead()) _codeRead(frame, step);
        if (opcode.isCall()) _call(frame, step);
    }

    /// @notice What was found, in order.
    function violations(Frame memory frame) internal pure returns (Violation[] memory found) {
        found = new Violation[](frame.count);
        for (uint256 i = 0; i < found.length; i++) {
            found[i] = frame.found[i];
        }
    }

    function _hash(Frame memory frame, DebugTrace.Step memory step) private pure {
        if (step.inputLength() < 64 || step.inputWord() != bytes32(uint256(uint160(frame.account)))) return;

        frame.hashes[frame.hashCount++] = uint256(step.inputHash());
    }

    /// @dev STO-010: the account's own storage. STO-021: storage of others that is associated with it. OP-070: transient
    /// storage likewise.
    function _storage(Frame memory frame, DebugTrace.Step memory step) private pure {
        uint256 slot = step.stack(0);
        if (step.actor == frame.account || slot == uint160(frame.account)) return;

        for (uint256 i = 0; i < frame.hashCount; i++) {
            uint256 hash = frame.hashes[i];
            if (slot >= hash && slot - hash <= ASSOCIATED_RANGE) return;
        }
        _report(frame, step.opcode.isTransient() ? bytes32("OP-070") : bytes32("STO-021"), step, slot);
    }

    function _codeRead(Frame memory frame, DebugTrace.Step memory step) private view {
        address target = address(uint160(step.stack(0)));
        if (target == frame.entryPoint) _report(frame, "OP-054", step, uint160(target));
        if (target.code.length == 0) _report(frame, "OP-041", step, uint160(target));
    }

    function _call(Frame memory frame, DebugTrace.Step memory step) private view {
        uint256 opcode = step.opcode;
        address target = address(uint160(step.stack(1)));
        if (target == frame.entryPoint) {
            if (!_isDeposit(frame, step)) _report(frame, "OP-054", step, uint160(target));
            return;
        }
        bool isPrecompile = uint160(target) != 0 && uint160(target) <= LAST_PRECOMPILE;
        if (!isPrecompile && target.code.length == 0) _report(frame, "OP-041", step, uint160(target));
        if ((opcode == OpcodeLib.CALL || opcode == OpcodeLib.CALLCODE) && step.stack(2) != 0) {
            _report(frame, "OP-061", step, uint160(target));
        }
    }

    /// @dev OP-052 and OP-053: the account alone, and only to deposit.
    function _isDeposit(Frame memory frame, DebugTrace.Step memory step) private pure returns (bool) {
        if (step.opcode != OpcodeLib.CALL || step.actor != frame.account) return false;

        uint256 length = step.inputLength();
        return length == 0 || (length >= 4 && bytes4(step.inputWord()) == IEntryPoint.depositTo.selector);
    }

    function _report(Frame memory frame, bytes32 rule, DebugTrace.Step memory step, uint256 detail) private pure {
        frame.found[frame.count++] = Violation({rule: rule, actor: step.actor, detail: detail});
    }
}

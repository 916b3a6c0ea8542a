// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "../utils/Vm.sol";

/// @notice The recorded instructions of everything that ran between `start` and `stop`, read one after the other.
/// @dev A validation takes tens of thousands of instructions; decoded, they are too much memory. So they stay where the
/// interpreter left them, in the return data of the call that asked for them: until the last one is read, nothing else
/// may be called.
library DebugTrace {
    Vm private constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @notice One instruction: the words of `Vm.DebugStep`.
    struct Step {
        /// Positions of the taken stack items, and of the memory read, counted from the step's first byte.
        uint256 stackAt;
        uint256 memoryAt;
        uint256 opcode;
        uint256 depth;
        bool isOutOfGas;
        /// Whose storage it works on: the contract called, also while it borrows code by DELEGATECALL.
        address actor;
        /// Position of the step's first byte in the return data.
        uint256 pos;
    }

    /// @notice There is no recording to stop.
    error NotRecorded();

    /// @dev Where the positions of the steps begin in the return data: behind the array's own position and its length.
    uint256 private constant HEADS_AT = 0x40;

    function start() internal {
        VM.startDebugTraceRecording();
    }

    /// @return count Of steps in the return data.
    function stop() internal returns (uint256 count) {
        bytes4 selector = Vm.stopAndReturnDebugTraceRecording.selector;
        address target = address(VM);
        bool done;
        assembly ("memory-safe") {
            mstore(0, selector)
            done := call(gas(), target, 0, 0, 4, 0, 0)
        }
        if (!done) revert NotRecorded();
        return _word(0x20);
    }

    /// @param step Overwritten.
    function read(uint256 index, Step memory step) internal pure {
        uint256 pos = HEADS_AT + _word(HEADS_AT + 32 * index);
        assembly ("memory-safe") {
            returndatacopy(step, pos, 0xc0) // The six words of a step are the first six of the struct.
        }
        step.pos = pos;
    }

    /// @param index 0 is the top.
    function stack(Step memory step, uint256 index) internal pure returns (uint256) {
        return _word(step.pos + step.stackAt + 32 + 32 * index);
    }

    /// @notice Bytes of the memory that the instruction reads: a hash's input, a call's data.
    function inputLength(Step memory step) internal pure returns (uint256) {
        return _word(step.pos + step.memoryAt);
    }

    /// @notice The first word of that memory, which is not empty; what lies behind its end is zero.
    function inputWord(Step memory step) internal pure returns (bytes32) {
        return bytes32(_word(step.pos + step.memoryAt + 32));
    }

    function inputHash(Step memory step) internal pure returns (bytes32 hash) {
        uint256 pos = step.pos + step.memoryAt + 32;
        uint256 length = inputLength(step);
        assembly ("memory-safe") {
            let free := mload(0x40)
            returndatacopy(free, pos, length) // Free memory, not kept.
            hash := keccak256(free, length)
        }
    }

    function _word(uint256 pos) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            returndatacopy(0, pos, 0x20)
            word := mload(0)
        }
    }
}

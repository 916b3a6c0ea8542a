// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {ISessionKeyModule, MAX_CALLS} from "../interfaces/ISessionKeyModule.sol";
import {CallCursor} from "../types/CallCursor.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice Reads the calls of an operation, in the one canonical ABI encoding only: what is checked here is then exactly
/// what the account decodes, whatever its decoder tolerates.
/// @dev Unchecked sums are safe: positions in calldata are far below 2^64, lengths are bounded by what is there before
/// they are added, and there are at most 16 calls.
library CallLib {
    /// ERC-7579 `execute(bytes32,bytes)`.
    bytes4 internal constant EXECUTE_7579 = 0xe9ae5c53;
    /// ERC-7579 modes: call type single or batch, reverting execution, all other bytes zero.
    bytes32 internal constant MODE_SINGLE = 0;
    bytes32 internal constant MODE_BATCH = bytes32(uint256(1) << 248);

    /// @notice ERC-6900: `execute` or `executeBatch`, bare or behind `executeUserOp`.
    function open6900(CallCursor call, bytes calldata callData) internal pure {
        _begin(call, callData);
        unchecked {
            uint256 pos = call.origin();
            bytes4 selector = bytes4(CalldataLib.word(pos));
            if (selector == IAccountExecute.executeUserOp.selector) {
                pos += 4;
                selector = bytes4(CalldataLib.word(pos));
            }

            if (selector == IERC6900Account.execute.selector) {
                call.setCount(1);
                call.setNext(pos + 4);
            } else if (selector == IERC6900Account.executeBatch.selector) {
                _openBatch(call, pos + 4);
            } else {
                revert ISessionKeyModule.FunctionNotSupported(selector);
            }
        }
    }

    /// @notice ERC-7579: `execute(bytes32,bytes)` in single or batch mode.
    function open7579(CallCursor call, bytes calldata callData) internal pure {
        _begin(call, callData);
        unchecked {
            uint256 pos = call.origin();
            bytes4 selector = bytes4(CalldataLib.word(pos));
            if (selector != EXECUTE_7579) revert ISessionKeyModule.FunctionNotSupported(selector);
            bytes32 mode = CalldataLib.word(pos + 4);
            if (mode != MODE_SINGLE && mode != MODE_BATCH) revert ISessionKeyModule.FunctionNotSupported(mode);

            _requireWord(call, pos + 36, 0x40);
            uint256 length = _lengthAt(call, pos + 68);
            uint256 data = pos + 100;
            if (_skipPadded(call, data, length) != call.end()) {
                _revertNotCanonical(call, _skipPadded(call, data, length));
            }
            call.setEnd(data + length);
            if (mode == MODE_BATCH) return _openBatch(call, data);

            if (length < 52) _revertNotCanonical(call, data);
            call.setCount(1);
            call.setNext(data);
            call.setPacked(true);
        }
    }

    /// @notice Reads the next call; after the last one, the data must end.
    function read(CallCursor call, uint256 index) internal pure {
        call.setIndex(index);
        unchecked {
            uint256 pos = call.next();
            if (call.packed()) {
                call.setValue(uint256(CalldataLib.word(pos + 20)));
                _setData(call, CalldataLib.uintAt(pos, 20), pos + 52, call.end() - pos - 52);
                return;
            }

            uint256 offsetsAt = call.offsetsAt();
            if (offsetsAt != 0) _requireWord(call, offsetsAt + 32 * index, pos - offsetsAt);
            uint256 next = _readTuple(call, pos);
            call.setNext(next);
            uint256 end = call.end();
            if (next > end || (next != end && index + 1 == call.count())) _revertNotCanonical(call, next);
        }
    }

    function _begin(CallCursor call, bytes calldata callData) private pure {
        if (callData.length < 4) revert ISessionKeyModule.FunctionNotSupported(bytes32(callData));

        unchecked {
            call.setOrigin(CalldataLib.position(callData));
            call.setEnd(call.origin() + callData.length);
            call.setOffsetsAt(0);
            call.setPacked(false);
        }
    }

    /// @dev An array of (address, uint256, bytes): offset 0x20, count, one offset each, then the items back to back.
    function _openBatch(CallCursor call, uint256 pos) private pure {
        _requireWord(call, pos, 0x20);
        unchecked {
            uint256 count = uint256(CalldataLib.word(pos + 32));
            if (count == 0 || count > MAX_CALLS) revert ISessionKeyModule.CallCountInvalid(count, MAX_CALLS);

            call.setCount(count);
            call.setOffsetsAt(pos + 64);
            call.setNext(pos + 64 + 32 * count);
        }
    }

    /// @return The position after the call.
    function _readTuple(CallCursor call, uint256 pos) private pure returns (uint256) {
        unchecked {
            uint256 target = uint256(CalldataLib.word(pos));
            if (target >> 160 != 0) _revertNotCanonical(call, pos);
            _requireWord(call, pos + 64, 0x60);

            call.setValue(uint256(CalldataLib.word(pos + 32)));
            uint256 length = _lengthAt(call, pos + 96);
            _setData(call, target, pos + 128, length);
            return _skipPadded(call, pos + 128, length);
        }
    }

    /// @param target Below 2^160.
    function _setData(CallCursor call, uint256 target, uint256 pos, uint256 length) private pure {
        call.setDataAt(pos);
        call.setDataLength(length);
        uint256 selector = length < 4 ? 0 : CalldataLib.uintAt(pos, 4);
        call.setOrder(target << 32 | selector);
        if (selector == 0 && length != 0) revert ISessionKeyModule.SelectorMissing(call.index(), length);
    }

    function _requireWord(CallCursor call, uint256 pos, uint256 expected) private pure {
        if (uint256(CalldataLib.word(pos)) != expected) _revertNotCanonical(call, pos);
    }

    /// @dev Bounded by what is there, so that no later addition overflows.
    function _lengthAt(CallCursor call, uint256 pos) private pure returns (uint256 length) {
        length = uint256(CalldataLib.word(pos));
        unchecked {
            if (length > call.end() - call.origin()) _revertNotCanonical(call, pos);
        }
    }

    /// @return next The position after the data and its padding, which must be zero.
    function _skipPadded(CallCursor call, uint256 pos, uint256 length) private pure returns (uint256 next) {
        unchecked {
            next = pos + ((length + 31) & ~uint256(31));
            uint256 padding = next - pos - length;
            if (padding != 0 && uint256(CalldataLib.word(pos + length)) >> (256 - 8 * padding) != 0) {
                _revertNotCanonical(call, pos + length);
            }
        }
    }

    function _revertNotCanonical(CallCursor call, uint256 pos) private pure {
        revert ISessionKeyModule.CallDataNotCanonical(pos - call.origin());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {ISessionKeyModule, MAX_CALLS} from "../interfaces/ISessionKeyModule.sol";
import {Call, Calls} from "../types/Call.sol";
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
    function open6900(bytes calldata callData) internal pure returns (Calls memory calls) {
        _begin(calls, callData);
        unchecked {
            uint256 pos = calls.origin;
            bytes4 selector = bytes4(CalldataLib.word(pos));
            if (selector == IAccountExecute.executeUserOp.selector) {
                pos += 4;
                selector = bytes4(CalldataLib.word(pos));
            }

            if (selector == IERC6900Account.execute.selector) {
                calls.count = 1;
                calls.next = pos + 4;
            } else if (selector == IERC6900Account.executeBatch.selector) {
                _openBatch(calls, pos + 4);
            } else {
                revert ISessionKeyModule.FunctionNotSupported(selector);
            }
        }
    }

    /// @notice ERC-7579: `execute(bytes32,bytes)` in single or batch mode.
    function open7579(bytes calldata callData) internal pure returns (Calls memory calls) {
        _begin(calls, callData);
        unchecked {
            uint256 pos = calls.origin;
            bytes4 selector = bytes4(CalldataLib.word(pos));
            if (selector != EXECUTE_7579) revert ISessionKeyModule.FunctionNotSupported(selector);
            bytes32 mode = CalldataLib.word(pos + 4);
            if (mode != MODE_SINGLE && mode != MODE_BATCH) revert ISessionKeyModule.FunctionNotSupported(mode);

            _requireWord(calls, pos + 36, 0x40);
            uint256 length = _lengthAt(calls, pos + 68);
            uint256 data = pos + 100;
            _requireEnd(calls, _skipPadded(calls, data, length));
            calls.end = data + length;
            if (mode == MODE_BATCH) {
                _openBatch(calls, data);
            } else {
                if (length < 52) revert ISessionKeyModule.CallDataNotCanonical(data - pos);
                calls.count = 1;
                calls.next = data;
                calls.packed = true;
            }
        }
    }

    /// @notice Reads the next call; after the last one, the data must end.
    function read(Calls memory calls, Call memory call, uint256 index) internal pure {
        uint256 next;
        unchecked {
            call.index = index;
            if (calls.packed) {
                next = calls.end;
                call.target = CalldataLib.addressAt(calls.next);
                call.value = uint256(CalldataLib.word(calls.next + 20));
                _setData(call, calls.next + 52, calls.end - calls.next - 52);
            } else {
                if (calls.offsetsAt != 0) {
                    _requireWord(calls, calls.offsetsAt + 32 * index, calls.next - calls.offsetsAt);
                }
                next = _readTuple(calls, call, calls.next);
            }
            calls.next = next;
            if (index + 1 == calls.count) _requireEnd(calls, next);
        }
    }

    function _begin(Calls memory calls, bytes calldata callData) private pure {
        if (callData.length < 4) revert ISessionKeyModule.FunctionNotSupported(bytes32(callData));

        unchecked {
            calls.origin = CalldataLib.position(callData);
            calls.end = calls.origin + callData.length;
        }
    }

    /// @dev An array of (address, uint256, bytes): offset 0x20, count, one offset each, then the items back to back.
    function _openBatch(Calls memory calls, uint256 pos) private pure {
        _requireWord(calls, pos, 0x20);
        unchecked {
            uint256 count = uint256(CalldataLib.word(pos + 32));
            if (count == 0 || count > MAX_CALLS) revert ISessionKeyModule.CallCountInvalid(count, MAX_CALLS);

            calls.count = count;
            calls.offsetsAt = pos + 64;
            calls.next = pos + 64 + 32 * count;
        }
    }

    /// @return The position after the call.
    function _readTuple(Calls memory calls, Call memory call, uint256 pos) private pure returns (uint256) {
        unchecked {
            uint256 target = uint256(CalldataLib.word(pos));
            if (target >> 160 != 0) revert ISessionKeyModule.CallDataNotCanonical(pos - calls.origin);
            _requireWord(calls, pos + 64, 0x60);

            call.target = address(uint160(target));
            call.value = uint256(CalldataLib.word(pos + 32));
            uint256 length = _lengthAt(calls, pos + 96);
            _setData(call, pos + 128, length);
            return _skipPadded(calls, pos + 128, length);
        }
    }

    function _setData(Call memory call, uint256 pos, uint256 length) private pure {
        call.dataAt = pos;
        call.dataLength = length;
        call.selector = length < 4 ? bytes4(0) : bytes4(CalldataLib.word(pos));
        if (call.selector == 0 && length != 0) revert ISessionKeyModule.SelectorMissing(call.index, length);
    }

    function _requireWord(Calls memory calls, uint256 pos, uint256 expected) private pure {
        if (uint256(CalldataLib.word(pos)) != expected) {
            revert ISessionKeyModule.CallDataNotCanonical(pos - calls.origin);
        }
    }

    /// @dev Bounded by what is there, so that no later addition overflows.
    function _lengthAt(Calls memory calls, uint256 pos) private pure returns (uint256 length) {
        length = uint256(CalldataLib.word(pos));
        if (length > calls.end - calls.origin) revert ISessionKeyModule.CallDataNotCanonical(pos - calls.origin);
    }

    /// @return next The position after the data and its padding, which must be zero.
    function _skipPadded(Calls memory calls, uint256 pos, uint256 length) private pure returns (uint256 next) {
        unchecked {
            next = pos + ((length + 31) & ~uint256(31));
            uint256 padding = next - pos - length;
            if (padding != 0 && uint256(CalldataLib.word(pos + length)) >> (256 - 8 * padding) != 0) {
                revert ISessionKeyModule.CallDataNotCanonical(pos + length - calls.origin);
            }
        }
    }

    function _requireEnd(Calls memory calls, uint256 reached) private pure {
        if (reached != calls.end) revert ISessionKeyModule.CallDataNotCanonical(reached - calls.origin);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute} from "../interfaces/IERC4337.sol";
import {IERC6900Account} from "../interfaces/IERC6900Account.sol";
import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Call} from "../types/Call.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice Reads the calls of an operation, in the one canonical ABI encoding only: what is checked here is then exactly
/// what the account decodes, whatever its decoder tolerates.
library CallLib {
    uint256 internal constant MAX_CALLS = 16;

    /// ERC-7579 `execute(bytes32,bytes)`.
    bytes4 internal constant EXECUTE_7579 = 0xe9ae5c53;
    /// ERC-7579 modes: call type single or batch, reverting execution, all other bytes zero.
    bytes32 internal constant MODE_SINGLE = 0;
    bytes32 internal constant MODE_BATCH = bytes32(uint256(1) << 248);

    /// @dev Positions in calldata: where callData begins (errors count from here), and where what is read ends.
    struct Span {
        uint256 origin;
        uint256 end;
    }

    /// @notice ERC-6900: `execute` or `executeBatch`, bare or behind `executeUserOp`.
    function decode6900(bytes calldata callData) internal pure returns (Call[] memory calls) {
        Span memory span = _span(callData);
        uint256 pos = span.origin;
        bytes4 selector = bytes4(CalldataLib.word(pos));
        if (selector == IAccountExecute.executeUserOp.selector) {
            pos += 4;
            selector = bytes4(CalldataLib.word(pos));
        }

        if (selector == IERC6900Account.execute.selector) {
            calls = new Call[](1);
            _requireEnd(span, _decodeCall(span, calls[0], 0, pos + 4));
        } else if (selector == IERC6900Account.executeBatch.selector) {
            calls = _decodeBatch(span, pos + 4);
        } else {
            revert ISessionKeyModule.FunctionNotSupported(selector);
        }
    }

    /// @notice ERC-7579: `execute(bytes32,bytes)` in single or batch mode.
    function decode7579(bytes calldata callData) internal pure returns (Call[] memory calls) {
        Span memory span = _span(callData);
        uint256 pos = span.origin;
        if (bytes4(CalldataLib.word(pos)) != EXECUTE_7579) {
            revert ISessionKeyModule.FunctionNotSupported(bytes4(CalldataLib.word(pos)));
        }

        bytes32 mode = CalldataLib.word(pos + 4);
        if (mode != MODE_SINGLE && mode != MODE_BATCH) revert ISessionKeyModule.FunctionNotSupported(mode);
        _requireWord(span, pos + 36, 0x40);
        uint256 length = _lengthAt(span, pos + 68);
        uint256 data = pos + 100;
        _requireEnd(span, _skipPadded(span, data, length));

        span.end = data + length;
        if (mode == MODE_BATCH) return _decodeBatch(span, data);
        if (length < 52) revert ISessionKeyModule.CallDataNotCanonical(data - pos);
        calls = new Call[](1);
        calls[0].target = CalldataLib.addressAt(data);
        calls[0].value = uint256(CalldataLib.word(data + 20));
        _setData(calls[0], 0, data + 52, length - 52);
    }

    function _span(bytes calldata callData) private pure returns (Span memory span) {
        if (callData.length < 4) revert ISessionKeyModule.FunctionNotSupported(bytes32(callData));

        span.origin = CalldataLib.position(callData);
        span.end = span.origin + callData.length;
    }

    /// @dev An array of (address, uint256, bytes): offset 0x20, count, one offset each, then the items back to back.
    function _decodeBatch(Span memory span, uint256 pos) private pure returns (Call[] memory calls) {
        _requireWord(span, pos, 0x20);
        uint256 count = uint256(CalldataLib.word(pos + 32));
        if (count == 0 || count > MAX_CALLS) revert ISessionKeyModule.CallCountInvalid(count, MAX_CALLS);

        calls = new Call[](count);
        unchecked {
            // Safe: positions in calldata are far below 2^64, and there are at most 16 calls.
            uint256 heads = pos + 64;
            uint256 cursor = heads + 32 * count;
            for (uint256 i; i < count; ++i) {
                _requireWord(span, heads + 32 * i, cursor - heads);
                cursor = _decodeCall(span, calls[i], i, cursor);
            }
            _requireEnd(span, cursor);
        }
    }

    /// @return The position after the call.
    function _decodeCall(Span memory span, Call memory call, uint256 index, uint256 pos)
        private
        pure
        returns (uint256)
    {
        unchecked {
            // Safe: positions in calldata are far below 2^64.
            uint256 target = uint256(CalldataLib.word(pos));
            if (target >> 160 != 0) revert ISessionKeyModule.CallDataNotCanonical(pos - span.origin);
            _requireWord(span, pos + 64, 0x60);

            call.target = address(uint160(target));
            call.value = uint256(CalldataLib.word(pos + 32));
            uint256 length = _lengthAt(span, pos + 96);
            _setData(call, index, pos + 128, length);
            return _skipPadded(span, pos + 128, length);
        }
    }

    function _setData(Call memory call, uint256 index, uint256 pos, uint256 length) private pure {
        call.dataAt = pos;
        call.dataLength = length;
        if (length == 0) return;

        if (length >= 4) call.selector = bytes4(CalldataLib.word(pos));
        if (call.selector == 0) revert ISessionKeyModule.SelectorMissing(index, length);
    }

    function _requireWord(Span memory span, uint256 pos, uint256 expected) private pure {
        if (uint256(CalldataLib.word(pos)) != expected) {
            revert ISessionKeyModule.CallDataNotCanonical(pos - span.origin);
        }
    }

    /// @dev Bounded by what is there, so that no later addition overflows.
    function _lengthAt(Span memory span, uint256 pos) private pure returns (uint256 length) {
        length = uint256(CalldataLib.word(pos));
        if (length > span.end - span.origin) revert ISessionKeyModule.CallDataNotCanonical(pos - span.origin);
    }

    /// @return next The position after the data and its padding, which must be zero.
    function _skipPadded(Span memory span, uint256 pos, uint256 length) private pure returns (uint256 next) {
        unchecked {
            // Safe: the length was bounded by what is there, so all of these are positions in calldata.
            next = pos + ((length + 31) & ~uint256(31));
            uint256 padding = next - pos - length;
            if (padding != 0 && uint256(CalldataLib.word(pos + length)) >> (256 - 8 * padding) != 0) {
                revert ISessionKeyModule.CallDataNotCanonical(pos + length - span.origin);
            }
        }
    }

    function _requireEnd(Span memory span, uint256 reached) private pure {
        if (reached != span.end) revert ISessionKeyModule.CallDataNotCanonical(reached - span.origin);
    }
}

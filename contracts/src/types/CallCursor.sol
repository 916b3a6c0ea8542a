// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Words, WordsLib} from "./Words.sol";

/// @notice The calls of an operation, one at a time, as the account will make them.
/// @dev Eleven words in memory, one for each field, not cleared: opening sets the first six, reading a call the others.
type CallCursor is uint256;

using CallCursorFields for CallCursor global;

library CallCursorFields {
    function allocate() internal pure returns (CallCursor) {
        return CallCursor.wrap(Words.unwrap(WordsLib.allocate(11)));
    }

    function target(CallCursor call) internal pure returns (address) {
        return address(uint160(order(call) >> 32));
    }

    /// @notice First four bytes; 0 for empty data.
    function selector(CallCursor call) internal pure returns (bytes4) {
        return bytes4(uint32(order(call)));
    }

    /// @notice Position in calldata where callData begins; errors count from here.
    function origin(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(0);
    }

    function setOrigin(CallCursor call, uint256 to) internal pure {
        _words(call).set(0, to);
    }

    /// @notice Position where the calls must end.
    function end(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(1);
    }

    function setEnd(CallCursor call, uint256 to) internal pure {
        _words(call).set(1, to);
    }

    function count(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(2);
    }

    function setCount(CallCursor call, uint256 to) internal pure {
        _words(call).set(2, to);
    }

    /// @notice Position of a batch's offsets; 0 for a single call.
    function offsetsAt(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(3);
    }

    function setOffsetsAt(CallCursor call, uint256 to) internal pure {
        _words(call).set(3, to);
    }

    /// @notice Position where the next call begins.
    function next(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(4);
    }

    function setNext(CallCursor call, uint256 to) internal pure {
        _words(call).set(4, to);
    }

    /// @notice A single call of ERC-7579: target 20 ‖ value 32 ‖ data, instead of ABI.
    function packed(CallCursor call) internal pure returns (bool) {
        return _words(call).get(5) != 0;
    }

    function setPacked(CallCursor call, bool to) internal pure {
        _words(call).set(5, to ? 1 : 0);
    }

    /// @notice Of the call that was read last; 0 is the first.
    function index(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(6);
    }

    function setIndex(CallCursor call, uint256 to) internal pure {
        _words(call).set(6, to);
    }

    /// @notice Target 160 ‖ selector 32 bits as one number, as capabilities are ordered by; selector 0: empty data.
    function order(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(7);
    }

    function setOrder(CallCursor call, uint256 to) internal pure {
        _words(call).set(7, to);
    }

    /// @notice Wei.
    function value(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(8);
    }

    function setValue(CallCursor call, uint256 to) internal pure {
        _words(call).set(8, to);
    }

    /// @notice Position of the call's data in calldata.
    function dataAt(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(9);
    }

    function setDataAt(CallCursor call, uint256 to) internal pure {
        _words(call).set(9, to);
    }

    /// @notice Bytes.
    function dataLength(CallCursor call) internal pure returns (uint256) {
        return _words(call).get(10);
    }

    function setDataLength(CallCursor call, uint256 to) internal pure {
        _words(call).set(10, to);
    }

    function _words(CallCursor call) private pure returns (Words) {
        return Words.wrap(CallCursor.unwrap(call));
    }
}

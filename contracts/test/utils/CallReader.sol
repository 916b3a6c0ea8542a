// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Call} from "../../src/interfaces/IERC6900Account.sol";
import {CallLib} from "../../src/libraries/CallLib.sol";
import {CallCursor, CallCursorFields} from "../../src/types/CallCursor.sol";

/// @notice Reads all calls of an operation into memory, as the module judges them.
library CallReader {
    function decode6900(bytes calldata callData) internal pure returns (Call[] memory) {
        CallCursor call = CallCursorFields.allocate();
        CallLib.open6900(call, callData);
        return _readAll(call);
    }

    function decode7579(bytes calldata callData) internal pure returns (Call[] memory) {
        CallCursor call = CallCursorFields.allocate();
        CallLib.open7579(call, callData);
        return _readAll(call);
    }

    /// @notice By a cursor that has opened other calls before.
    function decode6900After7579(bytes calldata earlier, bytes calldata callData)
        internal
        pure
        returns (Call[] memory)
    {
        CallCursor call = CallCursorFields.allocate();
        CallLib.open7579(call, earlier);
        CallLib.open6900(call, callData);
        return _readAll(call);
    }

    function _readAll(CallCursor call) private pure returns (Call[] memory calls) {
        calls = new Call[](call.count());
        for (uint256 i = 0; i < calls.length; i++) {
            CallLib.read(call, i);
            calls[i] = Call(call.target(), call.value(), msg.data[call.dataAt():call.dataAt() + call.dataLength()]);
        }
    }
}

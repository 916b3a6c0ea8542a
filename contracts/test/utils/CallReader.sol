// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CallLib} from "../../src/libraries/CallLib.sol";
import {Call, Calls} from "../../src/types/Call.sol";

/// @notice Reads all calls of an operation into memory.
library CallReader {
    function decode6900(bytes calldata callData) internal pure returns (Call[] memory) {
        return _readAll(CallLib.open6900(callData));
    }

    function decode7579(bytes calldata callData) internal pure returns (Call[] memory) {
        return _readAll(CallLib.open7579(callData));
    }

    function _readAll(Calls memory calls) private pure returns (Call[] memory found) {
        found = new Call[](calls.count);
        for (uint256 i = 0; i < found.length; i++) {
            CallLib.read(calls, found[i], i);
        }
    }
}

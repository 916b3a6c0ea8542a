// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The `bytes` members of an operation in calldata, for less gas than Solidity's own access: each takes a third.
library OperationLib {
    // Heads of the members: every member of the struct before them has one word.
    uint256 private constant CALL_DATA = 0x60;
    uint256 private constant PAYMASTER_AND_DATA = 0xe0;
    uint256 private constant SIGNATURE = 0x100;

    function callData(PackedUserOperation calldata userOp) internal pure returns (bytes calldata) {
        return CalldataLib.bytesMember(_position(userOp), CALL_DATA);
    }

    function paymasterAndData(PackedUserOperation calldata userOp) internal pure returns (bytes calldata) {
        return CalldataLib.bytesMember(_position(userOp), PAYMASTER_AND_DATA);
    }

    function signature(PackedUserOperation calldata userOp) internal pure returns (bytes calldata) {
        return CalldataLib.bytesMember(_position(userOp), SIGNATURE);
    }

    function _position(PackedUserOperation calldata userOp) private pure returns (uint256 pos) {
        assembly ("memory-safe") {
            pos := userOp
        }
    }
}

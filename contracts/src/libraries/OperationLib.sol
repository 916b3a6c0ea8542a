// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./CalldataLib.sol";

/// @notice The `bytes` members of an operation in calldata, for less gas than Solidity's own access: each takes a third.
library OperationLib {
    // Heads of the members: every member of the struct before them has one word.
    uint256 private constant INIT_CODE = 0x40;
    uint256 private constant CALL_DATA = 0x60;
    uint256 private constant PAYMASTER_AND_DATA = 0xe0;
    uint256 private constant SIGNATURE = 0x100;

    /// Bytes of the mark of EIP-7702 in `initCode`.
    uint256 private constant MARK = 20;

    /// @notice Refuses an operation that creates an account, or has the EntryPoint call it: from v0.8 on, an EIP-7702
    /// account is called with whatever stands behind the mark of 20 bytes, before it is asked.
    function requireNoInitData(PackedUserOperation calldata userOp) internal pure {
        uint256 length = _lengthOf(userOp, INIT_CODE);
        if (length > MARK) revert ISessionKeyModule.InitCodeNotAllowed(length, MARK);
    }

    function callData(PackedUserOperation calldata userOp) internal pure returns (bytes calldata) {
        return CalldataLib.bytesMember(_position(userOp), CALL_DATA);
    }

    function hasPaymaster(PackedUserOperation calldata userOp) internal pure returns (bool) {
        return _lengthOf(userOp, PAYMASTER_AND_DATA) != 0;
    }

    function paymasterAndData(PackedUserOperation calldata userOp) internal pure returns (bytes calldata) {
        return CalldataLib.bytesMember(_position(userOp), PAYMASTER_AND_DATA);
    }

    function signature(PackedUserOperation calldata userOp) internal pure returns (bytes calldata) {
        return CalldataLib.bytesMember(_position(userOp), SIGNATURE);
    }

    /// @dev Not bounded: an account that hands on another encoding than the EntryPoint's fools itself.
    function _lengthOf(PackedUserOperation calldata userOp, uint256 member) private pure returns (uint256) {
        uint256 pos = _position(userOp);
        unchecked {
            return CalldataLib.uintAt(pos + CalldataLib.uintAt(pos + member, 32), 32);
        }
    }

    function _position(PackedUserOperation calldata userOp) private pure returns (uint256 pos) {
        assembly ("memory-safe") {
            pos := userOp
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice A test double of a contract wallet that approves: it takes one byte string as its signature of anything.
contract ContractApprover is IERC1271 {
    bytes32 private immutable _accepted;

    /// @param signature What it takes.
    constructor(bytes memory signature) {
        _accepted = keccak256(signature);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata signature) external view returns (bytes4 magicValue) {
        return keccak256(signature) == _accepted ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

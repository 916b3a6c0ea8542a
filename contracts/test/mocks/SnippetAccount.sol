// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccount, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";

/// @notice An account that accepts every operation and, in its validation, runs what the signature says, in a frame of
/// its own or in its own frame, whatever becomes of it: for tests of what a validation may not do.
contract SnippetAccount is IAccount {
    /// @notice How the code is run.
    enum Kind {
        Call,
        DelegateCall
    }

    /// @dev Some snippets end by using up their gas; the account has some left then.
    uint256 private constant SNIPPET_GAS = 100_000;

    receive() external payable {}

    /// @param userOp Its signature is abi.encode(Kind kind, address target, uint256 value, bytes data).
    function validateUserOp(PackedUserOperation calldata userOp, bytes32, uint256 missingAccountFunds)
        external
        returns (uint256)
    {
        (Kind kind, address target, uint256 value, bytes memory data) =
            abi.decode(userOp.signature, (Kind, address, uint256, bytes));
        if (kind == Kind.Call) {
            (bool called,) = target.call{value: value, gas: SNIPPET_GAS}(data);
            called;
        } else {
            (bool called,) = target.delegatecall{gas: SNIPPET_GAS}(data);
            called;
        }

        (bool paid,) = msg.sender.call{value: missingAccountFunds}("");
        require(paid);
        return 0;
    }
}

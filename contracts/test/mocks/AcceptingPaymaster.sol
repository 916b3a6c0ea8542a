// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";

/// @notice A test double of a paymaster that pays for every operation out of its deposit.
contract AcceptingPaymaster {
    /// @return context Empty: it does not want to hear how the operation went.
    /// @return validationData 0: valid at any time.
    function validatePaymasterUserOp(PackedUserOperation calldata, bytes32, uint256)
        external
        pure
        returns (bytes memory context, uint256 validationData)
    {
        return ("", 0);
    }
}

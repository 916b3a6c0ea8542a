// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Names no helpers, for code of the module that asks none.
contract NoHelpers {
    function textRenderer() external pure returns (address) {
        return address(0);
    }

    function p256Verifier() external pure returns (address) {
        return address(0);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionFixtures} from "./SessionFixtures.sol";

/// @notice Real accounts with an owner, who installs and uninstalls the module by operations of the account.
abstract contract OwnedSessionFixtures is SessionFixtures {
    /// @notice From now on `account()` is the owner's account of this number, with the module installed.
    function openAccount(uint256 salt) internal virtual;

    /// @notice An operation of the account's owner, signed.
    function ownerOperation(bytes memory callData) internal view virtual returns (PackedUserOperation memory);

    /// @notice What makes an account of this number, and its address.
    function creation(uint256 salt) internal view virtual returns (bytes memory initCode, address made);

    /// @notice What the account is called with to install the module.
    /// @param data For `onInstall`.
    function installation(bytes memory data) internal view virtual returns (bytes memory callData);

    /// @notice What the account is called with to uninstall the module, which is told so.
    function uninstallation() internal view virtual returns (bytes memory callData);

    /// @notice The account does what its owner says.
    function sendOwnerOperation(bytes memory callData) internal {
        assertSucceeded(send(entryPoint(), ownerOperation(callData)));
    }
}

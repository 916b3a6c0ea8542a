// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC6900ValidationModule} from "./IERC6900ValidationModule.sol";

/// @title Validation by one secp256k1 key
///
/// @notice Lets one externally owned address act for an account.
///
/// @dev Signatures are r ‖ s ‖ v, 65 bytes, low s, v 27 or 28; anything else counts as a wrong signature.
///
/// - Operations: over the EntryPoint's hash itself (which is a typed digest on v0.8 and v0.9, so a wallet can show the
///   operation), or over the EIP-191 personal message of the 32 bytes of the hash (for v0.7). A wrong signature gives 1,
///   not a revert.
/// - Direct calls: the caller must be the owner; the authorization is not read.
/// - ERC-1271: over `replaySafeHash`, which binds the hash to chain and account, because one owner may own many accounts.
///
/// Installing data: `abi.encode(uint32 entityId, address owner)`. Uninstalling data: `abi.encode(uint32 entityId)`.
interface ISingleOwnerValidationModule is IERC6900ValidationModule {
    /// @notice An account has another owner.
    /// @param account The account.
    /// @param entityId The installation on the account.
    /// @param previousOwner Zero on installation.
    /// @param owner Zero on uninstallation.
    event OwnerChanged(address indexed account, uint32 indexed entityId, address previousOwner, address owner);

    /// @notice The owner of an installation cannot be the zero address.
    error OwnerMissing();

    /// @notice A direct call did not come from the owner.
    /// @param sender Who called.
    /// @param owner Who may.
    error SenderNotOwner(address sender, address owner);

    /// @notice Replaces the owner of the calling account.
    /// @param entityId The installation on the account.
    /// @param newOwner Not zero.
    function transferOwnership(uint32 entityId, address newOwner) external;

    /// @notice The owner of an account; zero if there is none.
    function ownerOf(uint32 entityId, address account) external view returns (address owner);

    /// @notice What the owner of an account signs for ERC-1271: the EIP-712 digest of `ReplaySafeHash(bytes32 hash)`
    /// under the domain `{chainId, verifyingContract = account}`.
    function replaySafeHash(address account, bytes32 hash) external view returns (bytes32 digest);
}

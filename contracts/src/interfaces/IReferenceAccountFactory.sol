// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint} from "./IERC4337.sol";
import {IReferenceAccount} from "./IReferenceAccount.sol";

/// @title Factory of reference accounts
///
/// @notice Makes accounts for one EntryPoint, at addresses known beforehand, each with its owner's validation installed:
/// entity id 0, global, for operations and ERC-1271 signatures.
///
/// @dev Deploy one factory for each EntryPoint version. ERC-7562 lets a first operation write the owner's slot in the
/// module only if the factory is staked; bundlers that do not enforce ERC-7562 do not mind.
interface IReferenceAccountFactory {
    /// @notice An account was made.
    event AccountCreated(address indexed account, address indexed owner, uint256 salt);

    /// @notice Only the owner of the stake may do that.
    /// @param caller Who called.
    error CallerNotStakeOwner(address caller);

    /// @notice An account needs an owner.
    error OwnerMissing();

    /// @notice Makes an account, or gives the address of the one that is there already.
    /// @dev Anybody may call it: the address says who owns the account.
    /// @param owner Who owns it; not zero.
    /// @param salt Any number, for several accounts of one owner.
    function createAccount(address owner, uint256 salt) external returns (address account);

    /// @notice Stakes the value sent for the factory.
    /// @param unstakeDelaySec How long the stake stays locked after it is released (seconds).
    function addStake(uint32 unstakeDelaySec) external payable;

    /// @notice Begins to release the stake.
    function unlockStake() external;

    /// @notice Pays out the released stake.
    function withdrawStake(address payable withdrawAddress) external;

    /// @notice Where the account of an owner is, or will be.
    function getAddress(address owner, uint256 salt) external view returns (address account);

    /// @notice The code behind every account of this factory.
    function IMPLEMENTATION() external view returns (IReferenceAccount);

    /// @notice The only EntryPoint that may act for the accounts.
    function ENTRY_POINT() external view returns (IEntryPoint);

    /// @notice The validation module of the owners.
    function OWNER_MODULE() external view returns (address);

    /// @notice Who may add and withdraw the factory's stake; no other power.
    function STAKE_OWNER() external view returns (address);

    /// @notice Under which entity id the owner's validation is installed.
    function OWNER_ENTITY_ID() external view returns (uint32);
}

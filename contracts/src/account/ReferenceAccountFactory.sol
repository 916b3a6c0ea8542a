// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEntryPoint} from "../interfaces/IERC4337.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ReferenceAccount} from "./ReferenceAccount.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title Factory of reference accounts
///
/// @notice Makes accounts for one EntryPoint, at addresses known beforehand, each with its owner's validation installed:
/// entity id 0, global, for operations and ERC-1271 signatures.
///
/// @dev Deploy one factory for each EntryPoint version. ERC-7562 lets a first operation write the owner's slot in the
/// module only if the factory is staked; bundlers that do not enforce ERC-7562 do not mind.
contract ReferenceAccountFactory {
    /// @notice Under which entity id the owner's validation is installed.
    uint32 public constant OWNER_ENTITY_ID = 0;

    /// @notice The code behind every account of this factory.
    ReferenceAccount public immutable IMPLEMENTATION;

    /// @notice The only EntryPoint that may act for the accounts.
    IEntryPoint public immutable ENTRY_POINT;

    /// @notice The validation module of the owners.
    address public immutable OWNER_MODULE;

    /// @notice Who may add and withdraw the factory's stake; no other power.
    address public immutable STAKE_OWNER;

    /// @notice An account was made.
    event AccountCreated(address indexed account, address indexed owner, uint256 salt);

    /// @notice Only the owner of the stake may do that.
    /// @param caller Who called.
    error CallerNotStakeOwner(address caller);

    /// @notice An account needs an owner.
    error OwnerMissing();

    modifier onlyStakeOwner() {
        if (msg.sender != STAKE_OWNER) revert CallerNotStakeOwner(msg.sender);
        _;
    }

    /// @param entryPoint The EntryPoint of all accounts.
    /// @param ownerModule The validation module of the owners, told `abi.encode(entityId, owner)` on installation.
    /// @param stakeOwner Who may add and withdraw the factory's stake.
    constructor(IEntryPoint entryPoint, address ownerModule, address stakeOwner) {
        IMPLEMENTATION = new ReferenceAccount(entryPoint);
        ENTRY_POINT = entryPoint;
        OWNER_MODULE = ownerModule;
        STAKE_OWNER = stakeOwner;
    }

    /// @notice Makes an account, or gives the address of the one that is there already.
    /// @dev Anybody may call it: the address says who owns the account.
    /// @param owner Who owns it; not zero.
    /// @param salt Any number, for several accounts of one owner.
    function createAccount(address owner, uint256 salt) external returns (address account) {
        if (owner == address(0)) revert OwnerMissing();
        account = getAddress(owner, salt);
        if (account.code.length != 0) return account;

        Clones.cloneDeterministic(address(IMPLEMENTATION), _salt(owner, salt));

        emit AccountCreated(account, owner, salt);

        ReferenceAccount(payable(account))
            .initialize({
            validationConfig: ModuleConfigLib.pack(OWNER_MODULE, OWNER_ENTITY_ID, ModuleConfigLib.FLAG_ALL),
            selectors: new bytes4[](0),
            installData: abi.encode(OWNER_ENTITY_ID, owner),
            hooks: new bytes[](0)
        });
    }

    /// @notice Stakes the value sent for the factory.
    /// @param unstakeDelaySec How long the stake stays locked after it is released (seconds).
    function addStake(uint32 unstakeDelaySec) external payable onlyStakeOwner {
        ENTRY_POINT.addStake{value: msg.value}(unstakeDelaySec);
    }

    /// @notice Begins to release the stake.
    function unlockStake() external onlyStakeOwner {
        ENTRY_POINT.unlockStake();
    }

    /// @notice Pays out the released stake.
    function withdrawStake(address payable withdrawAddress) external onlyStakeOwner {
        ENTRY_POINT.withdrawStake(withdrawAddress);
    }

    /// @notice Where the account of an owner is, or will be.
    function getAddress(address owner, uint256 salt) public view returns (address account) {
        return Clones.predictDeterministicAddress(address(IMPLEMENTATION), _salt(owner, salt));
    }

    function _salt(address owner, uint256 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(owner, salt));
    }
}

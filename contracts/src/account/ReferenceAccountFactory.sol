// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEntryPoint} from "../interfaces/IERC4337.sol";
import {IReferenceAccount} from "../interfaces/IReferenceAccount.sol";
import {IReferenceAccountFactory} from "../interfaces/IReferenceAccountFactory.sol";
import {ModuleConfigLib} from "./ModuleConfigLib.sol";
import {ReferenceAccount} from "./ReferenceAccount.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title Factory of reference accounts
contract ReferenceAccountFactory is IReferenceAccountFactory {
    /// @inheritdoc IReferenceAccountFactory
    uint32 public constant OWNER_ENTITY_ID = 0;

    /// @inheritdoc IReferenceAccountFactory
    IReferenceAccount public immutable IMPLEMENTATION;

    /// @inheritdoc IReferenceAccountFactory
    IEntryPoint public immutable ENTRY_POINT;

    /// @inheritdoc IReferenceAccountFactory
    address public immutable OWNER_MODULE;

    /// @inheritdoc IReferenceAccountFactory
    address public immutable STAKE_OWNER;

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

    /// @inheritdoc IReferenceAccountFactory
    function createAccount(address owner, uint256 salt) external returns (address account) {
        if (owner == address(0)) revert OwnerMissing();
        account = getAddress(owner, salt);
        if (account.code.length != 0) return account;

        Clones.cloneDeterministic(address(IMPLEMENTATION), _salt(owner, salt));

        emit AccountCreated(account, owner, salt);

        IReferenceAccount(account)
            .initialize({
            validationConfig: ModuleConfigLib.pack(OWNER_MODULE, OWNER_ENTITY_ID, ModuleConfigLib.FLAG_ALL),
            selectors: new bytes4[](0),
            installData: abi.encode(OWNER_ENTITY_ID, owner),
            hooks: new bytes[](0)
        });
    }

    /// @inheritdoc IReferenceAccountFactory
    function addStake(uint32 unstakeDelaySec) external payable onlyStakeOwner {
        ENTRY_POINT.addStake{value: msg.value}(unstakeDelaySec);
    }

    /// @inheritdoc IReferenceAccountFactory
    function unlockStake() external onlyStakeOwner {
        ENTRY_POINT.unlockStake();
    }

    /// @inheritdoc IReferenceAccountFactory
    function withdrawStake(address payable withdrawAddress) external onlyStakeOwner {
        ENTRY_POINT.withdrawStake(withdrawAddress);
    }

    /// @inheritdoc IReferenceAccountFactory
    function getAddress(address owner, uint256 salt) public view returns (address account) {
        return Clones.predictDeterministicAddress(address(IMPLEMENTATION), _salt(owner, salt));
    }

    function _salt(address owner, uint256 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(owner, salt));
    }
}

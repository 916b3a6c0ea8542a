// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenZeppelinAccount} from "./OpenZeppelinAccount.sol";
import {IEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @notice Makes OpenZeppelin accounts for one EntryPoint, at addresses known beforehand. For tests and the demo.
contract OpenZeppelinAccountFactory {
    /// @notice The code behind every account of this factory.
    OpenZeppelinAccount public immutable IMPLEMENTATION;

    constructor(IEntryPoint entryPoint) {
        IMPLEMENTATION = new OpenZeppelinAccount(entryPoint);
    }

    /// @notice Makes an account, or gives the address of the one that is there already.
    /// @param salt Any number, for several accounts of one owner.
    function createAccount(address owner, uint256 salt) external returns (address account) {
        account = getAddress(owner, salt);
        if (account.code.length != 0) return account;

        Clones.cloneDeterministic(address(IMPLEMENTATION), _salt(owner, salt));
        OpenZeppelinAccount(payable(account)).initialize(owner);
    }

    /// @notice Where the account of an owner is, or will be.
    function getAddress(address owner, uint256 salt) public view returns (address account) {
        return Clones.predictDeterministicAddress(address(IMPLEMENTATION), _salt(owner, salt));
    }

    function _salt(address owner, uint256 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(owner, salt));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {OpenZeppelinAccount} from "../mocks/OpenZeppelinAccount.sol";
import {OpenZeppelinAccountFactory} from "../mocks/OpenZeppelinAccountFactory.sol";
import {EntryPointFixtures} from "./EntryPointFixtures.sol";
import {IEntryPoint as IOpenZeppelinEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice OpenZeppelin's ERC-7579 account with an owner, on an EntryPoint of one's choice.
abstract contract OpenZeppelinAccountFixtures is EntryPointFixtures {
    /// @dev ERC-7579 modes: one call or a batch, both reverting with the first call that reverts.
    bytes32 internal constant MODE_SINGLE = 0;
    bytes32 internal constant MODE_BATCH = bytes32(uint256(1) << 248);

    IEntryPoint internal _entryPoint;
    OpenZeppelinAccountFactory internal _factory;
    OpenZeppelinAccount internal _account;

    address internal _owner;
    uint256 internal _ownerKey;

    /// @notice Makes factory and a funded account.
    function deployAccount(IEntryPoint entryPoint) internal {
        (_owner, _ownerKey) = makeKey("owner");
        _entryPoint = entryPoint;
        _factory = new OpenZeppelinAccountFactory(IOpenZeppelinEntryPoint(address(entryPoint)));
        _account = OpenZeppelinAccount(payable(_factory.createAccount(_owner, 0)));

        vm.label(address(_account), "account");
        vm.deal(address(_account), 10 ether);
    }

    /// @notice The EntryPoint's next nonce of a validator; of the owner, if it is not installed.
    function nextNonce(address validator) internal view returns (uint256 nonce) {
        return _entryPoint.getNonce(address(_account), uint192(uint160(validator)) << 32);
    }

    /// @notice An operation of the owner, signed.
    function ownerOp(bytes memory callData) internal view returns (PackedUserOperation memory userOp) {
        userOp = buildUserOp(address(_account), nextNonce(address(0)), callData);
        userOp.signature = signUserOp(_entryPoint, _ownerKey, userOp);
    }

    /// @notice Sends an operation of the owner.
    function sendAsOwner(bytes memory callData) internal returns (Outcome memory) {
        return send(_entryPoint, ownerOp(callData));
    }

    /// @notice One call of the account.
    function executeCall(address target, uint256 value, bytes memory data) internal view returns (bytes memory) {
        return abi.encodeCall(_account.execute, (MODE_SINGLE, abi.encodePacked(target, value, data)));
    }
}

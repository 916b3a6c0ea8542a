// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {OpenZeppelinAccount} from "../mocks/OpenZeppelinAccount.sol";
import {OpenZeppelinAccountFixtures} from "./OpenZeppelinAccountFixtures.sol";
import {OwnedSessionFixtures} from "./OwnedSessionFixtures.sol";

/// @notice Sessions on OpenZeppelin's ERC-7579 account.
abstract contract OpenZeppelinSessionFixtures is OwnedSessionFixtures, OpenZeppelinAccountFixtures {
    /// @dev ERC-7579's item of a batch.
    struct Execution {
        address target;
        uint256 value;
        bytes callData;
    }

    /// @notice Deploys everything and installs the module by an operation of the owner.
    function deployOpenZeppelinSessions(IEntryPoint chosen) internal {
        deploySessionWorld();
        deployAccount(chosen);
        openAccount(0);
        vm.warp(vm.getBlockTimestamp() + 1);
    }

    function openAccount(uint256 salt) internal override {
        _account = OpenZeppelinAccount(payable(_factory.createAccount(_owner, salt)));
        vm.deal(address(_account), 10 ether);
        _token.mint(address(_account), 1_000_000e6);
        sendOwnerOperation(installation(installData()));
    }

    function ownerOperation(bytes memory callData) internal view override returns (PackedUserOperation memory) {
        return ownerOp(callData);
    }

    function creation(uint256 salt) internal view override returns (bytes memory initCode, address made) {
        initCode = abi.encodePacked(_factory, abi.encodeCall(_factory.createAccount, (_owner, salt)));
        return (initCode, _factory.getAddress(_owner, salt));
    }

    function installation(bytes memory data) internal view override returns (bytes memory) {
        return abi.encodeCall(_account.installModule, (1, address(_module), data));
    }

    function uninstallation() internal view override returns (bytes memory) {
        return abi.encodeCall(_account.uninstallModule, (1, address(_module), ""));
    }

    function account() internal view override returns (address) {
        return address(_account);
    }

    function entryPoint() internal view override returns (IEntryPoint) {
        return _entryPoint;
    }

    function route() internal pure override returns (uint40) {
        return 2 << 32;
    }

    function nonceLayout() internal pure override returns (uint8 shift, uint8 width) {
        return (64, 32);
    }

    function nonceSelection() internal view override returns (uint256) {
        return uint256(uint160(address(_module))) << 96;
    }

    function wrap(bytes memory segment) internal pure override returns (bytes memory) {
        return segment;
    }

    function encodeCalls(TestCall[] memory calls) internal view override returns (bytes memory) {
        if (calls.length == 1) return executeCall(calls[0].target, calls[0].value, calls[0].data);

        Execution[] memory items = new Execution[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            items[i] = Execution({target: calls[i].target, value: calls[i].value, callData: calls[i].data});
        }
        return abi.encodeCall(_account.execute, (MODE_BATCH, abi.encode(items)));
    }
}

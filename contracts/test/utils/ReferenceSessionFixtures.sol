// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {Call as AccountCall} from "../../src/interfaces/IERC6900Account.sol";
import {IReferenceAccount} from "../../src/interfaces/IReferenceAccount.sol";
import {OwnedSessionFixtures} from "./OwnedSessionFixtures.sol";
import {ReferenceAccountFixtures} from "./ReferenceAccountFixtures.sol";

/// @notice Sessions on the ERC-6900 reference account.
abstract contract ReferenceSessionFixtures is OwnedSessionFixtures, ReferenceAccountFixtures {
    uint32 internal constant SESSION_ENTITY_ID = 1;

    /// @notice Deploys everything and installs the module by an operation of the owner.
    function deployReferenceSessions(IEntryPoint chosen) internal {
        deploySessionWorld();
        deployAccount(chosen);
        openAccount(0);
        vm.warp(vm.getBlockTimestamp() + 1);
    }

    function openAccount(uint256 salt) internal override {
        _account = IReferenceAccount(_factory.createAccount(_owner, salt));
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

    function installation(bytes memory data) internal view virtual override returns (bytes memory) {
        return abi.encodeCall(
            _account.installValidation,
            (
                validationConfig(address(_module), SESSION_ENTITY_ID, 0x01),
                list(_account.execute.selector, _account.executeBatch.selector),
                data,
                none()
            )
        );
    }

    function uninstallation() internal view override returns (bytes memory) {
        return abi.encodeCall(
            _account.uninstallValidation, (moduleEntity(address(_module), SESSION_ENTITY_ID), hex"00", none())
        );
    }

    function account() internal view override returns (address) {
        return address(_account);
    }

    function entryPoint() internal view override returns (IEntryPoint) {
        return _entryPoint;
    }

    function route() internal pure override returns (uint40) {
        return 1 << 32 | uint40(SESSION_ENTITY_ID);
    }

    function nonceLayout() internal pure override returns (uint8 shift, uint8 width) {
        return (104, 152);
    }

    function nonceSelection() internal pure override returns (uint256) {
        return uint256(nonceKey(0, SESSION_ENTITY_ID, OPTION_NONE)) << 64;
    }

    function wrap(bytes memory segment) internal pure override returns (bytes memory) {
        return finalSegment(segment);
    }

    function encodeCalls(TestCall[] memory calls) internal view virtual override returns (bytes memory) {
        if (calls.length == 1) {
            return abi.encodeCall(_account.execute, (calls[0].target, calls[0].value, calls[0].data));
        }

        AccountCall[] memory items = new AccountCall[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            items[i] = AccountCall({target: calls[i].target, value: calls[i].value, data: calls[i].data});
        }
        return abi.encodeCall(_account.executeBatch, (items));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, IEntryPoint} from "../../src/interfaces/IERC4337.sol";
import {GuardFixtures} from "./GuardFixtures.sol";
import {ReferenceSessionFixtures} from "./ReferenceSessionFixtures.sol";
import {SessionFixtures} from "./SessionFixtures.sol";

/// @notice The guard as execution hook of the session validation of the ERC-6900 reference account.
abstract contract GuardedReferenceFixtures is GuardFixtures, ReferenceSessionFixtures {
    /// @dev Runs before (0x04) and after (0x02).
    uint8 private constant BEFORE_AND_AFTER = 0x06;

    function deployGuardedSessions(IEntryPoint chosen) internal {
        deploySessionWorld();
        deployGuard();
        deployAccount(chosen);
        openAccount(0);
        vm.warp(vm.getBlockTimestamp() + 1);
    }

    function installation(bytes memory data) internal view override returns (bytes memory) {
        return installationWith(data, list(hookItem(address(_guard), 0, BEFORE_AND_AFTER, "")));
    }

    function installationWith(bytes memory data, bytes[] memory hooks) internal view returns (bytes memory) {
        return abi.encodeCall(
            _account.installValidation,
            (
                validationConfig(address(_module), SESSION_ENTITY_ID, 0x01),
                list(_account.execute.selector, _account.executeBatch.selector),
                data,
                hooks
            )
        );
    }

    /// @dev Behind `executeUserOp`: else no execution hook runs.
    function encodeCalls(TestCall[] memory calls)
        internal
        view
        virtual
        override(SessionFixtures, ReferenceSessionFixtures)
        returns (bytes memory)
    {
        return bytes.concat(IAccountExecute.executeUserOp.selector, super.encodeCalls(calls));
    }
}

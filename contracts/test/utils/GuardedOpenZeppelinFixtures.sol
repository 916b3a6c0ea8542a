// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint} from "../../src/interfaces/IERC4337.sol";
import {HookedOpenZeppelinAccount} from "../mocks/HookedOpenZeppelinAccount.sol";
import {GuardFixtures} from "./GuardFixtures.sol";
import {OpenZeppelinSessionFixtures} from "./OpenZeppelinSessionFixtures.sol";
import {IEntryPoint as IOpenZeppelinEntryPoint} from "@openzeppelin/contracts/interfaces/IERC4337.sol";

/// @notice The guard as hook of OpenZeppelin's ERC-7579 account.
abstract contract GuardedOpenZeppelinFixtures is GuardFixtures, OpenZeppelinSessionFixtures {
    /// @dev ERC-7579 module type of a hook.
    uint256 private constant HOOK = 4;

    /// @dev The factory is the same; the code behind its accounts is the one that knows a hook.
    function deployGuardedSessions(IEntryPoint chosen) internal {
        deploySessionWorld();
        deployGuard();
        deployAccount(chosen);
        HookedOpenZeppelinAccount hooked = new HookedOpenZeppelinAccount(IOpenZeppelinEntryPoint(address(chosen)));
        vm.etch(address(_factory.IMPLEMENTATION()), address(hooked).code);
        openAccount(0);
        sendOwnerOperation(guardInstallation());
        vm.warp(vm.getBlockTimestamp() + 1);
    }

    function guardInstallation() internal view returns (bytes memory) {
        return abi.encodeCall(_account.installModule, (HOOK, address(_guard), ""));
    }

    function guardUninstallation() internal view returns (bytes memory) {
        return abi.encodeCall(_account.uninstallModule, (HOOK, address(_guard), ""));
    }
}

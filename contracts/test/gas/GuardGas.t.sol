// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardedOpenZeppelinFixtures} from "../utils/GuardedOpenZeppelinFixtures.sol";
import {GuardedReferenceFixtures} from "../utils/GuardedReferenceFixtures.sol";
import {ReferenceSessionFixtures} from "../utils/ReferenceSessionFixtures.sol";
import {GuardGasSpecification} from "./GuardGasSpecification.sol";

contract ReferenceAccountGuardGasTest is GuardedReferenceFixtures, GuardGasSpecification {
    uint32 private constant YARDSTICK_ENTITY_ID = 2;

    function setUp() external {
        deployGuardedSessions(deployEntryPointV07());
        depositPrefund();
        bytes memory install = abi.encodeCall(
            _account.installValidation,
            (
                validationConfig(address(_yardstick), YARDSTICK_ENTITY_ID, 0x01),
                list(_account.execute.selector, _account.executeBatch.selector),
                abi.encode(_owner),
                none()
            )
        );
        assertSucceeded(sendAsOwner(install));
    }

    function accountName() internal pure override returns (string memory) {
        return "ReferenceAccount";
    }

    /// @dev Another validation, without hooks: the owner pays nothing for the guard.
    function ownerCalls(TestCall[] memory calls) internal view override returns (bytes memory) {
        return ReferenceSessionFixtures.encodeCalls(calls);
    }

    function ownerKey() internal view override returns (uint256) {
        return _ownerKey;
    }

    function yardstickSelection() internal pure override returns (uint256) {
        return uint256(nonceKey(0, YARDSTICK_ENTITY_ID, OPTION_NONE)) << 64;
    }
}

contract OpenZeppelinAccountGuardGasTest is GuardedOpenZeppelinFixtures, GuardGasSpecification {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV07());
        depositPrefund();
        bytes memory install = abi.encodeCall(_account.installModule, (1, address(_yardstick), abi.encode(_owner)));
        assertSucceeded(sendAsOwner(install));
    }

    function accountName() internal pure override returns (string memory) {
        return "OpenZeppelinAccount";
    }

    function ownerKey() internal view override returns (uint256) {
        return _ownerKey;
    }

    function yardstickSelection() internal view override returns (uint256) {
        return uint256(uint160(address(_yardstick))) << 96;
    }
}

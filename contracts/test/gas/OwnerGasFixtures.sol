// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {PlainEcdsaValidator} from "../mocks/PlainEcdsaValidator.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionGasFixtures} from "./SessionGasFixtures.sol";

/// @notice What the account's owner pays for the same work.
abstract contract OwnerGasFixtures is SessionGasFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev What the owner's operations go through, installed in the same way as the session key module.
    PlainEcdsaValidator internal _yardstick = new PlainEcdsaValidator();

    /// @notice The owner's key.
    function ownerKey() internal view virtual returns (uint256);

    /// @notice The nonce bits that select the yardstick's validation.
    function yardstickSelection() internal view virtual returns (uint256);

    /// @notice The calls as the owner makes them.
    function ownerCalls(TestCall[] memory calls) internal view virtual returns (bytes memory) {
        return encodeCalls(calls);
    }

    /// @dev A signed operation of the owner, with the nonce of a session's lane: the same layout, the same zero bytes.
    function ownerYardstickOp(TestCall[] memory calls) internal view returns (PackedUserOperation memory userOp) {
        (uint8 shift, uint8 width) = nonceLayout();
        uint192 key = uint192((defaultTerms().nonce(shift, width, 0) | yardstickSelection()) >> 64);
        userOp = buildUserOp(account(), entryPoint().getNonce(account(), key), ownerCalls(calls));
        userOp.signature = wrap(signDigest(ownerKey(), entryPoint().getUserOpHash(userOp)));
    }

    /// @notice The third of these operations.
    function ownerGas(TestCall[] memory calls) internal returns (uint256 gas) {
        for (uint256 i = 0; i < 3; i++) {
            gas = sendAsBundler(ownerYardstickOp(calls));
        }
    }
}

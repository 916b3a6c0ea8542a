// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Section 2.1: what the module reads is what the account executes.
abstract contract DecodingAttacks is AttackTest {
    function test_AC01_DataTooShortForAFunction() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        bytes memory data = transferCall(1).data;
        for (uint256 length = 0; length < 4; length++) {
            bytes memory short = new bytes(length);
            for (uint256 i = 0; i < length; i++) {
                short[i] = data[i];
            }
            bytes memory refusal = length == 0
                ? abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 0, address(_token), bytes4(0))
                : abi.encodeWithSelector(ISessionKeyModule.SelectorMissing.selector, 0, length);
            refuse(terms, callOf(address(_token), short), refusal);
        }
        allow(terms, transferCall(1));
    }
}

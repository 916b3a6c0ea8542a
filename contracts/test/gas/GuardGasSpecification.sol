// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardFixtures} from "../utils/GuardFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {OwnerGasFixtures} from "./OwnerGasFixtures.sol";

/// @notice The rows of accounts that have the guard: the same work as W0 and W1.
abstract contract GuardGasSpecification is GuardFixtures, OwnerGasFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    function test_Guard() external {
        TestCall[] memory calls = one(transferCall(TRANSFER));
        uint256 owner = ownerGas(calls);
        uint256 other = sessionGas(transferTerms(1), calls);
        SessionEncoder.Terms memory terms = transferTerms(1);
        terms.addGuard(address(_guard), 0, 0, 0);
        uint256 guarded = sessionGas(terms, calls);
        terms = transferTerms(1);
        terms.addGuard(address(_guard), 1_000_000e8, 1 days, _feedsHash);
        uint256 inUsd = sessionGas(terms, calls);

        record("W0guard", owner);
        record("W1unguarded", other);
        record("W1guard", guarded);
        record("W1guardUsd", inUsd);
    }
}

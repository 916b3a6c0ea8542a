// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardFixtures} from "../utils/GuardFixtures.sol";
import {GuardedOpenZeppelinFixtures} from "../utils/GuardedOpenZeppelinFixtures.sol";
import {GuardedReferenceFixtures} from "../utils/GuardedReferenceFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {CheckedPaths} from "./CheckedPaths.sol";

/// @notice The way through validation of sessions that name a guard: it is asked, it asks the account, and it writes
/// transient storage associated with the account.
abstract contract GuardPaths is GuardFixtures, CheckedPaths {
    using SessionEncoder for SessionEncoder.Terms;

    function test_WhenSessionNamesAGuard() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);

        passes(sessionOp(terms, one(transferCall(1))));
        Inspection memory inspection = inspect(entryPoint(), sessionOp(terms, one(transferCall(1))), address(_guard));
        assertClean(inspection);
        // Slots of one asset: is it watched, the session, the bounds, the limit, the feeds, and asset and amount.
        assertGt(inspection.watchedAccesses, 6, "storage accesses of the guard");
    }

    function test_WhenAllBudgetsAreGuarded() external {
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = budgetTerms();
        terms.addGuard(address(_guard), 1_000e8, 1 days, _feedsHash);
        relayGrant(terms);

        passes(sessionOp(terms, calls));
    }

    function test_WhenGuardedGrantComesWithTheOperation() external {
        passes(enablingOp(guardedTerms(), one(transferCall(1)), TYPED));
    }
}

contract ReferenceAccountV07GuardValidationTest is GuardedReferenceFixtures, GuardPaths {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08GuardValidationTest is GuardedReferenceFixtures, GuardPaths {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09GuardValidationTest is GuardedReferenceFixtures, GuardPaths {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07GuardValidationTest is GuardedOpenZeppelinFixtures, GuardPaths {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08GuardValidationTest is GuardedOpenZeppelinFixtures, GuardPaths {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09GuardValidationTest is GuardedOpenZeppelinFixtures, GuardPaths {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV09());
    }
}

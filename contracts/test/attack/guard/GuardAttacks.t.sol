// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardedOpenZeppelinFixtures} from "../../utils/GuardedOpenZeppelinFixtures.sol";
import {GuardedReferenceFixtures} from "../../utils/GuardedReferenceFixtures.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {GuardAttacks} from "./GuardAttacks.sol";

abstract contract ReferenceAccountGuardAttacks is GuardedReferenceFixtures, GuardAttacks {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev A hook leaves with its validation only; what is installed in its place lacks it, or runs it half.
    function test_AC76_GuardLeavesTheAccount() external {
        relayGrant(guardedTerms());
        allow(guardedTerms(), transferCall(1));
        bytes[][3] memory lacking =
            [none(), list(hookItem(address(_guard), 0, 0x04, "")), list(hookItem(address(_guard), 0, 0x02, ""))];

        for (uint256 i = 0; i < lacking.length; i++) {
            sendOwnerOperation(uninstallation());
            sendOwnerOperation(installationWith(installData(), lacking[i]));
            SessionEncoder.Terms memory terms = currentTerms();
            terms.addGuard(address(_guard), 0, 0, 0);
            relayGrant(terms);
            refuse(smallOp(terms), guardMissing());
        }
        sendOwnerOperation(uninstallation());
        sendOwnerOperation(installation(installData()));
        SessionEncoder.Terms memory whole = currentTerms();
        whole.addGuard(address(_guard), 0, 0, 0);
        relayGrant(whole);
        allow(smallOp(whole));
    }
}

abstract contract OpenZeppelinAccountGuardAttacks is GuardedOpenZeppelinFixtures, GuardAttacks {
    /// @dev The hook alone is uninstalled, in the middle of the session's life, and comes back.
    function test_AC76_GuardLeavesTheAccount() external {
        SessionEncoder.Terms memory terms = guardedTerms();
        relayGrant(terms);
        allow(smallOp(terms));

        sendOwnerOperation(guardUninstallation());
        refuse(smallOp(terms), guardMissing());
        sendOwnerOperation(guardInstallation());
        allow(smallOp(terms));
    }
}

contract ReferenceAccountV07GuardAttacksTest is ReferenceAccountGuardAttacks {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV07());
    }
}

contract ReferenceAccountV08GuardAttacksTest is ReferenceAccountGuardAttacks {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV08());
    }
}

contract ReferenceAccountV09GuardAttacksTest is ReferenceAccountGuardAttacks {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV09());
    }
}

contract OpenZeppelinAccountV07GuardAttacksTest is OpenZeppelinAccountGuardAttacks {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV07());
    }
}

contract OpenZeppelinAccountV08GuardAttacksTest is OpenZeppelinAccountGuardAttacks {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV08());
    }
}

contract OpenZeppelinAccountV09GuardAttacksTest is OpenZeppelinAccountGuardAttacks {
    function setUp() external {
        deployGuardedSessions(deployEntryPointV09());
    }
}

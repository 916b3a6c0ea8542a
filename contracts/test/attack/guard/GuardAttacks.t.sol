// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {Call as AccountCall} from "../../../src/interfaces/IERC6900Account.sol";
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

    /// @dev What was validated does not run when its validation is gone. A validation that the owner puts in its place at
    /// once runs it, with the hooks that it has: the account looks for them when it executes.
    function test_AC76_GuardLeavesInTheSameBundle() external {
        (PackedUserOperation memory drain, bytes memory undone) = drainOp();
        _afterOwner(drain, new bytes[](0), undone);

        bytes memory gone = abi.encodeWithSignature("ValidationNotInstalled(uint32)", SESSION_ENTITY_ID);
        _afterOwner(drain, items(uninstallation()), gone);
        _afterOwner(drain, items(uninstallation(), installation(installData())), epochPassed(1, 3));
        _afterOwner(drain, items(uninstallation(), installationWith(installData(), none())), "");
    }

    function _afterOwner(PackedUserOperation memory drain, bytes[] memory words, bytes memory refusal) private {
        AccountCall[] memory calls = new AccountCall[](words.length);
        for (uint256 i = 0; i < words.length; i++) {
            calls[i] = AccountCall({target: account(), value: 0, data: words[i]});
        }
        runBehind(ownerOperation(abi.encodeCall(_account.executeBatch, (calls))), drain, refusal);
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

    /// @dev A documented limit: this account looks for its hook when it executes, and finds none.
    function test_AC76_GuardLeavesInTheSameBundle() external {
        (PackedUserOperation memory drain, bytes memory undone) = drainOp();

        runBehind(ownersWord(abi.encodeCall(_module.setConcurrentLimit, (9))), drain, undone);
        runBehind(ownerOperation(guardUninstallation()), drain, "");
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

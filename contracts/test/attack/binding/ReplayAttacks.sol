// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice One signed grant makes one session, once, and what a session carries cannot be exchanged.
abstract contract ReplayAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC60_GrantRelayedAgain() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relay(granting(terms));
        assertSucceeded(use(terms, transferCall(100e6)));

        relay(granting(terms));
        relay(granting(terms, TEXT, approve(terms, TEXT)));
        allow(smallEnablingOp(terms));

        assertEq(_module.accountState(account()).granted(), 1, "seats taken by one grant in both forms");
        assertEq(_module.sessionStatus(account(), sessionIdOf(terms)).seat(), 0, "seat");
        assertEq(spentOf(terms), 100e6 + 1, "spent goes on from where it was");
    }

    function test_AC60_GrantWithAnotherSalt() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory typed = approve(terms, TYPED);
        bytes memory text = approve(terms, TEXT);
        relay(granting(terms, TYPED, typed));

        terms.salt++;

        refuseGrant(terms, TYPED, typed, approverRefused());
        refuseGrant(terms, TEXT, text, approverRefused());
        relay(granting(terms));
    }

    function test_AC60_GrantAfterRevocation() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        allow(smallEnablingOp(terms));
        relay(revocation(_approverKey, sessionIdOf(terms)));

        refuseGrantInBothForms(terms, sessionIsRevoked(sessionIdOf(terms)));
        refuse(smallOp(terms), sessionIsRevoked(sessionIdOf(terms)));
        allow(smallEnablingOp(otherTerms(8)));
    }

    /// @dev A kill ticket for a grant that was signed, but never came on chain.
    function test_AC60_GrantRevokedBeforeItCame() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relay(revocation(_approverKey, sessionIdOf(terms)));

        refuseGrantInBothForms(terms, sessionIsRevoked(sessionIdOf(terms)));
        allow(smallEnablingOp(otherTerms(8)));
    }

    function test_AC60_GrantAfterExpiry() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.grantDeadline = terms.expiresAt + 1 days;
        relay(granting(terms));
        SessionEncoder.Terms memory unused = defaultTerms();
        unused.salt = 8;
        unused.grantDeadline = terms.grantDeadline;
        bytes memory message = granting(unused);
        vm.warp(terms.expiresAt);
        allow(smallOp(terms));

        skip(7);

        bytes4 expired = ISessionKeyModule.SessionExpired.selector;
        refuseRelayed(granting(terms), abi.encodeWithSelector(expired, terms.expiresAt, terms.expiresAt + 7));
        refuseRelayed(message, abi.encodeWithSelector(expired, terms.expiresAt, terms.expiresAt + 7));
        refuse(smallEnablingOp(terms), abi.encodeWithSelector(expired, terms.expiresAt, terms.expiresAt + 1));
        refuse(smallEnablingOp(unused), abi.encodeWithSelector(expired, terms.expiresAt, terms.expiresAt + 1));
    }

    function test_AC60_GrantAfterItsDeadline() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory message = granting(terms);
        vm.warp(uint256(terms.grantDeadline) + 7);

        bytes4 passed = ISessionKeyModule.GrantDeadlinePassed.selector;
        refuseRelayed(message, abi.encodeWithSelector(passed, terms.grantDeadline, terms.grantDeadline + 7));
        refuse(smallEnablingOp(terms), abi.encodeWithSelector(passed, terms.grantDeadline, terms.grantDeadline + 1));
        vm.warp(terms.grantDeadline);
        relay(message);
    }

    function test_AC60_GrantAfterReinstallation() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory used = granting(terms);
        bytes memory unused = granting(otherTerms(8));
        relay(used);

        sendOwnerOperation(uninstallation());
        bytes memory notInstalled = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, account());
        refuseRelayed(used, notInstalled);
        refuseRelayed(unused, notInstalled);

        sendOwnerOperation(installation(installData()));
        refuseRelayed(used, epochPassed(1, 3));
        refuseRelayed(unused, epochPassed(1, 3));
        refuse(smallOp(terms), epochPassed(1, 3));
        allow(smallEnablingOp(currentTerms()));
    }

    /// @dev The operation that carried the grant is public: whoever saw it has the grant.
    function test_AC60_EnablingOperationRepeated() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        PackedUserOperation memory userOp = smallEnablingOp(terms);
        allow(userOp);

        assertRefused(send(entryPoint(), userOp), "AA25 invalid account nonce");
        allow(smallEnablingOp(terms));
        relay(allRevocation(_approverKey));
        refuse(smallEnablingOp(terms), epochPassed(1, 2));
        allow(smallEnablingOp(currentTerms()));
    }

    function test_AC60_TextAndTypedFormAreOneSession() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relay(granting(terms, TEXT, approve(terms, TEXT)));
        assertSucceeded(use(terms, transferCall(100e6)));
        relay(granting(terms, TYPED, approve(terms, TYPED)));

        assertEq(_module.accountState(account()).granted(), 1, "seats");
        relay(revocation(_approverKey, sessionIdOf(terms)));
        refuseGrantInBothForms(terms, sessionIsRevoked(sessionIdOf(terms)));
    }

    /// @dev The approver signed both grants, and both name this session key: but it signed for one of them.
    function test_AC66_EnableDataOfAnotherGrant() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionEncoder.Terms memory other = otherTerms(8);
        PackedUserOperation memory userOp = smallEnablingOp(terms);
        bytes memory swapped =
            segmentBody(claim(), FLAG_ENABLE, enablePart(other, TYPED, approve(other, TYPED)), one(transferCall(1)));
        PackedUserOperation memory attack = withSignatureOf(userOp, swapped);

        refuseSignature(attack);
        assertTrue(_module.sessionStatus(account(), sessionIdOf(other)).isZero(), "swapped grant on chain");
        allow(userOp);
    }

    /// @dev A bundler takes the grant out of an operation, or puts one in.
    function test_AC66_EnableDataTakenOutOrPutIn() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall[] memory calls = one(transferCall(1));
        bytes memory withGrant =
            segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TYPED, approve(terms, TYPED)), calls);
        bytes memory withoutGrant = segmentBody(claim(), 0, grantedPart(terms), calls);

        refuseSignature(withSignatureOf(smallEnablingOp(terms), withoutGrant));
        refuseSignature(withSignatureOf(smallOp(terms), withGrant));
        allow(smallEnablingOp(terms));
        allow(smallOp(terms));
    }

    /// @dev The form and the approver's signature are in the segment too.
    function test_AC66_FormOfTheGrantExchanged() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        TestCall[] memory calls = one(transferCall(1));
        bytes memory text = segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TEXT, approve(terms, TEXT)), calls);
        bytes memory wrongForm =
            segmentBody(claim(), FLAG_ENABLE, enablePart(terms, TEXT, approve(terms, TYPED)), calls);

        refuseSignature(withSignatureOf(smallEnablingOp(terms), text));
        refuse(withSignatureOf(smallEnablingOp(terms), wrongForm), approverRefused());
        allow(smallEnablingOp(terms));
    }
}

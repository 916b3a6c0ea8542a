// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {Defaults} from "../utils/Defaults.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionFixtures} from "../utils/SessionFixtures.sol";

/// @notice What every account standard must show on every EntryPoint.
abstract contract SessionSpecification is SessionFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    function test_WhenFirstOperationCarriesTypedGrant() external {
        _testFirstOperation(TYPED);
    }

    function test_WhenFirstOperationCarriesTextGrant() external {
        _testFirstOperation(TEXT);
    }

    function _testFirstOperation(uint8 form) private {
        SessionEncoder.Terms memory terms = defaultTerms();

        assertSucceeded(send(entryPoint(), enablingOp(terms, one(transferCall(5e6)), form)));

        assertEq(_token.balanceOf(_recipient), 5e6, "transferred");
        (bool known, bool revoked, uint48 expiresAt,, uint32 epoch) =
            sessionStatusOf(_module, account(), sessionIdOf(terms));
        assertTrue(known && !revoked, "session live");
        assertEq(expiresAt, terms.expiresAt, "expiry in force");
        assertEq(epoch, 1, "epoch");
        assertSucceeded(use(terms, transferCall(6e6)));
        assertEq(_token.balanceOf(_recipient), 11e6, "transferred again without the grant");
    }

    function test_WhenGrantIsRelayed() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);

        assertEq(SessionId.unwrap(id), SessionId.unwrap(sessionIdOf(terms)), "session id");
        assertSucceeded(use(terms, transferCall(5e6)));
        assertEq(_token.balanceOf(_recipient), 5e6, "transferred");
    }

    function test_WhenBatchIsWithinLimits() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](3);
        for (uint256 i = 0; i < 3; i++) {
            calls[i] = transferCall(10e6);
        }

        assertSucceeded(send(entryPoint(), sessionOp(terms, calls)));

        assertEq(_token.balanceOf(_recipient), 30e6, "transferred");
    }

    function test_RevertWhen_RuleViolated() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        Outcome memory outcome = use(terms, transferCall(Defaults.CALL_LIMIT + 1));

        assertReverted(
            outcome,
            abi.encodeWithSelector(
                ISessionKeyModule.RuleViolated.selector,
                0,
                0,
                1,
                2,
                uint256(Defaults.CALL_LIMIT) + 1,
                uint256(Defaults.CALL_LIMIT)
            )
        );
        assertSucceeded(use(terms, transferCall(Defaults.CALL_LIMIT)));
    }

    function test_RevertWhen_DailyBudgetExceeded() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        for (uint256 i = 0; i < 5; i++) {
            assertSucceeded(use(terms, transferCall(Defaults.CALL_LIMIT)));
        }
        uint256 nextDay = (vm.getBlockTimestamp() / 1 days + 1) * 1 days;

        assertReverted(
            use(terms, transferCall(1)),
            abi.encodeWithSelector(
                ISessionKeyModule.BudgetExceeded.selector,
                0,
                address(_token),
                uint256(Defaults.DAILY_LIMIT),
                uint256(Defaults.DAILY_LIMIT),
                1,
                nextDay
            )
        );
        vm.warp(nextDay + 6);
        assertSucceeded(use(terms, transferCall(1)));
    }

    function test_RevertWhen_SignatureIsOfAnotherKey() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        userOp.signature = wrap(signedSegment(userOp, segmentBody(claim(), 0, grantedPart(terms), calls), _approverKey));

        assertRefused(send(entryPoint(), userOp), "AA24 signature error");
    }

    function test_RevertWhen_ClaimLies() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        vm.warp(uint256(terms.expiresAt) + 1);
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(terms.expiresAt - 10, 0, grantedPart(terms), calls));

        assertRefused(send(entryPoint(), userOp), "AA22 expired or not due");
    }

    function test_RevertWhen_HonestClaimIsBehindTheExpiry() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        vm.warp(uint256(terms.expiresAt) + 7);

        assertReverted(
            use(terms, transferCall(1)),
            abi.encodeWithSelector(ISessionKeyModule.SessionExpired.selector, terms.expiresAt, terms.expiresAt + 1)
        );
    }

    function test_RevertGiven_SessionRevoked() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        bytes memory signature =
            signDigest(_approverKey, _messages.revocationDigest(address(_module), account(), id, TEXT));

        _module.revoke(account(), id, TEXT, signature);

        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, id);
        assertReverted(use(terms, transferCall(1)), refusal);
        assertReverted(send(entryPoint(), enablingOp(terms, one(transferCall(1)), TYPED)), refusal);
    }

    function test_RevertGiven_AllSessionsRevoked() external {
        SessionEncoder.Terms memory first = defaultTerms();
        SessionEncoder.Terms memory second = defaultTerms();
        second.salt = 8;
        relayGrant(first);
        relayGrant(second);
        bytes memory signature =
            signDigest(_approverKey, _messages.allRevocationDigest(address(_module), account(), 1, TEXT));

        _module.revokeAll(account(), TEXT, signature);

        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.EpochPassed.selector, uint32(1), uint32(2));
        assertReverted(use(first, transferCall(1)), refusal);
        assertReverted(use(second, transferCall(1)), refusal);
    }

    function test_RevertWhen_TargetIsTheModule() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        assertReverted(
            use(terms, callOf(address(_module), abi.encodeWithSignature("setApprover(address)", _agent))),
            abi.encodeWithSelector(ISessionKeyModule.TargetForbidden.selector, 0, address(_module))
        );
    }
}

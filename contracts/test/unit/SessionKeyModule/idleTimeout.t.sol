// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ClaimUnitTest} from "./ClaimUnitTest.sol";

/// @notice A session that falls asleep when nobody has used it for an hour. What wakes it: reattest.
contract SessionKeyModule_IdleTimeout_Test is ClaimUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant START = Defaults.NOW;
    uint256 private constant IDLE = 1 hours;

    SessionEncoder.Terms private _terms;
    SessionId private _id;

    function setUp() public override {
        super.setUp();
        SessionEncoder.Terms memory terms = freeTerms();
        terms.addIdleTimeout(uint32(IDLE));
        _terms = terms;
        _id = relayGrant(terms);
    }

    function test_RevertGiven_SessionIsDormant() public {
        refuseClaim(
            _terms,
            START + IDLE + 1,
            0,
            refusal(ISessionKeyModule.SessionDormant.selector, START, IDLE, START + IDLE + 1)
        );
        refuseClaim(_terms, START + IDLE, 0, disjoint(START + IDLE, "idleTimeout", START + IDLE));
        assertBounds(_terms, START + IDLE - 1, 0, START + IDLE);
    }

    function test_WhenUsed_BoundIsByTheActivityBefore() public {
        assertBounds(_terms, START + 600, 0, START + IDLE);
        assertEq(lastActivityOf(_id), START + 600, "last activity");
        assertBounds(_terms, START + IDLE + 1, 0, START + 600 + IDLE);
        assertEq(lastActivityOf(_id), START + IDLE + 1, "last activity");
    }

    function test_WhenClaimIsOlder() public {
        assertBounds(_terms, START + 600, 0, START + IDLE);
        assertBounds(_terms, START + 100, 0, START + 600 + IDLE);
        assertEq(lastActivityOf(_id), START + 600, "never back");
    }

    function test_WhenExpiryIsEarlier() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.expiresAt = uint48(START + IDLE - 1);
        relayGrant(terms);
        assertBounds(terms, START + 10, 0, START + IDLE - 1);
    }

    function test_WhenTimeoutIsTheGreatest() public {
        SessionEncoder.Terms memory terms = freeTerms();
        terms.addIdleTimeout(type(uint32).max);
        relayGrant(terms);
        assertBounds(terms, START + 20 days, 0, terms.expiresAt);
    }

    function test_WhenGrantIsRelayed() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt++;
        vm.warp(START + 100);
        assertEq(lastActivityOf(relayGrant(terms)), START + 100, "begins with the block");
        terms.validAfter = uint48(START + 500);
        assertEq(lastActivityOf(relayGrant(terms)), START + 500, "begins with valid after");
        assertBounds(terms, START + 500, 0, START + 500 + IDLE);
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt++;
        terms.grantDeadline = uint48(START + 5 hours);
        vm.warp(START + 2000);
        assertBounds(firstOp(terms, START + 700, 0), START + 700, START + 700 + IDLE);
        assertEq(lastActivityOf(sessionIdOf(terms)), START + 700, "begins with the claim");
    }

    function test_WhenRenewedToo() public {
        SessionEncoder.Terms memory terms = freeTerms();
        terms.addTtl(2 hours, 3);
        terms.addIdleTimeout(uint32(IDLE));
        SessionId id = relayGrant(terms);

        assertBounds(terms, START + 600, FLAG_RENEW, START + IDLE);
        assertEq(lastActivityOf(id), START + 600, "last activity");
        assertEq(expiresAtOf(id), START + 600 + 2 hours, "expiry");
        assertEq(renewalsOf(id), 1, "renewals");
    }

    function test_WhenSignatureIsWrong() public {
        PackedUserOperation memory userOp = opWith(_terms, routerCall(""), START + 600, 0);
        userOp.preVerificationGas++;
        assertEq(validate(userOp), validationData(START + 600, START + IDLE) | 1, "1 with the true bounds");
    }

    /// @dev Without the term no use is remembered.
    function test_GivenNoTimeout() public {
        SessionEncoder.Terms memory terms = freeTerms();
        SessionId id = relayGrant(terms);
        assertBounds(terms, START + 20 days, 0, terms.expiresAt);
        assertEq(lastActivityOf(id), START, "last activity");
    }
}

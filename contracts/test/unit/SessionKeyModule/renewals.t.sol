// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule, MODE_RESTRICTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ClaimUnitTest} from "./ClaimUnitTest.sol";

/// @notice A session with a ttl lives for an hour at a time, and three times more if its key asks for it in time.
contract SessionKeyModule_Renewals_Test is ClaimUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint256 private constant START = Defaults.NOW;
    uint256 private constant TTL = 1 hours;

    SessionEncoder.Terms private _terms;
    SessionId private _id;

    function setUp() public override {
        super.setUp();
        SessionEncoder.Terms memory terms = freeTerms();
        terms.addTtl(uint32(TTL), 3);
        _terms = terms;
        _id = relayGrant(terms);
    }

    /* THE EXPIRY IN FORCE */

    function test_WhenGrantIsRelayed() public {
        _assertExpiryAfterGrant(_terms, START + 10, START + 10 + TTL);
        SessionEncoder.Terms memory later = _terms;
        later.validAfter = uint48(START + 500);
        _assertExpiryAfterGrant(later, START, START + 500 + TTL);
        later.expiresAt = uint48(START + 500 + TTL - 1);
        _assertExpiryAfterGrant(later, START, START + 500 + TTL - 1);
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt++;
        vm.warp(START + 2000);
        assertBounds(firstOp(terms, START + 700, 0), START + 700, START + 3600); // the deadline of the grant
        assertEq(expiresAtOf(sessionIdOf(terms)), START + 700 + TTL, "ttl begins with the claim");

        terms.salt++;
        terms.grantDeadline = uint48(START + 5 hours);
        assertBounds(firstOp(terms, START + 700, 0), START + 700, START + 700 + TTL);
    }

    function test_WhenUsed() public {
        assertBounds(_terms, START + TTL - 1, 0, START + TTL);
        refuseClaim(_terms, START + TTL, 0, disjoint(START + TTL, "expiresAt", START + TTL));
        refuseClaim(
            _terms, START + TTL + 1, 0, refusal(ISessionKeyModule.SessionExpired.selector, START + TTL, START + TTL + 1)
        );
        assertEq(expiresAtOf(_id), START + TTL, "use renews nothing");
    }

    function test_WhenTtlIsOneSecond() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.groups = "";
        terms.addTtl(1, 1);
        assertEq(expiresAtOf(relayGrant(terms)), START + 1, "expiry after the grant");
        assertBounds(terms, START, 0, START + 1);
        refuseClaim(terms, START + 1, FLAG_RENEW, disjoint(START + 1, "expiresAt", START + 1));
    }

    /* RENEWAL */

    function test_WhenRenewed_BoundIsTheExpiryBefore() public {
        assertBounds(_terms, START + 600, FLAG_RENEW, START + TTL);
        assertEq(expiresAtOf(_id), START + 600 + TTL, "expiry");
        assertEq(renewalsOf(_id), 1, "renewals");
        assertBounds(_terms, START + TTL + 1, 0, START + 600 + TTL);
    }

    function test_WhenRenewedInTheLastSecond() public {
        assertBounds(_terms, START + TTL - 1, FLAG_RENEW, START + TTL);
        assertEq(expiresAtOf(_id), START + 2 * TTL - 1, "expiry");
    }

    function test_RevertWhen_RenewedTooLate() public {
        refuseClaim(_terms, START + TTL, FLAG_RENEW, disjoint(START + TTL, "expiresAt", START + TTL));
        refuseClaim(
            _terms,
            START + TTL + 1,
            FLAG_RENEW,
            refusal(ISessionKeyModule.SessionExpired.selector, START + TTL, START + TTL + 1)
        );
    }

    function test_RevertWhen_RenewalsAreUsedUp() public {
        for (uint256 i = 1; i <= 3; i++) {
            assertBounds(_terms, START + 600 * i, FLAG_RENEW, START + 600 * (i - 1) + TTL);
        }
        assertEq(renewalsOf(_id), 3, "renewals");
        refuseClaim(_terms, START + 2400, FLAG_RENEW, refusal(ISessionKeyModule.RenewalsExhausted.selector, 3));
        assertBounds(_terms, START + 2400, 0, START + 1800 + TTL);
    }

    function test_WhenRenewalsAreTheMost() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.groups = "";
        terms.addTtl(uint32(TTL), type(uint16).max);
        SessionId id = relayGrant(terms);
        bytes32 slot = keccak256(abi.encode(_account, keccak256(abi.encode(id, uint256(1)))));
        uint256 status = uint256(vm.load(address(_module), slot));
        vm.store(address(_module), slot, bytes32(status | uint256(type(uint16).max - 1) << 144));

        assertBounds(terms, START + 600, FLAG_RENEW, START + TTL);
        assertEq(renewalsOf(id), type(uint16).max, "renewals");
        assertEq(lastActivityOf(id), START, "the field above");
        refuseClaim(
            terms, START + 700, FLAG_RENEW, refusal(ISessionKeyModule.RenewalsExhausted.selector, type(uint16).max)
        );
    }

    function test_RevertGiven_NoRenewals() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.groups = "";
        terms.addTtl(uint32(TTL), 0);
        relayGrant(terms);
        refuseClaim(terms, START + 600, FLAG_RENEW, refusal(ISessionKeyModule.RenewalsExhausted.selector, 0));
    }

    function test_RevertGiven_NoTtl() public {
        SessionEncoder.Terms memory terms = freeTerms();
        relayGrant(terms);
        refuseClaim(terms, START + 600, FLAG_RENEW, refusal(ISessionKeyModule.RenewalsExhausted.selector, 0));
    }

    function test_RevertWhen_RenewalExtendsNothing() public {
        refuseClaim(_terms, START, FLAG_RENEW, _extendsNothing(START + TTL, START + TTL));
        assertBounds(_terms, START + 600, FLAG_RENEW, START + TTL);
        refuseClaim(_terms, START + 600, FLAG_RENEW, _extendsNothing(START + 600 + TTL, START + 600 + TTL));
        refuseClaim(_terms, START + 599, FLAG_RENEW, _extendsNothing(START + 600 + TTL, START + 599 + TTL));
        assertBounds(_terms, START + 601, FLAG_RENEW, START + 600 + TTL);
    }

    function test_RevertWhen_FirstOperationRenews() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt++;
        refuse(firstOp(terms, START + 700, FLAG_RENEW), _extendsNothing(START + 700 + TTL, START + 700 + TTL));
    }

    function test_WhenLifetimeEnds() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.expiresAt = uint48(START + TTL + 300);
        SessionId id = relayGrant(terms);

        assertBounds(terms, START + 299, FLAG_RENEW, START + TTL);
        assertEq(expiresAtOf(id), START + TTL + 299, "within the lifetime");
        assertBounds(terms, START + 600, FLAG_RENEW, START + TTL + 299);
        assertEq(expiresAtOf(id), START + TTL + 300, "capped by the lifetime");
        refuseClaim(terms, START + 900, FLAG_RENEW, _extendsNothing(START + TTL + 300, START + TTL + 300));
    }

    /// @dev An older claim is allowed, and moves nothing back.
    function test_WhenClaimIsOlder() public {
        assertBounds(_terms, START + 600, FLAG_RENEW, START + TTL);
        assertBounds(_terms, START + 100, 0, START + 600 + TTL);
        assertEq(expiresAtOf(_id), START + 600 + TTL, "expiry");
        assertEq(renewalsOf(_id), 1, "renewals");
    }

    function test_RevertGiven_Restricted() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.leaves[0][24] = 0x01;
        relayGrant(terms);
        vm.prank(_account);
        _module.tightenMode(_account, MODE_RESTRICTED, 0, 0, TYPED, "");

        refuseClaim(terms, START + 600, FLAG_RENEW, refusal(ISessionKeyModule.ModeForbids.selector, MODE_RESTRICTED));
        assertBounds(terms, START + 600, 0, START + TTL);
    }

    function test_WhenSignatureIsWrong() public {
        PackedUserOperation memory userOp = opWith(_terms, routerCall(""), START + 600, FLAG_RENEW);
        userOp.preVerificationGas++;
        assertEq(validate(userOp), validationData(START + 600, START + TTL) | 1, "1 with the true bounds");
    }

    /* HELPERS */

    function _assertExpiryAfterGrant(SessionEncoder.Terms memory terms, uint256 time, uint256 expiresAt) private {
        terms.salt += 100;
        vm.warp(time);
        assertEq(expiresAtOf(relayGrant(terms)), expiresAt, "expiry after the grant");
    }

    function _extendsNothing(uint256 expiresAt, uint256 renewed) private pure returns (bytes memory) {
        return refusal(ISessionKeyModule.RenewalExtendsNothing.selector, expiresAt, renewed);
    }
}

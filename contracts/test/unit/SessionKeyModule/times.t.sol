// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The claim against the session's times, and the bounds that make the claim true.
contract SessionKeyModule_Times_Test is SessionKeyModuleUnitTest {
    uint256 private constant START = Defaults.NOW;
    uint256 private constant NEXT_DAY = (START / 1 days + 1) * 1 days;

    SessionEncoder.Terms private _free;

    /// @dev A session without budgets, so that no window bounds it.
    function setUp() public override {
        super.setUp();
        _free = termsOf(routerLeaf(none(), none()));
        _free.validAfter = uint48(START + 100);
        _free.expiresAt = uint48(START + 1000);
        delete _free.budgets;
        relayGrant(_free);
    }

    function test_RevertWhen_ClaimIsBeforeValidAfter() public {
        _refuseClaim(START + 99, 0, refusal(ISessionKeyModule.SessionNotYetValid.selector, START + 100, START + 99));
        _refuseClaim(0, 0, refusal(ISessionKeyModule.SessionNotYetValid.selector, START + 100, 0));
        _assertBounds(START + 100, 0, START + 1000);
        _assertBounds(START + 101, 0, START + 1000);
    }

    function test_RevertWhen_ClaimIsBehindTheExpiry() public {
        _assertBounds(START + 999, 0, START + 1000);
        _refuseClaim(START + 1000, 0, _disjoint(START + 1000, "expiresAt", START + 1000));
        _refuseClaim(START + 1001, 0, refusal(ISessionKeyModule.SessionExpired.selector, START + 1000, START + 1001));
    }

    function test_RevertWhen_NotAfterIsNotBehindTheClaim() public {
        _refuseClaim(START + 100, 1, _disjoint(START + 100, "notAfter", 1));
        _refuseClaim(START + 100, START + 99, _disjoint(START + 100, "notAfter", START + 99));
        _refuseClaim(START + 100, START + 100, _disjoint(START + 100, "notAfter", START + 100));
        _assertBounds(START + 100, START + 101, START + 101);
    }

    function test_WhenNotAfterIsBehindTheExpiry() public {
        _assertBounds(START + 100, START + 999, START + 999);
        _assertBounds(START + 100, START + 1000, START + 1000);
        _assertBounds(START + 100, START + 1001, START + 1000);
    }

    function test_RevertWhen_ClaimIsBehindTheDeadline() public {
        SessionEncoder.Terms memory terms = _free;
        terms.salt++;
        terms.grantDeadline = uint48(START + 200);

        assertEq(_askFirst(terms, START + 199, 0), validationData(START + 199, START + 200), "the last claim");
        assertEq(_askFirst(terms, START + 150, START + 151), validationData(START + 150, START + 151), "notAfter");
        refuse(_firstOp(terms, START + 200, 0), _disjoint(START + 200, "grantDeadline", START + 200));
        refuse(
            _firstOp(terms, START + 201, 0),
            refusal(ISessionKeyModule.GrantDeadlinePassed.selector, START + 200, START + 201)
        );
        terms.grantDeadline = uint48(START + 5000);
        assertEq(_askFirst(terms, START + 500, 0), validationData(START + 500, START + 1000), "the expiry is earlier");
    }

    function test_RevertWhen_FirstClaimIsOutsideTheSession() public {
        SessionEncoder.Terms memory terms = _free;
        terms.salt++;
        terms.grantDeadline = uint48(START + 5000);

        refuse(
            _firstOp(terms, START + 99, 0),
            refusal(ISessionKeyModule.SessionNotYetValid.selector, START + 100, START + 99)
        );
        refuse(
            _firstOp(terms, START + 1001, 0),
            refusal(ISessionKeyModule.SessionExpired.selector, START + 1000, START + 1001)
        );
    }

    /// @dev The 366 days start at the claim, which cannot be later than the real time.
    function test_WhenLifetimeStartsAtTheClaim() public {
        SessionEncoder.Terms memory terms = _free;
        terms.salt++;
        terms.grantDeadline = uint48(START + 5000);
        uint256 maximum = START + 300 + 366 days;

        terms.expiresAt = uint48(maximum);
        assertEq(_askFirst(terms, START + 300, 0), validationData(START + 300, START + 5000), "366 days");
        terms.expiresAt = uint48(maximum + 1);
        refuse(_firstOp(terms, START + 300, 0), termInvalid("expiresAt", maximum + 1, maximum));
    }

    /* WINDOWS */

    function test_WhenABudgetIsCharged() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        TestCall[] memory calls = one(transferCall(1));

        assertEq(validate(claimingOp(terms, calls, NEXT_DAY - 2, 0)), validationData(NEXT_DAY - 2, NEXT_DAY - 1), "t-2");
        refuse(claimingOp(terms, calls, NEXT_DAY - 1, 0), _disjoint(NEXT_DAY - 1, "budget", NEXT_DAY - 1));
        uint256 next = NEXT_DAY + 1 days - 1;
        assertEq(validate(claimingOp(terms, calls, NEXT_DAY, 0)), validationData(NEXT_DAY, next), "t");
        assertEq(validate(claimingOp(terms, calls, NEXT_DAY + 1, 0)), validationData(NEXT_DAY + 1, next), "t+1");
    }

    function test_WhenABudgetIsNotCharged() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);

        assertEq(
            validate(claimingOp(terms, one(transferCall(0)), START, 0)),
            validationData(START, terms.expiresAt),
            "not bound to the window"
        );
    }

    function test_WhenSeveralWindowsAreCharged() public {
        SessionEncoder.Terms memory terms =
            withBudget(defaultTerms(), SessionEncoder.budget(1, address(_token), 1_000e6, 3600));
        withBudget(terms, SessionEncoder.budget(1, address(_token), 1_000e6, 30 days));
        relayGrant(terms);
        uint256 hourEnd = (START / 3600 + 1) * 3600 - 1;

        assertEq(
            validate(claimingOp(terms, one(transferCall(1)), START, 0)),
            validationData(START, hourEnd),
            "the shortest window"
        );
        assertEq(
            validate(claimingOp(terms, one(transferCall(1)), START, hourEnd - 1)),
            validationData(START, hourEnd - 1),
            "notAfter is earlier"
        );
    }

    /* HELPERS */

    function _assertBounds(uint256 claimedAt, uint256 notAfter, uint256 validUntil) private {
        uint256 answer = validate(_op(claimedAt, notAfter));
        assertEq(answer, validationData(claimedAt, validUntil), "bounds");
    }

    function _refuseClaim(uint256 claimedAt, uint256 notAfter, bytes memory revertData) private {
        refuse(_op(claimedAt, notAfter), revertData);
    }

    function _op(uint256 claimedAt, uint256 notAfter) private view returns (PackedUserOperation memory) {
        return claimingOp(_free, one(routerCall("")), claimedAt, notAfter);
    }

    function _firstOp(SessionEncoder.Terms memory terms, uint256 claimedAt, uint256 notAfter)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(routerCall(""));
        userOp = unsignedOp(terms, calls, 0);
        bytes memory part = enablePart(terms, TYPED, approve(terms, TYPED));
        sign(userOp, abi.encodePacked(uint48(claimedAt), uint48(notAfter), FLAG_ENABLE, part, uint8(0)));
    }

    /// @dev What the first operation would be answered; nothing stays.
    function _askFirst(SessionEncoder.Terms memory terms, uint256 claimedAt, uint256 notAfter)
        private
        returns (uint256 answer)
    {
        uint256 snapshot = vm.snapshotState();
        answer = validate(_firstOp(terms, claimedAt, notAfter));
        vm.revertToStateAndDelete(snapshot);
    }

    function _disjoint(uint256 claimedAt, bytes32 upper, uint256 validUntil) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ISessionKeyModule.BoundsDisjoint.selector, bytes32("claimedAt"), claimedAt, upper, validUntil
        );
    }
}

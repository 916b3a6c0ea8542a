// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ClaimUnitTest} from "./ClaimUnitTest.sol";

/// @notice Seconds of the UTC day and weekdays. What follows an allowed second decides about the bound.
contract SessionKeyModule_Schedule_Test is ClaimUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Monday 2027-01-18 00:00:00 UTC.
    uint256 private constant MONDAY = 1_800_230_400;
    uint24 private constant FROM = 9 hours;
    uint24 private constant TO = 17 hours + 30 minutes;
    uint8 private constant WORKDAYS = 0x1f;
    uint8 private constant ALL_DAYS = 0x7f;

    function test_RevertWhen_SecondIsOutside() public {
        SessionEncoder.Terms memory terms = _granted(FROM, TO, ALL_DAYS);

        _refuse(terms, MONDAY, FROM, TO, ALL_DAYS);
        _refuse(terms, MONDAY + FROM - 1, FROM, TO, ALL_DAYS);
        assertBounds(terms, MONDAY + FROM, 0, MONDAY + TO - 1);
        assertBounds(terms, MONDAY + FROM + 1, 0, MONDAY + TO - 1);
        assertBounds(terms, MONDAY + TO - 2, 0, MONDAY + TO - 1);
        refuseClaim(terms, MONDAY + TO - 1, 0, disjoint(MONDAY + TO - 1, "schedule", MONDAY + TO - 1));
        _refuse(terms, MONDAY + TO, FROM, TO, ALL_DAYS);
        _refuse(terms, MONDAY + 1 days - 1, FROM, TO, ALL_DAYS);
    }

    function test_RevertWhen_WeekdayIsAnother() public {
        for (uint256 allowed = 0; allowed < 7; allowed++) {
            uint8 weekdays = uint8(1 << allowed);
            SessionEncoder.Terms memory terms = _granted(FROM, TO, weekdays);
            for (uint256 day = 0; day < 7; day++) {
                uint256 claimedAt = MONDAY + day * 1 days + 12 hours;
                if (day == allowed) assertBounds(terms, claimedAt, 0, MONDAY + day * 1 days + TO - 1);
                else _refuse(terms, claimedAt, FROM, TO, weekdays);
            }
        }
    }

    function test_WhenDayIsOneSecond() public {
        SessionEncoder.Terms memory terms = _granted(FROM, FROM + 1, ALL_DAYS);
        refuseClaim(terms, MONDAY + FROM, 0, disjoint(MONDAY + FROM, "schedule", MONDAY + FROM));
        terms = _granted(FROM, FROM + 2, ALL_DAYS);
        assertBounds(terms, MONDAY + FROM, 0, MONDAY + FROM + 1);
    }

    /// @dev Whole days: the next day follows without a gap.
    function test_WhenDaysAreWhole() public {
        SessionEncoder.Terms memory terms = _granted(0, 1 days, WORKDAYS);
        uint256 end = MONDAY + 5 days - 1;

        assertBounds(terms, MONDAY, 0, end);
        assertBounds(terms, MONDAY + 1 days - 1, 0, end);
        assertBounds(terms, MONDAY + 1 days, 0, end);
        assertBounds(terms, end - 1, 0, end);
        refuseClaim(terms, end, 0, disjoint(end, "schedule", end));
        _refuse(terms, end + 1, 0, 1 days, WORKDAYS);
        _refuse(terms, MONDAY + 7 days - 1, 0, 1 days, WORKDAYS);
        assertBounds(terms, MONDAY + 7 days, 0, end + 7 days);
    }

    function test_WhenWholeDaysGoAcrossTheWeek() public {
        SessionEncoder.Terms memory terms = _granted(0, 1 days, 0x61); // Saturday, Sunday, Monday

        assertBounds(terms, MONDAY + 5 days, 0, MONDAY + 8 days - 1);
        assertBounds(terms, MONDAY + 7 days - 1, 0, MONDAY + 8 days - 1);
        assertBounds(terms, MONDAY + 7 days, 0, MONDAY + 8 days - 1);
        _refuse(terms, MONDAY + 8 days, 0, 1 days, 0x61);
    }

    function test_WhenDaysEndAtMidnight() public {
        SessionEncoder.Terms memory terms = _granted(1, 1 days, ALL_DAYS);
        assertBounds(terms, MONDAY + 12 hours, 0, MONDAY + 1 days - 1);
        _refuse(terms, MONDAY + 1 days, 1, 1 days, ALL_DAYS);
        terms = _granted(0, 1 days - 1, ALL_DAYS);
        assertBounds(terms, MONDAY + 12 hours, 0, MONDAY + 1 days - 2);
    }

    function test_WhenEverySecondIsAllowed() public {
        SessionEncoder.Terms memory terms = _granted(0, 1 days, ALL_DAYS);
        assertBounds(terms, MONDAY + 1 days - 1, 0, terms.expiresAt);
    }

    function test_WhenOneWholeDayIsAllowed() public {
        SessionEncoder.Terms memory terms = _granted(0, 1 days, 0x40);
        assertBounds(terms, MONDAY + 6 days, 0, MONDAY + 7 days - 1);
    }

    /// @dev The flag for the grace is for budgets.
    function test_WhenGraceIsAskedFor() public {
        SessionEncoder.Terms memory terms = _granted(FROM, TO, ALL_DAYS);
        assertBounds(terms, MONDAY + TO - 2, FLAG_GRACE, MONDAY + TO - 1);
        _refuseWithGrace(terms, MONDAY + TO);
    }

    function test_WhenExpiryIsEarlier() public {
        SessionEncoder.Terms memory terms = freeTerms();
        terms.expiresAt = uint48(MONDAY + 12 hours);
        terms.addSchedule(FROM, TO, ALL_DAYS);
        relayGrant(terms);
        assertBounds(terms, MONDAY + FROM, 0, MONDAY + 12 hours);
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = freeTerms();
        terms.grantDeadline = uint48(MONDAY + 3 days);
        terms.addSchedule(FROM, TO, 0x01);
        assertBounds(firstOp(terms, MONDAY + FROM, 0), MONDAY + FROM, MONDAY + TO - 1);
        terms.salt++;
        refuse(firstOp(terms, MONDAY + TO, 0), _outside(MONDAY + TO, FROM, TO, 0x01));
    }

    /* HELPERS */

    function _granted(uint24 from, uint24 to, uint8 weekdays) private returns (SessionEncoder.Terms memory terms) {
        terms = freeTerms();
        terms.addSchedule(from, to, weekdays);
        relayGrant(terms);
    }

    function _refuse(SessionEncoder.Terms memory terms, uint256 claimedAt, uint24 from, uint24 to, uint8 weekdays)
        private
    {
        refuseClaim(terms, claimedAt, 0, _outside(claimedAt, from, to, weekdays));
    }

    function _refuseWithGrace(SessionEncoder.Terms memory terms, uint256 claimedAt) private {
        refuseClaim(terms, claimedAt, FLAG_GRACE, _outside(claimedAt, FROM, TO, ALL_DAYS));
    }

    function _outside(uint256 claimedAt, uint256 from, uint256 to, uint256 weekdays)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(ISessionKeyModule.OutsideSchedule.selector, from, to, weekdays, uint48(claimedAt));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Rules on signed words, and on the ratio of two words.
contract SessionKeyModule_Ratios_Test is SessionKeyModuleUnitTest {
    uint8 private constant AT_MOST_SIGNED = 4;
    uint8 private constant AT_LEAST_SIGNED = 5;
    uint8 private constant AT_LEAST_RATIO = 8;
    uint256 private constant HALF = 2 ** 124 - 1;
    bytes32 private constant MINUS_ONE = bytes32(type(uint256).max);
    bytes32 private constant LEAST = bytes32(uint256(1) << 255);
    bytes32 private constant GREATEST = bytes32(type(uint256).max >> 1);

    /* SIGNED */

    function test_RevertWhen_SignedWordIsAbove() public {
        SessionEncoder.Terms memory terms = _granted(AT_MOST_SIGNED, bytes32(uint256(5)));
        _allow(terms, bytes32(uint256(5)));
        _allow(terms, bytes32(0));
        _allow(terms, MINUS_ONE);
        _allow(terms, LEAST);
        _refuse(terms, AT_MOST_SIGNED, bytes32(uint256(6)), bytes32(uint256(5)));
        _refuse(terms, AT_MOST_SIGNED, GREATEST, bytes32(uint256(5)));

        bytes32 minusFive = bytes32(uint256(int256(-5)));
        terms = _granted(AT_MOST_SIGNED, minusFive);
        _allow(terms, minusFive);
        _allow(terms, bytes32(uint256(int256(-6))));
        _refuse(terms, AT_MOST_SIGNED, bytes32(uint256(int256(-4))), minusFive);
        _refuse(terms, AT_MOST_SIGNED, bytes32(0), minusFive);
    }

    function test_RevertWhen_SignedWordIsBelow() public {
        bytes32 minusFive = bytes32(uint256(int256(-5)));
        SessionEncoder.Terms memory terms = _granted(AT_LEAST_SIGNED, minusFive);
        _allow(terms, minusFive);
        _allow(terms, bytes32(0));
        _allow(terms, GREATEST);
        _refuse(terms, AT_LEAST_SIGNED, bytes32(uint256(int256(-6))), minusFive);
        _refuse(terms, AT_LEAST_SIGNED, LEAST, minusFive);

        terms = _granted(AT_LEAST_SIGNED, bytes32(uint256(5)));
        _allow(terms, bytes32(uint256(5)));
        _refuse(terms, AT_LEAST_SIGNED, bytes32(uint256(4)), bytes32(uint256(5)));
        _refuse(terms, AT_LEAST_SIGNED, MINUS_ONE, bytes32(uint256(5)));
    }

    function testFuzz_SignedWords(int256 word, int256 value) public {
        bytes32 allowed = bytes32(uint256(value));
        if (word <= value) _allow(_granted(AT_MOST_SIGNED, allowed), bytes32(uint256(word)));
        else _refuse(_granted(AT_MOST_SIGNED, allowed), AT_MOST_SIGNED, bytes32(uint256(word)), allowed);
        if (word >= value) _allow(_granted(AT_LEAST_SIGNED, allowed), bytes32(uint256(word)));
        else _refuse(_granted(AT_LEAST_SIGNED, allowed), AT_LEAST_SIGNED, bytes32(uint256(word)), allowed);
    }

    /* RATIO: word 0 × denominator >= word 1 × numerator */

    function test_RevertWhen_RatioIsBelow() public {
        bytes32 ratio = _ratio(1, 99, 100); // at least 99 of 100
        SessionEncoder.Terms memory terms = _granted(AT_LEAST_RATIO, ratio);
        _allowPair(terms, 99, 100);
        _allowPair(terms, 100, 100);
        _refusePair(terms, 98, 100, ratio);
        _allowPair(terms, 990_000, 1_000_000);
        _refusePair(terms, 989_999, 1_000_000, ratio);
        _allowPair(terms, 0, 0);
        _refusePair(terms, 0, 1, ratio);
    }

    function test_WhenNumeratorIsZero() public {
        SessionEncoder.Terms memory terms = _granted(AT_LEAST_RATIO, _ratio(1, 0, 1));
        _allowPair(terms, 0, type(uint256).max);
    }

    function test_WhenOtherWordIsTheSame() public {
        _allowPair(_granted(AT_LEAST_RATIO, _ratio(0, 1, 1)), 7, 0);
        bytes32 ratio = _ratio(0, 2, 1);
        _refusePair(_granted(AT_LEAST_RATIO, ratio), 7, 0, ratio);
    }

    /// @dev Products of up to 380 bits: they differ in the last bit, or only in the upper half.
    function test_WhenProductsAreWide() public {
        uint256 greatest = type(uint256).max;
        bytes32 ratio = _ratio(1, HALF, HALF);
        SessionEncoder.Terms memory terms = _granted(AT_LEAST_RATIO, ratio);
        _allowPair(terms, greatest, greatest);
        _refusePair(terms, greatest - 1, greatest, ratio);

        ratio = _ratio(1, HALF, HALF - 1);
        terms = _granted(AT_LEAST_RATIO, ratio);
        _refusePair(terms, greatest, greatest, ratio);
        _allowPair(terms, greatest, greatest - greatest / HALF - 1);
        // 2^255 × 2 has its only bit in the upper half: its lower half alone would be less than 1.
        terms = _granted(AT_LEAST_RATIO, _ratio(1, 1, 2));
        _allowPair(terms, 1 << 255, 1);
    }

    function test_RevertWhen_OtherWordIsMissing() public {
        SessionEncoder.Terms memory terms = _granted(AT_LEAST_RATIO, _ratio(2, 1, 1));
        refuse(
            terms,
            routerCall(abi.encode(uint256(5), uint256(5))),
            refusal(ISessionKeyModule.WordMissing.selector, 0, 2, 68)
        );
        allow(terms, routerCall(abi.encode(uint256(5), uint256(9), uint256(5))));
        terms = _granted(AT_LEAST_RATIO, _ratio(255, 1, 1));
        refuse(terms, routerCall(abi.encode(uint256(5))), refusal(ISessionKeyModule.WordMissing.selector, 0, 255, 36));
    }

    function testFuzz_Ratios(uint256 word, uint256 other, uint256 numerator, uint256 denominator) public {
        numerator = bound(numerator, 0, HALF);
        denominator = bound(denominator, 1, HALF);
        bytes32 ratio = _ratio(1, numerator, denominator);
        SessionEncoder.Terms memory terms = _granted(AT_LEAST_RATIO, ratio);

        if (_isAtLeast(word, denominator, other, numerator)) _allowPair(terms, word, other);
        else _refusePair(terms, word, other, ratio);
        // The edge: the least word that is enough, if there is one.
        (uint256 high, uint256 low) = _product(other, numerator);
        if (high != 0) return;
        uint256 least = low / denominator + (low % denominator == 0 ? 0 : 1);
        _allowPair(terms, least, other);
        if (least != 0) _refusePair(terms, least - 1, other, ratio);
    }

    /* HELPERS */

    function _granted(uint8 comparison, bytes32 value) private returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(list(SessionEncoder.rule(comparison, 0, 0, value)), none()));
        relayGrant(terms);
    }

    function _ratio(uint8 otherWord, uint256 numerator, uint256 denominator) private pure returns (bytes32) {
        return bytes32(uint256(otherWord) << 248 | numerator << 124 | denominator);
    }

    function _allow(SessionEncoder.Terms memory terms, bytes32 word) private {
        allow(terms, routerCall(abi.encode(word)));
    }

    function _refuse(SessionEncoder.Terms memory terms, uint8 comparison, bytes32 actual, bytes32 allowed) private {
        refuse(terms, routerCall(abi.encode(actual)), _violated(comparison, actual, allowed));
    }

    function _allowPair(SessionEncoder.Terms memory terms, uint256 word, uint256 other) private {
        allow(terms, routerCall(abi.encode(word, other)));
    }

    function _refusePair(SessionEncoder.Terms memory terms, uint256 word, uint256 other, bytes32 ratio) private {
        refuse(terms, routerCall(abi.encode(word, other)), _violated(AT_LEAST_RATIO, bytes32(word), ratio));
    }

    function _violated(uint8 comparison, bytes32 actual, bytes32 allowed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.RuleViolated.selector, 0, 0, 0, comparison, actual, allowed);
    }

    function _isAtLeast(uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (bool) {
        (uint256 high, uint256 low) = _product(a, b);
        (uint256 otherHigh, uint256 otherLow) = _product(c, d);
        return high > otherHigh || (high == otherHigh && low >= otherLow);
    }

    /// @dev By long multiplication: the factor has less than 128 bits.
    function _product(uint256 a, uint256 factor) private pure returns (uint256 high, uint256 low) {
        uint256 lower = (a & type(uint128).max) * factor;
        uint256 upper = (a >> 128) * factor + (lower >> 128);
        return (upper >> 128, upper << 128 | lower & type(uint128).max);
    }
}

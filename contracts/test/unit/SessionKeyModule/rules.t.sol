// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Conditions on the words of a call. Each is asked one below, at and one above its value.
contract SessionKeyModule_Rules_Test is SessionKeyModuleUnitTest {
    uint8 private constant EQUAL = 0;
    uint8 private constant NOT_EQUAL = 1;
    uint8 private constant AT_MOST = 2;
    uint8 private constant AT_LEAST = 3;
    uint8 private constant EQUALS_ACCOUNT = 7;

    uint256 private constant VALUE = 1000;

    function test_RevertWhen_WordIsNotEqual() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(EQUAL, 0, 0, bytes32(VALUE)));

        _refuse(terms, EQUAL, VALUE - 1);
        allow(terms, _call(VALUE));
        _refuse(terms, EQUAL, VALUE + 1);
        _refuse(terms, EQUAL, 0);
    }

    function test_RevertWhen_WordIsEqual() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(NOT_EQUAL, 0, 0, bytes32(VALUE)));

        allow(terms, _call(VALUE - 1));
        _refuse(terms, NOT_EQUAL, VALUE);
        allow(terms, _call(VALUE + 1));
    }

    function test_RevertWhen_WordIsAbove() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(AT_MOST, 0, 0, bytes32(VALUE)));

        allow(terms, _call(0));
        allow(terms, _call(VALUE - 1));
        allow(terms, _call(VALUE));
        _refuse(terms, AT_MOST, VALUE + 1);
        _refuse(terms, AT_MOST, type(uint256).max);
    }

    function test_RevertWhen_WordIsBelow() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(AT_LEAST, 0, 0, bytes32(VALUE)));

        _refuse(terms, AT_LEAST, 0);
        _refuse(terms, AT_LEAST, VALUE - 1);
        allow(terms, _call(VALUE));
        allow(terms, _call(VALUE + 1));
        allow(terms, _call(type(uint256).max));
    }

    function test_RevertWhen_WordIsNotTheAccount() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(EQUALS_ACCOUNT, 1, 0, 0));
        uint256 self = uint160(_account);

        allow(terms, _call(self));
        _refuseAt(terms, _call(self + 1), 0, 0, EQUALS_ACCOUNT, self + 1, self);
        _refuseAt(terms, _call(0), 0, 0, EQUALS_ACCOUNT, 0, self);
        _refuseAt(terms, _call(self | 1 << 160), 0, 0, EQUALS_ACCOUNT, self | 1 << 160, self);
    }

    /// @dev That rule alone has no value.
    function test_RevertWhen_ARuleBehindTheAccountsIsBroken() public {
        bytes memory first = SessionEncoder.rule(EQUALS_ACCOUNT, 1, 0, 0);
        bytes memory second = SessionEncoder.rule(AT_MOST, 0, 1, bytes32(VALUE));
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(list(first, second), none()));
        relayGrant(terms);

        allow(terms, routerCall(abi.encode(_account, VALUE)));
        _refuseAt(terms, routerCall(abi.encode(_account, VALUE + 1)), 1, 1, AT_MOST, VALUE + 1, VALUE);
    }

    /// @dev The upper 12 bytes of an address count: what a target would cut off is never ignored.
    function test_RevertWhen_AddressIsDirty() public {
        uint256 recipient = uint160(_recipient);
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(EQUAL, 1, 0, bytes32(recipient)));

        allow(terms, _call(recipient));
        for (uint256 bit = 160; bit < 256; bit++) {
            uint256 dirty = recipient | 1 << bit;
            _refuseAt(terms, _call(dirty), 0, 0, EQUAL, dirty, recipient);
        }
    }

    function test_RevertWhen_OneOfSeveralRulesIsBroken() public {
        bytes[] memory rules = new bytes[](8);
        for (uint256 i = 0; i < 8; i++) {
            rules[i] = SessionEncoder.rule(AT_MOST, 0, uint8(7 - i), bytes32(100 + i));
        }
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(rules, none()));
        relayGrant(terms);
        uint256[8] memory words = [uint256(107), 106, 105, 104, 103, 102, 101, 100];

        allow(terms, routerCall(abi.encode(words)));
        for (uint256 i = 0; i < 8; i++) {
            words[7 - i]++;
            _refuseAt(terms, routerCall(abi.encode(words)), i, 7 - i, AT_MOST, 101 + i, 100 + i);
            words[7 - i]--;
        }
    }

    function test_RevertWhen_ALaterCallBreaksARule() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(EQUAL, 0, 0, bytes32(VALUE)));
        TestCall[] memory calls = new TestCall[](3);
        for (uint256 i = 0; i < 3; i++) {
            calls[i] = _call(VALUE);
        }
        allow(terms, calls);

        for (uint256 i = 0; i < 3; i++) {
            calls[i] = _call(VALUE + 1);
            refuse(terms, calls, _violated(i, 0, 0, EQUAL, VALUE + 1, VALUE));
            calls[i] = _call(VALUE);
        }
    }

    /* WORDS */

    function test_RevertWhen_WordIsMissing() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(AT_MOST, 0, 2, bytes32(VALUE)));

        allow(terms, routerCall(new bytes(96)));
        allow(terms, routerCall(new bytes(97)));
        refuse(terms, routerCall(new bytes(95)), refusal(ISessionKeyModule.WordMissing.selector, 0, 2, 99));
        refuse(terms, routerCall(""), refusal(ISessionKeyModule.WordMissing.selector, 0, 2, 4));
    }

    function test_RevertWhen_TheLastWordIsMissing() public {
        SessionEncoder.Terms memory terms = _granted(SessionEncoder.rule(AT_MOST, 0, 255, bytes32(VALUE)));

        allow(terms, routerCall(new bytes(256 * 32)));
        refuse(
            terms,
            routerCall(new bytes(256 * 32 - 1)),
            refusal(ISessionKeyModule.WordMissing.selector, 0, 255, 4 + 256 * 32 - 1)
        );
    }

    function test_RevertWhen_AWordToSpendIsMissing() public {
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(0, 1))));
        relayGrant(terms);

        allow(terms, routerCall(new bytes(64)));
        refuse(terms, routerCall(new bytes(63)), refusal(ISessionKeyModule.WordMissing.selector, 0, 1, 67));
    }

    function test_RevertWhen_EmptyCalldataHasARule() public {
        bytes[] memory rules = list(SessionEncoder.rule(AT_MOST, 0, 0, bytes32(VALUE)));
        SessionEncoder.Terms memory terms = termsOf(SessionEncoder.leaf(address(_router), 0x00000000, 0, rules, none()));
        relayGrant(terms);

        refuse(terms, callOf(address(_router), ""), refusal(ISessionKeyModule.WordMissing.selector, 0, 0, 0));
    }

    /* HELPERS */

    function _granted(bytes memory rule) private returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(list(rule), none()));
        relayGrant(terms);
    }

    function _call(uint256 word) private view returns (TestCall memory) {
        return routerCall(abi.encode(word));
    }

    function _violated(
        uint256 callIndex,
        uint256 ruleIndex,
        uint256 word,
        uint8 comparison,
        uint256 actual,
        uint256 allowed
    ) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ISessionKeyModule.RuleViolated.selector, callIndex, ruleIndex, word, comparison, actual, allowed
        );
    }

    function _refuse(SessionEncoder.Terms memory terms, uint8 comparison, uint256 actual) private {
        refuse(terms, _call(actual), _violated(0, 0, 0, comparison, actual, VALUE));
    }

    function _refuseAt(
        SessionEncoder.Terms memory terms,
        TestCall memory call,
        uint256 ruleIndex,
        uint256 word,
        uint8 comparison,
        uint256 actual,
        uint256 allowed
    ) private {
        refuse(terms, call, _violated(0, ruleIndex, word, comparison, actual, allowed));
    }
}

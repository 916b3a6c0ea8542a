// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {EnvelopeView, GrantView, RuleView, SpendView} from "../../../src/types/TermsView.sol";
import {ArbitraryTerms} from "../../utils/ArbitraryTerms.sol";
import {RandomTerms} from "../../utils/RandomTerms.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ViewEncoder} from "../../utils/ViewEncoder.sol";
import {SessionLensUnitTest} from "./SessionLensUnitTest.sol";

/// @notice Packed terms as ordinary data.
contract SessionLens_Decode_Test is SessionLensUnitTest {
    using SessionEncoder for SessionEncoder.Terms;
    using ViewEncoder for GrantView;

    bytes32 private constant REPLACES = keccak256("replaced");

    /* FIELDS */

    function test_WhenEveryGroupIsPresent() public view {
        SessionEncoder.Terms memory terms = _full();

        EnvelopeView memory envelope = _lens.decode(terms.packed()).envelope;
        assertEq(envelope.epoch, terms.epoch, "epoch");
        assertEq(envelope.keyType, 1, "keyType");
        assertEq(envelope.sessionKey, terms.sessionKey, "sessionKey");
        assertEq(envelope.validAfter, terms.validAfter, "validAfter");
        assertEq(envelope.expiresAt, terms.expiresAt, "expiresAt");
        assertEq(envelope.ttl, 1 hours, "ttl");
        assertEq(envelope.maxRenewals, 3, "maxRenewals");
        assertEq(envelope.renewer, address(0x4e4e), "renewer");
        assertEq(envelope.idleTimeout, 600, "idleTimeout");
        assertEq(envelope.scheduleFrom, 5, "scheduleFrom");
        assertEq(envelope.scheduleTo, 6, "scheduleTo");
        assertEq(envelope.weekdays, 0x41, "weekdays");
        assertEq(envelope.nonceDomain, "session:test", "nonceDomain");
        assertEq(envelope.laneBits, 4, "laneBits");
        assertEq(envelope.paymaster, address(0xaaaa), "paymaster");
        assertFalse(envelope.anyPaymaster, "anyPaymaster");
        assertTrue(envelope.feesUnlimited, "feesUnlimited");
        assertEq(envelope.guard, address(0x9a9a9a), "guard");
        assertEq(envelope.usdLimit, 500e8, "usdLimit");
        assertEq(envelope.usdPeriod, 86_400, "usdPeriod");
        assertEq(envelope.feedsHash, bytes32(uint256(77)), "feedsHash");
        assertEq(envelope.budgets.length, 2, "budgets");
        assertEq(envelope.budgets[1].kind, 2, "kind");
        assertEq(envelope.budgets[1].asset, address(0), "asset");
        assertEq(envelope.budgets[1].limit, 9, "limit");
        assertEq(envelope.budgets[1].period, 3600, "period");
    }

    function test_WhenEveryDetailIsPresent() public view {
        SessionEncoder.Terms memory terms = _full();

        GrantView memory grant = _lens.decode(terms.packed());
        assertEq(grant.label, "Quotes.v2", "label");
        assertTrue(grant.tokenNames, "tokenNames");
        assertEq(grant.replaces, REPLACES, "replaces");
        assertEq(grant.grantDeadline, terms.grantDeadline, "grantDeadline");
        assertEq(grant.salt, terms.salt, "salt");
        assertEq(grant.capabilityRoot, terms.capabilityRoot(), "capabilityRoot");
        assertEq(grant.grantHash, keccak256(terms.details()), "grantHash");
        assertEq(grant.capabilities.length, 1, "capabilities");
        assertEq(grant.capabilities[0].id, "swap.execute", "id");
        assertEq(grant.capabilities[0].target, address(_router), "target");
        assertEq(bytes32(grant.capabilities[0].selector), bytes32(SELECTOR), "selector");
        assertEq(grant.capabilities[0].maxValue, 4, "maxValue");
        assertTrue(grant.capabilities[0].essential, "essential");
    }

    function test_WhenThereAreRulesAndSpends() public view {
        GrantView memory grant = _lens.decode(_full().packed());

        RuleView[] memory rules = grant.capabilities[0].rules;
        assertEq(rules.length, 3, "rules");
        _assertRule(rules[0], 2, 0, 1, bytes32(uint256(200)));
        _assertRule(rules[1], 7, 1, 2, 0);
        _assertRule(rules[2], 8, 0, 3, bytes32(uint256(5) << 248 | uint256(6) << 124 | 7));
        assertEq(rules[0].denominator, 0, "no ratio");
        assertEq(rules[2].otherWord, 5, "otherWord");
        assertEq(rules[2].numerator, 6, "numerator");
        assertEq(rules[2].denominator, 7, "denominator");

        SpendView[] memory spends = grant.capabilities[0].spends;
        assertEq(spends.length, 2, "spends");
        assertEq(spends[0].asset, address(_token), "asset");
        assertFalse(spends[0].fixedAmount, "by word");
        assertEq(spends[0].word, 3, "word");
        assertEq(spends[0].amount, 0, "no fixed amount");
        assertEq(spends[1].asset, address(_token), "asset");
        assertTrue(spends[1].fixedAmount, "fixed");
        assertEq(spends[1].word, 0, "no word");
        assertEq(spends[1].amount, 11, "fixed amount");
    }

    function test_WhenNoGroupIsPresent() public view {
        SessionEncoder.Terms memory terms = defaultTerms();

        GrantView memory grant = _lens.decode(terms.packed());
        EnvelopeView memory envelope = grant.envelope;
        assertEq(envelope.keyType + envelope.ttl + envelope.maxRenewals + envelope.idleTimeout, 0, "key, ttl and idle");
        assertEq(envelope.scheduleFrom + envelope.scheduleTo + envelope.weekdays, 0, "schedule");
        assertEq(envelope.renewer, address(0), "renewer");
        assertEq(envelope.paymaster, address(0), "paymaster");
        assertEq(envelope.guard, address(0), "guard");
        assertEq(envelope.usdLimit + envelope.usdPeriod, 0, "USD limit");
        assertEq(envelope.feedsHash, 0, "feedsHash");
        assertEq(grant.replaces, 0, "replaces");
        assertFalse(grant.tokenNames, "tokenNames");
        assertEq(grant.pack(), terms.packed(), "the way back");
    }

    /* ANY TERMS */

    function testFuzz_WhenTermsCouldBeGranted(uint256 seed) public view {
        bytes memory packed = RandomTerms.make(seed, type(uint256).max).packed();

        assertEq(_lens.decode(packed).pack(), packed, "the way back");
    }

    function test_WhenGrantIsTheLargest() public view {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.ids = new string[](1000);
        terms.leaves = new bytes[](1000);
        for (uint256 i = 0; i < 1000; i++) {
            terms.ids[i] = "a";
            terms.leaves[i] = SessionEncoder.leaf(address(uint160(0x20000 + i)), SELECTOR, 0, none(), none());
        }
        bytes memory packed = terms.packed();

        assertEq(_lens.decode(packed).pack(), packed, "the way back");
    }

    /// @dev Terms that nobody could be granted are refused by name, and never decoded into something else.
    function testFuzz_WhenTermsAreArbitrary(uint256 seed) public view {
        bytes memory packed = ArbitraryTerms.make(seed, 3).packed();

        try _lens.decode(packed) returns (GrantView memory grant) {
            assertEq(grant.pack(), packed, "the way back");
        } catch (bytes memory reason) {
            assertTrue(_isNamed(bytes4(reason)), "a named error");
        }
    }

    /* MALFORMED */

    function test_RevertWhen_LengthIsWrong() public {
        bytes memory packed = defaultTerms().packed();
        _refuse(
            bytes.concat(packed, hex"00"),
            refusal(ISessionKeyModule.TermsLengthMismatch.selector, packed.length, packed.length + 1)
        );
        bytes memory shorter = new bytes(packed.length - 1);
        for (uint256 i = 0; i < shorter.length; i++) {
            shorter[i] = packed[i];
        }
        _refuse(shorter, refusal(ISessionKeyModule.TermsLengthMismatch.selector, packed.length, packed.length - 1));
    }

    function test_RevertWhen_ANumberHasNoMeaning() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.keyType = 2;
        _refuse(terms.packed(), termInvalid("keyType", 2, 1));
        terms = defaultTerms();
        terms.budgets[0] = SessionEncoder.budget(3, address(_token), 1, 0);
        _refuse(terms.packed(), termInvalid("budgetKind", 3, 2));
        terms = termsOf(routerLeaf(list(SessionEncoder.rule(9, 0, 0, 0)), none()));
        _refuse(terms.packed(), termInvalid("comparison", 9, 8));
        terms = defaultTerms();
        terms.detailFlags = 4;
        _refuse(terms.packed(), termInvalid("detailFlags", 4, 3));
        terms = termsOf(routerLeaf(none(), list(SessionEncoder.spendWord(1, 0))));
        _refuse(terms.packed(), refusal(ISessionKeyModule.SpendBudgetInvalid.selector, 0, 1));
    }

    function test_RevertWhen_AGroupSaysNothing() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addTtl(0, 1);
        _refuse(terms.packed(), termInvalid("ttl", 0, 1));
        terms = defaultTerms();
        terms.addGuard(address(0), 1, 1, 0);
        _refuse(terms.packed(), termInvalid("guard", 0, 65_536));
    }

    function test_RevertWhen_ACharacterHasNoPlace() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.label = "<script>";
        _refuse(terms.packed(), _character("label", "<"));
        terms = defaultTerms();
        terms.nonceDomain = "Session";
        _refuse(terms.packed(), _character("nonceDomain", "S"));
        terms = defaultTerms();
        terms.ids[0] = ";";
        _refuse(terms.packed(), _character("id", ";"));
    }

    /* HELPERS */

    /// @dev Every field has another value than its neighbours.
    function _full() private view returns (SessionEncoder.Terms memory terms) {
        bytes[] memory rules =
            list(SessionEncoder.rule(2, 0, 1, bytes32(uint256(200))), SessionEncoder.rule(7, 1, 2, 0));
        rules = append(rules, SessionEncoder.rule(8, 0, 3, bytes32(uint256(5) << 248 | uint256(6) << 124 | 7)));
        bytes[] memory spends = list(SessionEncoder.spendWord(0, 3), SessionEncoder.spendFixed(0, 11));
        bytes memory leaf = SessionEncoder.leaf(address(_router), SELECTOR, 4, rules, spends);
        leaf[24] |= 0x01; // essential
        terms = termsOf(leaf);
        withBudget(terms, SessionEncoder.budget(2, address(0), 9, 3600));
        terms.keyType = 1;
        terms.addTtl(1 hours, 3);
        terms.addRenewer(address(0x4e4e));
        terms.addIdleTimeout(600);
        terms.addSchedule(5, 6, 0x41);
        terms.addPaymaster(address(0xaaaa));
        terms.addGuard(address(0x9a9a9a), 500e8, 86_400, bytes32(uint256(77)));
        terms.label = "Quotes.v2";
        terms.ids[0] = "swap.execute";
        terms.detailFlags = 3;
        terms.replaces = REPLACES;
    }

    function _assertRule(RuleView memory rule, uint8 comparison, uint8 printForm, uint8 word, bytes32 value)
        private
        pure
    {
        assertEq(rule.comparison, comparison, "comparison");
        assertEq(rule.printForm, printForm, "printForm");
        assertEq(rule.word, word, "word");
        assertEq(rule.value, value, "value");
    }

    function _refuse(bytes memory packed, bytes memory revertData) private {
        vm.expectRevert(revertData);
        _lens.decode(packed);
    }

    function _character(bytes32 term, bytes1 character) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.CharacterInvalid.selector, term, 0, character);
    }

    function _isNamed(bytes4 selector) private pure returns (bool) {
        return selector == ISessionKeyModule.TermInvalid.selector
            || selector == ISessionKeyModule.SessionKeyForbidden.selector
            || selector == ISessionKeyModule.FeesNotLimited.selector
            || selector == ISessionKeyModule.CapabilitiesUnsorted.selector
            || selector == ISessionKeyModule.TargetForbidden.selector
            || selector == ISessionKeyModule.NativeBudgetMissing.selector
            || selector == ISessionKeyModule.SpendBudgetInvalid.selector
            || selector == ISessionKeyModule.SpendRequired.selector
            || selector == ISessionKeyModule.SelectorForbidden.selector;
    }
}

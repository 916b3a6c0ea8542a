// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {MaximumFixtures} from "../utils/MaximumFixtures.sol";
import {OpenZeppelinSessionFixtures} from "../utils/OpenZeppelinSessionFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";
import {SessionGasFixtures} from "./SessionGasFixtures.sol";

/// @notice What each term of the envelope adds to an operation: the table of docs/envelope.md. Whole transactions, as in
/// SessionGasFixtures, the third operation of its kind; the yardstick is a token transfer with a lifetime budget on
/// the token and without any other term.
contract TermGasTest is OpenZeppelinSessionFixtures, MaximumFixtures, SessionGasFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint32 private constant TTL = 1 days;

    uint64 private _salt;
    uint256 private _plain;

    function setUp() external {
        deployOpenZeppelinSessions(deployEntryPointV07());
        depositPrefund();
        _plain = _gas(_terms());
    }

    /// @dev Of the snapshot file: it is about terms, not about accounts.
    function accountName() internal pure override returns (string memory) {
        return "Terms";
    }

    function test_Times() external {
        SessionEncoder.Terms memory terms = _terms();
        terms.addTtl(TTL, 3);
        _record("ttl", _gas(terms));

        terms = _terms();
        terms.addIdleTimeout(1 hours);
        _record("idleTimeout", _gas(terms));

        terms = _terms();
        terms.addSchedule(8 hours, 18 hours, 0x7f);
        _record("schedule", _gas(terms));
    }

    function test_Renewal() external {
        SessionEncoder.Terms memory terms = _terms();
        terms.addTtl(TTL, 3);
        SessionId id = _start(terms);
        skip(1 hours);
        _record("renewal", sendAsBundler(_renewing(terms, "")));

        terms = _terms();
        terms.grantDeadline = claim() + 1 hours;
        (address renewer, uint256 key) = makeKey("renewer");
        terms.addTtl(TTL, 3);
        terms.addRenewer(renewer);
        id = _start(terms);
        skip(1 hours);
        _record("renewalByRenewer", sendAsBundler(_renewing(terms, renewalBy(key, id, 1, claim() + 1 hours))));
    }

    function test_Budgets() external {
        _record("budgetLifetime", _gas(_withBudget(SessionEncoder.budget(0, address(_token), LIFETIME_LIMIT, 0))));
        _record("budgetCalendar", _gas(_withBudget(SessionEncoder.budget(1, address(_token), LIFETIME_LIMIT, 1 days))));
        // A limit that is counted in units of more than one.
        _record("budgetRolling", _gas(_withBudget(SessionEncoder.budget(2, address(_token), 1_000 ether, 1 days))));
        _record("budgetOperations", _gas(_withBudget(SessionEncoder.budget(0, address(1), LIFETIME_LIMIT, 0))));

        // A gas budget stands instead of `feesUnlimited`.
        SessionEncoder.Terms memory terms = _withBudget(SessionEncoder.budget(0, address(2), 1 ether, 0));
        terms.features = 0;
        _record("budgetGas", _gas(terms));
        _record(
            "budgetUnused", _gas(_withBudget(SessionEncoder.budget(1, address(_otherToken), LIFETIME_LIMIT, 1 days)))
        );
    }

    function test_Rules() external {
        bytes32 recipient = bytes32(uint256(uint160(_recipient)));
        _record("ruleEqual", _gas(_withRule(SessionEncoder.rule(0, 1, 0, recipient))));
        _record("ruleAtMost", _gas(_withRule(SessionEncoder.rule(2, 0, 1, bytes32(uint256(LIFETIME_LIMIT))))));
        // Word 1 × 1 ≥ word 1 × 1.
        _record(
            "ruleAtLeastRatio", _gas(_withRule(SessionEncoder.rule(8, 0, 1, bytes32(1 << 248 | uint256(1) << 124 | 1))))
        );
        // The proof of one of a thousand values, and of a million.
        _record("ruleInSetOfThousand", _gasInSet(recipient, 10));
        _record("ruleInSetOfMillion", _gasInSet(recipient, 20));
    }

    /// @dev The proof of one of two capabilities, and of a thousand.
    function test_CapabilitiesBeside() external {
        _record("oneOfTwoCapabilities", _gasInTree(1));
        _record("oneOfThousandCapabilities", _gasInTree(10));
    }

    function test_KeyType() external {
        P256Key memory key = makeP256Key("device");
        SessionEncoder.Terms memory terms = _terms();
        (terms.keyType, terms.sessionKey) = (1, key.name);
        relayGrant(terms);
        uint256 used;
        for (uint256 i = 0; i < 3; i++) {
            used = sendAsBundler(p256Op(terms, transferCall(TRANSFER), FLAG_P256_IN_SOLIDITY, key));
        }
        _record("p256InSolidity", used);
    }

    /// @dev What the relayed grant costs more that replaces a live session.
    function test_Replaces() external {
        SessionEncoder.Terms memory terms = _terms();
        SessionId first = relayGrant(terms);
        terms.salt = ++_salt;
        relayGrant(terms);
        uint256 plain = vm.lastCallGas().gasTotalUsed;
        terms.salt = ++_salt;
        (terms.detailFlags, terms.replaces) = (2, SessionId.unwrap(first));
        relayGrant(terms);

        record("replaces", vm.lastCallGas().gasTotalUsed - plain);
    }

    /* HELPERS */

    function _terms() private returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.salt = ++_salt;
        terms.budgets[0] = SessionEncoder.budget(0, address(_token), LIFETIME_LIMIT, 0);
        terms.leaves[0] = _leaf(new bytes[](0));
    }

    function _leaf(bytes[] memory rules) private view returns (bytes memory) {
        bytes[] memory spends = new bytes[](1);
        spends[0] = SessionEncoder.spendWord(0, 1);
        return SessionEncoder.leaf(address(_token), 0xa9059cbb, 0, rules, spends);
    }

    function _withBudget(bytes memory budget) private returns (SessionEncoder.Terms memory terms) {
        terms = _terms();
        bytes memory first = terms.budgets[0];
        terms.budgets = new bytes[](2);
        (terms.budgets[0], terms.budgets[1]) = (first, budget);
    }

    function _withRule(bytes memory rule) private returns (SessionEncoder.Terms memory terms) {
        terms = _terms();
        bytes[] memory rules = new bytes[](1);
        rules[0] = rule;
        terms.leaves[0] = _leaf(rules);
    }

    function _gasInSet(bytes32 value, uint256 nodes) private returns (uint256) {
        TestCall[] memory calls = one(transferCall(TRANSFER));
        calls[0].setProofs = setProofs(1, nodes);
        return _gas(_withRule(setRule(0, value, nodes)), calls);
    }

    function _gas(SessionEncoder.Terms memory terms) private returns (uint256) {
        return _gas(terms, one(transferCall(TRANSFER)));
    }

    function _gas(SessionEncoder.Terms memory terms, TestCall[] memory calls) private returns (uint256 used) {
        relayGrant(terms);
        for (uint256 i = 0; i < 3; i++) {
            skip(1 minutes);
            used = sendAsBundler(sessionOp(terms, calls));
        }
    }

    function _gasInTree(uint256 levels) private returns (uint256 used) {
        SessionEncoder.Terms memory terms = _terms();
        adopt(terms, levels);
        for (uint256 i = 0; i < 3; i++) {
            used = sendAsBundler(adoptedOp(terms, levels, one(transferCall(TRANSFER))));
        }
    }

    function _start(SessionEncoder.Terms memory terms) private returns (SessionId id) {
        id = relayGrant(terms);
        for (uint256 i = 0; i < 2; i++) {
            sendAsBundler(sessionOp(terms, one(transferCall(TRANSFER))));
        }
    }

    function _renewing(SessionEncoder.Terms memory terms, bytes memory renewalPart)
        private
        view
        returns (PackedUserOperation memory)
    {
        return opWith(terms, transferCall(TRANSFER), claim(), FLAG_RENEW, renewalPart);
    }

    /// @dev Over the plain operation.
    function _record(string memory term, uint256 used) private {
        record(term, used - _plain);
    }
}

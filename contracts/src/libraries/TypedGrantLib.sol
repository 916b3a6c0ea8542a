// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {Schedule} from "../types/Schedule.sol";
import {Words, WordsLib} from "../types/Words.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityLib} from "./CapabilityLib.sol";
import {CapabilityListLib} from "./CapabilityListLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";

/// @notice The struct hash (EIP-712) of a grant's terms, straight from calldata.
/// @dev Hashes of literals are constants of the code. The type strings are those of docs/encoding.md §2.
library TypedGrantLib {
    bytes32 internal constant BUDGET_TYPEHASH =
        keccak256("Budget(uint8 budget,address budgetAsset,uint128 budgetLimit,uint8 budgetKind,uint32 budgetPeriod)");
    bytes32 internal constant RULE_TYPEHASH =
        keccak256("Rule(uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue)");
    bytes32 internal constant SPEND_TYPEHASH =
        keccak256("Spend(uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount)");
    bytes32 internal constant CAPABILITY_TYPEHASH = keccak256(
        "Capability(uint16 capability,string capabilityId,address target,bytes4 selector,uint8 ruleCount,Rule[] rules,"
        "uint8 spendCount,Spend[] spends,uint128 maxValue,bool essential)"
        "Rule(uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue)"
        "Spend(uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount)"
    );
    bytes32 internal constant GRANT_TYPEHASH = keccak256(
        "SessionGrant(address account,uint32 epoch,uint40 route,address sessionKey,uint8 keyType,uint48 validAfter,"
        "uint48 expiresAt,uint32 ttl,uint16 maxRenewals,address renewer,uint32 idleTimeout,uint24 scheduleFrom,"
        "uint24 scheduleTo,uint8 weekdays,string nonceDomain,uint8 laneBits,bool anyPaymaster,address paymaster,"
        "bool feesUnlimited,address guard,uint128 usdLimit,uint32 usdPeriod,bytes32 feedsHash,uint8 budgetCount,"
        "Budget[] budgets,uint16 capabilityCount,Capability[] capabilities,bytes32 replaces,string label,"
        "bool tokenNames,uint48 grantDeadline,uint64 salt)"
        "Budget(uint8 budget,address budgetAsset,uint128 budgetLimit,uint8 budgetKind,uint32 budgetPeriod)"
        "Capability(uint16 capability,string capabilityId,address target,bytes4 selector,uint8 ruleCount,Rule[] rules,"
        "uint8 spendCount,Spend[] spends,uint128 maxValue,bool essential)"
        "Rule(uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue)"
        "Spend(uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount)"
    );

    /// What an empty list hashes to.
    bytes32 private constant EMPTY = keccak256("");

    uint256 private constant GRANT_WORDS = 33;

    // The buffer that all capabilities use one after the other: the struct of the capability, the struct of one of its
    // rules or spends, and the hashes of its rules, then of its spends, which a head counts in four bits.
    uint256 private constant CAPABILITY_WORDS = 11;
    uint256 private constant ITEM = 11;
    uint256 private constant ITEM_WORDS = 6;
    uint256 private constant HASHES = 17;
    uint256 private constant BUFFER_WORDS = 32;

    /// @notice hashStruct(SessionGrant).
    function hash(Grant memory grant, address account, uint40 route) internal pure returns (bytes32) {
        Words words = WordsLib.allocateZeros(GRANT_WORDS);
        words.set(0, uint256(GRANT_TYPEHASH));
        words.set(1, uint160(account));
        words.set(3, route);
        _setFixed(words, grant.envelope);
        _setGroups(words, grant.envelope);
        words.set(24, grant.envelope.budgetCount());
        words.set(25, uint256(_budgets(grant.envelope)));
        words.set(26, grant.capabilities.length);
        words.set(27, uint256(_capabilities(grant)));
        words.set(28, uint256(grant.replaces));
        words.set(29, uint256(CalldataLib.hash(grant.labelAt, grant.labelLength)));
        words.set(30, grant.tokenNames ? 1 : 0);
        words.set(31, grant.grantDeadline);
        words.set(32, grant.salt);
        return words.hash(0, GRANT_WORDS);
    }

    function _setFixed(Words words, Envelope envelope) private pure {
        words.set(2, envelope.epoch());
        words.set(4, uint160(envelope.sessionKey()));
        words.set(5, envelope.keyType());
        words.set(6, envelope.validAfter());
        words.set(7, envelope.expiresAt());
        words.set(15, uint256(CalldataLib.hash(envelope.nonceDomainAt(), envelope.nonceDomainLength())));
        words.set(16, envelope.laneBits());
    }

    /// @dev An absent group stays zero in every field.
    function _setGroups(Words words, Envelope envelope) private pure {
        uint256 features = envelope.features();
        if (features & EnvelopeLib.ANY_PAYMASTER != 0) words.set(17, 1);
        if (features & EnvelopeLib.FEES_UNLIMITED != 0) words.set(19, 1);
        if (features & ~(EnvelopeLib.ANY_PAYMASTER | EnvelopeLib.FEES_UNLIMITED) == 0) return;

        words.set(8, envelope.ttl());
        words.set(9, envelope.maxRenewals());
        words.set(10, uint160(envelope.renewer()));
        words.set(11, envelope.idleTimeout());
        Schedule schedule = envelope.schedule();
        words.set(12, schedule.from());
        words.set(13, schedule.to());
        words.set(14, schedule.weekdays());
        words.set(18, uint160(envelope.paymaster()));
        words.set(20, uint160(envelope.guard()));
        (uint256 limit, uint256 period, bytes32 feedsHash) = envelope.usd();
        words.set(21, limit);
        words.set(22, period);
        words.set(23, uint256(feedsHash));
    }

    function _budgets(Envelope envelope) private pure returns (bytes32) {
        uint256 count = envelope.budgetCount();
        Words item = WordsLib.allocate(ITEM_WORDS);
        Words hashes = WordsLib.allocate(count);
        item.set(0, uint256(BUDGET_TYPEHASH));
        unchecked {
            // Safe: i < count <= 255.
            for (uint256 i; i < count; ++i) {
                Budget budget = envelope.budget(i);
                item.set(1, i + 1);
                item.set(2, uint160(budget.asset()));
                item.set(3, budget.limit());
                item.set(4, budget.kind());
                item.set(5, budget.period());
                hashes.set(i, uint256(item.hash(0, ITEM_WORDS)));
            }
        }
        return hashes.hash(0, count);
    }

    function _capabilities(Grant memory grant) private pure returns (bytes32) {
        Capability[] memory capabilities = grant.capabilities;
        Envelope envelope = grant.envelope;
        uint256 count = capabilities.length;
        uint256 idAt = grant.idsAt;
        Words buffer = WordsLib.allocate(BUFFER_WORDS);
        Words hashes = WordsLib.allocate(count);
        buffer.set(0, uint256(CAPABILITY_TYPEHASH));
        unchecked {
            // Safe: i < count <= 1,000; a position in calldata is far below 2^64.
            for (uint256 i; i < count; ++i) {
                uint256 idLength = CalldataLib.uintAt(idAt, 1);
                buffer.set(1, i + 1);
                buffer.set(2, uint256(CalldataLib.hash(idAt + 1, idLength)));
                _setCapability(buffer, CapabilityListLib.get(capabilities, i), envelope);
                hashes.set(i, uint256(buffer.hash(0, CAPABILITY_WORDS)));
                idAt += 1 + idLength;
            }
        }
        return hashes.hash(0, count);
    }

    function _setCapability(Words buffer, Capability capability, Envelope envelope) private pure {
        uint256 rules = capability.ruleCount();
        uint256 spends = capability.spendCount();
        buffer.set(3, uint160(capability.target()));
        buffer.set(4, uint256(bytes32(capability.selector())));
        buffer.set(5, rules);
        Spend firstSpend = _setRules(buffer, capability.firstRule(), rules);
        buffer.set(7, spends);
        _setSpends(buffer, firstSpend, spends, envelope);
        buffer.set(9, capability.maxValue());
        buffer.set(10, capability.flags() & CapabilityLib.ESSENTIAL);
    }

    /// @return Where the spends begin.
    function _setRules(Words buffer, Rule rule, uint256 count) private pure returns (Spend) {
        if (count == 0) {
            buffer.set(6, uint256(EMPTY));
            return Spend.wrap(Rule.unwrap(rule));
        }

        buffer.set(ITEM, uint256(RULE_TYPEHASH));
        unchecked {
            // Safe: i < count <= 15.
            for (uint256 i; i < count; ++i) {
                buffer.set(ITEM + 1, i + 1);
                buffer.set(ITEM + 2, rule.word());
                buffer.set(ITEM + 3, rule.comparison());
                buffer.set(ITEM + 4, rule.printForm());
                buffer.set(ITEM + 5, uint256(rule.value()));
                buffer.set(HASHES + i, uint256(buffer.hash(ITEM, ITEM_WORDS)));
                rule = rule.next();
            }
        }
        buffer.set(6, uint256(buffer.hash(HASHES, count)));
        return Spend.wrap(Rule.unwrap(rule));
    }

    function _setSpends(Words buffer, Spend spend, uint256 count, Envelope envelope) private pure {
        buffer.set(ITEM, uint256(SPEND_TYPEHASH));
        unchecked {
            // Safe: i < count <= 15.
            for (uint256 i; i < count; ++i) {
                buffer.set(ITEM + 1, i + 1);
                buffer.set(ITEM + 2, uint160(envelope.budget(spend.budgetIndex()).asset()));
                (uint256 isFixed, uint256 word, uint256 amount, Spend next) = spend.parts();
                buffer.set(ITEM + 3, isFixed);
                buffer.set(ITEM + 4, word);
                buffer.set(ITEM + 5, amount);
                buffer.set(HASHES + i, uint256(buffer.hash(ITEM, ITEM_WORDS)));
                spend = next;
            }
        }
        buffer.set(8, uint256(buffer.hash(HASHES, count)));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {Schedule} from "../types/Schedule.sol";
import {BudgetView, CapabilityView, EnvelopeView, GrantView, RuleView, SpendView} from "../types/TermsView.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";
import {GrantLib} from "./GrantLib.sol";
import {RuleLib} from "./RuleLib.sol";

/// @notice Copies packed terms, which were read and checked, into ordinary data.
/// @dev Casts lose nothing: each field is read with the width that it has here.
library TermsViewLib {
    using GrantLib for Grant;

    function grant(Grant memory read) internal pure returns (GrantView memory result) {
        result.envelope = envelope(read.envelope);
        result.capabilities = _capabilities(read);
        result.replaces = read.replaces;
        result.label = _text(read.labelAt, read.labelLength);
        result.tokenNames = read.tokenNames;
        result.grantDeadline = read.grantDeadline;
        result.salt = read.salt;
        result.capabilityRoot = read.capabilityRoot();
        result.grantHash = CalldataLib.hash(read.detailsAt, read.capabilitiesAt - read.detailsAt);
    }

    function envelope(Envelope core) internal pure returns (EnvelopeView memory result) {
        result.epoch = core.epoch();
        result.keyType = uint8(core.keyType());
        result.sessionKey = core.sessionKey();
        result.validAfter = core.validAfter();
        result.expiresAt = core.expiresAt();
        result.nonceDomain = _text(core.nonceDomainAt(), core.nonceDomainLength());
        result.laneBits = uint8(core.laneBits());
        result.anyPaymaster = core.features() & EnvelopeLib.ANY_PAYMASTER != 0;
        result.feesUnlimited = core.features() & EnvelopeLib.FEES_UNLIMITED != 0;
        _setGroups(result, core);

        result.budgets = new BudgetView[](core.budgetCount());
        for (uint256 i; i < result.budgets.length; ++i) {
            result.budgets[i] = budget(core.budget(i));
        }
    }

    function budget(Budget terms) internal pure returns (BudgetView memory) {
        return BudgetView({
            kind: uint8(terms.kind()),
            asset: terms.asset(),
            limit: uint128(terms.limit()),
            period: uint32(terms.period())
        });
    }

    function _setGroups(EnvelopeView memory result, Envelope core) private pure {
        result.ttl = uint32(core.ttl());
        result.maxRenewals = uint16(core.maxRenewals());
        result.renewer = core.renewer();
        result.idleTimeout = uint32(core.idleTimeout());
        Schedule schedule = core.schedule();
        result.scheduleFrom = uint24(schedule.from());
        result.scheduleTo = uint24(schedule.to());
        result.weekdays = uint8(schedule.weekdays());
        result.paymaster = core.paymaster();
        result.guard = core.guard();
        (uint256 limit, uint256 period, bytes32 feedsHash) = core.usd();
        result.usdLimit = uint128(limit);
        result.usdPeriod = uint32(period);
        result.feedsHash = feedsHash;
    }

    function _capabilities(Grant memory read) private pure returns (CapabilityView[] memory results) {
        results = new CapabilityView[](read.capabilities.length);
        uint256 idAt = read.idsAt;
        for (uint256 i; i < results.length; ++i) {
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            results[i] = _capability(read.capabilities[i], read.envelope);
            results[i].id = _text(idAt + 1, idLength);
            idAt += 1 + idLength;
        }
    }

    function _capability(Capability terms, Envelope core) private pure returns (CapabilityView memory result) {
        result.target = terms.target();
        result.selector = terms.selector();
        result.essential = terms.essential();
        result.maxValue = uint128(terms.maxValue());
        result.rules = new RuleView[](terms.ruleCount());
        Rule rule = terms.firstRule();
        for (uint256 i; i < result.rules.length; ++i) {
            result.rules[i] = _rule(rule);
            rule = rule.next();
        }
        result.spends = new SpendView[](terms.spendCount());
        Spend spend = Spend.wrap(Rule.unwrap(rule));
        for (uint256 i; i < result.spends.length; ++i) {
            result.spends[i] = SpendView({
                asset: core.budget(spend.budgetIndex()).asset(),
                fixedAmount: spend.fixedAmount(),
                word: uint8(spend.word()),
                amount: uint128(spend.amount())
            });
            spend = spend.next();
        }
    }

    function _rule(Rule rule) private pure returns (RuleView memory result) {
        result.comparison = uint8(rule.comparison());
        result.printForm = uint8(rule.printForm());
        result.word = uint8(rule.word());
        result.value = rule.value();
        if (result.comparison != RuleLib.AT_LEAST_RATIO) return result;

        (uint256 otherWord, uint256 numerator, uint256 denominator) = rule.ratio();
        result.otherWord = uint8(otherWord);
        result.numerator = uint128(numerator);
        result.denominator = uint128(denominator);
    }

    function _text(uint256 pos, uint256 length) private pure returns (string memory text) {
        bytes memory characters = new bytes(length);
        for (uint256 i; i < length; ++i) {
            characters[i] = bytes1(uint8(CalldataLib.uintAt(pos + i, 1)));
        }
        return string(characters);
    }
}

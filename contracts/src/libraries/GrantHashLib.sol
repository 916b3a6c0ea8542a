// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Capability, Rule, Spend} from "../types/Capability.sol";
import {Budget, Envelope} from "../types/Envelope.sol";
import {Grant} from "../types/Grant.sol";
import {SessionId} from "../types/SessionId.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityLib} from "./CapabilityLib.sol";
import {EnvelopeLib} from "./EnvelopeLib.sol";

/// @notice The typed form (EIP-712) of what approvers and session keys sign.
library GrantHashLib {
    string private constant BUDGET =
        "Budget(uint8 budget,address budgetAsset,uint128 budgetLimit,uint8 budgetKind,uint32 budgetPeriod)";
    string private constant RULE = "Rule(uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue)";
    string private constant SPEND =
        "Spend(uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount)";
    string private constant CAPABILITY =
        "Capability(uint16 capability,string capabilityId,address target,bytes4 selector,uint8 ruleCount,Rule[] rules,uint8 spendCount,Spend[] spends,uint128 maxValue,bool essential)";
    string private constant GRANT =
        "SessionGrant(address account,uint32 epoch,uint40 route,address sessionKey,uint8 keyType,uint48 validAfter,uint48 expiresAt,uint32 ttl,uint16 maxRenewals,address renewer,uint32 idleTimeout,uint24 scheduleFrom,uint24 scheduleTo,uint8 weekdays,string nonceDomain,uint8 laneBits,bool anyPaymaster,address paymaster,bool feesUnlimited,address guard,uint128 usdLimit,uint32 usdPeriod,bytes32 feedsHash,uint8 budgetCount,Budget[] budgets,uint16 capabilityCount,Capability[] capabilities,bytes32 replaces,string label,bool tokenNames,uint48 grantDeadline,uint64 salt)";

    bytes32 internal constant BUDGET_TYPEHASH = keccak256(bytes(BUDGET));
    bytes32 internal constant RULE_TYPEHASH = keccak256(bytes(RULE));
    bytes32 internal constant SPEND_TYPEHASH = keccak256(bytes(SPEND));
    bytes32 internal constant CAPABILITY_TYPEHASH = keccak256(abi.encodePacked(CAPABILITY, RULE, SPEND));
    bytes32 internal constant GRANT_TYPEHASH = keccak256(abi.encodePacked(GRANT, BUDGET, CAPABILITY, RULE, SPEND));

    bytes32 internal constant REVOCATION_TYPEHASH = keccak256("SessionRevocation(address account,bytes32 sessionId)");
    bytes32 internal constant ALL_REVOCATION_TYPEHASH =
        keccak256("AllSessionsRevocation(address account,uint32 epoch)");
    bytes32 internal constant OPERATION_TYPEHASH =
        keccak256("SessionOperation(bytes32 userOpHash,bytes32 segmentHash)");
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    using EnvelopeLib for Envelope;

    function domainSeparator(address module) internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("SessionKeys"), keccak256("1"), block.chainid, module));
    }

    function digest(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function operation(bytes32 userOpHash, bytes32 segmentHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(OPERATION_TYPEHASH, userOpHash, segmentHash));
    }

    function revocation(address account, SessionId sessionId) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOCATION_TYPEHASH, account, sessionId));
    }

    function allRevocation(address account, uint32 epoch) internal pure returns (bytes32) {
        return keccak256(abi.encode(ALL_REVOCATION_TYPEHASH, account, epoch));
    }

    /// @notice hashStruct(SessionGrant).
    function grant(Grant memory terms, address account, uint40 route) internal pure returns (bytes32) {
        uint256[] memory words = new uint256[](33);
        words[0] = uint256(GRANT_TYPEHASH);
        words[1] = uint160(account);
        words[3] = route;
        _fillEnvelope(words, terms.envelope);
        words[24] = terms.envelope.budgetCount;
        words[25] = uint256(_budgets(terms.envelope));
        words[26] = terms.leaves.length;
        words[27] = uint256(_capabilities(terms));
        words[28] = uint256(terms.replaces);
        words[29] = uint256(CalldataLib.hash(terms.labelAt, terms.labelLength));
        words[30] = terms.tokenNames ? 1 : 0;
        words[31] = terms.grantDeadline;
        words[32] = terms.salt;
        return _hash(words);
    }

    function _fillEnvelope(uint256[] memory words, Envelope memory envelope) private pure {
        words[2] = envelope.epoch;
        words[4] = uint160(envelope.sessionKey);
        words[5] = envelope.keyType;
        words[6] = envelope.validAfter;
        words[7] = envelope.expiresAt;
        words[8] = envelope.ttl;
        words[9] = envelope.maxRenewals;
        words[10] = uint160(envelope.renewer);
        words[11] = envelope.idleTimeout;
        words[12] = envelope.scheduleFrom;
        words[13] = envelope.scheduleTo;
        words[14] = envelope.weekdays;
        words[15] = uint256(CalldataLib.hash(envelope.nonceDomainAt, envelope.nonceDomainLength));
        words[16] = envelope.laneBits;
        words[17] = envelope.features & EnvelopeLib.ANY_PAYMASTER != 0 ? 1 : 0;
        words[18] = uint160(envelope.paymaster);
        words[19] = envelope.features & EnvelopeLib.FEES_UNLIMITED != 0 ? 1 : 0;
        words[20] = uint160(envelope.guard);
        words[21] = envelope.usdLimit;
        words[22] = envelope.usdPeriod;
        words[23] = uint256(envelope.feedsHash);
    }

    function _budgets(Envelope memory envelope) private pure returns (bytes32) {
        uint256[] memory hashes = new uint256[](envelope.budgetCount);
        for (uint256 i; i < hashes.length; ++i) {
            Budget memory budget = envelope.budget(i);
            hashes[i] = uint256(
                keccak256(abi.encode(BUDGET_TYPEHASH, i + 1, budget.asset, budget.limit, budget.kind, budget.period))
            );
        }
        return _hash(hashes);
    }

    function _capabilities(Grant memory terms) private pure returns (bytes32) {
        uint256[] memory hashes = new uint256[](terms.leaves.length);
        uint256[] memory words = new uint256[](11);
        Capability memory capability;
        uint256 idAt = terms.idsAt;
        for (uint256 i; i < hashes.length; ++i) {
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            CapabilityLib.decode(capability, terms.leaves[i]);
            words[0] = uint256(CAPABILITY_TYPEHASH);
            words[1] = i + 1;
            words[2] = uint256(CalldataLib.hash(idAt + 1, idLength));
            words[3] = uint160(capability.target);
            words[4] = uint256(bytes32(capability.selector));
            words[5] = capability.ruleCount;
            words[6] = uint256(_rules(capability));
            words[7] = capability.spendCount;
            words[8] = uint256(_spends(capability, terms.envelope));
            words[9] = capability.maxValue;
            words[10] = capability.essential ? 1 : 0;
            hashes[i] = uint256(_hash(words));
            idAt += 1 + idLength;
        }
        return _hash(hashes);
    }

    function _rules(Capability memory capability) private pure returns (bytes32) {
        uint256[] memory hashes = new uint256[](capability.ruleCount);
        Rule memory rule;
        for (uint256 i; i < hashes.length; ++i) {
            CapabilityLib.nextRule(capability, rule);
            hashes[i] = uint256(
                keccak256(abi.encode(RULE_TYPEHASH, i + 1, rule.word, rule.comparison, rule.printForm, rule.value))
            );
        }
        return _hash(hashes);
    }

    function _spends(Capability memory capability, Envelope memory envelope) private pure returns (bytes32) {
        uint256[] memory hashes = new uint256[](capability.spendCount);
        Spend memory spend;
        for (uint256 i; i < hashes.length; ++i) {
            CapabilityLib.nextSpend(capability, spend);
            address asset = envelope.budgetAsset(spend.budgetIndex);
            hashes[i] = uint256(
                keccak256(abi.encode(SPEND_TYPEHASH, i + 1, asset, spend.fixedAmount, spend.word, spend.amount))
            );
        }
        return _hash(hashes);
    }

    function _hash(uint256[] memory words) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(add(words, 0x20), mul(mload(words), 0x20)) // the words, without their count
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionKeyModule, MAX_CAPABILITIES} from "./interfaces/ISessionKeyModule.sol";
import {BudgetTermsLib} from "./libraries/BudgetTermsLib.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {EnvelopeLib} from "./libraries/EnvelopeLib.sol";
import {FunctionNameLib} from "./libraries/FunctionNameLib.sol";
import {GrantLib} from "./libraries/GrantLib.sol";
import {RuleLib} from "./libraries/RuleLib.sol";
import {Text, TextLib} from "./libraries/TextLib.sol";
import {Capability, Rule, Spend} from "./types/Capability.sol";
import {Budget, Envelope} from "./types/Envelope.sol";
import {Grant} from "./types/Grant.sol";
import {SessionId} from "./types/SessionId.sol";

/// @title The text form of what approvers sign: what a person reads on the device is rebuilt here from the terms
/// @notice Stateless. Every line is fixed in docs/encoding.md §4. `digest` functions give what `personal_sign` (EIP-191)
/// signs for the text. Anyone may call; nothing here depends on the caller.
/// @dev Reads terms as they are: whether they may be granted is the module's question.
contract GrantTextRenderer {
    using TextLib for Text;

    /* DIGESTS */

    /// @notice The EIP-191 digest of `grantText`.
    function grantDigest(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (bytes32)
    {
        return _digest(_grantText(module, account, route, terms));
    }

    /// @notice The EIP-191 digest of `revocationText`.
    function revocationDigest(address module, address account, SessionId sessionId) external view returns (bytes32) {
        return _digest(_revocationText(module, account, sessionId));
    }

    /// @notice The EIP-191 digest of `allRevocationText`.
    function allRevocationDigest(address module, address account, uint32 epoch) external view returns (bytes32) {
        return _digest(_allRevocationText(module, account, epoch));
    }

    /* TEXTS */

    /// @notice The text of a grant.
    /// @param terms core ‖ details ‖ capabilities. Reverts with TermsLengthMismatch if they do not add up.
    function grantText(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (string memory)
    {
        return string(_grantText(module, account, route, terms));
    }

    /// @notice The text that revokes one session.
    function revocationText(address module, address account, SessionId sessionId)
        external
        view
        returns (string memory)
    {
        return string(_revocationText(module, account, sessionId));
    }

    /// @notice The text that revokes all sessions of an epoch.
    function allRevocationText(address module, address account, uint32 epoch) external view returns (string memory) {
        return string(_allRevocationText(module, account, epoch));
    }

    /* PRIVATE: MESSAGES */

    function _grantText(address module, address account, uint40 route, bytes calldata terms)
        private
        view
        returns (bytes memory)
    {
        uint256 pos = CalldataLib.position(terms);
        Grant memory grant = GrantLib.read(pos, MAX_CAPABILITIES);
        if (grant.end != pos + terms.length) {
            revert ISessionKeyModule.TermsLengthMismatch(grant.end - pos, terms.length);
        }

        Text memory text = _begin("session grant", module, account);
        _putRoute(text, route);
        _putNumber(text, "Epoch: ", grant.envelope.epoch());
        _putKeyAndTimes(text, grant.envelope);
        _putLiveness(text, grant.envelope);
        _putDomain(text, grant.envelope);
        _putFees(text, grant.envelope);
        _putGuard(text, grant.envelope);
        _putBudgets(text, grant.envelope);
        _putCapabilities(text, grant);
        _putDetails(text, grant);
        text.put("End of grant.");
        return text.finish();
    }

    function _revocationText(address module, address account, SessionId sessionId) private view returns (bytes memory) {
        Text memory text = _begin("revoke session", module, account);
        text.put("Session: ");
        text.putBytes32(SessionId.unwrap(sessionId));
        text.endLine();
        text.put("End of revocation.");
        return text.finish();
    }

    function _allRevocationText(address module, address account, uint32 epoch) private view returns (bytes memory) {
        Text memory text = _begin("revoke all sessions", module, account);
        _putNumber(text, "Epoch: ", epoch);
        text.put("End of revocation.");
        return text.finish();
    }

    function _digest(bytes memory message) private pure returns (bytes32) {
        Text memory length = TextLib.create();
        length.putDecimal(message.length);
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n", length.finish(), message));
    }

    /* PRIVATE: LINES */

    function _begin(bytes memory kind, address module, address account) private view returns (Text memory text) {
        text = TextLib.create();
        text.put("SessionKeys v1: ");
        text.put(kind);
        text.endLine();
        text.put("Account: ");
        text.putAddress(account);
        text.endLine();
        _putNumber(text, "Chain: ", block.chainid);
        text.put("Module: ");
        text.putAddress(module);
        text.endLine();
    }

    function _putRoute(Text memory text, uint40 route) private pure {
        if (route >> 32 == 1) {
            text.put("Route: ERC-6900, entity ");
            text.putDecimal(uint32(route));
        } else {
            text.put("Route: ERC-7579");
        }
        text.endLine();
    }

    function _putKeyAndTimes(Text memory text, Envelope envelope) private pure {
        text.put("Session key: ");
        text.putAddress(envelope.sessionKey());
        text.put(envelope.keyType() == 0 ? bytes(", secp256k1") : bytes(", P-256"));
        text.endLine();
        text.put("Valid after: ");
        text.putDate(envelope.validAfter());
        text.endLine();
        text.put("Expires at: ");
        text.putDate(envelope.expiresAt());
        text.endLine();
    }

    function _putLiveness(Text memory text, Envelope envelope) private pure {
        text.put("Ttl: ");
        if (envelope.ttl() == 0) {
            text.put("none");
        } else {
            text.putDecimal(envelope.ttl());
            text.put(" s, ");
            text.putDecimal(envelope.maxRenewals());
            text.put(" renewals by ");
            if (envelope.renewer() == address(0)) text.put("session key");
            else text.putAddress(envelope.renewer());
        }
        text.endLine();

        text.put("Idle timeout: ");
        if (envelope.idleTimeout() == 0) {
            text.put("none");
        } else {
            text.putDecimal(envelope.idleTimeout());
            text.put(" s");
        }
        text.endLine();
        _putSchedule(text, envelope);
    }

    function _putSchedule(Text memory text, Envelope envelope) private pure {
        text.put("Schedule: ");
        (uint256 from, uint256 to, uint256 weekdays) = envelope.schedule();
        if (to == 0) {
            text.put("any time");
        } else {
            text.putDecimal(from);
            text.put(" to ");
            text.putDecimal(to);
            text.put(" s of the UTC day, weekdays ");
            for (uint256 day; day < 7; ++day) {
                text.put(weekdays >> day & 1 == 0 ? bytes("0") : bytes("1"));
            }
        }
        text.endLine();
    }

    function _putDomain(Text memory text, Envelope envelope) private pure {
        text.put("Nonce domain: ");
        text.putDecimal(1 << envelope.laneBits());
        text.put(" lanes of ");
        text.putCalldata(envelope.nonceDomainAt(), envelope.nonceDomainLength());
        text.endLine();
    }

    function _putFees(Text memory text, Envelope envelope) private pure {
        text.put("Paymaster: ");
        if (envelope.features() & EnvelopeLib.ANY_PAYMASTER != 0) text.put("any");
        else if (envelope.paymaster() == address(0)) text.put("none");
        else text.putAddress(envelope.paymaster());
        text.endLine();

        text.put("Fees: ");
        if (envelope.features() & EnvelopeLib.FEES_UNLIMITED != 0) text.put("NOT LIMITED");
        else if (envelope.hasBudgetOn(BudgetTermsLib.GAS)) text.put("within the gas budget");
        else text.put("paid by the paymaster");
        text.endLine();
    }

    function _putGuard(Text memory text, Envelope envelope) private pure {
        text.put("Guard: ");
        if (envelope.guard() == address(0)) {
            text.put("none");
        } else {
            text.putAddress(envelope.guard());
            (uint256 limit, uint256 period, bytes32 feedsHash) = envelope.usd();
            text.put(", USD ");
            text.putDecimal(limit);
            text.put(" per ");
            text.putDecimal(period);
            text.put(" s, feeds ");
            text.putBytes32(feedsHash);
        }
        text.endLine();
    }

    function _putBudgets(Text memory text, Envelope envelope) private pure {
        _putNumber(text, "Budgets: ", envelope.budgetCount());
        for (uint256 i; i < envelope.budgetCount(); ++i) {
            Budget budget = envelope.budget(i);
            _putOrdinal(text, "Budget ", i, envelope.budgetCount());
            _putAsset(text, budget.asset());
            text.put(" limit ");
            text.putDecimal(budget.limit());
            if (budget.kind() == BudgetTermsLib.LIFETIME) {
                text.put(" lifetime");
            } else {
                text.put(" per ");
                text.putDecimal(budget.period());
                text.put(budget.kind() == BudgetTermsLib.CALENDAR ? bytes(" s calendar") : bytes(" s rolling"));
            }
            text.endLine();
        }
    }

    function _putCapabilities(Text memory text, Grant memory grant) private pure {
        uint256 count = grant.capabilities.length;
        _putNumber(text, "Capabilities: ", count);
        uint256 idAt = grant.idsAt;
        for (uint256 i; i < count; ++i) {
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            _putOrdinal(text, "Capability ", i, count);
            text.put("label ");
            text.putCalldata(idAt + 1, idLength);
            text.endLine();
            idAt += 1 + idLength;

            _putCapability(text, grant.capabilities[i], grant.envelope);
        }
    }

    function _putCapability(Text memory text, Capability capability, Envelope envelope) private pure {
        text.put("Target: ");
        text.putAddress(capability.target());
        text.endLine();
        text.put("Function: ");
        FunctionNameLib.put(text, capability.selector());
        text.endLine();

        _putRules(text, capability);
        _putSpends(text, capability, envelope);

        text.put("Value: ");
        if (capability.maxValue() == 0) {
            text.put("none");
        } else {
            text.put("at most ");
            text.putDecimal(capability.maxValue());
            text.put(" wei per call");
        }
        text.endLine();
        _putYesNo(text, "Essential: ", capability.essential());
    }

    function _putRules(Text memory text, Capability capability) private pure {
        _putNumber(text, "Rules: ", capability.ruleCount());
        Rule rule = capability.firstRule();
        for (uint256 i; i < capability.ruleCount(); ++i) {
            _putOrdinal(text, "Rule ", i, capability.ruleCount());
            text.put("word ");
            text.putDecimal(rule.word());
            _putCondition(text, rule);
            text.endLine();
            rule = rule.next();
        }
    }

    function _putCondition(Text memory text, Rule rule) private pure {
        uint256 comparison = rule.comparison();
        if (comparison == RuleLib.EQUALS_ACCOUNT) return text.put(" equals the account");
        if (comparison == RuleLib.AT_LEAST_RATIO) return _putRatio(text, uint256(rule.value()));

        if (comparison == RuleLib.EQUAL) text.put(" equals ");
        else if (comparison == RuleLib.NOT_EQUAL) text.put(" differs from ");
        else if (comparison == RuleLib.AT_MOST) text.put(" at most ");
        else if (comparison == RuleLib.AT_LEAST) text.put(" at least ");
        else if (comparison == RuleLib.AT_MOST_SIGNED) text.put(" signed at most ");
        else if (comparison == RuleLib.AT_LEAST_SIGNED) text.put(" signed at least ");
        else text.put(" in set ");

        bool signed = comparison == RuleLib.AT_MOST_SIGNED || comparison == RuleLib.AT_LEAST_SIGNED;
        _putValue(text, rule, signed);
    }

    function _putValue(Text memory text, Rule rule, bool signed) private pure {
        uint256 number = uint256(rule.value());
        if (rule.printForm() == RuleLib.ADDRESS) return text.putAddress(address(uint160(number)));
        if (rule.printForm() == RuleLib.HEX) return text.putBytes32(rule.value());

        if (signed && number >> 255 == 1) {
            text.put("-");
            unchecked {
                // The magnitude of a negative int256; that of the smallest one is 2^255.
                number = 0 - number;
            }
        }
        text.putDecimal(number);
    }

    /// @param value otherWord 8 ‖ numerator 124 ‖ denominator 124 bits.
    function _putRatio(Text memory text, uint256 value) private pure {
        text.put(" at least word ");
        text.putDecimal(value >> 248);
        text.put(" times ");
        text.putDecimal(value >> 124 & (1 << 124) - 1);
        text.put(" / ");
        text.putDecimal(value & (1 << 124) - 1);
    }

    function _putSpends(Text memory text, Capability capability, Envelope envelope) private pure {
        text.put("Spends: ");
        if (capability.spendCount() == 0) text.put("none, NOT COUNTED");
        else text.putDecimal(capability.spendCount());
        text.endLine();

        Spend spend = capability.firstSpend();
        for (uint256 i; i < capability.spendCount(); ++i) {
            _putOrdinal(text, "Spend ", i, capability.spendCount());
            text.put(spend.fixedAmount() ? bytes("fixed ") : bytes("word "));
            text.putDecimal(spend.fixedAmount() ? spend.amount() : spend.word());
            text.put(" of ");
            _putAsset(text, envelope.budget(spend.budgetIndex()).asset());
            text.endLine();
            spend = spend.next();
        }
    }

    function _putDetails(Text memory text, Grant memory grant) private pure {
        text.put("Replaces: ");
        if (grant.replaces == 0) text.put("none");
        else text.putBytes32(grant.replaces);
        text.endLine();

        text.put("Label: ");
        if (grant.labelLength == 0) {
            text.put("none");
        } else {
            text.put("label ");
            text.putCalldata(grant.labelAt, grant.labelLength);
        }
        text.endLine();

        _putYesNo(text, "Token names: ", grant.tokenNames);
        text.put("Grant until: ");
        text.putDate(grant.grantDeadline);
        text.endLine();
        _putNumber(text, "Salt: ", grant.salt);
    }

    function _putAsset(Text memory text, address asset) private pure {
        if (asset == BudgetTermsLib.NATIVE) text.put("native");
        else if (asset == BudgetTermsLib.OPERATIONS) text.put("operations");
        else if (asset == BudgetTermsLib.GAS) text.put("gas");
        else text.putAddress(asset);
    }

    function _putNumber(Text memory text, bytes memory keyword, uint256 number) private pure {
        text.put(keyword);
        text.putDecimal(number);
        text.endLine();
    }

    function _putYesNo(Text memory text, bytes memory keyword, bool value) private pure {
        text.put(keyword);
        text.put(value ? bytes("yes") : bytes("no"));
        text.endLine();
    }

    function _putOrdinal(Text memory text, bytes memory keyword, uint256 index, uint256 count) private pure {
        text.put(keyword);
        text.putDecimal(index + 1);
        text.put(" of ");
        text.putDecimal(count);
        text.put(": ");
    }
}

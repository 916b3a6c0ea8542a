// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    ISessionKeyModule,
    MAX_CAPABILITIES,
    MODE_HALTED,
    MODE_NORMAL,
    TIME_LIMIT
} from "../interfaces/ISessionKeyModule.sol";
import {ISessionLens} from "../interfaces/ISessionLens.sol";
import {BudgetCheckLib} from "../libraries/BudgetCheckLib.sol";
import {BudgetReportLib} from "../libraries/BudgetReportLib.sol";
import {CalldataLib} from "../libraries/CalldataLib.sol";
import {CompactEnvelopeLib} from "../libraries/CompactEnvelopeLib.sol";
import {GrantCheckLib} from "../libraries/GrantCheckLib.sol";
import {GrantLib} from "../libraries/GrantLib.sol";
import {RouteLib} from "../libraries/RouteLib.sol";
import {TargetLib} from "../libraries/TargetLib.sol";
import {TermsViewLib} from "../libraries/TermsViewLib.sol";
import {AccountState} from "../types/AccountState.sol";
import {Envelope} from "../types/Envelope.sol";
import {Grant, GrantContext} from "../types/Grant.sol";
import {Schedule} from "../types/Schedule.sol";
import {SessionId} from "../types/SessionId.sol";
import {BudgetReport, SessionCondition, SessionReport} from "../types/SessionReport.sol";
import {SessionStatus} from "../types/SessionStatus.sol";
import {GrantView} from "../types/TermsView.sol";

/// @title Views for people and programs outside the chain
/// @notice `ISessionLens` is the manual.
contract SessionLens is ISessionLens {
    using BudgetCheckLib for BudgetCheckLib.Budgets;
    using GrantLib for Grant;

    /// @inheritdoc ISessionLens
    ISessionKeyModule public immutable module;

    constructor(ISessionKeyModule explained) {
        module = explained;
    }

    /// @inheritdoc ISessionLens
    function sessionOfTerms(address account, uint40 route, bytes calldata terms)
        external
        view
        returns (SessionReport memory)
    {
        RouteLib.check(route);
        Grant memory grant = _read(terms);
        return _report(account, grant.envelope, grant.sessionId(address(module), account, route));
    }

    /// @inheritdoc ISessionLens
    function sessionOfEnvelope(address account, uint40 route, bytes calldata envelope)
        external
        view
        returns (SessionReport memory)
    {
        RouteLib.check(route);
        (Envelope core, SessionId id) = CompactEnvelopeLib.read(envelope, address(module), account, route);
        return _report(account, core, id);
    }

    /// @inheritdoc ISessionLens
    function decode(bytes calldata terms) external pure returns (GrantView memory) {
        Grant memory grant = _read(terms);
        _checkFormat(grant);
        return TermsViewLib.grant(grant);
    }

    function _read(bytes calldata terms) private pure returns (Grant memory grant) {
        uint256 pos = CalldataLib.position(terms);
        grant.readInto(pos, MAX_CAPABILITIES);
        uint256 length = grant.end - pos;
        if (length != terms.length) revert ISessionKeyModule.TermsLengthMismatch(length, terms.length);
    }

    /// @dev For an account that leaves all nonce bits free, at a time at which no life is too long. Which further
    /// addresses the account and the contracts of the module forbid is not a question of the terms alone.
    function _checkFormat(Grant memory grant) private pure {
        GrantContext memory context;
        context.nonceWidth = 256;
        context.activation = TIME_LIMIT;
        TargetLib.Own memory none;
        GrantCheckLib.check(grant, context, none);
    }

    function _report(address account, Envelope envelope, SessionId id)
        private
        view
        returns (SessionReport memory report)
    {
        AccountState state = module.accountState(account);
        SessionStatus status = module.sessionStatus(account, id);
        report.sessionId = id;
        report.condition = _condition(state, status, envelope);
        report.time = uint48(block.timestamp);
        report.validAfter = envelope.validAfter();
        report.expiresAt = status.expiresAt();
        report.lastActivity = status.lastActivity();
        report.seat = status.seat();
        report.floor = state.floor();
        report.mode = state.mode();
        report.renewalsUsed = status.renewals();
        report.renewalsLeft = uint16(envelope.maxRenewals()) - status.renewals();
        uint256 idleTimeout = envelope.idleTimeout();
        if (idleTimeout != 0 && !status.isZero()) {
            report.dormantAt = uint48(report.lastActivity + idleTimeout + 1);
        }
        report.budgets = _budgets(account, envelope, id);
    }

    /// @dev As in `SessionKeyModule._validate`, with the block's time as the claim.
    function _condition(AccountState state, SessionStatus status, Envelope envelope)
        private
        view
        returns (SessionCondition)
    {
        if (state.approver() == address(0)) return SessionCondition.NotInstalled;
        if (state.mode() == MODE_HALTED) return SessionCondition.Halted;
        if (envelope.epoch() != state.epoch()) return SessionCondition.EpochPassed;
        if (status.isZero()) return SessionCondition.Unknown;
        if (status.isRevoked()) return SessionCondition.Revoked;
        if (status.isPaused()) return SessionCondition.Paused;
        if (status.seat() < state.floor()) return SessionCondition.Evicted;
        if (block.timestamp < envelope.validAfter()) return SessionCondition.NotYetValid;
        if (block.timestamp > status.expiresAt()) return SessionCondition.Expired;

        uint256 idleTimeout = envelope.idleTimeout();
        if (idleTimeout != 0 && block.timestamp > status.lastActivity() + idleTimeout) return SessionCondition.Dormant;
        Schedule schedule = envelope.schedule();
        if (!schedule.isZero() && !schedule.allows(block.timestamp)) return SessionCondition.OutsideSchedule;
        return state.mode() == MODE_NORMAL ? SessionCondition.Live : SessionCondition.Restricted;
    }

    function _budgets(address account, Envelope envelope, SessionId id)
        private
        view
        returns (BudgetReport[] memory reports)
    {
        BudgetCheckLib.Budgets memory checked;
        checked.check(envelope);
        reports = new BudgetReport[](checked.count);
        for (uint256 i; i < reports.length; ++i) {
            uint256 slot = module.budgetSlot(account, id, i);
            reports[i] = BudgetReportLib.report(envelope.budget(i), slot, block.timestamp);
        }
    }
}

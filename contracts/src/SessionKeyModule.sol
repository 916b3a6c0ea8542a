// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SessionState} from "./SessionState.sol";
import {IApproverMessages} from "./interfaces/IApproverMessages.sol";
import {PackedUserOperation} from "./interfaces/IERC4337.sol";
import {IP256Verifier} from "./interfaces/IP256Verifier.sol";
import {
    ISessionKeyModule,
    MAX_LEAVES,
    MAX_PROOF_LENGTH,
    MODE_HALTED,
    MODE_NORMAL,
    TIME_LIMIT
} from "./interfaces/ISessionKeyModule.sol";
import {AddressLib} from "./libraries/AddressLib.sol";
import {BudgetLib} from "./libraries/BudgetLib.sol";
import {CallLib} from "./libraries/CallLib.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {EnvelopeLib} from "./libraries/EnvelopeLib.sol";
import {GrantHashLib} from "./libraries/GrantHashLib.sol";
import {GuardLib} from "./libraries/GuardLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";
import {OperationLib} from "./libraries/OperationLib.sol";
import {PolicyLib} from "./libraries/PolicyLib.sol";
import {SegmentLib} from "./libraries/SegmentLib.sol";
import {SessionIdLib} from "./libraries/SessionIdLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";
import {SlotLib} from "./libraries/SlotLib.sol";
import {TargetLib} from "./libraries/TargetLib.sol";
import {AccountState} from "./types/AccountState.sol";
import {CallCursor} from "./types/CallCursor.sol";
import {Capability} from "./types/Capability.sol";
import {Envelope} from "./types/Envelope.sol";
import {CheckedGrant, GrantContext} from "./types/Grant.sol";
import {Schedule} from "./types/Schedule.sol";
import {SessionId} from "./types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "./types/SessionStatus.sol";
import {SessionUse, SessionUseFields} from "./types/SessionUse.sol";
import {Words, WordsLib} from "./types/Words.sol";

/// @title The one contract that an account installs to use session keys
/// @notice `ISessionKeyModule` is the manual. This file reads top to bottom: `_validate` answers "may this operation run?".
/// @dev ERC-7562: validation touches only storage whose innermost mapping key is the account, reads no clock, and calls
/// nothing but the stateless helpers, precompiles (beyond 1 … 9 only if the operation wants it) and, if it is its own
/// approver, the account.
contract SessionKeyModule is SessionState {
    using AddressLib for address;

    uint40 private constant ERC6900 = 1 << 32;
    uint40 private constant ERC7579 = 2 << 32;

    /// @notice The control code was made for another helper. Only when the module is deployed.
    error ControlCodeForeign(address control);

    address private immutable _control;

    bytes32 private immutable _cachedDomainSeparator;
    uint256 private immutable _cachedChainId;

    /// @param control The module's own code for everything that is neither an operation nor a grant or a revocation.
    /// @dev Reverts if there is no control code yet, or one with other helpers: it would answer everything with success.
    constructor(IApproverMessages messages, address control) SessionState(messages) {
        if (ISessionKeyModule(control).approverMessages() != messages) revert ControlCodeForeign(control);
        _control = control;
        _cachedDomainSeparator = GrantHashLib.domainSeparator(address(this));
        _cachedChainId = block.chainid;
    }

    /// @dev Runs the code of SessionControl as this contract's own, and ends the call with its outcome.
    fallback() external {
        address control = _control;
        assembly ("memory-safe") {
            let free := mload(0x40) // scratch behind the free pointer, not kept
            calldatacopy(free, 0, calldatasize())
            let done := delegatecall(gas(), control, free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if done { return(free, returndatasize()) }
            revert(free, returndatasize())
        }
    }

    /* VALIDATION */

    /// @notice See IERC6900ValidationModule.
    function validateUserOp(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256)
    {
        return _validate(ERC6900 | entityId, userOp, userOpHash);
    }

    /// @notice See IERC7579Validator.
    function validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash) external returns (uint256) {
        return _validate(ERC7579, userOp, userOpHash);
    }

    /// @dev May this operation run? Each step reverts by name; a wrong signature of the session key or of the renewer
    /// alone is an answer.
    function _validate(uint40 route, PackedUserOperation calldata userOp, bytes32 userOpHash)
        private
        returns (uint256)
    {
        if (msg.sender != userOp.sender) {
            revert ISessionKeyModule.CallerNotAccount(msg.sender, userOp.sender);
        }
        AccountState state = _installed(msg.sender);
        if (state.mode() == MODE_HALTED) revert ISessionKeyModule.ModeForbids(MODE_HALTED);

        SessionUse use = SessionUseFields.allocate();
        use.open(OperationLib.signature(userOp));
        _requireEpoch(use.envelope().epoch(), state);
        if (use.has(SegmentLib.ENABLE)) _openWithGrant(use, state, route);
        else _openGranted(use, route);

        _requireLive(use, state);
        _requireTime(use);
        use.envelope().requireNonce(userOp.nonce, state.nonceShift(), state.nonceWidth());
        OperationLib.requireNoInitData(userOp);
        use.envelope().requirePaymaster(userOp);
        Words amounts = _judgeCalls(use, state, route, OperationLib.callData(userOp));
        bool right = true;
        uint256 special = use.envelope().features() & (EnvelopeLib.IDLE_TIMEOUT | EnvelopeLib.GUARD);
        if (special != 0 || use.has(SegmentLib.RENEW)) {
            right = _settle(use, state, route, amounts, userOp, userOpHash);
        }
        use.close();

        BudgetLib.charge(use, amounts, userOp);
        if (!_isSigned(use, userOpHash)) right = false;
        return use.validationData(right);
    }

    /// @dev A session that lives already: the operation carries its core, the two hashes, and the leaves it uses.
    function _openGranted(SessionUse use, uint40 route) private view {
        Envelope envelope = use.envelope();
        uint256 rootAt = envelope.end();
        unchecked {
            // Safe: a position in calldata.
            use.advance(rootAt + 64);
        }
        uint256 pos = Envelope.unwrap(envelope);
        use.setId(SessionIdLib.ofEnvelope(address(this), msg.sender, route, pos, use.cursor() - pos));
        use.setSlot(_slotOf(use.id(), msg.sender));
        use.setStatus(SessionStatus.wrap(SlotLib.load(use.slot())));
        if (use.status().isZero()) revert ISessionKeyModule.SessionUnknown(use.id());

        _readLeaves(use, CalldataLib.word(rootAt));
    }

    /// @dev The operation carries the grant. It matters only while the session is new; over a known one it is a no-op.
    function _openWithGrant(SessionUse use, AccountState state, uint40 route) private {
        uint256 pos = use.cursor();
        if (pos > use.keyProofAt()) use.advance(pos); // no room for a grant: refused
        GrantContext memory context = _context(msg.sender, state, use.claimedAt(), route);
        context.inOperation = true;
        CheckedGrant memory checked = _messages.checkGrant(context, msg.data[pos:use.keyProofAt()]);
        uint256 signatureAt = pos + checked.length + 3;
        use.advance(signatureAt + CalldataLib.uintAt(signatureAt - 2, 2));
        use.setId(SessionId.wrap(checked.sessionId));
        use.setSlot(_slotOf(use.id(), msg.sender));
        use.setStatus(SessionStatus.wrap(SlotLib.load(use.slot())));
        use.setLeaves(checked.positions(pos));
        use.setLeafCount(checked.offsets.length);
        if (!use.status().isZero()) return;

        if (use.claimedAt() > checked.grantDeadline) {
            revert ISessionKeyModule.GrantDeadlinePassed(uint48(checked.grantDeadline), uint48(use.claimedAt()));
        }
        use.limit(checked.grantDeadline, "grantDeadline");
        _requireApproverInValidation(state.approver(), checked.digest, msg.data[signatureAt:use.cursor()]);
        use.setStatus(_store(checked, context, state, pos));
    }

    /// @dev Dead, paused and evicted sessions.
    function _requireLive(SessionUse use, AccountState state) private pure {
        SessionStatus status = use.status();
        if (status.isRevoked()) revert ISessionKeyModule.SessionIsRevoked(use.id());
        if (status.isPaused()) revert ISessionKeyModule.SessionIsPaused(use.id());
        if (status.seat() < state.floor()) revert ISessionKeyModule.SessionEvicted(status.seat(), state.floor());
    }

    /// @dev The claim against the session's times, and the bounds that make the claim true.
    function _requireTime(SessionUse use) private pure {
        (uint256 claimedAt, Envelope envelope) = (use.claimedAt(), use.envelope());
        if (claimedAt < envelope.validAfter()) {
            revert ISessionKeyModule.SessionNotYetValid(envelope.validAfter(), uint48(claimedAt));
        }
        uint48 expiresAt = use.status().expiresAt();
        if (claimedAt > expiresAt) revert ISessionKeyModule.SessionExpired(expiresAt, uint48(claimedAt));
        use.limit(expiresAt, "expiresAt");

        if (envelope.features() & (EnvelopeLib.IDLE_TIMEOUT | EnvelopeLib.SCHEDULE) == 0) return;
        uint256 idleTimeout = envelope.idleTimeout();
        if (idleTimeout != 0) {
            uint48 lastActivity = use.status().lastActivity();
            if (claimedAt > lastActivity + idleTimeout) {
                revert ISessionKeyModule.SessionDormant(lastActivity, uint32(idleTimeout), uint48(claimedAt));
            }
            use.limit(lastActivity + idleTimeout, "idleTimeout");
        }
        Schedule schedule = envelope.schedule();
        if (!schedule.isZero()) {
            if (!schedule.allows(claimedAt)) {
                revert ISessionKeyModule.OutsideSchedule(
                    schedule.from(), schedule.to(), schedule.weekdays(), uint48(claimedAt)
                );
            }
            use.limit(schedule.endOf(claimedAt), "schedule");
        }
    }

    /// @dev The leaves stand behind the hashes; each leads to the root.
    function _readLeaves(SessionUse use, bytes32 capabilityRoot) private pure {
        uint256 cursor = use.cursor();
        uint256 count = CalldataLib.uintAt(cursor, 1);
        if (count == 0 || count > MAX_LEAVES) revert ISessionKeyModule.TermInvalid("leafCount", count, MAX_LEAVES);

        Words leaves = WordsLib.allocate(count);
        unchecked {
            // Safe: positions in calldata are far below 2^64, and there are at most 16 leaves.
            ++cursor;
            for (uint256 i; i < count; ++i) {
                Capability leaf = Capability.wrap(cursor);
                leaves.set(i, cursor);
                cursor = _requireProven(leaf, i, capabilityRoot);
            }
        }
        use.setLeaves(leaves);
        use.setLeafCount(count);
        use.advance(cursor);
    }

    /// @dev Refuses a leaf that its proof does not lead to the root. Returns the position after the proof.
    function _requireProven(Capability capability, uint256 index, bytes32 capabilityRoot)
        private
        pure
        returns (uint256)
    {
        uint256 end = capability.end();
        uint256 proofLength = CalldataLib.uintAt(end, 1);
        if (proofLength > MAX_PROOF_LENGTH) {
            revert ISessionKeyModule.TermInvalid("proofLength", proofLength, MAX_PROOF_LENGTH);
        }

        unchecked {
            // Safe: positions in calldata are far below 2^64.
            uint256 pos = Capability.unwrap(capability);
            bytes32 leaf = MerkleLib.leaf(MerkleLib.CAPABILITY, CalldataLib.hash(pos, end - pos));
            if (MerkleLib.rootOf(leaf, end + 1, proofLength) != capabilityRoot) {
                revert ISessionKeyModule.CapabilityNotInRoot(index, capabilityRoot);
            }
            return end + 1 + 32 * proofLength;
        }
    }

    /// @dev Every call of the operation, each by the leaf it names. Returns what the calls take from each budget.
    function _judgeCalls(SessionUse use, AccountState state, uint40 route, bytes calldata callData)
        private
        view
        returns (Words amounts)
    {
        uint256 budgetCount = use.envelope().budgetCount();
        amounts = WordsLib.allocateZeros(budgetCount + 1);
        CallCursor call = use.calls();
        if (route == ERC7579) CallLib.open7579(call, callData);
        else CallLib.open6900(call, callData);

        uint256 cursor = use.cursor();
        for (uint256 i; i < call.count(); ++i) {
            CallLib.read(call, i);
            _requireTarget(call.target(), i);
            uint256 leafIndex = CalldataLib.uintAt(cursor, 1);
            if (leafIndex >= use.leafCount()) revert ISessionKeyModule.LeafMissing(i, leafIndex, use.leafCount());

            Capability capability = Capability.wrap(use.leaves().get(leafIndex));
            if (state.mode() != MODE_NORMAL && !capability.essential()) {
                revert ISessionKeyModule.CapabilityNotEssential(i);
            }
            unchecked {
                // Safe: a position in calldata.
                ++cursor;
            }
            cursor = PolicyLib.judge(capability, call, cursor, amounts, budgetCount);
        }
        use.advance(cursor);
    }

    /// @dev The account, the module, its helpers and control code, EntryPoints and low addresses are never targets.
    function _requireTarget(address target, uint256 callIndex) private view {
        uint256 found = TargetLib.isPublic(target) | target.isSame(msg.sender);
        found |= target.isSame(address(this)) | target.isSame(address(_messages));
        found |= target.isSame(_textRenderer) | target.isSame(address(_p256Verifier));
        found |= target.isSame(_control);
        if (found != 0) revert ISessionKeyModule.TargetForbidden(callIndex, target);
    }

    /// @dev What only some sessions have: an idle timeout, a guard, or an operation that renews.
    /// Returns false for a wrong signature of the renewer.
    function _settle(
        SessionUse use,
        AccountState state,
        uint40 route,
        Words amounts,
        PackedUserOperation calldata userOp,
        bytes32 userOpHash
    ) private returns (bool right) {
        right = _renewAndLive(use, state);
        if (use.envelope().features() & EnvelopeLib.GUARD == 0) return right;

        GuardLib.watch(use, state.mode(), route, amounts, userOp, userOpHash);
    }

    /// @dev What the operation changes of the session's own state: a renewal that it asks for, and its last activity.
    /// Returns false for a wrong signature of the renewer.
    function _renewAndLive(SessionUse use, AccountState state) private returns (bool right) {
        right = true;
        SessionStatus next = use.status();
        if (use.has(SegmentLib.RENEW)) {
            if (state.mode() != MODE_NORMAL) revert ISessionKeyModule.ModeForbids(state.mode());
            next = _renewed(use.envelope(), next, use.claimedAt());
            right = _isRenewedRightly(use, next.renewals());
        }
        if (use.envelope().features() & EnvelopeLib.IDLE_TIMEOUT != 0) next = next.withActivity(use.claimedAt());

        if (next != use.status()) SlotLib.store(use.slot(), SessionStatus.unwrap(next));
    }

    function _renewed(Envelope envelope, SessionStatus status, uint256 claimedAt) private pure returns (SessionStatus) {
        uint256 maxRenewals = envelope.maxRenewals();
        if (status.renewals() >= maxRenewals) revert ISessionKeyModule.RenewalsExhausted(uint16(maxRenewals));
        uint256 renewed = _earlier(claimedAt + envelope.ttl(), envelope.expiresAt());
        if (renewed <= status.expiresAt()) {
            revert ISessionKeyModule.RenewalExtendsNothing(status.expiresAt(), uint48(renewed));
        }

        return status.renewed(renewed);
    }

    /// @dev If the session has a renewer, its deadline and signature stand at the cursor.
    /// @param renewal Number of this renewal, 1 for the first.
    function _isRenewedRightly(SessionUse use, uint16 renewal) private view returns (bool) {
        address renewer = use.envelope().renewer();
        if (renewer == address(0)) return true;

        uint256 pos = use.cursor();
        use.advance(pos + 6 + SignatureLib.LENGTH);
        uint48 deadline = uint48(CalldataLib.uintAt(pos, 6));
        if (deadline >= TIME_LIMIT) {
            revert ISessionKeyModule.TermInvalid("renewerDeadline", deadline, TIME_LIMIT - 1);
        }
        if (use.claimedAt() > deadline) {
            revert ISessionKeyModule.RenewerDeadlinePassed(deadline, uint48(use.claimedAt()));
        }
        use.limit(deadline, "renewerDeadline");

        bytes32 structHash = GrantHashLib.renewal(msg.sender, use.id(), renewal, deadline);
        return SignatureLib.recoverStrict(GrantHashLib.digest(_domainSeparator(), structHash), pos + 6) == renewer;
    }

    function _isSigned(SessionUse use, bytes32 userOpHash) private view returns (bool) {
        bytes32 digest = _operationDigest(userOpHash, use.hash());
        address sessionKey = use.envelope().sessionKey();
        if (use.keyProofAt() == use.signatureAt()) {
            return SignatureLib.recoverStrict(digest, use.signatureAt()) == sessionKey;
        }

        bool inSolidity = use.has(SegmentLib.P256_IN_SOLIDITY);
        IP256Verifier verifier = inSolidity ? _p256Verifier : IP256Verifier(address(0));
        return SignatureLib.verifyP256Strict(digest, use.keyProofAt(), sessionKey, verifier);
    }

    /* GRANT */

    /// @notice See ISessionKeyModule.
    function grant(address account, uint40 route, bytes calldata terms, uint8 form, bytes calldata signature)
        external
        returns (SessionId sessionId)
    {
        AccountState state = _installed(account);
        uint256 pos = CalldataLib.position(terms);
        Envelope envelope = Envelope.wrap(pos);
        _requireEpoch(envelope.epoch(), state);
        GrantContext memory context = _context(account, state, _later(block.timestamp, envelope.validAfter()), route);
        context.form = form;
        CheckedGrant memory checked = _messages.checkGrant(context, terms);
        sessionId = SessionId.wrap(checked.sessionId);

        SessionStatus status = _records[sessionId][account].status;
        uint48 expiresAt = status.isZero() ? envelope.expiresAt() : status.expiresAt();
        if (status.isRevoked()) revert ISessionKeyModule.SessionIsRevoked(sessionId);
        if (block.timestamp > expiresAt) revert ISessionKeyModule.SessionExpired(expiresAt, uint48(block.timestamp));
        if (!status.isZero()) {
            if (status.seat() < state.floor()) revert ISessionKeyModule.SessionEvicted(status.seat(), state.floor());
            return sessionId;
        }

        if (block.timestamp > checked.grantDeadline) {
            revert ISessionKeyModule.GrantDeadlinePassed(uint48(checked.grantDeadline), uint48(block.timestamp));
        }
        _requireApprover(account, state, checked.digest, signature);
        _store(checked, context, state, pos);
    }

    function _context(address account, AccountState state, uint256 activation, uint40 route)
        private
        view
        returns (GrantContext memory context)
    {
        context.module = address(this);
        context.control = _control;
        context.account = account;
        context.approver = state.approver();
        context.nonceWidth = state.nonceWidth();
        context.activation = activation;
        context.route = route;
    }

    /// @dev Writes a status slot that is zero; besides it only state of sessions that live already is ever changed.
    function _store(CheckedGrant memory checked, GrantContext memory context, AccountState state, uint256 pos)
        private
        returns (SessionStatus status)
    {
        if (state.mode() != MODE_NORMAL) revert ISessionKeyModule.ModeForbids(state.mode());

        Envelope envelope = Envelope.wrap(pos);
        uint256 expiresAt = envelope.expiresAt();
        uint256 ttl = envelope.ttl();
        if (ttl != 0) expiresAt = _earlier(context.activation + ttl, expiresAt);
        uint16 seat = state.granted();
        if (checked.replaces != 0) seat = _replace(context.account, SessionId.wrap(checked.replaces), state);
        else if (seat == type(uint16).max) revert ISessionKeyModule.GrantsExhausted(state.epoch());

        SessionId id = SessionId.wrap(checked.sessionId);
        status = SessionStatusLib.pack(expiresAt, context.activation, seat, envelope.epoch());
        if (checked.replaces == 0) {
            _accounts[context.account] = state.withOneMoreGranted();
        } else if (_records[SessionId.wrap(checked.replaces)][context.account].status.isPaused()) {
            status = status.paused();
        }
        _records[id][context.account].status = status;

        bytes calldata terms = msg.data[pos:pos + checked.length];
        emit ISessionKeyModule.SessionGranted(context.account, id, envelope.sessionKey(), context.route, terms);
    }

    /// @dev The replaced session dies, whether or not it has expired; its seat passes on.
    function _replace(address account, SessionId replaced, AccountState state) private returns (uint16 seat) {
        SessionStatus status = _records[replaced][account].status;
        seat = status.seat();
        if (status.isZero() || status.isRevoked() || status.epoch() != state.epoch() || seat < state.floor()) {
            revert ISessionKeyModule.ReplacedNotLive(replaced);
        }

        _revoke(account, replaced);
    }

    /* REVOCATION */

    /// @notice See ISessionKeyModule.
    function revoke(address account, SessionId sessionId, uint8 form, bytes calldata signature) external {
        // An account's own word needs no look at its state: revoking hurts nobody else, installed or not.
        if (!_actsItself(account, signature)) {
            AccountState state = _installed(account);
            bytes32 digest;
            if (signature.length != 0) {
                digest = _messages.revocationDigest(address(this), account, sessionId, form);
            }
            _requireTightener(account, state, digest, signature);
        }

        _revoke(account, sessionId);
    }

    /// @notice See ISessionKeyModule.
    function revokeAll(address account, uint8 form, bytes calldata signature) external {
        AccountState state = _installed(account);
        bytes32 digest;
        if (signature.length != 0) {
            digest = _messages.allRevocationDigest(address(this), account, state.epoch(), form);
        }
        _requireTightener(account, state, digest, signature);

        AccountState next = state.withNextEpoch(state.approver());
        _accounts[account] = next;

        emit ISessionKeyModule.AllSessionsRevoked(account, next.epoch());
    }

    /* PRIVATE */

    function _earlier(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _later(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }

    /// @dev In validation another contract's code may not be asked (ERC-7562), not even whether it is there.
    function _requireApproverInValidation(address approver, bytes32 digest, bytes calldata signature) private view {
        if (SignatureLib.tryRecover(digest, signature) == approver) return;
        if (approver == msg.sender && _isErc1271(approver, digest, signature)) return;

        if (approver == msg.sender || signature.length == SignatureLib.LENGTH) {
            revert ISessionKeyModule.ApproverSignatureInvalid(approver);
        }
        revert ISessionKeyModule.ApproverNeedsRelay(approver);
    }

    function _operationDigest(bytes32 userOpHash, bytes32 segmentHash) private view returns (bytes32) {
        return GrantHashLib.digest(_domainSeparator(), GrantHashLib.operation(userOpHash, segmentHash));
    }

    function _domainSeparator() private view returns (bytes32) {
        return block.chainid == _cachedChainId ? _cachedDomainSeparator : GrantHashLib.domainSeparator(address(this));
    }
}

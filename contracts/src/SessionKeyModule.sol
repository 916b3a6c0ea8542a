// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SessionState} from "./SessionState.sol";
import {IApproverMessages} from "./interfaces/IApproverMessages.sol";
import {PackedUserOperation} from "./interfaces/IERC4337.sol";
import {IERC6900Module} from "./interfaces/IERC6900Module.sol";
import {IERC6900ValidationModule} from "./interfaces/IERC6900ValidationModule.sol";
import {IERC7579Module, IERC7579Validator, MODULE_TYPE_VALIDATOR} from "./interfaces/IERC7579Validator.sol";
import {IP256Verifier} from "./interfaces/IP256Verifier.sol";
import {
    ISessionKeyModule,
    MAX_LEAVES,
    MAX_PROOF_LENGTH,
    MIN_NONCE_SHIFT,
    MIN_NONCE_WIDTH,
    MODE_HALTED,
    MODE_NORMAL
} from "./interfaces/ISessionKeyModule.sol";
import {BudgetLib} from "./libraries/BudgetLib.sol";
import {CallLib} from "./libraries/CallLib.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {EnvelopeLib} from "./libraries/EnvelopeLib.sol";
import {GrantHashLib} from "./libraries/GrantHashLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";
import {PolicyLib} from "./libraries/PolicyLib.sol";
import {Segment, SegmentLib} from "./libraries/SegmentLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";
import {TargetLib} from "./libraries/TargetLib.sol";
import {AccountState, AccountStateLib} from "./types/AccountState.sol";
import {Call, Calls} from "./types/Call.sol";
import {Capability} from "./types/Capability.sol";
import {Envelope} from "./types/Envelope.sol";
import {CheckedGrant, GrantContext} from "./types/Grant.sol";
import {Schedule} from "./types/Schedule.sol";
import {SessionId} from "./types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "./types/SessionStatus.sol";
import {TimeBounds} from "./types/TimeBounds.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title The one contract that an account installs to use session keys
/// @notice `ISessionKeyModule` is the manual. This file reads top to bottom: `_validate` answers "may this operation run?".
/// @dev ERC-7562: validation touches only storage whose innermost mapping key is the account, reads no clock, and calls
/// nothing but the stateless helpers, precompiles (beyond 1 … 9 only if the operation wants it) and, if it is its own
/// approver, the account.
contract SessionKeyModule is SessionState, ISessionKeyModule {
    using SegmentLib for Segment;

    /// @dev Everything that validation knows of the session it judges by.
    struct Session {
        SessionId id;
        Envelope envelope;
        /// Before this operation, but after the grant that it carries.
        SessionStatus status;
        /// The capabilities that the operation carries.
        Capability[] capabilities;
        TimeBounds bounds;
    }

    uint40 private constant ERC6900 = 1 << 32;
    uint40 private constant ERC7579 = 2 << 32;
    bytes4 private constant SIGNATURE_REFUSED = 0xffffffff;

    address private immutable _control;

    bytes32 private immutable _cachedDomainSeparator;
    uint256 private immutable _cachedChainId;

    /// @param control The module's own code for everything that is no operation.
    constructor(IApproverMessages messages, address control) SessionState(messages) {
        _control = control;
        _cachedDomainSeparator = GrantHashLib.domainSeparator(address(this));
        _cachedChainId = block.chainid;
    }

    /* VALIDATION */

    /// @inheritdoc IERC6900ValidationModule
    function validateUserOp(uint32 entityId, PackedUserOperation calldata userOp, bytes32 userOpHash)
        external
        returns (uint256)
    {
        return _validate(ERC6900 | entityId, userOp, userOpHash);
    }

    /// @inheritdoc IERC7579Validator
    function validateUserOp(PackedUserOperation calldata userOp, bytes32 userOpHash) external returns (uint256) {
        return _validate(ERC7579, userOp, userOpHash);
    }

    /// @dev May this operation run? Each step reverts by name; a wrong signature of the session key or of the renewer
    /// alone is an answer.
    function _validate(uint40 route, PackedUserOperation calldata userOp, bytes32 userOpHash)
        private
        returns (uint256)
    {
        if (msg.sender != userOp.sender) revert CallerNotAccount(msg.sender, userOp.sender);
        AccountState state = _installed(msg.sender);
        if (state.mode() == MODE_HALTED) revert ModeForbids(MODE_HALTED);

        Segment memory segment = SegmentLib.open(userOp.signature);
        Session memory session = _open(segment, state, route);
        _requireLive(session.id, session.status, state);
        _bound(session, segment);
        session.envelope.requireNonce(userOp.nonce, state.nonceShift(), state.nonceWidth());
        session.envelope.requirePaymaster(userOp.paymasterAndData);
        uint256[] memory amounts = _judgeCalls(session, segment, state, route, userOp.callData);
        bool right = _renewAndLive(session, segment, state);
        segment.close();

        _charge(session, segment, amounts, userOp);
        if (!_isSigned(session.envelope, segment, userOpHash)) right = false;
        return session.bounds.pack(right);
    }

    /// @dev Finds the session that the segment speaks of. Bounds begin with the claim, and no end.
    function _open(Segment memory segment, AccountState state, uint40 route) private returns (Session memory session) {
        session.envelope = Envelope.wrap(segment.cursor);
        session.bounds = TimeBounds({claimedAt: segment.claimedAt, validUntil: type(uint256).max, upper: ""});
        _requireEpoch(session.envelope.epoch(), state);

        if (segment.has(SegmentLib.ENABLE)) _openWithGrant(session, segment, state, route);
        else _openGranted(session, segment, route);
    }

    /// @dev A session that lives already: the operation carries its core, the two hashes, and the leaves it uses.
    function _openGranted(Session memory session, Segment memory segment, uint40 route) private view {
        uint256 rootAt = session.envelope.end();
        segment.advance(rootAt + 64);
        session.id = _sessionId(Envelope.unwrap(session.envelope), segment.cursor, msg.sender, route);
        session.status = _records[session.id][msg.sender].status;
        if (session.status.isZero()) revert SessionUnknown(session.id);

        session.capabilities = _readLeaves(segment, CalldataLib.word(rootAt));
    }

    /// @dev The operation carries the grant. It matters only while the session is new; over a known one it is a no-op.
    function _openWithGrant(Session memory session, Segment memory segment, AccountState state, uint40 route) private {
        uint256 pos = segment.cursor;
        GrantContext memory context = _context(msg.sender, state, segment.claimedAt, route);
        context.inOperation = true;
        CheckedGrant memory checked = _messages.checkGrant(context, msg.data[pos:segment.keyProofAt]);
        uint256 signatureAt = pos + checked.length + 3;
        segment.advance(signatureAt + CalldataLib.uintAt(signatureAt - 2, 2));
        session.id = SessionId.wrap(checked.sessionId);
        session.status = _records[session.id][msg.sender].status;
        session.capabilities = checked.positions(pos);
        if (!session.status.isZero()) return;

        if (segment.claimedAt > checked.grantDeadline) {
            revert GrantDeadlinePassed(uint48(checked.grantDeadline), uint48(segment.claimedAt));
        }
        session.bounds.limit(checked.grantDeadline, "grantDeadline");
        _requireApproverInValidation(state.approver(), checked.digest, msg.data[signatureAt:segment.cursor]);
        session.status = _store(checked, context, state, pos);
    }

    /// @dev Dead, paused and evicted sessions.
    function _requireLive(SessionId id, SessionStatus status, AccountState state) private pure {
        if (status.isRevoked()) revert SessionIsRevoked(id);
        if (status.isPaused()) revert SessionIsPaused(id);
        if (status.seat() < state.floor()) revert SessionEvicted(status.seat(), state.floor());
    }

    /// @dev The claim against the session's times, and the bounds that make the claim true.
    function _bound(Session memory session, Segment memory segment) private pure {
        uint256 claimedAt = segment.claimedAt;
        Envelope envelope = session.envelope;
        if (claimedAt < envelope.validAfter()) revert SessionNotYetValid(envelope.validAfter(), uint48(claimedAt));
        uint48 expiresAt = session.status.expiresAt();
        if (claimedAt > expiresAt) revert SessionExpired(expiresAt, uint48(claimedAt));
        session.bounds.limit(expiresAt, "expiresAt");
        if (segment.notAfter != 0) session.bounds.limit(segment.notAfter, "notAfter");

        if (envelope.features() & (EnvelopeLib.IDLE_TIMEOUT | EnvelopeLib.SCHEDULE) == 0) return;
        uint256 idleTimeout = envelope.idleTimeout();
        if (idleTimeout != 0) {
            uint48 lastActivity = session.status.lastActivity();
            if (claimedAt > lastActivity + idleTimeout) {
                revert SessionDormant(lastActivity, uint32(idleTimeout), uint48(claimedAt));
            }
            session.bounds.limit(lastActivity + idleTimeout, "idleTimeout");
        }
        Schedule schedule = envelope.schedule();
        if (!schedule.isZero()) {
            if (!schedule.allows(claimedAt)) {
                revert OutsideSchedule(schedule.from(), schedule.to(), schedule.weekdays(), uint48(claimedAt));
            }
            session.bounds.limit(schedule.endOf(claimedAt), "schedule");
        }
    }

    function _readLeaves(Segment memory segment, bytes32 capabilityRoot)
        private
        pure
        returns (Capability[] memory leaves)
    {
        uint256 cursor = segment.cursor;
        uint256 count = CalldataLib.uintAt(cursor, 1);
        if (count == 0 || count > MAX_LEAVES) revert TermInvalid("leafCount", count, MAX_LEAVES);

        leaves = new Capability[](count);
        unchecked {
            // Safe: positions in calldata are far below 2^64, and there are at most 16 leaves.
            ++cursor;
            for (uint256 i; i < count; ++i) {
                leaves[i] = Capability.wrap(cursor);
                cursor = _checkLeaf(leaves[i], i, capabilityRoot);
            }
        }
        segment.advance(cursor);
    }

    /// @dev Refuses a leaf that its proof does not lead to the root. Returns the position after the proof.
    function _checkLeaf(Capability capability, uint256 index, bytes32 capabilityRoot) private pure returns (uint256) {
        uint256 pos = Capability.unwrap(capability);
        uint256 end = capability.end();
        uint256 proofLength = CalldataLib.uintAt(end, 1);
        if (proofLength > MAX_PROOF_LENGTH) revert TermInvalid("proofLength", proofLength, MAX_PROOF_LENGTH);

        unchecked {
            // Safe: positions in calldata are far below 2^64.
            bytes32 leaf = MerkleLib.leaf(MerkleLib.CAPABILITY, CalldataLib.hash(pos, end - pos));
            if (MerkleLib.rootOf(leaf, end + 1, proofLength) != capabilityRoot) {
                revert CapabilityNotInRoot(index, capabilityRoot);
            }
            return end + 1 + 32 * proofLength;
        }
    }

    /// @dev Every call of the operation, each by the leaf it names. Returns what the calls take from each budget.
    function _judgeCalls(
        Session memory session,
        Segment memory segment,
        AccountState state,
        uint40 route,
        bytes calldata callData
    ) private view returns (uint256[] memory amounts) {
        Calls memory calls = route == ERC7579 ? CallLib.open7579(callData) : CallLib.open6900(callData);
        TargetLib.Own memory own = _own();
        amounts = new uint256[](session.envelope.budgetCount());

        Call memory call;
        uint256 cursor = segment.cursor;
        for (uint256 i; i < calls.count; ++i) {
            CallLib.read(calls, call, i);
            TargetLib.check(call.target, i, msg.sender, own);
            uint256 leafIndex = CalldataLib.uintAt(cursor, 1);
            if (leafIndex >= session.capabilities.length) {
                revert LeafMissing(i, leafIndex, session.capabilities.length);
            }

            Capability capability = session.capabilities[leafIndex];
            if (state.mode() != MODE_NORMAL && !capability.essential()) revert CapabilityNotEssential(i);
            cursor = PolicyLib.judge(capability, call, cursor + 1, session.envelope, amounts);
        }
        segment.advance(cursor);
    }

    /// @dev What the operation changes of the session's own state: a renewal that it asks for, and its last activity.
    /// Returns false for a wrong signature of the renewer.
    function _renewAndLive(Session memory session, Segment memory segment, AccountState state)
        private
        returns (bool right)
    {
        SessionStatus next = session.status;
        right = true;
        if (segment.has(SegmentLib.RENEW)) {
            if (state.mode() != MODE_NORMAL) revert ModeForbids(state.mode());
            next = _renewed(session.envelope, next, segment.claimedAt);
            right = _isRenewedRightly(session, segment, next.renewals());
        }
        if (session.envelope.features() & EnvelopeLib.IDLE_TIMEOUT != 0) next = next.withActivity(segment.claimedAt);

        if (next != session.status) _records[session.id][msg.sender].status = next;
    }

    function _renewed(Envelope envelope, SessionStatus status, uint256 claimedAt) private pure returns (SessionStatus) {
        uint256 maxRenewals = envelope.maxRenewals();
        if (status.renewals() >= maxRenewals) revert RenewalsExhausted(uint16(maxRenewals));
        uint256 renewed = _earlier(claimedAt + envelope.ttl(), envelope.expiresAt());
        if (renewed <= status.expiresAt()) revert RenewalExtendsNothing(status.expiresAt(), uint48(renewed));

        return status.renewed(renewed);
    }

    /// @dev If the session has a renewer, its deadline and signature stand at the cursor.
    /// @param renewal Number of this renewal, 1 for the first.
    function _isRenewedRightly(Session memory session, Segment memory segment, uint16 renewal)
        private
        view
        returns (bool)
    {
        address renewer = session.envelope.renewer();
        if (renewer == address(0)) return true;

        uint256 pos = segment.cursor;
        segment.advance(pos + 6 + SignatureLib.LENGTH);
        uint48 deadline = uint48(CalldataLib.uintAt(pos, 6));
        if (segment.claimedAt > deadline) revert RenewerDeadlinePassed(deadline, uint48(segment.claimedAt));
        session.bounds.limit(deadline, "renewerDeadline");

        bytes32 structHash = GrantHashLib.renewal(msg.sender, session.id, renewal, deadline);
        return SignatureLib.recoverStrict(GrantHashLib.digest(domainSeparator(), structHash), pos + 6) == renewer;
    }

    function _charge(
        Session memory session,
        Segment memory segment,
        uint256[] memory amounts,
        PackedUserOperation calldata userOp
    ) private {
        BudgetLib.addOperation(session.envelope, amounts, userOp);
        BudgetLib.charge({
            envelope: session.envelope,
            slots: _records[session.id][msg.sender].budgets,
            amounts: amounts,
            bounds: session.bounds,
            grace: segment.has(SegmentLib.GRACE_FLAG)
        });
    }

    function _isSigned(Envelope envelope, Segment memory segment, bytes32 userOpHash) private view returns (bool) {
        bytes32 digest = operationDigest(userOpHash, segment.hash());
        address sessionKey = envelope.sessionKey();
        if (segment.keyProofAt == segment.signatureAt) {
            return SignatureLib.recoverStrict(digest, segment.signatureAt) == sessionKey;
        }

        bool inSolidity = segment.has(SegmentLib.P256_IN_SOLIDITY);
        IP256Verifier verifier = inSolidity ? _p256Verifier : IP256Verifier(address(0));
        return SignatureLib.verifyP256Strict(digest, segment.keyProofAt, sessionKey, verifier);
    }

    /* GRANT */

    /// @inheritdoc ISessionKeyModule
    function grant(address account, uint40 route, bytes calldata terms, uint8 form, bytes calldata signature)
        external
        returns (SessionId sessionId)
    {
        AccountState state = _installed(account);
        if (route >> 32 != 1 && route != ERC7579) revert TermInvalid("route", route, ERC7579);
        uint256 pos = CalldataLib.position(terms);
        Envelope envelope = Envelope.wrap(pos);
        _requireEpoch(envelope.epoch(), state);
        uint256 validAfter = envelope.validAfter();
        uint256 activation = block.timestamp > validAfter ? block.timestamp : validAfter;
        GrantContext memory context = _context(account, state, activation, route);
        context.form = form;
        CheckedGrant memory checked = _messages.checkGrant(context, terms);
        sessionId = SessionId.wrap(checked.sessionId);

        SessionStatus status = _records[sessionId][account].status;
        uint48 expiresAt = status.isZero() ? envelope.expiresAt() : status.expiresAt();
        if (status.isRevoked()) revert SessionIsRevoked(sessionId);
        if (block.timestamp > expiresAt) revert SessionExpired(expiresAt, uint48(block.timestamp));
        if (!status.isZero()) {
            if (status.seat() < state.floor()) revert SessionEvicted(status.seat(), state.floor());
            return sessionId;
        }

        if (block.timestamp > checked.grantDeadline) {
            revert GrantDeadlinePassed(uint48(checked.grantDeadline), uint48(block.timestamp));
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
        if (state.mode() != MODE_NORMAL) revert ModeForbids(state.mode());

        Envelope envelope = Envelope.wrap(pos);
        uint256 expiresAt = envelope.expiresAt();
        uint256 ttl = envelope.ttl();
        if (ttl != 0) expiresAt = _earlier(context.activation + ttl, expiresAt);
        uint16 seat = state.granted();
        if (checked.replaces != 0) seat = _replace(context.account, SessionId.wrap(checked.replaces), state);
        else if (seat == type(uint16).max) revert GrantsExhausted(state.epoch());

        SessionId id = SessionId.wrap(checked.sessionId);
        status = SessionStatusLib.pack(expiresAt, context.activation, seat, envelope.epoch());
        if (checked.replaces == 0) {
            _accounts[context.account] = state.withOneMoreGranted();
        } else if (_records[SessionId.wrap(checked.replaces)][context.account].status.isPaused()) {
            status = status.paused();
        }
        _records[id][context.account].status = status;

        bytes calldata terms = msg.data[pos:pos + checked.length];
        emit SessionGranted(context.account, id, envelope.sessionKey(), context.route, terms);
    }

    /// @dev The replaced session dies, whether or not it has expired; its seat passes on.
    function _replace(address account, SessionId replaced, AccountState state) private returns (uint16 seat) {
        SessionStatus status = _records[replaced][account].status;
        seat = status.seat();
        if (status.isZero() || status.isRevoked() || status.epoch() != state.epoch() || seat < state.floor()) {
            revert ReplacedNotLive(replaced);
        }

        _revoke(account, replaced);
    }

    /* REVOCATION */

    /// @inheritdoc ISessionKeyModule
    function revoke(address account, SessionId sessionId, uint8 form, bytes calldata signature) external {
        AccountState state = _installed(account);
        bytes32 digest;
        if (signature.length != 0) {
            digest = _messages.revocationDigest(address(this), account, sessionId, form);
        }
        _requireTightener(account, state, digest, signature);

        _revoke(account, sessionId);
    }

    /// @inheritdoc ISessionKeyModule
    function revokeAll(address account, uint8 form, bytes calldata signature) external {
        AccountState state = _installed(account);
        bytes32 digest;
        if (signature.length != 0) {
            digest = _messages.allRevocationDigest(address(this), account, state.epoch(), form);
        }
        _requireTightener(account, state, digest, signature);

        AccountState next = state.withNextEpoch(state.approver());
        _accounts[account] = next;

        emit AllSessionsRevoked(account, next.epoch());
    }

    /* CONTROL: the code of SessionControl, run on the storage of this contract */

    /// @inheritdoc ISessionKeyModule
    function revokeAsSessionKey(address, uint40, bytes calldata, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function pause(address, SessionId, uint64, uint48, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function resume(address, SessionId, uint32, uint64, uint48, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function tightenMode(address, uint8, uint64, uint48, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function loosenMode(address, uint8, uint32, uint64, uint48, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function reattest(address, SessionId, uint48, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function reattestAsRenewer(address, uint40, bytes calldata, uint48, uint8, bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function setApprover(address) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function setConcurrentLimit(uint8) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function addGuardian(address) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function removeGuardian(address) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function onInstall(bytes calldata) external {
        _delegate();
    }

    /// @inheritdoc ISessionKeyModule
    function onUninstall(bytes calldata) external {
        _delegate();
    }

    /* INSTALLATION */

    /// @inheritdoc ISessionKeyModule
    function isInitialized(address account) external view returns (bool) {
        return _accounts[account].approver() != address(0);
    }

    /// @inheritdoc IERC7579Module
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    /// @inheritdoc IERC6900Module
    function moduleId() external pure returns (string memory) {
        return "sessionkeys.session-key-module.0.1.0";
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC6900Module).interfaceId
            || interfaceId == type(IERC6900ValidationModule).interfaceId
            || interfaceId == type(IERC7579Validator).interfaceId || interfaceId == type(ISessionKeyModule).interfaceId;
    }

    /// @notice Always reverts: a session acts through operations only.
    function validateRuntime(address, uint32, address, uint256, bytes calldata, bytes calldata) external pure {
        revert RuntimeValidationNotSupported();
    }

    /// @notice Always refuses: a session key signs nothing in the account's name.
    function validateSignature(address, uint32, address, bytes32, bytes calldata) external pure returns (bytes4) {
        return SIGNATURE_REFUSED;
    }

    /// @notice Always refuses: a session key signs nothing in the account's name.
    function isValidSignatureWithSender(address, bytes32, bytes calldata) external pure returns (bytes4) {
        return SIGNATURE_REFUSED;
    }

    /* VIEWS */

    /// @inheritdoc ISessionKeyModule
    function approverMessages() external view returns (IApproverMessages) {
        return _messages;
    }

    /// @inheritdoc ISessionKeyModule
    function accountState(address account) external view returns (AccountState) {
        return _accounts[account];
    }

    /// @inheritdoc ISessionKeyModule
    function controlOf(address account) external view returns (uint32 installation, uint32 tightenings) {
        return (_controls[account].installation, _controls[account].tightenings);
    }

    /// @inheritdoc ISessionKeyModule
    function signerOf(address account, address signer) external view returns (bool isGuardian, uint64 sequence) {
        return (_isGuardian(account, signer), _signers[signer][account].sequence);
    }

    /// @inheritdoc ISessionKeyModule
    function sessionStatus(address account, SessionId sessionId) external view returns (SessionStatus) {
        return _records[sessionId][account].status;
    }

    /// @inheritdoc ISessionKeyModule
    function budgetSlot(address account, SessionId sessionId, uint256 index) external view returns (uint256) {
        return _records[sessionId][account].budgets[index];
    }

    /// @inheritdoc ISessionKeyModule
    function operationDigest(bytes32 userOpHash, bytes32 segmentHash) public view returns (bytes32) {
        return GrantHashLib.digest(domainSeparator(), GrantHashLib.operation(userOpHash, segmentHash));
    }

    /// @inheritdoc ISessionKeyModule
    function domainSeparator() public view returns (bytes32) {
        return block.chainid == _cachedChainId ? _cachedDomainSeparator : GrantHashLib.domainSeparator(address(this));
    }

    /* PRIVATE */

    /// @dev The module and its helpers, which no session may call.
    function _own() private view returns (TargetLib.Own memory) {
        return TargetLib.Own({
            module: address(this),
            messages: address(_messages),
            renderer: _textRenderer,
            verifier: address(_p256Verifier)
        });
    }

    function _earlier(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev In validation another contract's code may not be asked (ERC-7562), not even whether it is there.
    function _requireApproverInValidation(address approver, bytes32 digest, bytes calldata signature) private view {
        if (SignatureLib.tryRecover(digest, signature) == approver) return;
        if (approver == msg.sender && _isErc1271(approver, digest, signature)) return;

        if (approver == msg.sender || signature.length == SignatureLib.LENGTH) {
            revert ApproverSignatureInvalid(approver);
        }
        revert ApproverNeedsRelay(approver);
    }

    /// @dev Ends this call with the outcome of the same call to the control code.
    function _delegate() private {
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
}

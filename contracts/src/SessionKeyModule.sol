// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ApproverMessages} from "./ApproverMessages.sol";
import {PackedUserOperation} from "./interfaces/IERC4337.sol";
import {IERC6900Module} from "./interfaces/IERC6900Module.sol";
import {IERC6900ValidationModule} from "./interfaces/IERC6900ValidationModule.sol";
import {IERC7579Module, IERC7579Validator, MODULE_TYPE_VALIDATOR} from "./interfaces/IERC7579Validator.sol";
import {ISessionKeyModule} from "./interfaces/ISessionKeyModule.sol";
import {BudgetLib} from "./libraries/BudgetLib.sol";
import {CallLib} from "./libraries/CallLib.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {CapabilityLib} from "./libraries/CapabilityLib.sol";
import {EnvelopeLib} from "./libraries/EnvelopeLib.sol";
import {GrantCheckLib} from "./libraries/GrantCheckLib.sol";
import {GrantHashLib} from "./libraries/GrantHashLib.sol";
import {GrantLib} from "./libraries/GrantLib.sol";
import {MerkleLib} from "./libraries/MerkleLib.sol";
import {Segment, SegmentLib} from "./libraries/SegmentLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";
import {TargetLib} from "./libraries/TargetLib.sol";
import {AccountState, AccountStateLib} from "./types/AccountState.sol";
import {Call} from "./types/Call.sol";
import {Envelope} from "./types/Envelope.sol";
import {Grant} from "./types/Grant.sol";
import {SessionId} from "./types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "./types/SessionStatus.sol";
import {TimeBounds} from "./types/TimeBounds.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title The one contract that an account installs to use session keys
/// @notice `ISessionKeyModule` is the manual. This file reads top to bottom: `_validate` answers "may this operation run?".
/// @dev ERC-7562: validation touches only storage whose innermost mapping key is the account, reads no clock, and calls
/// nothing but the stateless text renderer, the precompile 1 and, if it is its own approver, the account.
contract SessionKeyModule is ISessionKeyModule, IERC6900ValidationModule, IERC7579Validator {
    using EnvelopeLib for Envelope;
    using GrantLib for Grant;
    using SegmentLib for Segment;

    /// @dev Everything that validation knows of the session it judges by.
    struct Session {
        SessionId id;
        Envelope envelope;
        /// Positions of the leaves that the operation carries.
        uint256[] leaves;
        TimeBounds bounds;
    }

    /// @dev One session of one account: the status, then one slot for each budget.
    struct Record {
        SessionStatus status;
        uint256[8] budgets;
    }

    uint256 private constant INSTALL_DATA_LENGTH = 128;
    uint256 private constant MIN_NONCE_SHIFT = 64;
    uint256 private constant MIN_NONCE_WIDTH = 16;
    uint256 private constant MAX_NONCE_SHIFT = 256 - MIN_NONCE_WIDTH;
    uint40 private constant ERC6900 = 1 << 32;
    uint40 private constant ERC7579 = 2 << 32;
    bytes4 private constant SIGNATURE_REFUSED = 0xffffffff;

    /// @notice Checks new terms and says what approvers sign. Stateless.
    ApproverMessages public immutable approverMessages;

    /// @dev The helper's helper, kept to refuse it as a target.
    address private immutable _textRenderer;

    bytes32 private immutable _cachedDomainSeparator;
    uint256 private immutable _cachedChainId;

    /* STORAGE */

    /// @dev Storage associated with the account (ERC-7562 STO-021). 0: never installed.
    mapping(address account => AccountState state) private _accounts;

    /// @dev Storage associated with the account: it is the innermost key, and a record has 9 slots of the 128 allowed.
    mapping(SessionId id => mapping(address account => Record record)) private _records;

    constructor(ApproverMessages messages) {
        approverMessages = messages;
        _textRenderer = address(messages.textRenderer());
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

    /// @dev May this operation run? Each step reverts by name; a wrong session-key signature alone is an answer.
    function _validate(uint40 route, PackedUserOperation calldata userOp, bytes32 userOpHash)
        private
        returns (uint256)
    {
        if (msg.sender != userOp.sender) revert CallerNotAccount(msg.sender, userOp.sender);

        AccountState state = _installed(msg.sender);
        Segment memory segment = SegmentLib.open(userOp.signature);
        Session memory session =
            segment.enable ? _openWithGrant(segment, state, route) : _openGranted(segment, state, route);

        session.envelope.checkNonce(userOp.nonce, state.nonceShift(), state.nonceWidth());
        session.envelope.checkPaymaster(userOp.paymasterAndData);
        uint256[] memory amounts = _judgeCalls(segment, session, route, userOp.callData);
        segment.close();

        BudgetLib.addOperation(session.envelope, amounts, userOp);
        BudgetLib.charge(session.envelope, _records[session.id][msg.sender].budgets, amounts, session.bounds);

        bytes32 digest = operationDigest(userOpHash, segment.hash());
        bool right = SignatureLib.recoverStrict(digest, segment.signatureAt) == session.envelope.sessionKey;
        return session.bounds.pack(right);
    }

    /// @dev A session that lives already: the operation carries its core, the two hashes, and the leaves it uses.
    function _openGranted(Segment memory segment, AccountState state, uint40 route)
        private
        view
        returns (Session memory session)
    {
        session.envelope = EnvelopeLib.decode(segment.cursor);
        segment.advance(session.envelope.end + 64);
        _requireEpoch(session.envelope.epoch, state);
        bytes32 capabilityRoot = CalldataLib.word(session.envelope.end);
        bytes32 grantHash = CalldataLib.word(session.envelope.end + 32);
        session.id = session.envelope.sessionId(msg.sender, route, capabilityRoot, grantHash);

        SessionStatus status = _records[session.id][msg.sender].status;
        if (status.isZero()) revert SessionUnknown(session.id);
        _bound(session, segment, status);

        session.leaves = _readLeaves(segment, capabilityRoot);
    }

    /// @dev The operation carries the grant. It matters only while the session is new; over a live one it is a no-op.
    function _openWithGrant(Segment memory segment, AccountState state, uint40 route)
        private
        returns (Session memory session)
    {
        Grant memory terms = GrantLib.read(segment.cursor, GrantLib.MAX_CAPABILITIES_IN_OPERATION);
        session.envelope = terms.envelope;
        session.leaves = terms.leaves;
        uint256 form = CalldataLib.uintAt(terms.end, 1);
        uint256 signatureAt = terms.end + 3;
        segment.advance(signatureAt + CalldataLib.uintAt(terms.end + 1, 2));
        _requireEpoch(terms.envelope.epoch, state);
        session.id = terms.sessionId(msg.sender, route);

        SessionStatus status = _records[session.id][msg.sender].status;
        if (!status.isZero()) {
            _bound(session, segment, status);
            return session;
        }

        _bound(session, segment, SessionStatusLib.pack(terms.envelope.expiresAt, 0, terms.envelope.epoch));
        if (segment.claimedAt > terms.grantDeadline) {
            revert GrantDeadlinePassed(terms.grantDeadline, uint48(segment.claimedAt));
        }
        session.bounds.limit(terms.grantDeadline, "grantDeadline");

        bytes32 digest = _checkedDigest(terms, msg.sender, state, segment.claimedAt, route, uint8(form));
        _requireApproverInValidation(state.approver(), digest, msg.data[signatureAt:segment.cursor]);
        _store(terms, session.id, msg.sender, state, route);
    }

    /// @dev The claim against the session's state, and the bounds that make the claim true.
    function _bound(Session memory session, Segment memory segment, SessionStatus status) private pure {
        if (status.isRevoked()) revert SessionIsRevoked(session.id);
        if (segment.claimedAt < session.envelope.validAfter) {
            revert SessionNotYetValid(session.envelope.validAfter, uint48(segment.claimedAt));
        }
        if (segment.claimedAt > status.expiresAt()) {
            revert SessionExpired(status.expiresAt(), uint48(segment.claimedAt));
        }

        session.bounds = TimeBounds({claimedAt: segment.claimedAt, validUntil: status.expiresAt(), upper: "expiresAt"});
        if (segment.notAfter != 0) session.bounds.limit(segment.notAfter, "notAfter");
    }

    function _readLeaves(Segment memory segment, bytes32 capabilityRoot)
        private
        pure
        returns (uint256[] memory leaves)
    {
        uint256 count = CalldataLib.uintAt(segment.cursor, 1);
        if (count == 0 || count > SegmentLib.MAX_LEAVES) {
            revert TermInvalid("leafCount", count, SegmentLib.MAX_LEAVES);
        }

        leaves = new uint256[](count);
        uint256 cursor = segment.cursor + 1;
        for (uint256 i; i < count; ++i) {
            leaves[i] = cursor;
            cursor = _checkLeaf(cursor, i, capabilityRoot);
        }
        segment.advance(cursor);
    }

    /// @dev Refuses a leaf that its proof does not lead to the root. Returns the position after the proof.
    function _checkLeaf(uint256 pos, uint256 index, bytes32 capabilityRoot) private pure returns (uint256) {
        uint256 end = CapabilityLib.endOf(pos);
        uint256 proofLength = CalldataLib.uintAt(end, 1);
        if (proofLength > MerkleLib.MAX_DEPTH) revert TermInvalid("proofLength", proofLength, MerkleLib.MAX_DEPTH);

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
    function _judgeCalls(Segment memory segment, Session memory session, uint40 route, bytes calldata callData)
        private
        view
        returns (uint256[] memory amounts)
    {
        Call[] memory calls = route == ERC7579 ? CallLib.decode7579(callData) : CallLib.decode6900(callData);
        amounts = new uint256[](session.envelope.budgetCount);

        CapabilityLib.Judgement memory judgement;
        judgement.account = msg.sender;
        judgement.cursor = segment.cursor;
        for (uint256 i; i < calls.length; ++i) {
            TargetLib.check(calls[i].target, i, msg.sender, address(this), address(approverMessages), _textRenderer);
            uint256 leafIndex = CalldataLib.uintAt(judgement.cursor, 1);
            if (leafIndex >= session.leaves.length) revert LeafMissing(i, leafIndex, session.leaves.length);

            judgement.callIndex = i;
            judgement.cursor += 1;
            CapabilityLib.judge(judgement, session.leaves[leafIndex], calls[i], session.envelope, amounts);
        }
        segment.advance(judgement.cursor);
    }

    /* GRANT */

    /// @inheritdoc ISessionKeyModule
    function grant(address account, uint40 route, bytes calldata terms, uint8 form, bytes calldata signature)
        external
        returns (SessionId sessionId)
    {
        AccountState state = _installed(account);
        Grant memory read = _readTerms(route, terms);
        _requireEpoch(read.envelope.epoch, state);
        sessionId = read.sessionId(account, route);

        if (_isLive(read, _records[sessionId][account].status, sessionId)) return sessionId;

        bytes32 digest = _checkedDigest(read, account, state, _activation(read), route, form);
        if (msg.sender != account || signature.length != 0) {
            _requireApprover(state.approver(), digest, signature);
        }
        _store(read, sessionId, account, state, route);
    }

    /// @dev A relayed grant against the clock: refuses what is over, and says whether there is nothing left to do.
    function _isLive(Grant memory terms, SessionStatus status, SessionId id) private view returns (bool) {
        if (status.isRevoked()) revert SessionIsRevoked(id);
        if (block.timestamp > terms.envelope.expiresAt) {
            revert SessionExpired(terms.envelope.expiresAt, uint48(block.timestamp));
        }
        if (!status.isZero()) return true;

        if (block.timestamp > terms.grantDeadline) {
            revert GrantDeadlinePassed(terms.grantDeadline, uint48(block.timestamp));
        }
        return false;
    }

    /// @dev First second of the life of a relayed session.
    function _activation(Grant memory terms) private view returns (uint256) {
        return block.timestamp > terms.envelope.validAfter ? block.timestamp : terms.envelope.validAfter;
    }

    function _readTerms(uint40 route, bytes calldata terms) private pure returns (Grant memory read) {
        if (route >> 32 != 1 && route != ERC7579) revert TermInvalid("route", route, ERC7579);

        uint256 pos = CalldataLib.position(terms);
        read = GrantLib.read(pos, GrantLib.MAX_CAPABILITIES);
        if (read.end != pos + terms.length) revert TermsLengthMismatch(read.end - pos, terms.length);
    }

    /// @dev Refuses terms that may not be granted; returns what the approver signs for those that may.
    function _checkedDigest(
        Grant memory terms,
        address account,
        AccountState state,
        uint256 activation,
        uint40 route,
        uint8 form
    ) private view returns (bytes32) {
        GrantCheckLib.Context memory context = GrantCheckLib.Context({
            module: address(this),
            account: account,
            approver: state.approver(),
            nonceWidth: state.nonceWidth(),
            activation: activation
        });
        return approverMessages.checkedGrantDigest(context, route, msg.data[terms.envelope.pos:terms.end], form);
    }

    /// @dev Writes a status slot that is zero, and nothing else ever does but a revocation.
    function _store(Grant memory terms, SessionId id, address account, AccountState state, uint40 route) private {
        uint16 seat = state.granted();
        if (seat == type(uint16).max) revert GrantsExhausted(state.epoch());

        _accounts[account] = state.withOneMoreGranted();
        _records[id][account].status = SessionStatusLib.pack(terms.envelope.expiresAt, seat, terms.envelope.epoch);

        bytes calldata packed = msg.data[terms.envelope.pos:terms.end];
        emit SessionGranted(account, id, terms.envelope.sessionKey, route, packed);
    }

    /* REVOCATION */

    /// @inheritdoc ISessionKeyModule
    function revoke(address account, SessionId sessionId, uint8 form, bytes calldata signature) external {
        AccountState state = _installed(account);
        if (msg.sender != account || signature.length != 0) {
            _requireApprover(state.approver(), revocationDigest(account, sessionId, form), signature);
        }

        Record storage record = _records[sessionId][account];
        if (record.status.isRevoked()) return;
        record.status = record.status.revoked();

        emit SessionRevoked(account, sessionId);
    }

    /// @inheritdoc ISessionKeyModule
    function revokeAll(address account, uint8 form, bytes calldata signature) external {
        AccountState state = _installed(account);
        if (msg.sender != account || signature.length != 0) {
            _requireApprover(state.approver(), allRevocationDigest(account, state.epoch(), form), signature);
        }

        AccountState next = state.withNextEpoch(state.approver());
        _accounts[account] = next;

        emit AllSessionsRevoked(account, next.epoch());
    }

    /// @inheritdoc ISessionKeyModule
    function setApprover(address approver) external {
        AccountState state = _installed(msg.sender);
        _requireApproverAllowed(approver);

        AccountState next = state.withNextEpoch(approver);
        _accounts[msg.sender] = next;

        emit ApproverChanged(msg.sender, approver, next.epoch());
    }

    /* INSTALLATION */

    /// @notice Configures the calling account, whatever was there before: epoch + 1, so nothing granted before lives on.
    /// @param data abi.encode(address approver, uint8 nonceShift, uint8 nonceWidth, uint8 limit): the nonce bits that the
    /// account leaves free (shift ≥ 64, width ≥ 16, shift + width ≤ 256); limit must be 0 in this version.
    function onInstall(bytes calldata data) external override(IERC6900Module, IERC7579Module) {
        if (data.length != INSTALL_DATA_LENGTH) revert InstallDataMalformed(data.length, INSTALL_DATA_LENGTH);
        (uint256 word, uint256 shift, uint256 width, uint256 limit) =
            abi.decode(data, (uint256, uint256, uint256, uint256));
        if (word > type(uint160).max) revert TermInvalid("approver", word, type(uint160).max);
        address approver = address(uint160(word));
        _requireApproverAllowed(approver);
        if (shift < MIN_NONCE_SHIFT) revert TermInvalid("nonceShift", shift, MIN_NONCE_SHIFT);
        if (shift > MAX_NONCE_SHIFT) revert TermInvalid("nonceShift", shift, MAX_NONCE_SHIFT);
        if (width < MIN_NONCE_WIDTH) revert TermInvalid("nonceWidth", width, MIN_NONCE_WIDTH);
        if (width > 256 - shift) revert TermInvalid("nonceWidth", width, 256 - shift);
        if (limit != 0) revert TermNotEnforced("limit");

        uint32 epoch = _accounts[msg.sender].epoch() + 1;
        _accounts[msg.sender] = AccountStateLib.pack(approver, epoch, uint8(shift), uint8(width));

        emit ModuleInstalled(msg.sender, approver, epoch, uint8(shift), uint8(width));
    }

    /// @notice Ends every session of the calling account. Accounts may skip this call, so nothing relies on it: an
    /// account that no longer asks this module is out of its reach, and `onInstall` starts a new epoch anyway.
    function onUninstall(bytes calldata) external override(IERC6900Module, IERC7579Module) {
        AccountState next = _accounts[msg.sender].withNextEpoch(address(0));
        _accounts[msg.sender] = next;

        emit ModuleUninstalled(msg.sender, next.epoch());
    }

    /// @notice Whether the account has configured the module (ERC-7579).
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
    function accountState(address account)
        external
        view
        returns (address approver, uint32 epoch, uint16 granted, uint8 nonceShift, uint8 nonceWidth)
    {
        AccountState state = _accounts[account];
        return (state.approver(), state.epoch(), state.granted(), state.nonceShift(), state.nonceWidth());
    }

    /// @inheritdoc ISessionKeyModule
    function sessionStatus(address account, SessionId sessionId)
        external
        view
        returns (bool known, bool revoked, uint48 expiresAt, uint16 seat, uint32 epoch)
    {
        SessionStatus status = _records[sessionId][account].status;
        return (!status.isZero(), status.isRevoked(), status.expiresAt(), status.seat(), status.epoch());
    }

    /// @inheritdoc ISessionKeyModule
    function budgetSlot(address account, SessionId sessionId, uint256 index) external view returns (uint256) {
        return _records[sessionId][account].budgets[index];
    }

    /// @inheritdoc ISessionKeyModule
    function sessionIdOf(address account, uint40 route, bytes calldata terms) external view returns (SessionId) {
        return _readTerms(route, terms).sessionId(account, route);
    }

    /// @inheritdoc ISessionKeyModule
    function grantDigest(address account, uint40 route, bytes calldata terms, uint8 form)
        external
        view
        returns (bytes32)
    {
        return approverMessages.grantDigest(address(this), account, route, terms, form);
    }

    /// @inheritdoc ISessionKeyModule
    function revocationDigest(address account, SessionId sessionId, uint8 form) public view returns (bytes32) {
        return approverMessages.revocationDigest(address(this), account, sessionId, form);
    }

    /// @inheritdoc ISessionKeyModule
    function allRevocationDigest(address account, uint32 epoch, uint8 form) public view returns (bytes32) {
        return approverMessages.allRevocationDigest(address(this), account, epoch, form);
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

    function _installed(address account) private view returns (AccountState state) {
        state = _accounts[account];
        if (state.approver() == address(0)) revert NotInstalled(account);
    }

    function _requireEpoch(uint32 granted, AccountState state) private pure {
        if (granted != state.epoch()) revert EpochPassed(granted, state.epoch());
    }

    function _requireApproverAllowed(address approver) private view {
        if (approver == address(0) || approver == address(this)) revert ApproverForbidden(approver);
    }

    /// @dev In validation another contract's code may not be asked (ERC-7562), not even whether it is there.
    function _requireApproverInValidation(address approver, bytes32 digest, bytes calldata signature) private view {
        if (SignatureLib.tryRecover(digest, signature) == approver) return;
        if (approver == msg.sender) return _requireErc1271(approver, digest, signature);

        if (signature.length == SignatureLib.LENGTH) revert ApproverSignatureInvalid(approver);
        revert ApproverNeedsRelay(approver);
    }

    function _requireApprover(address approver, bytes32 digest, bytes calldata signature) private view {
        if (SignatureLib.tryRecover(digest, signature) == approver) return;
        if (approver.code.length == 0) revert ApproverSignatureInvalid(approver);

        _requireErc1271(approver, digest, signature);
    }

    /// @dev A call of our own making: an approver that reverts, or answers something else, gets our name for it.
    function _requireErc1271(address approver, bytes32 digest, bytes calldata signature) private view {
        (bool answered, bytes memory answer) =
            approver.staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        if (!answered || answer.length < 32 || bytes32(answer) != bytes32(IERC1271.isValidSignature.selector)) {
            revert ApproverSignatureInvalid(approver);
        }
    }
}

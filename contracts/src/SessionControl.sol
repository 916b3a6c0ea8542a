// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SessionState} from "./SessionState.sol";
import {IApproverMessages} from "./interfaces/IApproverMessages.sol";
import {IERC6900Module} from "./interfaces/IERC6900Module.sol";
import {IERC6900ValidationModule} from "./interfaces/IERC6900ValidationModule.sol";
import {IERC7579Validator, MODULE_TYPE_VALIDATOR} from "./interfaces/IERC7579Validator.sol";
import {ISessionKeyModule, MIN_NONCE_SHIFT, MIN_NONCE_WIDTH, MODE_HALTED} from "./interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {CompactEnvelopeLib} from "./libraries/CompactEnvelopeLib.sol";
import {EnvelopeLib} from "./libraries/EnvelopeLib.sol";
import {GrantHashLib} from "./libraries/GrantHashLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";
import {AccountState, AccountStateLib} from "./types/AccountState.sol";
import {Envelope} from "./types/Envelope.sol";
import {SessionId} from "./types/SessionId.sol";
import {SessionStatus} from "./types/SessionStatus.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title The part of the module beside operations, grants and revocations: who may pause, wake and configure; views
/// @notice `SessionKeyModule` runs this code as its own, by delegatecall to an immutable address: both together are over
/// the size of a contract. `ISessionKeyModule` is the manual. Called directly, it acts on storage that nothing reads.
contract SessionControl is SessionState {
    bytes4 private constant SIGNATURE_REFUSED = 0xffffffff;
    uint256 private constant INSTALL_DATA_LENGTH = 128;
    uint256 private constant MAX_NONCE_SHIFT = 256 - MIN_NONCE_WIDTH;

    constructor(IApproverMessages messages) SessionState(messages) {}

    /* REVOCATION */

    /// @notice See ISessionKeyModule.
    function revokeAsSessionKey(
        address account,
        uint40 route,
        bytes calldata envelope,
        uint8 form,
        bytes calldata signature
    ) external {
        _installed(account);
        (Envelope core, SessionId sessionId) = CompactEnvelopeLib.read(envelope, address(this), account, route);
        bytes32 digest = _messages.revocationDigest(address(this), account, sessionId, form);
        address key = core.sessionKey();
        if (core.keyType() == EnvelopeLib.SECP256K1) {
            _requireSigner(key, digest, signature);
        } else if (
            signature.length != SignatureLib.P256_KEY_LENGTH + SignatureLib.P256_LENGTH
                || !SignatureLib.verifyP256Strict(digest, CalldataLib.position(signature), key, _p256Verifier)
        ) {
            revert ISessionKeyModule.SessionSignerInvalid(key, address(0));
        }

        _revoke(account, sessionId);
    }

    /* PAUSE AND MODE */

    /// @notice See ISessionKeyModule.
    function pause(
        address account,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external {
        AccountState state = _installed(account);
        bytes32 digest;
        if (signature.length != 0) {
            digest = _messages.pauseDigest(address(this), account, state.epoch(), sessionId, sequence, deadline, form);
        }
        address signer = _requireTightener(account, state, digest, signature);
        SessionStatus status = _known(account, sessionId);

        if (signature.length != 0) _useMessage(account, signer, sequence, deadline);
        ++_controls[account].tightenings;
        _records[sessionId][account].status = status.paused();

        emit ISessionKeyModule.SessionPaused(account, sessionId);
    }

    /// @notice See ISessionKeyModule.
    function resume(
        address account,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external {
        AccountState state = _installed(account);
        if (!_actsItself(account, signature)) {
            bytes32 digest = _messages.resumptionDigest(
                address(this), account, state.epoch(), sessionId, tightenings, sequence, deadline, form
            );
            _requireApprover(account, state, digest, signature);
            _useLoosening(account, state.approver(), tightenings, sequence, deadline);
        }
        SessionStatus status = _known(account, sessionId);

        _records[sessionId][account].status = status.resumed();

        emit ISessionKeyModule.SessionResumed(account, sessionId);
    }

    /// @notice See ISessionKeyModule.
    function tightenMode(
        address account,
        uint8 mode,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external {
        AccountState state = _installed(account);
        bytes32 digest;
        if (signature.length != 0) {
            digest = _messages.tighteningDigest(address(this), account, state.epoch(), mode, sequence, deadline, form);
        }
        address signer = _requireTightener(account, state, digest, signature);
        if (mode <= state.mode() || mode > MODE_HALTED) revert ISessionKeyModule.ModeNotTighter(state.mode(), mode);

        if (signature.length != 0) _useMessage(account, signer, sequence, deadline);
        ++_controls[account].tightenings;
        _setMode(account, state, mode);
    }

    /// @notice See ISessionKeyModule.
    function loosenMode(
        address account,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external {
        AccountState state = _installed(account);
        if (mode >= state.mode()) revert ISessionKeyModule.ModeNotLooser(state.mode(), mode);
        if (!_actsItself(account, signature)) {
            bytes32 digest = _messages.looseningDigest(
                address(this), account, state.epoch(), mode, tightenings, sequence, deadline, form
            );
            _requireApprover(account, state, digest, signature);
            _useLoosening(account, state.approver(), tightenings, sequence, deadline);
        }

        _setMode(account, state, mode);
    }

    function _setMode(address account, AccountState state, uint8 mode) private {
        _accounts[account] = state.withMode(mode);

        emit ISessionKeyModule.ModeChanged(account, mode);
    }

    function _useLoosening(address account, address signer, uint32 tightenings, uint64 sequence, uint48 deadline)
        private
    {
        uint32 current = _controls[account].tightenings;
        if (tightenings != current) revert ISessionKeyModule.TighteningsChanged(tightenings, current);

        _useMessage(account, signer, sequence, deadline);
    }

    /// @dev A reversible message counts once, and not after its deadline.
    function _useMessage(address account, address signer, uint64 sequence, uint48 deadline) private {
        if (block.timestamp > deadline) {
            revert ISessionKeyModule.MessageDeadlinePassed(deadline, uint48(block.timestamp));
        }
        Signer storage record = _signers[signer][account];
        if (sequence <= record.sequence) revert ISessionKeyModule.SequenceUsed(signer, record.sequence, sequence);

        record.sequence = sequence;
    }

    /* LIVENESS */

    /// @notice See ISessionKeyModule.
    function reattest(address account, SessionId sessionId, uint48 aliveAt, uint8 form, bytes calldata signature)
        external
    {
        AccountState state = _installed(account);
        if (!_actsItself(account, signature)) {
            bytes32 digest = _messages.reattestationDigest(address(this), account, sessionId, aliveAt, form);
            _requireApprover(account, state, digest, signature);
        }

        _reattest(account, sessionId, aliveAt, state);
    }

    /// @notice See ISessionKeyModule.
    function reattestAsRenewer(
        address account,
        uint40 route,
        bytes calldata envelope,
        uint48 aliveAt,
        uint8 form,
        bytes calldata signature
    ) external {
        AccountState state = _installed(account);
        (Envelope core, SessionId sessionId) = CompactEnvelopeLib.read(envelope, address(this), account, route);
        bytes32 digest = _messages.reattestationDigest(address(this), account, sessionId, aliveAt, form);
        _requireSigner(core.renewer(), digest, signature);

        _reattest(account, sessionId, aliveAt, state);
    }

    /// @dev Wakes what sleeps; what is dead stays dead.
    function _reattest(address account, SessionId sessionId, uint48 aliveAt, AccountState state) private {
        if (aliveAt > block.timestamp) revert ISessionKeyModule.AttestationInFuture(aliveAt, uint48(block.timestamp));
        SessionStatus status = _known(account, sessionId);
        _requireEpoch(status.epoch(), state);
        if (status.seat() < state.floor()) revert ISessionKeyModule.SessionEvicted(status.seat(), state.floor());
        if (block.timestamp > status.expiresAt()) {
            revert ISessionKeyModule.SessionExpired(status.expiresAt(), uint48(block.timestamp));
        }

        status = status.withActivity(aliveAt);
        _records[sessionId][account].status = status;

        emit ISessionKeyModule.SessionReattested(account, sessionId, status.lastActivity());
    }

    /* CONFIGURATION */

    /// @notice See ISessionKeyModule.
    function setApprover(address approver) external {
        AccountState state = _installed(msg.sender);
        _requireApproverAllowed(approver);

        AccountState next = state.withNextEpoch(approver);
        _accounts[msg.sender] = next;

        emit ISessionKeyModule.ApproverChanged(msg.sender, approver, next.epoch());
    }

    /// @notice See ISessionKeyModule.
    function setConcurrentLimit(uint8 limit) external {
        AccountState next = _installed(msg.sender).withLimit(limit);
        _accounts[msg.sender] = next;

        emit ISessionKeyModule.ConcurrentLimitChanged(msg.sender, limit, next.floor());
    }

    /// @notice See ISessionKeyModule.
    function addGuardian(address guardian) external {
        _installed(msg.sender);
        if (guardian == address(0) || guardian == address(this)) revert ISessionKeyModule.GuardianForbidden(guardian);

        _signers[guardian][msg.sender].guardianOf = _controls[msg.sender].installation;

        emit ISessionKeyModule.GuardianAdded(msg.sender, guardian);
    }

    /// @notice See ISessionKeyModule.
    function removeGuardian(address guardian) external {
        if (!_isGuardian(msg.sender, guardian)) return;
        _signers[guardian][msg.sender].guardianOf = 0;

        emit ISessionKeyModule.GuardianRemoved(msg.sender, guardian);
    }

    /// @notice See ISessionKeyModule.
    function onInstall(bytes calldata data) external {
        if (data.length != INSTALL_DATA_LENGTH) {
            revert ISessionKeyModule.InstallDataMalformed(data.length, INSTALL_DATA_LENGTH);
        }
        (uint256 word, uint256 shift, uint256 width, uint256 limit) =
            abi.decode(data, (uint256, uint256, uint256, uint256));
        if (word > type(uint160).max) revert ISessionKeyModule.TermInvalid("approver", word, type(uint160).max);
        address approver = address(uint160(word));
        _requireApproverAllowed(approver);
        if (shift < MIN_NONCE_SHIFT) revert ISessionKeyModule.TermInvalid("nonceShift", shift, MIN_NONCE_SHIFT);
        if (shift > MAX_NONCE_SHIFT) revert ISessionKeyModule.TermInvalid("nonceShift", shift, MAX_NONCE_SHIFT);
        if (width < MIN_NONCE_WIDTH) revert ISessionKeyModule.TermInvalid("nonceWidth", width, MIN_NONCE_WIDTH);
        if (width > 256 - shift) revert ISessionKeyModule.TermInvalid("nonceWidth", width, 256 - shift);
        if (limit > type(uint8).max) revert ISessionKeyModule.TermInvalid("limit", limit, type(uint8).max);

        uint32 epoch = _accounts[msg.sender].epoch() + 1;
        ++_controls[msg.sender].installation;
        _accounts[msg.sender] = AccountStateLib.pack(approver, epoch, uint8(limit), uint8(shift), uint8(width));

        emit ISessionKeyModule.ModuleInstalled(msg.sender, approver, epoch, uint8(shift), uint8(width), uint8(limit));
    }

    /// @notice See ISessionKeyModule.
    function onUninstall(bytes calldata) external {
        AccountState next = _accounts[msg.sender].withNextEpoch(address(0));
        _accounts[msg.sender] = next;

        emit ISessionKeyModule.ModuleUninstalled(msg.sender, next.epoch());
    }

    /* WHAT THE MODULE IS */

    /// @notice See ISessionKeyModule.
    function isInitialized(address account) external view returns (bool) {
        return _accounts[account].approver() != address(0);
    }

    /// @notice See IERC7579Module.
    function isModuleType(uint256 moduleTypeId) external pure returns (bool) {
        return moduleTypeId == MODULE_TYPE_VALIDATOR;
    }

    /// @notice See IERC6900Module.
    function moduleId() external pure returns (string memory) {
        return "sessionkeys.session-key-module.0.1.0";
    }

    /// @notice See IERC165.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC6900Module).interfaceId
            || interfaceId == type(IERC6900ValidationModule).interfaceId
            || interfaceId == type(IERC7579Validator).interfaceId || interfaceId == type(ISessionKeyModule).interfaceId;
    }

    /// @notice Always reverts: a session acts through operations only.
    function validateRuntime(address, uint32, address, uint256, bytes calldata, bytes calldata) external pure {
        revert ISessionKeyModule.RuntimeValidationNotSupported();
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

    /// @notice See ISessionKeyModule.
    function approverMessages() external view returns (IApproverMessages) {
        return _messages;
    }

    /// @notice See ISessionKeyModule.
    function accountState(address account) external view returns (AccountState) {
        return _accounts[account];
    }

    /// @notice See ISessionKeyModule.
    function controlOf(address account) external view returns (uint32 installation, uint32 tightenings) {
        return (_controls[account].installation, _controls[account].tightenings);
    }

    /// @notice See ISessionKeyModule.
    function signerOf(address account, address signer) external view returns (bool isGuardian, uint64 sequence) {
        return (_isGuardian(account, signer), _signers[signer][account].sequence);
    }

    /// @notice See ISessionKeyModule.
    function sessionStatus(address account, SessionId sessionId) external view returns (SessionStatus) {
        return _records[sessionId][account].status;
    }

    /// @notice See ISessionKeyModule.
    function budgetSlot(address account, SessionId sessionId, uint256 index) external view returns (uint256) {
        return _records[sessionId][account].budgets[index];
    }

    /// @notice See ISessionKeyModule.
    function operationDigest(bytes32 userOpHash, bytes32 segmentHash) public view returns (bytes32) {
        return GrantHashLib.digest(domainSeparator(), GrantHashLib.operation(userOpHash, segmentHash));
    }

    /// @notice See ISessionKeyModule.
    function domainSeparator() public view returns (bytes32) {
        return GrantHashLib.domainSeparator(address(this));
    }

    /* PRIVATE */

    /// @dev The status of a session that was granted and not revoked.
    function _known(address account, SessionId sessionId) private view returns (SessionStatus status) {
        status = _records[sessionId][account].status;
        if (status.isZero()) revert ISessionKeyModule.SessionUnknown(sessionId);
        if (status.isRevoked()) revert ISessionKeyModule.SessionIsRevoked(sessionId);
    }

    function _requireApproverAllowed(address approver) private view {
        if (approver == address(0) || approver == address(this)) revert ISessionKeyModule.ApproverForbidden(approver);
    }

    /// @dev One key, by itself or by its signature. Never zero: nobody has that address, and it is no recovered signer.
    function _requireSigner(address expected, bytes32 digest, bytes calldata signature) private view {
        address signer = signature.length == 0 ? msg.sender : SignatureLib.tryRecover(digest, signature);
        if (signer != expected || expected == address(0)) {
            revert ISessionKeyModule.SessionSignerInvalid(expected, signer);
        }
    }
}

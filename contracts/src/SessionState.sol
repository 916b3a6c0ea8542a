// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IApproverMessages} from "./interfaces/IApproverMessages.sol";
import {IP256Verifier} from "./interfaces/IP256Verifier.sol";
import {ISessionKeyModule} from "./interfaces/ISessionKeyModule.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";
import {AccountState} from "./types/AccountState.sol";
import {Envelope} from "./types/Envelope.sol";
import {SessionId} from "./types/SessionId.sol";
import {SessionStatus} from "./types/SessionStatus.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title The state of all accounts and sessions, and who may change it
/// @notice What `SessionKeyModule` and `SessionControl` have in common.
abstract contract SessionState {
    /// @dev One session of one account: the status, then one slot for each budget.
    struct Record {
        SessionStatus status;
        uint256[8] budgets;
    }

    /// @dev What validation does not read of an account.
    struct Control {
        uint32 installation;
        uint32 tightenings;
    }

    /// @dev An approver or guardian of an account.
    struct Signer {
        /// The installation it is a guardian of; 0 = none.
        uint32 guardianOf;
        /// Of the last message accepted from it.
        uint64 sequence;
    }

    /// @dev The stateless helper, and its helpers: kept to call them and to refuse all as targets.
    IApproverMessages internal immutable _messages;

    address internal immutable _textRenderer;
    IP256Verifier internal immutable _p256Verifier;

    /* STORAGE */

    /// @dev Storage associated with the account (ERC-7562 STO-021). 0: never installed.
    mapping(address account => AccountState state) internal _accounts;

    /// @dev Storage associated with the account: it is the innermost key, and a record has 9 slots of the 128 allowed.
    mapping(SessionId id => mapping(address account => Record record)) internal _records;

    /// @dev Never read in validation, as is the next one.
    mapping(address account => Control control) internal _controls;

    mapping(address signer => mapping(address account => Signer record)) internal _signers;

    constructor(IApproverMessages messages) {
        _messages = messages;
        _textRenderer = messages.textRenderer();
        _p256Verifier = IP256Verifier(messages.p256Verifier());
    }

    /* STATE */

    function _installed(address account) internal view returns (AccountState state) {
        state = _accounts[account];
        if (state.approver() == address(0)) revert ISessionKeyModule.NotInstalled(account);
    }

    function _requireEpoch(uint32 granted, AccountState state) internal pure {
        if (granted != state.epoch()) revert ISessionKeyModule.EpochPassed(granted, state.epoch());
    }

    function _isGuardian(address account, address signer) internal view returns (bool) {
        uint32 installation = _signers[signer][account].guardianOf;
        return installation != 0 && installation == _controls[account].installation;
    }

    /// @dev Where the record of a session begins.
    function _slotOf(SessionId id, address account) internal view returns (uint256 slot) {
        Record storage record = _records[id][account];
        assembly ("memory-safe") {
            slot := record.slot
        }
    }

    function _revoke(address account, SessionId sessionId) internal {
        Record storage record = _records[sessionId][account];
        if (record.status.isRevoked()) return;
        record.status = record.status.revoked();

        emit ISessionKeyModule.SessionRevoked(account, sessionId);
    }

    /* WHO MAY */

    function _actsItself(address account, bytes calldata signature) internal view returns (bool) {
        return msg.sender == account && signature.length == 0;
    }

    /// @dev Granting and loosening: the account itself, or the approver's signature.
    function _requireApprover(address account, AccountState state, bytes32 digest, bytes calldata signature)
        internal
        view
    {
        if (_actsItself(account, signature)) return;

        address approver = state.approver();
        if (SignatureLib.tryRecover(digest, signature) == approver) return;
        if (!_isErc1271(approver, digest, signature)) revert ISessionKeyModule.ApproverSignatureInvalid(approver);
    }

    /// @dev Revoking and tightening: the account, the approver or a guardian, by itself or by its signature.
    /// @return signer Who it was.
    function _requireTightener(address account, AccountState state, bytes32 digest, bytes calldata signature)
        internal
        view
        returns (address signer)
    {
        if (_actsItself(account, signature)) return account;

        address approver = state.approver();
        signer = signature.length == 0 ? msg.sender : SignatureLib.tryRecover(digest, signature);
        if (signer == approver || _isGuardian(account, signer)) return signer;
        if (signature.length != 0 && _isErc1271(approver, digest, signature)) return approver;

        revert ISessionKeyModule.NotAuthorized(account, signer);
    }

    /// @dev A call of our own making: an approver without code, that reverts, or that answers something else is wrong.
    function _isErc1271(address approver, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        (bool answered, bytes memory answer) =
            approver.staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        return answered && answer.length >= 32 && bytes32(answer) == bytes32(IERC1271.isValidSignature.selector);
    }
}

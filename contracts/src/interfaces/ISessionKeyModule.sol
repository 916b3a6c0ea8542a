// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccountState} from "../types/AccountState.sol";
import {SessionId} from "../types/SessionId.sol";
import {SessionStatus} from "../types/SessionStatus.sol";
import {IApproverMessages} from "./IApproverMessages.sol";
import {IERC6900Module} from "./IERC6900Module.sol";
import {IERC6900ValidationModule} from "./IERC6900ValidationModule.sol";
import {IERC7579Module, IERC7579Validator} from "./IERC7579Validator.sol";

/* CAPS, all inclusive */

// Calls of one operation.
uint256 constant MAX_CALLS = 16;
// Capability leaves that one operation carries.
uint256 constant MAX_LEAVES = 16;
// Nodes of a Merkle proof: of a capability, or of a value in the set of a rule (a million values).
uint256 constant MAX_PROOF_LENGTH = 20;
uint256 constant MAX_RULES = 8;
uint256 constant MAX_SPENDS = 4;
uint256 constant MAX_BUDGETS = 8;
// Capabilities of a grant that a relayer brings on chain.
uint256 constant MAX_CAPABILITIES = 1000;
// Capabilities of a grant that comes inside an operation, where verification gas and the operation's size bound it.
uint256 constant MAX_CAPABILITIES_IN_OPERATION = 32;
// Bytes of a segment: leaves room for the other fields of an operation of at most 8,192 bytes (ERC-7562).
uint256 constant MAX_SEGMENT_LENGTH = 7168;
// Characters of a text form, and lines of 17 characters on a device: from 256 lines on a Nano leaves some out.
uint256 constant MAX_TEXT_CHARACTERS = 4000;
uint256 constant MAX_DISPLAY_LINES = 240;
// Seconds from activation to `expiresAt`.
uint256 constant MAX_LIFETIME = 366 days;
// Times are below this: EntryPoint v0.9 reads higher ones as block numbers.
uint256 constant TIME_LIMIT = 2 ** 47;
// Seconds by which an operation with the grace flag may be late at the end of a budget's window.
uint256 constant GRACE = 120;
// Seconds.
uint256 constant MIN_CALENDAR_PERIOD = 600;
uint256 constant MIN_ROLLING_PERIOD = 3600;
// Nonce bits: what an account must leave free, and what the lanes must leave to the domain.
uint256 constant MIN_NONCE_SHIFT = 64;
uint256 constant MIN_NONCE_WIDTH = 16;
uint256 constant MIN_DOMAIN_BITS = 8;

/* MODES OF AN ACCOUNT */

// Sessions act as granted.
uint8 constant MODE_NORMAL = 0;
// Only essential capabilities, in every call of an operation; no grant, no renewal.
uint8 constant MODE_RESTRICTED = 1;
// No session does anything.
uint8 constant MODE_HALTED = 2;

/// @title Session keys for smart accounts: the manual
/// @notice One deployment per chain serves every account, as an ERC-6900 validation module and as an ERC-7579
/// validator. It has no owner, no upgrade and no global state. The account's approver signs a grant; from then on a
/// session key may do exactly what the grant says, decided in the validation phase of each operation.
/// @dev Every byte string named here is fixed in docs/encoding.md. Times are unix seconds. Amounts are wei for native
/// and gas, 1 per operation for operations, token base units otherwise.
///
/// The two outcomes of validation: a named revert for anything malformed or not allowed; the value 1 with the true time
/// bounds for a wrong signature of the session key or of the renewer, after all checks and writes, so that a stub
/// signature costs what a real one costs. The EntryPoint reverts the whole call then, so nothing that was written stays.
/// An account must not take that value for one opinion among others: it has to be its own answer to the EntryPoint.
///
/// The verdict on an operation before it is sent: `eth_call` of `validateUserOp` on this contract with `from` = the
/// account (nobody else is answered), the operation with its whole signature (what stands before the segment is not
/// read), and the hash that the account hands on, which is the EntryPoint's `getUserOpHash`. The answer holds the time
/// bounds, and in its lowest bit whether the signature is wrong: so one can ask before signing, with a stub. Or it is
/// the error, as revert data. Nothing is written.
///
/// Warning: a budget is charged in validation. It stays charged when the inner call reverts later.
/// Warning: an operation that was validated in the same bundle, before a revocation ran, still executes.
interface ISessionKeyModule is IERC6900ValidationModule, IERC7579Validator {
    /* EVENTS */

    /// @notice A session came into being. Emitted in the validation phase when the first operation carried the grant.
    /// @param terms The packed full terms: the session can be rebuilt from this event alone.
    event SessionGranted(
        address indexed account, SessionId indexed sessionId, address indexed sessionKey, uint40 route, bytes terms
    );

    /// @notice A session is dead for ever: revoked, or replaced by a grant of the same transaction.
    event SessionRevoked(address indexed account, SessionId indexed sessionId);

    /// @notice Every session and every unused signed grant below this epoch is dead for ever.
    /// @param epoch The new epoch.
    event AllSessionsRevoked(address indexed account, uint32 epoch);

    /// @notice A session stands still until it is resumed.
    event SessionPaused(address indexed account, SessionId indexed sessionId);

    /// @notice A paused session may act again.
    event SessionResumed(address indexed account, SessionId indexed sessionId);

    /// @notice A session is known to be alive since this second (unix seconds).
    event SessionReattested(address indexed account, SessionId indexed sessionId, uint48 lastActivity);

    /// @notice The account's mode is now MODE_NORMAL, MODE_RESTRICTED or MODE_HALTED.
    event ModeChanged(address indexed account, uint8 mode);

    /// @notice The account allows this many concurrent sessions (0 = any number); seats below `floor` are dead.
    event ConcurrentLimitChanged(address indexed account, uint8 limit, uint16 floor);

    /// @notice This address may revoke, pause and tighten from now on.
    event GuardianAdded(address indexed account, address indexed guardian);

    /// @notice This address may do so no more.
    event GuardianRemoved(address indexed account, address indexed guardian);

    /// @notice The account named another approver; the epoch grew with it.
    event ApproverChanged(address indexed account, address indexed approver, uint32 epoch);

    /// @notice The account installed the module, anew or again.
    /// @param epoch The new epoch: nothing granted before lives on.
    event ModuleInstalled(
        address indexed account, address indexed approver, uint32 epoch, uint8 nonceShift, uint8 nonceWidth, uint8 limit
    );

    /// @notice The account uninstalled the module.
    event ModuleUninstalled(address indexed account, uint32 epoch);

    /* ERRORS: ACCOUNT AND SESSION STATE */

    /// @notice The caller is not the account that the operation names. Only the account itself may ask for validation.
    error CallerNotAccount(address caller, address account);

    /// @notice The account has not installed the module, or has uninstalled it.
    error NotInstalled(address account);

    /// @notice `onInstall` data has another length than abi.encode(approver, nonceShift, nonceWidth, limit).
    error InstallDataMalformed(uint256 length, uint256 required);

    /// @notice The grant belongs to an earlier (or never reached) epoch of the account.
    error EpochPassed(uint32 granted, uint32 current);

    /// @notice No grant for this session has come on chain, and the operation carries none.
    error SessionUnknown(SessionId sessionId);

    /// @notice The session was revoked, or replaced; no grant revives it.
    error SessionIsRevoked(SessionId sessionId);

    /// @notice The session was paused; the approver or the account can resume it.
    error SessionIsPaused(SessionId sessionId);

    /// @notice Newer sessions took the places that the account's concurrent limit allows. Terminal.
    /// @param seat The session's place in the order of the epoch's grants.
    /// @param floor The lowest seat that lives.
    error SessionEvicted(uint16 seat, uint16 floor);

    /// @notice `claimedAt` lies more than `idleTimeout` seconds behind the last activity: re-attest.
    error SessionDormant(uint48 lastActivity, uint32 idleTimeout, uint48 claimedAt);

    /// @notice The account's mode does not allow this: MODE_HALTED nothing, MODE_RESTRICTED neither a grant nor a renewal.
    error ModeForbids(uint8 mode);

    /// @notice In MODE_RESTRICTED every call needs an essential capability.
    error CapabilityNotEssential(uint256 callIndex);

    /// @notice `claimedAt` lies before the session's `validAfter` (inclusive).
    error SessionNotYetValid(uint48 validAfter, uint48 claimedAt);

    /// @notice `claimedAt` (or, for a relayed grant, the block) lies behind the last usable second of the session.
    error SessionExpired(uint48 expiresAt, uint48 claimedAt);

    /// @notice A signed grant came on chain after its `grantDeadline` (inclusive).
    error GrantDeadlinePassed(uint48 grantDeadline, uint48 time);

    /// @notice `claimedAt` lies outside the seconds of the UTC day (from inclusive, to exclusive), or on another weekday
    /// (Monday = bit 0), than the schedule allows.
    error OutsideSchedule(uint256 from, uint256 to, uint256 weekdays, uint48 claimedAt);

    /// @notice The operation asks for a renewal, but all were used. 0: the session has none.
    error RenewalsExhausted(uint16 maxRenewals);

    /// @notice The renewal would not move the expiry: it stands at `expiresAt`, and claimedAt + ttl, capped by the
    /// session's lifetime, is `renewed`.
    error RenewalExtendsNothing(uint48 expiresAt, uint48 renewed);

    /// @notice `claimedAt` lies behind the deadline (inclusive) of the renewer's signature.
    error RenewerDeadlinePassed(uint48 deadline, uint48 claimedAt);

    /// @notice A calendar or rolling budget was already charged in a later window (rolling: bucket) than the one claimed.
    error WindowPassed(uint256 budgetIndex, uint256 chargedWindow, uint256 claimedWindow);

    /// @notice The time bounds of the operation leave no second: it is valid after `validAfter` because of `lower`,
    /// and until `validUntil` because of `upper`.
    error BoundsDisjoint(bytes32 lower, uint256 validAfter, bytes32 upper, uint256 validUntil);

    /// @notice ERC-6900 runtime validation does not exist for sessions.
    error RuntimeValidationNotSupported();

    /* ERRORS: ENCODING */

    /// @notice The signature is shorter than the segment it announces, or longer than a segment may be.
    error SegmentLengthInvalid(uint256 length, uint256 maximum);

    /// @notice The segment's parts do not add up to its announced length: there is one canonical encoding.
    error SegmentLengthMismatch(uint256 parsed, uint256 announced);

    /// @notice The packed terms do not add up to their length: there is one canonical encoding.
    error TermsLengthMismatch(uint256 parsed, uint256 length);

    /// @notice A term is outside its range.
    error TermInvalid(bytes32 term, uint256 actual, uint256 allowed);

    /// @notice A character of a string term is outside its set.
    /// @param position 0 is the first character.
    error CharacterInvalid(bytes32 term, uint256 position, bytes1 character);

    /// @notice A signature is not canonical: v is not 27 or 28, or s is in the upper half of the curve order.
    /// @param length Bytes that a signature of this key has: 65, and 64 for P-256.
    error SignatureMalformed(uint256 length);

    /// @notice The P-256 public key in the segment is not the session key's.
    error PublicKeyMismatch(address sessionKey, address actual);

    /* ERRORS: GRANT */

    /// @notice The signature is not the approver's over exactly these terms.
    error ApproverSignatureInvalid(address approver);

    /// @notice The approver is another contract: its signature can be checked in `grant` only, not inside validation.
    error ApproverNeedsRelay(address approver);

    /// @notice The session key is zero, the approver, the renewer, the account or the module.
    error SessionKeyForbidden(address sessionKey);

    /// @notice The renewer is zero, the account or the module.
    error RenewerForbidden(address renewer);

    /// @notice The session that the grant replaces is unknown, of another epoch, revoked or evicted.
    error ReplacedNotLive(SessionId sessionId);

    /// @notice The text form of a grant with `tokenNames` asks the tokens, which validation may not: relay it.
    error TokenNamesNeedRelay();

    /// @notice The token's `symbol()` is not 1 to 11 characters of [A-Za-z0-9.], or its `decimals()` not below 256.
    error TokenNameInvalid(address token);

    /// @notice The approver is zero or the module.
    error ApproverForbidden(address approver);

    /// @notice Capabilities are not strictly increasing by target and selector.
    error CapabilitiesUnsorted(uint256 capabilityIndex);

    /// @notice `maxValue` without a native budget.
    error NativeBudgetMissing(uint256 capabilityIndex);

    /// @notice A spend does not point at the first budget on a token.
    error SpendBudgetInvalid(uint256 capabilityIndex, uint256 budgetIndex);

    /// @notice The function moves a budgeted token and needs a spend on this word.
    error SpendRequired(uint256 capabilityIndex, bytes4 selector, uint256 word);

    /// @notice The function cannot be granted on a budgeted token: its amount cannot be counted.
    error SelectorForbidden(uint256 capabilityIndex, bytes4 selector);

    /// @notice Neither one paymaster, nor a gas budget, nor `feesUnlimited`.
    error FeesNotLimited();

    /// @notice 65,535 grants in one epoch: revoke all starts a new one.
    error GrantsExhausted(uint32 epoch);

    /// @notice The text form would be longer than a device shows in full.
    error TextTooLong(uint256 characters, uint256 displayLines);

    /* ERRORS: POLICY OF AN OPERATION */

    /// @notice The nonce is outside the session's domain.
    error ForeignNonceDomain(uint256 expected, uint256 actual);

    /// @notice The operation names a paymaster that the session does not allow (`allowed` 0: none).
    error PaymasterNotAllowed(address actual, address allowed);

    /// @notice `paymasterAndData` has a length between 1 and 51.
    error PaymasterDataMalformed(uint256 length);

    /// @notice `initCode` has more bytes than the mark of EIP-7702: it would create the account, or call it before it is
    /// asked, and both are beyond what a session may do.
    error InitCodeNotAllowed(uint256 length, uint256 maximum);

    /// @notice The account function (or ERC-7579 mode) is not one that a session may use.
    error FunctionNotSupported(bytes32 selectorOrMode);

    /// @notice The outer call is not the canonical ABI encoding.
    /// @param position Byte of callData, 0 is its first.
    error CallDataNotCanonical(uint256 position);

    /// @notice A batch has no call or more than the maximum.
    error CallCountInvalid(uint256 count, uint256 maximum);

    /// @notice The target may never be called by a session: the account, this module, its helpers, an EntryPoint, an
    /// address up to 0xffff, or the guard that it names. At grant, `callIndex` counts the capabilities; for the guard,
    /// those that the operation carries.
    error TargetForbidden(uint256 callIndex, address target);

    /// @notice The session names a guard, and the account would execute the operation without it: the guard is not there,
    /// is not installed on this route of the account, or (ERC-6900) the operation does not come behind `executeUserOp`.
    error GuardMissing(address guard, uint40 route);

    /// @notice Calldata of 1 to 3 bytes, or of four zero bytes, has no function to grant.
    error SelectorMissing(uint256 callIndex, uint256 length);

    /// @notice The capability that the operation names for this call is for another target or function.
    error CallNotGranted(uint256 callIndex, address target, bytes4 selector);

    /// @notice The operation names a capability that it does not carry.
    error LeafMissing(uint256 callIndex, uint256 leafIndex, uint256 leafCount);

    /// @notice The capability is not in the session's Merkle tree.
    error CapabilityNotInRoot(uint256 leafIndex, bytes32 capabilityRoot);

    /// @notice The call sends more native value than its capability allows (wei).
    error ValueAboveMaximum(uint256 callIndex, uint256 value, uint256 maxValue);

    /// @notice A rule or spend names a word that the calldata does not have.
    error WordMissing(uint256 callIndex, uint256 word, uint256 length);

    /// @notice A rule does not hold. `comparison` as in docs/encoding.md §1.3; for `inSet`, `allowed` is the set's root,
    /// for `atLeastRatio` the rule's packed value.
    error RuleViolated(
        uint256 callIndex, uint256 ruleIndex, uint256 word, uint8 comparison, bytes32 actual, bytes32 allowed
    );

    /// @notice A budget would be exceeded.
    /// @param asset 0 native, 1 operations, 2 gas, else the token.
    /// @param limit In the unit of the asset, inclusive.
    /// @param spent What the window has used so far. Rolling: in the last five buckets, in whole units (docs/envelope.md).
    /// @param requested What this operation adds.
    /// @param resetsAt First second of the next window (rolling: bucket); 0 = never (lifetime).
    error BudgetExceeded(
        uint256 budgetIndex, address asset, uint256 limit, uint256 spent, uint256 requested, uint256 resetsAt
    );

    /// @notice A spend's calldata word is wider than 128 bits.
    error AmountTooWide(uint256 callIndex, uint256 amount);

    /* ERRORS: CONTROL */

    /// @notice The signature (or, without one, the caller) is neither the approver's nor a guardian's, nor the account.
    error NotAuthorized(address account, address signer);

    /// @notice The signature (or, without one, the caller) is not that of the key that the envelope names.
    error SessionSignerInvalid(address expected, address signer);

    /// @notice The signed message came on chain after its deadline (inclusive, unix seconds).
    error MessageDeadlinePassed(uint48 deadline, uint48 time);

    /// @notice A later or equal message of this signer was accepted before.
    error SequenceUsed(address signer, uint64 last, uint64 sequence);

    /// @notice The message that loosens was signed before the account's last tightening.
    error TighteningsChanged(uint32 signed, uint32 current);

    /// @notice The mode is not stricter than the current one.
    error ModeNotTighter(uint8 current, uint8 requested);

    /// @notice The mode is not looser than the current one.
    error ModeNotLooser(uint8 current, uint8 requested);

    /// @notice The attested second lies in the future.
    error AttestationInFuture(uint48 aliveAt, uint48 time);

    /// @notice A guardian is zero or the module.
    error GuardianForbidden(address guardian);

    /* GRANT */

    /// @notice Brings a signed grant on chain. Anyone may call (relay); the account itself needs no signature.
    /// @dev A grant that is live already is a no-op. A revoked, expired or evicted one is refused by name, and so is every
    /// grant unless the mode is normal. Activation is max(block time, validAfter): ttl and idle timeout begin there. The
    /// session takes the next seat, or that of the session it replaces, with its pause if it has one. A contract approver
    /// is asked by ERC-1271, which must not write.
    /// @param route 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579.
    /// @param terms core ‖ details ‖ capabilities.
    /// @param form 0 = text (EIP-191), 1 = typed (EIP-712).
    /// @param signature The approver's; empty when the account itself calls.
    function grant(address account, uint40 route, bytes calldata terms, uint8 form, bytes calldata signature)
        external
        returns (SessionId sessionId);

    /* REVOCATION: TERMINAL */

    /// @notice Kills one session for ever, also one whose grant has not come on chain yet. Revoking twice is a no-op.
    /// @dev Anyone may relay the signature of the approver or a guardian over `SessionRevocation`. Without a signature the
    /// caller itself must be the account, the approver or a guardian.
    /// @param form 0 = text, 1 = typed.
    function revoke(address account, SessionId sessionId, uint8 form, bytes calldata signature) external;

    /// @notice The same by the session key itself, which the envelope proves.
    /// @param route As in `grant`.
    /// @param envelope core ‖ capabilityRoot 32 ‖ grantHash 32.
    /// @param signature The session key's over `SessionRevocation`: 65 bytes; P-256: x ‖ y ‖ r ‖ s. Empty when the
    /// session key (secp256k1) itself calls.
    function revokeAsSessionKey(
        address account,
        uint40 route,
        bytes calldata envelope,
        uint8 form,
        bytes calldata signature
    ) external;

    /// @notice Kills every session and every unused signed grant of the account: epoch + 1, whatever their number.
    /// @dev Who may, as in `revoke`; the signature is over `AllSessionsRevocation` with the current epoch.
    function revokeAll(address account, uint8 form, bytes calldata signature) external;

    /* PAUSE AND MODE: REVERSIBLE */

    /// @notice Stops one session until it is resumed. Refused for a session that was never granted.
    /// @dev Who may, as in `revoke`. A signed message counts once: its sequence must be above the last one accepted from
    /// its signer for this account. Counts as a tightening, also when the session was paused already.
    /// @param sequence Of the signer; not read without a signature.
    /// @param deadline Inclusive, unix seconds; not read without a signature.
    function pause(
        address account,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external;

    /// @notice Lets a paused session act again. The approver by signature, or the account itself; never a guardian.
    /// @param tightenings The account's count (`controlOf`) when the approver signed: one that was signed before the
    /// last tightening lifts nothing. Not read when the account itself calls, as are sequence and deadline.
    function resume(
        address account,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external;

    /// @notice Sets a stricter mode. Who may, and the message, as in `pause`. The mode survives epochs.
    function tightenMode(
        address account,
        uint8 mode,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external;

    /// @notice Sets a looser mode. Who may, and the message, as in `resume`.
    function loosenMode(
        address account,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form,
        bytes calldata signature
    ) external;

    /* LIVENESS */

    /// @notice Wakes a dormant session: last activity = max(old, aliveAt). The approver by signature over
    /// `SessionReattestation`, or the account itself.
    /// @dev Refused for a session that is unknown, revoked, expired, evicted or of another epoch.
    /// @param aliveAt Unix seconds, not after the block's time.
    function reattest(address account, SessionId sessionId, uint48 aliveAt, uint8 form, bytes calldata signature)
        external;

    /// @notice The same by the session's renewer, which the envelope proves.
    /// @param envelope core ‖ capabilityRoot 32 ‖ grantHash 32.
    /// @param signature The renewer's, 65 bytes; empty when the renewer itself calls.
    function reattestAsRenewer(
        address account,
        uint40 route,
        bytes calldata envelope,
        uint48 aliveAt,
        uint8 form,
        bytes calldata signature
    ) external;

    /* CONFIGURATION, by the account only */

    /// @notice Names another approver for the calling account; epoch + 1.
    /// @param approver Not 0, not the module.
    function setApprover(address approver) external;

    /// @notice Allows at most this many concurrent sessions: older ones are evicted at once, and by every later grant.
    /// @param limit 0 = any number.
    function setConcurrentLimit(uint8 limit) external;

    /// @notice Lets an address revoke, pause and tighten for the calling account. No change of epoch.
    /// @param guardian Not 0, not the module. Guardians of an earlier installation count no more.
    function addGuardian(address guardian) external;

    /// @notice Ends that; a no-op for an address that is no guardian.
    function removeGuardian(address guardian) external;

    /// @notice Configures the calling account, whatever was there before: epoch + 1, so nothing granted before lives on,
    /// no guardians, mode normal.
    /// @param data abi.encode(address approver, uint8 nonceShift, uint8 nonceWidth, uint8 limit): who approves; the nonce
    /// bits that the account leaves free (shift ≥ 64, width ≥ 16, shift + width ≤ 256); the concurrent limit, 0 = none.
    function onInstall(bytes calldata data) external override(IERC6900Module, IERC7579Module);

    /// @notice Ends every session of the calling account. Accounts may skip this call, so nothing relies on it: an
    /// account that no longer asks this module is out of its reach, and `onInstall` starts a new epoch anyway.
    /// @param data Not read.
    function onUninstall(bytes calldata data) external override(IERC6900Module, IERC7579Module);

    /* VIEWS: `SessionLens` explains them */

    /// @notice Whether the account has configured the module (ERC-7579).
    function isInitialized(address account) external view returns (bool);

    /// @notice The helper that checks new terms and says what approvers and guardians sign.
    function approverMessages() external view returns (IApproverMessages);

    /// @notice Configuration of an account, packed. Approver 0 = not installed: nothing validates.
    function accountState(address account) external view returns (AccountState);

    /// @notice Number of installations and of tightenings so far.
    function controlOf(address account) external view returns (uint32 installation, uint32 tightenings);

    /// @notice Whether an address is a guardian, and the sequence of the last message accepted from it (also from an
    /// approver).
    function signerOf(address account, address signer) external view returns (bool isGuardian, uint64 sequence);

    /// @notice State of one session, packed. 0 = never granted. Not revoked does not mean valid: compare epoch, seat and
    /// time.
    function sessionStatus(address account, SessionId sessionId) external view returns (SessionStatus);

    /// @notice The raw slot of a budget: lifetime `used`, else see CalendarWindow and RollingWindow.
    /// @param index 0 … 7.
    function budgetSlot(address account, SessionId sessionId, uint256 index) external view returns (uint256);

    /// @notice What the session key signs for an operation.
    function operationDigest(bytes32 userOpHash, bytes32 segmentHash) external view returns (bytes32);

    /// @notice EIP-712 domain separator for the current chain id.
    function domainSeparator() external view returns (bytes32);
}

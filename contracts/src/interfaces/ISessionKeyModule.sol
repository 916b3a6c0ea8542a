// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../types/SessionId.sol";

/// @title Session keys for smart accounts: the manual
/// @notice One deployment per chain serves every account, as an ERC-6900 validation module and as an ERC-7579
/// validator. It has no owner, no upgrade and no global state. The account's approver signs a grant; from then on a
/// session key may do exactly what the grant says, decided in the validation phase of each operation.
/// @dev Every byte string named here is fixed in docs/encoding.md. Times are unix seconds. Amounts are wei for native
/// and gas, 1 per operation for operations, token base units otherwise.
///
/// The two outcomes of validation: a named revert for anything malformed or not allowed; the value 1 with the true time
/// bounds for a wrong session-key signature, after all checks and writes, so that a stub signature costs what a real
/// one costs. The EntryPoint reverts the whole call then, so nothing that was written stays.
///
/// Warning: a budget is charged in validation. It stays charged when the inner call reverts later.
/// Warning: an operation that was validated in the same bundle, before a revocation ran, still executes.
interface ISessionKeyModule {
    /* EVENTS */

    /// @notice A session came into being. Emitted in the validation phase when the first operation carried the grant.
    /// @param terms The packed full terms: the session can be rebuilt from this event alone.
    event SessionGranted(
        address indexed account, SessionId indexed sessionId, address indexed sessionKey, uint40 route, bytes terms
    );

    /// @notice A session is dead for ever.
    event SessionRevoked(address indexed account, SessionId indexed sessionId);

    /// @notice Every session and every unused signed grant below this epoch is dead for ever.
    /// @param epoch The new epoch.
    event AllSessionsRevoked(address indexed account, uint32 epoch);

    /// @notice The account installed the module, anew or again.
    /// @param epoch The new epoch: nothing granted before lives on.
    event ModuleInstalled(
        address indexed account, address indexed approver, uint32 epoch, uint8 nonceShift, uint8 nonceWidth
    );

    /// @notice The account uninstalled the module.
    event ModuleUninstalled(address indexed account, uint32 epoch);

    /// @notice The account named another approver; the epoch grew with it.
    event ApproverChanged(address indexed account, address indexed approver, uint32 epoch);

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

    /// @notice The session was revoked; no grant revives it.
    error SessionIsRevoked(SessionId sessionId);

    /// @notice `claimedAt` lies before the session's `validAfter` (inclusive).
    error SessionNotYetValid(uint48 validAfter, uint48 claimedAt);

    /// @notice `claimedAt` (or, for a relayed grant, the block) lies behind the last usable second of the session.
    error SessionExpired(uint48 expiresAt, uint48 claimedAt);

    /// @notice A signed grant came on chain after its `grantDeadline` (inclusive).
    error GrantDeadlinePassed(uint48 grantDeadline, uint48 time);

    /// @notice A calendar budget was already charged in a later window than the one claimed.
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

    /// @notice A term of the format that this version does not enforce has another value than "off".
    error TermNotEnforced(bytes32 term);

    /// @notice A term is outside its range.
    error TermInvalid(bytes32 term, uint256 actual, uint256 allowed);

    /// @notice A character of a string term is outside its set.
    /// @param position 0 is the first character.
    error CharacterInvalid(bytes32 term, uint256 position, bytes1 character);

    /// @notice A signature is not 65 bytes, v is not 27 or 28, or s is in the upper half of the curve order.
    error SignatureMalformed(uint256 length);

    /* ERRORS: GRANT */

    /// @notice The signature is not the approver's over exactly these terms.
    error ApproverSignatureInvalid(address approver);

    /// @notice The approver is another contract: its signature can be checked in `grant` only, not inside validation.
    error ApproverNeedsRelay(address approver);

    /// @notice The session key is zero, the approver, the account or the module.
    error SessionKeyForbidden(address sessionKey);

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

    /// @notice The account function (or ERC-7579 mode) is not one that a session may use.
    error FunctionNotSupported(bytes32 selectorOrMode);

    /// @notice The outer call is not the canonical ABI encoding.
    /// @param position Byte of callData, 0 is its first.
    error CallDataNotCanonical(uint256 position);

    /// @notice A batch has no call or more than the maximum.
    error CallCountInvalid(uint256 count, uint256 maximum);

    /// @notice The target may never be called by a session: the account, this module, its helpers, an EntryPoint, or an
    /// address up to 0xffff.
    error TargetForbidden(uint256 callIndex, address target);

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

    /// @notice A rule does not hold. `comparison` as in docs/encoding.md §1.3; for `inSet`, `allowed` is the set's root.
    error RuleViolated(
        uint256 callIndex, uint256 ruleIndex, uint256 word, uint8 comparison, bytes32 actual, bytes32 allowed
    );

    /// @notice A budget would be exceeded.
    /// @param asset 0 native, 1 operations, 2 gas, else the token.
    /// @param limit In the unit of the asset, inclusive.
    /// @param spent What the window has used so far.
    /// @param requested What this operation adds.
    /// @param resetsAt First second of the next window; 0 = never (lifetime).
    error BudgetExceeded(
        uint256 budgetIndex, address asset, uint256 limit, uint256 spent, uint256 requested, uint256 resetsAt
    );

    /// @notice A spend's calldata word is wider than 128 bits.
    error AmountTooWide(uint256 callIndex, uint256 amount);

    /* GRANT AND REVOKE */

    /// @notice Brings a signed grant on chain. Anyone may call (relay); the account itself needs no signature.
    /// @dev A grant that is live already is a no-op. A revoked one is refused. Activation is max(block time, validAfter).
    /// A contract approver is asked by ERC-1271, which must not write.
    /// @param route 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579.
    /// @param terms core ‖ details ‖ capabilities.
    /// @param form 0 = text (EIP-191), 1 = typed (EIP-712).
    /// @param signature The approver's; empty when the account itself calls.
    function grant(address account, uint40 route, bytes calldata terms, uint8 form, bytes calldata signature)
        external
        returns (SessionId sessionId);

    /// @notice Kills one session for ever, also one whose grant has not come on chain yet. Anyone may relay the
    /// approver's signature; the account itself needs none. Revoking twice is a no-op.
    function revoke(address account, SessionId sessionId, uint8 form, bytes calldata signature) external;

    /// @notice Kills every session and every unused signed grant of the account: epoch + 1. Anyone may relay the
    /// approver's signature over the current epoch; the account itself needs none.
    function revokeAll(address account, uint8 form, bytes calldata signature) external;

    /// @notice Names another approver for the calling account; epoch + 1.
    /// @param approver Not 0, not the module.
    function setApprover(address approver) external;

    /* VIEWS */

    /// @notice Configuration of an account. approver 0 = not installed: nothing validates.
    function accountState(address account)
        external
        view
        returns (address approver, uint32 epoch, uint16 granted, uint8 nonceShift, uint8 nonceWidth);

    /// @notice State of one session. All zero = never granted. Not revoked does not mean valid: compare epoch and time.
    /// @param expiresAt Last usable second in force.
    function sessionStatus(address account, SessionId sessionId)
        external
        view
        returns (bool known, bool revoked, uint48 expiresAt, uint16 seat, uint32 epoch);

    /// @notice The raw slot of a budget. Lifetime: used. Calendar: window index 40 ‖ used 108 ‖ carry 108 bits.
    /// @param index 0 … 7.
    function budgetSlot(address account, SessionId sessionId, uint256 index) external view returns (uint256);

    /// @notice The id of the session that these terms describe.
    function sessionIdOf(address account, uint40 route, bytes calldata terms) external view returns (SessionId);

    /// @notice What the approver signs for a grant.
    function grantDigest(address account, uint40 route, bytes calldata terms, uint8 form)
        external
        view
        returns (bytes32);

    /// @notice What the approver signs to revoke one session.
    function revocationDigest(address account, SessionId sessionId, uint8 form) external view returns (bytes32);

    /// @notice What the approver signs to revoke all sessions of an epoch.
    function allRevocationDigest(address account, uint32 epoch, uint8 form) external view returns (bytes32);

    /// @notice What the session key signs for an operation.
    function operationDigest(bytes32 userOpHash, bytes32 segmentHash) external view returns (bytes32);

    /// @notice EIP-712 domain separator for the current chain id.
    function domainSeparator() external view returns (bytes32);
}

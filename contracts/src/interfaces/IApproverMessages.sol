// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CheckedGrant, GrantContext} from "../types/Grant.sol";
import {SessionId} from "../types/SessionId.sol";

/// @title What approvers, guardians and renewers sign, and the rules that new terms must meet
/// @notice Stateless helper of the session key module, at an address of its own because of the size of its code. Anyone
/// may call; nothing here depends on the caller.
/// @dev `form` is everywhere 0 = text (EIP-191 of the text that the renderer builds), 1 = typed (EIP-712 under the
/// module's domain); any other is refused (`TermInvalid("form")`). A digest is computed for any argument: whether such a
/// message may act now is the module's question. Every byte is fixed in docs/encoding.md; errors stand in
/// `ISessionKeyModule`.
interface IApproverMessages {
    /// @notice Builds the texts. No session may call it.
    function textRenderer() external view returns (address);

    /// @notice Verifies P-256 signatures where the precompile may not be used. No session may call it.
    function p256Verifier() external view returns (address);

    /* GRANT */

    /// @notice Checks new terms by every rule of a grant that does not depend on the module's state.
    /// @dev Not judged here: what needs the state or the clock (epoch, mode, grantDeadline against now, validAfter
    /// against now, whether the replaced session may be replaced), and the route, which is the module's question.
    ///
    /// With `context.inOperation`, the terms hold at most MAX_CAPABILITIES_IN_OPERATION capabilities and are followed by
    /// the byte that says their form and any others; the caller goes on reading at the returned length. Otherwise the
    /// terms must have exactly their length (`TermsLengthMismatch`) and at most MAX_CAPABILITIES. What stands behind
    /// `terms` in calldata never has an effect.
    ///
    /// The text form of terms with `tokenNames` asks the tokens, which validation may not: refused in an operation
    /// (`TokenNamesNeedRelay`).
    /// @param terms core ‖ details ‖ capabilities; in an operation also what follows.
    function checkGrant(GrantContext calldata context, bytes calldata terms) external view returns (CheckedGrant memory);

    /// @notice What the approver signs for a grant, whether or not it may be granted.
    /// @param route 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579; any other is refused (`TermInvalid("route")`).
    /// @param terms core ‖ details ‖ capabilities, in exactly their length.
    function grantDigest(address module, address account, uint40 route, bytes calldata terms, uint8 form)
        external
        view
        returns (bytes32);

    /// @notice The id that the session of these terms has, whether or not they may be granted.
    /// @param route As in `grantDigest`.
    /// @param terms As in `grantDigest`.
    function sessionIdOf(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (SessionId);

    /* REVOCATION */

    /// @notice What the approver, a guardian or the session key signs to revoke one session.
    function revocationDigest(address module, address account, SessionId sessionId, uint8 form)
        external
        view
        returns (bytes32);

    /// @notice What the approver or a guardian signs to revoke all sessions of an epoch.
    /// @param epoch The account's epoch at that moment.
    function allRevocationDigest(address module, address account, uint32 epoch, uint8 form)
        external
        view
        returns (bytes32);

    /* PAUSE AND MODE */

    /// @notice What the approver or a guardian signs to pause a session.
    /// @param epoch The account's epoch; the message counts in no other.
    /// @param sequence The signer's own, above the last one accepted from it for this account.
    /// @param deadline Last second in which the message counts, unix seconds.
    function pauseDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32);

    /// @notice What the approver signs to resume a session.
    /// @param epoch As in `pauseDigest`, and so are sequence and deadline.
    /// @param tightenings The account's count when the message is signed: a later tightening voids it.
    function resumptionDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32);

    /// @notice What the approver or a guardian signs for a stricter mode.
    /// @param epoch As in `pauseDigest`, and so are sequence and deadline.
    /// @param mode MODE_RESTRICTED or MODE_HALTED.
    function tighteningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32);

    /// @notice What the approver signs for a looser mode.
    /// @param epoch As in `pauseDigest`, and so are sequence and deadline.
    /// @param mode MODE_NORMAL or MODE_RESTRICTED.
    /// @param tightenings As in `resumptionDigest`.
    function looseningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32);

    /* LIVENESS */

    /// @notice What the approver or the renewer signs to say that a session was alive in a second.
    /// @param aliveAt Unix seconds.
    function reattestationDigest(address module, address account, SessionId sessionId, uint48 aliveAt, uint8 form)
        external
        view
        returns (bytes32);
}

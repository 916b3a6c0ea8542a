// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../types/SessionId.sol";

/// @title The text form of what approvers sign: what a person reads on the device is rebuilt here from the terms
/// @notice Stateless. Every line is fixed in docs/encoding.md §4. Each message comes twice: `…Text` is what the device
/// shows, `…Digest` what `personal_sign` (EIP-191) signs for it. Anyone may call; nothing here depends on the caller.
/// @dev Renders whatever it is asked: whether it may be granted, or who may say it, is the module's question.
/// The chain in a text is the one that this runs on.
interface IGrantTextRenderer {
    /* GRANT */

    /// @notice The text of a grant.
    /// @dev Reverts with TermsLengthMismatch if the parts of the terms do not add up to their length, with TermInvalid
    /// for a detail flag or a number of capabilities that does not exist, and with TextTooLong above 4,000 characters
    /// or 240 display lines.
    ///
    /// With the flag `tokenNames` the token of each budget is asked for `symbol()` and `decimals()`, with 30,000 gas
    /// for each answer. These must be a string of 1 to 11 characters of [A-Za-z0-9.], encoded as Solidity and Vyper do,
    /// and one word below 256; else TokenNameInvalid. Symbols of type bytes32, as a few early tokens have, are refused.
    /// Warning: such a text is what the tokens say at this moment. It may not be asked for in validation (ERC-7562).
    /// @param route 1 ‖ entityId for ERC-6900, 2 ‖ 0 for ERC-7579.
    /// @param terms core ‖ details ‖ capabilities.
    function grantText(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (string memory);

    /// @notice The EIP-191 digest of `grantText`.
    function grantDigest(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (bytes32);

    /* REVOCATION: TERMINAL */

    /// @notice The text that revokes one session.
    function revocationText(address module, address account, SessionId sessionId) external view returns (string memory);

    /// @notice The EIP-191 digest of `revocationText`.
    function revocationDigest(address module, address account, SessionId sessionId) external view returns (bytes32);

    /// @notice The text that revokes all sessions of an epoch.
    function allRevocationText(address module, address account, uint32 epoch) external view returns (string memory);

    /// @notice The EIP-191 digest of `allRevocationText`.
    function allRevocationDigest(address module, address account, uint32 epoch) external view returns (bytes32);

    /* PAUSE AND MODE: REVERSIBLE */

    /// @notice The text that stops one session until it is resumed.
    /// @param sequence Above the last one that was accepted from the signer.
    /// @param deadline Inclusive, unix seconds.
    function pauseText(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline
    ) external view returns (string memory);

    /// @notice The EIP-191 digest of `pauseText`.
    function pauseDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32);

    /// @notice The text that lets a paused session act again.
    /// @param tightenings The account's count of tightenings that the signer knew of.
    /// @param sequence Above the last one that was accepted from the signer.
    /// @param deadline Inclusive, unix seconds.
    function resumptionText(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (string memory);

    /// @notice The EIP-191 digest of `resumptionText`.
    function resumptionDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32);

    /// @notice The text that sets a stricter mode.
    /// @dev Reverts with TermInvalid for a mode above MODE_HALTED; whether it is stricter is the module's question.
    /// @param mode MODE_NORMAL, MODE_RESTRICTED or MODE_HALTED.
    /// @param sequence Above the last one that was accepted from the signer.
    /// @param deadline Inclusive, unix seconds.
    function tighteningText(address module, address account, uint32 epoch, uint8 mode, uint64 sequence, uint48 deadline)
        external
        view
        returns (string memory);

    /// @notice The EIP-191 digest of `tighteningText`.
    function tighteningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32);

    /// @notice The text that sets a looser mode.
    /// @dev Reverts with TermInvalid for a mode above MODE_HALTED; whether it is looser is the module's question.
    /// @param mode MODE_NORMAL, MODE_RESTRICTED or MODE_HALTED.
    /// @param tightenings The account's count of tightenings that the signer knew of.
    /// @param sequence Above the last one that was accepted from the signer.
    /// @param deadline Inclusive, unix seconds.
    function looseningText(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (string memory);

    /// @notice The EIP-191 digest of `looseningText`.
    function looseningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32);

    /* LIVENESS */

    /// @notice The text that says that a session is still wanted.
    /// @param aliveAt Unix seconds.
    function reattestationText(address module, address account, SessionId sessionId, uint48 aliveAt)
        external
        view
        returns (string memory);

    /// @notice The EIP-191 digest of `reattestationText`.
    function reattestationDigest(address module, address account, SessionId sessionId, uint48 aliveAt)
        external
        view
        returns (bytes32);
}

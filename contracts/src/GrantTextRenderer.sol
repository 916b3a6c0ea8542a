// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGrantTextRenderer} from "./interfaces/IGrantTextRenderer.sol";
import {ControlTextLib} from "./libraries/ControlTextLib.sol";
import {GrantTextLib} from "./libraries/GrantTextLib.sol";
import {SessionId} from "./types/SessionId.sol";

/// @title The text form of what approvers sign: what a person reads on the device is rebuilt here from the terms
/// @dev See IGrantTextRenderer. Reads terms as they are: whether they may be granted is the module's question.
contract GrantTextRenderer is IGrantTextRenderer {
    /* GRANT */

    /// @inheritdoc IGrantTextRenderer
    function grantText(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (string memory)
    {
        return GrantTextLib.grant(module, account, route, terms).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function grantDigest(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (bytes32)
    {
        return GrantTextLib.grant(module, account, route, terms).digest();
    }

    /* REVOCATION */

    /// @inheritdoc IGrantTextRenderer
    function revocationText(address module, address account, SessionId sessionId)
        external
        view
        returns (string memory)
    {
        return ControlTextLib.revocation(module, account, sessionId).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function revocationDigest(address module, address account, SessionId sessionId) external view returns (bytes32) {
        return ControlTextLib.revocation(module, account, sessionId).digest();
    }

    /// @inheritdoc IGrantTextRenderer
    function allRevocationText(address module, address account, uint32 epoch) external view returns (string memory) {
        return ControlTextLib.allRevocation(module, account, epoch).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function allRevocationDigest(address module, address account, uint32 epoch) external view returns (bytes32) {
        return ControlTextLib.allRevocation(module, account, epoch).digest();
    }

    /* PAUSE AND MODE */

    /// @inheritdoc IGrantTextRenderer
    function pauseText(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline
    ) external view returns (string memory) {
        return ControlTextLib.pause(module, account, epoch, sessionId, sequence, deadline).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function pauseDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32) {
        return ControlTextLib.pause(module, account, epoch, sessionId, sequence, deadline).digest();
    }

    /// @inheritdoc IGrantTextRenderer
    function resumptionText(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (string memory) {
        return ControlTextLib.resumption(module, account, epoch, sessionId, tightenings, sequence, deadline).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function resumptionDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32) {
        return ControlTextLib.resumption(module, account, epoch, sessionId, tightenings, sequence, deadline).digest();
    }

    /// @inheritdoc IGrantTextRenderer
    function tighteningText(address module, address account, uint32 epoch, uint8 mode, uint64 sequence, uint48 deadline)
        external
        view
        returns (string memory)
    {
        return ControlTextLib.tightening(module, account, epoch, mode, sequence, deadline).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function tighteningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32) {
        return ControlTextLib.tightening(module, account, epoch, mode, sequence, deadline).digest();
    }

    /// @inheritdoc IGrantTextRenderer
    function looseningText(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (string memory) {
        return ControlTextLib.loosening(module, account, epoch, mode, tightenings, sequence, deadline).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function looseningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) external view returns (bytes32) {
        return ControlTextLib.loosening(module, account, epoch, mode, tightenings, sequence, deadline).digest();
    }

    /* LIVENESS */

    /// @inheritdoc IGrantTextRenderer
    function reattestationText(address module, address account, SessionId sessionId, uint48 aliveAt)
        external
        view
        returns (string memory)
    {
        return ControlTextLib.reattestation(module, account, sessionId, aliveAt).toString();
    }

    /// @inheritdoc IGrantTextRenderer
    function reattestationDigest(address module, address account, SessionId sessionId, uint48 aliveAt)
        external
        view
        returns (bytes32)
    {
        return ControlTextLib.reattestation(module, account, sessionId, aliveAt).digest();
    }
}

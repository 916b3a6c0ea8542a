// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../interfaces/ISessionKeyModule.sol";
import {Envelope} from "../types/Envelope.sol";
import {SessionId} from "../types/SessionId.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {SessionIdLib} from "./SessionIdLib.sol";

/// @notice An envelope as operations carry it, by itself: core ‖ capabilityRoot 32 ‖ grantHash 32.
library CompactEnvelopeLib {
    /// @notice Refuses any other length than that of its parts.
    function read(bytes calldata envelope, address module, address account, uint40 route)
        internal
        view
        returns (Envelope core, SessionId sessionId)
    {
        uint256 pos = CalldataLib.position(envelope);
        core = Envelope.wrap(pos);
        uint256 end = core.end() + 64;
        if (end != pos + envelope.length) revert ISessionKeyModule.TermsLengthMismatch(end - pos, envelope.length);

        sessionId = SessionIdLib.ofEnvelope(module, account, route, pos, envelope.length);
    }
}

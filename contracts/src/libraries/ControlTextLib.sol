// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_HALTED, MODE_NORMAL, MODE_RESTRICTED} from "../interfaces/ISessionKeyModule.sol";
import {SessionId} from "../types/SessionId.sol";
import {Text} from "../types/Text.sol";
import {TextLib} from "./TextLib.sol";

/// @notice The texts about sessions and accounts that exist, and the lines that every text begins with
/// (docs/encoding.md §4).
library ControlTextLib {
    /// @param kind What the text does; its length is at most 32.
    function begin(bytes32 kind, uint256 length, address module, address account) internal view returns (Text text) {
        text = TextLib.begin().put("SessionKeys v1: ", 16).put(kind, length);
        text = text.line("Account: ", 9).putAddress(account);
        text = text.line("Chain: ", 7).putDecimal(block.chainid);
        return text.line("Module: ", 8).putAddress(module);
    }

    function revocation(address module, address account, SessionId sessionId) internal view returns (Text text) {
        text = _putSession(begin("revoke session", 14, module, account), sessionId);
        return text.line("End of revocation.", 18);
    }

    function allRevocation(address module, address account, uint32 epoch) internal view returns (Text text) {
        text = _putEpoch(begin("revoke all sessions", 19, module, account), epoch);
        return text.line("End of revocation.", 18);
    }

    function pause(address module, address account, uint32 epoch, SessionId sessionId, uint64 sequence, uint48 deadline)
        internal
        view
        returns (Text text)
    {
        text = _putEpoch(begin("pause session", 13, module, account), epoch);
        text = _putUse(_putSession(text, sessionId), sequence, deadline);
        return text.line("End of pause.", 13);
    }

    function resumption(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) internal view returns (Text text) {
        text = _putEpoch(begin("resume session", 14, module, account), epoch);
        text = _putTightenings(_putSession(text, sessionId), tightenings);
        return _putUse(text, sequence, deadline).line("End of resumption.", 18);
    }

    function tightening(address module, address account, uint32 epoch, uint8 mode, uint64 sequence, uint48 deadline)
        internal
        view
        returns (Text text)
    {
        text = _putEpoch(begin("tighten mode", 12, module, account), epoch);
        text = _putUse(_putMode(text, mode), sequence, deadline);
        return text.line("End of tightening.", 18);
    }

    function loosening(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline
    ) internal view returns (Text text) {
        text = _putEpoch(begin("loosen mode", 11, module, account), epoch);
        text = _putTightenings(_putMode(text, mode), tightenings);
        return _putUse(text, sequence, deadline).line("End of loosening.", 17);
    }

    function reattestation(address module, address account, SessionId sessionId, uint48 aliveAt)
        internal
        view
        returns (Text text)
    {
        text = _putSession(begin("attest session", 14, module, account), sessionId);
        return text.line("Alive at: ", 10).putDate(aliveAt).line("End of attestation.", 19);
    }

    function _putEpoch(Text text, uint32 epoch) private pure returns (Text) {
        return text.line("Epoch: ", 7).putDecimal(epoch);
    }

    function _putSession(Text text, SessionId sessionId) private pure returns (Text) {
        return text.line("Session: ", 9).putBytes32(SessionId.unwrap(sessionId));
    }

    function _putMode(Text text, uint8 mode) private pure returns (Text) {
        if (mode == MODE_NORMAL) return text.line("Mode: normal", 12);
        if (mode == MODE_RESTRICTED) return text.line("Mode: restricted", 16);
        if (mode == MODE_HALTED) return text.line("Mode: halted", 12);
        revert ISessionKeyModule.TermInvalid("mode", mode, MODE_HALTED);
    }

    function _putTightenings(Text text, uint32 tightenings) private pure returns (Text) {
        return text.line("Tightenings: ", 13).putDecimal(tightenings);
    }

    /// @dev What lets a message count once, and until when.
    function _putUse(Text text, uint64 sequence, uint48 deadline) private pure returns (Text) {
        return text.line("Sequence: ", 10).putDecimal(sequence).line("Deadline: ", 10).putDate(deadline);
    }
}

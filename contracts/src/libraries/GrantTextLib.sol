// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MAX_CAPABILITIES} from "../interfaces/ISessionKeyModule.sol";
import {Grant} from "../types/Grant.sol";
import {Text} from "../types/Text.sol";
import {CalldataLib} from "./CalldataLib.sol";
import {CapabilityTextLib} from "./CapabilityTextLib.sol";
import {ControlTextLib} from "./ControlTextLib.sol";
import {EnvelopeTextLib} from "./EnvelopeTextLib.sol";
import {GrantLib} from "./GrantLib.sol";

/// @notice The text of a grant (docs/encoding.md §4).
library GrantTextLib {
    function grant(address module, address account, uint40 route, bytes calldata terms)
        internal
        view
        returns (Text text)
    {
        uint256 pos = CalldataLib.position(terms);
        Grant memory read = GrantLib.read(pos, MAX_CAPABILITIES);
        if (read.end != pos + terms.length) {
            revert ISessionKeyModule.TermsLengthMismatch(read.end - pos, terms.length);
        }

        text = ControlTextLib.begin("session grant", 13, module, account);
        text = _putRoute(text, route);
        text = EnvelopeTextLib.putLines(text, read.envelope, read.tokenNames);
        text = _putCapabilities(text, read);
        text = _putDetails(text, read);
        return text.line("End of grant.", 13);
    }

    function _putRoute(Text text, uint40 route) private pure returns (Text) {
        if (route >> 32 != 1) return text.line("Route: ERC-7579", 15);
        return text.line("Route: ERC-6900, entity ", 24).putDecimal(uint32(route));
    }

    function _putCapabilities(Text text, Grant memory read) private pure returns (Text) {
        uint256 count = read.capabilities.length;
        text = text.line("Capabilities: ", 14).putDecimal(count);
        uint256 idAt = read.idsAt;
        for (uint256 i; i < count; ++i) {
            text = text.line("Capability ", 11).putOrdinal(i, count);
            uint256 idLength = CalldataLib.uintAt(idAt, 1);
            text = text.put("label ", 6).putCalldata(idAt + 1, idLength);
            idAt += 1 + idLength;
            text = CapabilityTextLib.putLines(text, read.capabilities[i], read.envelope);
        }
        return text;
    }

    function _putDetails(Text text, Grant memory read) private pure returns (Text) {
        if (read.replaces == 0) text = text.line("Replaces: none", 14);
        else text = text.line("Replaces: ", 10).putBytes32(read.replaces);

        if (read.labelLength == 0) text = text.line("Label: none", 11);
        else text = text.line("Label: label ", 13).putCalldata(read.labelAt, read.labelLength);

        text = read.tokenNames ? text.line("Token names: yes", 16) : text.line("Token names: no", 15);
        text = text.line("Grant until: ", 13).putDate(read.grantDeadline);
        return text.line("Salt: ", 6).putDecimal(read.salt);
    }
}

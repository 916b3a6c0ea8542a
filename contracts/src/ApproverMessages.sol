// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GrantTextRenderer} from "./GrantTextRenderer.sol";
import {ISessionKeyModule} from "./interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {GrantCheckLib} from "./libraries/GrantCheckLib.sol";
import {GrantHashLib} from "./libraries/GrantHashLib.sol";
import {GrantLib} from "./libraries/GrantLib.sol";
import {Grant} from "./types/Grant.sol";
import {SessionId} from "./types/SessionId.sol";

/// @title What an approver signs, and the rules that new terms must meet
/// @notice Stateless helper of the module, at an address of its own because of the size of its code. Anyone may call;
/// nothing here depends on the caller.
contract ApproverMessages {
    uint8 private constant TEXT = 0;
    uint8 private constant TYPED = 1;

    /// @notice Renders the text form.
    GrantTextRenderer public immutable textRenderer;

    constructor(GrantTextRenderer renderer) {
        textRenderer = renderer;
    }

    /// @notice Checks new terms by every rule of a grant and returns what the approver signs for them.
    /// @param context What the terms are checked against.
    /// @param terms core ‖ details ‖ capabilities; a term out of its rules reverts with an error of `ISessionKeyModule`.
    /// @param form 0 = text, 1 = typed.
    function checkedGrantDigest(GrantCheckLib.Context calldata context, uint40 route, bytes calldata terms, uint8 form)
        external
        view
        returns (bytes32)
    {
        Grant memory read = _read(terms);
        GrantCheckLib.check(
            read, context, GrantCheckLib.Helpers({messages: address(this), renderer: address(textRenderer)})
        );

        return _grantDigest(read, context.module, context.account, route, terms, form);
    }

    /// @notice What the approver signs for a grant, whether or not it may be granted.
    function grantDigest(address module, address account, uint40 route, bytes calldata terms, uint8 form)
        external
        view
        returns (bytes32)
    {
        return _grantDigest(_read(terms), module, account, route, terms, form);
    }

    /// @notice What the approver signs to revoke one session.
    function revocationDigest(address module, address account, SessionId sessionId, uint8 form)
        external
        view
        returns (bytes32)
    {
        if (form == TEXT) return textRenderer.revocationDigest(module, account, sessionId);

        _requireTyped(form);
        return GrantHashLib.digest(GrantHashLib.domainSeparator(module), GrantHashLib.revocation(account, sessionId));
    }

    /// @notice What the approver signs to revoke all sessions of an epoch.
    function allRevocationDigest(address module, address account, uint32 epoch, uint8 form)
        external
        view
        returns (bytes32)
    {
        if (form == TEXT) return textRenderer.allRevocationDigest(module, account, epoch);

        _requireTyped(form);
        return GrantHashLib.digest(GrantHashLib.domainSeparator(module), GrantHashLib.allRevocation(account, epoch));
    }

    function _grantDigest(
        Grant memory read,
        address module,
        address account,
        uint40 route,
        bytes calldata terms,
        uint8 form
    ) private view returns (bytes32) {
        if (form == TEXT) return textRenderer.grantDigest(module, account, route, terms);

        _requireTyped(form);
        return GrantHashLib.digest(GrantHashLib.domainSeparator(module), GrantHashLib.grant(read, account, route));
    }

    function _read(bytes calldata terms) private pure returns (Grant memory read) {
        uint256 pos = CalldataLib.position(terms);
        read = GrantLib.read(pos, GrantLib.MAX_CAPABILITIES);
        if (read.end != pos + terms.length) {
            revert ISessionKeyModule.TermsLengthMismatch(read.end - pos, terms.length);
        }
    }

    function _requireTyped(uint8 form) private pure {
        if (form != TYPED) revert ISessionKeyModule.TermInvalid("form", form, TYPED);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IApproverMessages} from "./interfaces/IApproverMessages.sol";
import {IGrantTextRenderer} from "./interfaces/IGrantTextRenderer.sol";
import {ISessionKeyModule, MAX_CAPABILITIES, MAX_CAPABILITIES_IN_OPERATION} from "./interfaces/ISessionKeyModule.sol";
import {CalldataLib} from "./libraries/CalldataLib.sol";
import {GrantCheckLib} from "./libraries/GrantCheckLib.sol";
import {GrantHashLib} from "./libraries/GrantHashLib.sol";
import {GrantLib} from "./libraries/GrantLib.sol";
import {RouteLib} from "./libraries/RouteLib.sol";
import {TargetLib} from "./libraries/TargetLib.sol";
import {TypedGrantLib} from "./libraries/TypedGrantLib.sol";
import {Capability} from "./types/Capability.sol";
import {Envelope} from "./types/Envelope.sol";
import {CheckedGrant, Grant, GrantContext} from "./types/Grant.sol";
import {SessionId} from "./types/SessionId.sol";

/// @title What approvers, guardians and renewers sign, and the rules that new terms must meet
/// @notice `IApproverMessages` is the manual.
/// @dev Called in validation: no storage, no clock, no call but to the text renderer, which is stateless too.
contract ApproverMessages is IApproverMessages {
    using GrantLib for Grant;

    uint8 private constant TEXT = 0;
    uint8 private constant TYPED = 1;

    IGrantTextRenderer private immutable _renderer;

    /// @inheritdoc IApproverMessages
    address public immutable p256Verifier;

    constructor(address renderer, address verifier) {
        _renderer = IGrantTextRenderer(renderer);
        p256Verifier = verifier;
    }

    /// @inheritdoc IApproverMessages
    function textRenderer() external view returns (address) {
        return address(_renderer);
    }

    /* GRANT */

    /// @inheritdoc IApproverMessages
    function checkGrant(GrantContext memory context, bytes calldata terms)
        external
        view
        returns (CheckedGrant memory checked)
    {
        Grant memory grant;
        _read(grant, terms, context.inOperation);
        TargetLib.Own memory own = TargetLib.Own({
            module: context.module,
            messages: address(this),
            renderer: address(_renderer),
            verifier: p256Verifier,
            control: context.control
        });
        GrantCheckLib.check(grant, context, own);

        checked.sessionId = SessionId.unwrap(grant.sessionId(context.module, context.account, context.route));
        checked.replaces = grant.replaces;
        checked.grantDeadline = grant.grantDeadline;
        checked.length = grant.end - CalldataLib.position(terms);
        uint8 form = context.form;
        if (context.inOperation) {
            checked.offsets = _offsets(grant);
            form = uint8(terms[checked.length]);
            if (form == TEXT && grant.tokenNames) revert ISessionKeyModule.TokenNamesNeedRelay();
        } else {
            RouteLib.check(context.route);
        }
        checked.digest =
            _grantDigest(grant, context.module, context.account, context.route, terms[:checked.length], form);
    }

    /// @inheritdoc IApproverMessages
    function grantDigest(address module, address account, uint40 route, bytes calldata terms, uint8 form)
        external
        view
        returns (bytes32)
    {
        RouteLib.check(route);
        Grant memory grant;
        _read(grant, terms, false);
        return _grantDigest(grant, module, account, route, terms, form);
    }

    /// @inheritdoc IApproverMessages
    function sessionIdOf(address module, address account, uint40 route, bytes calldata terms)
        external
        view
        returns (SessionId)
    {
        RouteLib.check(route);
        Grant memory grant;
        _read(grant, terms, false);
        return grant.sessionId(module, account, route);
    }

    /* REVOCATION */

    /// @inheritdoc IApproverMessages
    function revocationDigest(address module, address account, SessionId sessionId, uint8 form)
        external
        view
        returns (bytes32)
    {
        if (form == TEXT) return _renderer.revocationDigest(module, account, sessionId);

        return _typed(form, module, GrantHashLib.revocation(account, sessionId));
    }

    /// @inheritdoc IApproverMessages
    function allRevocationDigest(address module, address account, uint32 epoch, uint8 form)
        external
        view
        returns (bytes32)
    {
        if (form == TEXT) return _renderer.allRevocationDigest(module, account, epoch);

        return _typed(form, module, GrantHashLib.allRevocation(account, epoch));
    }

    /* PAUSE AND MODE */

    /// @inheritdoc IApproverMessages
    function pauseDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32) {
        if (form == TEXT) {
            return _renderer.pauseDigest(module, account, epoch, sessionId, sequence, deadline);
        }

        return _typed(form, module, GrantHashLib.pause(account, epoch, sessionId, sequence, deadline));
    }

    /// @inheritdoc IApproverMessages
    function resumptionDigest(
        address module,
        address account,
        uint32 epoch,
        SessionId sessionId,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32) {
        if (form == TEXT) {
            return _renderer.resumptionDigest(module, account, epoch, sessionId, tightenings, sequence, deadline);
        }

        return _typed(form, module, GrantHashLib.resumption(account, epoch, sessionId, tightenings, sequence, deadline));
    }

    /// @inheritdoc IApproverMessages
    function tighteningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32) {
        if (form == TEXT) {
            return _renderer.tighteningDigest(module, account, epoch, mode, sequence, deadline);
        }

        return _typed(form, module, GrantHashLib.tightening(account, epoch, mode, sequence, deadline));
    }

    /// @inheritdoc IApproverMessages
    function looseningDigest(
        address module,
        address account,
        uint32 epoch,
        uint8 mode,
        uint32 tightenings,
        uint64 sequence,
        uint48 deadline,
        uint8 form
    ) external view returns (bytes32) {
        if (form == TEXT) {
            return _renderer.looseningDigest(module, account, epoch, mode, tightenings, sequence, deadline);
        }

        return _typed(form, module, GrantHashLib.loosening(account, epoch, mode, tightenings, sequence, deadline));
    }

    /* LIVENESS */

    /// @inheritdoc IApproverMessages
    function reattestationDigest(address module, address account, SessionId sessionId, uint48 aliveAt, uint8 form)
        external
        view
        returns (bytes32)
    {
        if (form == TEXT) return _renderer.reattestationDigest(module, account, sessionId, aliveAt);

        return _typed(form, module, GrantHashLib.reattestation(account, sessionId, aliveAt));
    }

    /* PRIVATE */

    /// @dev Nothing that was read behind the terms counts: their end is compared before anything else happens.
    /// @param inOperation At least one byte follows, the form.
    function _read(Grant memory grant, bytes calldata terms, bool inOperation) private pure {
        uint256 pos = CalldataLib.position(terms);
        grant.readInto(pos, inOperation ? MAX_CAPABILITIES_IN_OPERATION : MAX_CAPABILITIES);
        uint256 length = grant.end - pos;
        if (inOperation ? length >= terms.length : length != terms.length) {
            revert ISessionKeyModule.TermsLengthMismatch(length, terms.length);
        }
    }

    function _grantDigest(
        Grant memory grant,
        address module,
        address account,
        uint40 route,
        bytes calldata terms,
        uint8 form
    ) private view returns (bytes32) {
        if (form == TEXT) return _renderer.grantDigest(module, account, route, terms);

        return _typed(form, module, TypedGrantLib.hash(grant, account, route));
    }

    function _offsets(Grant memory grant) private pure returns (uint256[] memory offsets) {
        uint256 start = Envelope.unwrap(grant.envelope);
        offsets = new uint256[](grant.capabilities.length);
        for (uint256 i; i < offsets.length; ++i) {
            offsets[i] = Capability.unwrap(grant.capabilities[i]) - start;
        }
    }

    function _typed(uint8 form, address module, bytes32 structHash) private view returns (bytes32) {
        if (form != TYPED) revert ISessionKeyModule.TermInvalid("form", form, TYPED);

        return GrantHashLib.digest(GrantHashLib.domainSeparator(module), structHash);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Who may bring a grant on chain, when, and what it leaves there.
contract SessionKeyModule_Grant_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /* REFUSED */

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.grant(stranger, route(), defaultTerms().packed(), TYPED, "");
    }

    function test_RevertWhen_RouteIsUnknown() public {
        uint40[5] memory routes = [0, uint40(ENTITY_ID), 2 << 32 | 1, 3 << 32, type(uint40).max];
        for (uint256 i = 0; i < routes.length; i++) {
            vm.expectRevert(termInvalid("route", routes[i], 2 << 32));
            _module.grant(_account, routes[i], defaultTerms().packed(), TYPED, "");
        }
    }

    function test_RevertWhen_TermsAreLonger() public {
        bytes memory packed = defaultTerms().packed();

        vm.expectRevert(
            refusal(ISessionKeyModule.TermsLengthMismatch.selector, packed.length, uint256(packed.length) + 1)
        );
        _module.grant(_account, route(), bytes.concat(packed, hex"00"), TYPED, "");
    }

    function test_RevertWhen_TermsAreShorter() public {
        bytes memory packed = defaultTerms().packed();
        bytes memory cut = new bytes(packed.length - 1);
        for (uint256 i = 0; i < cut.length; i++) {
            cut[i] = packed[i];
        }

        vm.expectRevert(refusal(ISessionKeyModule.TermsLengthMismatch.selector, packed.length, cut.length));
        _module.grant(_account, route(), cut, TYPED, "");
    }

    function test_RevertWhen_EpochIsAnother() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.epoch = 0;
        refuseGrant(terms, refusal(ISessionKeyModule.EpochPassed.selector, 0, 1));
        terms.epoch = 2;
        refuseGrant(terms, refusal(ISessionKeyModule.EpochPassed.selector, 2, 1));
    }

    function test_RevertWhen_FormIsUnknown() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory signature = approve(terms, TYPED);

        _refuse(terms, 2, signature, termInvalid("form", 2, 1));
        _refuse(terms, 255, signature, termInvalid("form", 255, 1));
    }

    function test_RevertWhen_SignatureIsNotTheApprovers() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver);
        bytes32 digest = _messages.grantDigest(address(_module), _account, route(), terms.packed(), TYPED);
        bytes memory right = signDigest(_approverKey, digest);

        _refuse(terms, TYPED, signDigest(_agentKey, digest), refused);
        _refuse(terms, TEXT, right, refused);
        _refuse(terms, TYPED, "", refused);
        _refuse(terms, TYPED, bytes.concat(right, hex"00"), refused);
        right[64] = bytes1(uint8(right[64]) - 27);
        _refuse(terms, TYPED, right, refused);
    }

    function test_RevertWhen_SignatureIsForAnotherContext() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory packed = terms.packed();
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver);

        bytes32 digest = _messages.grantDigest(address(_module), makeAddress("stranger"), route(), packed, TYPED);
        _refuse(terms, TYPED, signDigest(_approverKey, digest), refused);
        digest = _messages.grantDigest(address(_module), _account, route() + 1, packed, TYPED);
        _refuse(terms, TYPED, signDigest(_approverKey, digest), refused);
        digest = _messages.grantDigest(makeAddress("other module"), _account, route(), packed, TYPED);
        _refuse(terms, TYPED, signDigest(_approverKey, digest), refused);
        vm.chainId(vm.getChainId() + 1);
        digest = _messages.grantDigest(address(_module), _account, route(), packed, TYPED);
        vm.chainId(vm.getChainId() - 1);
        _refuse(terms, TYPED, signDigest(_approverKey, digest), refused);
    }

    function test_RevertWhen_AccountSendsAWrongSignature() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory wrong =
            signDigest(_agentKey, _messages.grantDigest(address(_module), _account, route(), terms.packed(), TYPED));

        vm.prank(_account);
        _refuse(
            terms, TYPED, wrong, abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver)
        );
    }

    function test_RevertGiven_SessionRevoked() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, id));
    }

    function test_RevertGiven_RevokedBeforeItsGrant() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = sessionIdOf(terms);
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, id));
    }

    function test_RevertGiven_SessionExpired() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.grantDeadline = terms.expiresAt + 1;
        bytes memory refused =
            refusal(ISessionKeyModule.SessionExpired.selector, terms.expiresAt, uint256(terms.expiresAt) + 1);

        vm.warp(terms.expiresAt);
        assertGrantable(terms);
        vm.warp(uint256(terms.expiresAt) + 1);
        refuseRelay(terms, refused);
        vm.warp(terms.expiresAt);
        relayGrant(terms);
        vm.warp(uint256(terms.expiresAt) + 1);
        refuseRelay(terms, refused);
    }

    function test_RevertGiven_TtlPassed() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.addTtl(1 hours, 3);
        relayGrant(terms);
        uint256 end = uint256(Defaults.NOW) + 1 hours;

        vm.warp(end);
        assertGrantable(terms);
        vm.warp(end + 1);
        refuseRelay(terms, refusal(ISessionKeyModule.SessionExpired.selector, end, end + 1));
    }

    function test_RevertGiven_DeadlinePassed() public {
        SessionEncoder.Terms memory terms = defaultTerms();

        vm.warp(terms.grantDeadline - 1);
        assertGrantable(terms);
        vm.warp(terms.grantDeadline);
        assertGrantable(terms);
        vm.warp(uint256(terms.grantDeadline) + 1);
        refuseRelay(
            terms,
            refusal(
                ISessionKeyModule.GrantDeadlinePassed.selector, terms.grantDeadline, uint256(terms.grantDeadline) + 1
            )
        );
    }

    function test_RevertGiven_AllSeatsTaken() public {
        SessionEncoder.Terms memory terms = defaultTerms();

        _setGranted(65_534);
        assertGrantable(terms);
        _setGranted(65_535);
        refuseGrant(terms, refusal(ISessionKeyModule.GrantsExhausted.selector, 1));
    }

    /* GRANTED */

    function test_WhenRelayedByAnyone() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory signature = approve(terms, TYPED);

        vm.prank(makeAddress("relayer"));
        SessionId id = _grant(terms, TYPED, signature);

        assertEq(SessionId.unwrap(id), terms.sessionId(address(_module), _account, route()), "session id");
        (bool known, bool revoked, uint48 expiresAt, uint16 seat, uint32 inEpoch) =
            sessionStatusOf(_module, _account, id);
        assertTrue(known && !revoked, "live");
        assertEq(expiresAt, terms.expiresAt, "expiry in force");
        assertEq(seat, 0, "seat");
        assertEq(inEpoch, 1, "epoch");
    }

    function test_WhenRelayedInTextForm() public {
        SessionEncoder.Terms memory terms = defaultTerms();

        SessionId id = _grant(terms, TEXT, approve(terms, TEXT));

        assertEq(SessionId.unwrap(id), SessionId.unwrap(sessionIdOf(terms)), "the id does not depend on the form");
        assertTrue(isKnown(id), "known");
    }

    function test_WhenAccountNeedsNoSignature() public {
        vm.prank(_account);
        assertTrue(isKnown(_grant(defaultTerms(), TYPED, "")), "typed");

        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;
        vm.prank(_account);
        assertTrue(isKnown(_grant(terms, TEXT, "")), "text");
    }

    function test_WhenAccountSendsASignature() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory signature = approve(terms, TYPED);

        vm.prank(_account);
        assertTrue(isKnown(_grant(terms, TYPED, signature)), "known");
    }

    function test_WhenSeveralSessionsAreGranted() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        for (uint16 i = 0; i < 3; i++) {
            terms.salt = i;
            assertEq(granted(), i, "grants before");

            SessionId id = relayGrant(terms);

            (,,, uint16 seat,) = sessionStatusOf(_module, _account, id);
            assertEq(seat, i, "seat");
        }
        assertEq(granted(), 3, "grants");
    }

    function test_GivenSessionIsLive() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = relayGrant(terms);
        vm.warp(uint256(terms.grantDeadline) + 1);
        vm.record();
        vm.recordLogs();

        assertEq(SessionId.unwrap(_grant(terms, TYPED, "garbage")), SessionId.unwrap(id), "session id");
        assertEq(SessionId.unwrap(_grant(terms, TEXT, "")), SessionId.unwrap(id), "session id, text");

        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_WhenLifetimeIsAtItsMaximum() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        vm.warp(Defaults.NOW + 60);
        uint256 maximum = Defaults.NOW + 60 + 366 days;

        terms.expiresAt = uint48(maximum);
        assertGrantable(terms);
        terms.expiresAt = uint48(maximum + 1);
        refuseRelay(terms, termInvalid("expiresAt", maximum + 1, maximum));
    }

    function test_WhenLifetimeBeginsLater() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.validAfter = Defaults.NOW + 100 days;
        uint256 maximum = uint256(terms.validAfter) + 366 days;

        terms.expiresAt = uint48(maximum);
        assertGrantable(terms);
        terms.expiresAt = uint48(maximum + 1);
        refuseRelay(terms, termInvalid("expiresAt", maximum + 1, maximum));
    }

    function test_WhenGranted() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = sessionIdOf(terms);
        bytes memory packed = terms.packed();
        bytes memory signature = approve(terms, TYPED);

        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionGranted(_account, id, _agent, route(), packed);
        _module.grant(_account, route(), packed, TYPED, signature);
    }

    /* HELPERS */

    /// @dev The first variable of the module is the mapping of accounts; `granted` stands at bit 48.
    function _setGranted(uint256 count) private {
        bytes32 slot = keccak256(abi.encode(_account, uint256(0)));
        uint256 state = uint256(vm.load(address(_module), slot)) & ~(uint256(type(uint16).max) << 48);
        vm.store(address(_module), slot, bytes32(state | count << 48));
        assertEq(granted(), count, "count where the module reads it");
    }

    function _grant(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature) private returns (SessionId) {
        return _module.grant(_account, route(), terms.packed(), form, signature);
    }

    function _refuse(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature, bytes memory revertData)
        private
    {
        bytes memory packed = terms.packed();
        vm.expectRevert(revertData);
        _module.grant(_account, route(), packed, form, signature);
    }
}

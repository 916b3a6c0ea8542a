// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

contract SessionKeyModule_Revoke_Test is SessionKeyModuleUnitTest {
    SessionId private _id;

    function setUp() public override {
        super.setUp();
        _id = relayGrant(defaultTerms());
    }

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.revoke(stranger, _id, TYPED, "");
    }

    function test_GivenModuleNotInstalled_WhenAccountRevokes() public {
        address stranger = makeAddress("stranger");
        vm.prank(stranger);
        _module.revoke(stranger, _id, TYPED, "");

        (, bool revoked,,,) = sessionStatusOf(_module, stranger, _id);
        assertTrue(revoked, "a tombstone of its own");
        allow(defaultTerms(), transferCall(1));
    }

    function test_RevertWhen_FormIsUnknown() public {
        bytes memory signature = _signature(TYPED);
        vm.expectRevert(termInvalid("form", 2, 1));
        _module.revoke(_account, _id, 2, signature);
    }

    function test_RevertWhen_SignatureIsNotTheApprovers() public {
        bytes32 digest = _messages.revocationDigest(address(_module), _account, _id, TYPED);

        _refuse(TYPED, "");
        _refuse(TYPED, signDigest(_agentKey, digest));
        _refuse(TEXT, signDigest(_approverKey, digest));
        bytes memory signature = signDigest(_agentKey, digest);
        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, _agent));
        _module.revoke(_account, _id, TYPED, signature);
    }

    function test_RevertWhen_SignatureIsForSomethingElse() public {
        SessionId other = SessionId.wrap(keccak256("other session"));

        _refuse(TYPED, signDigest(_approverKey, _messages.revocationDigest(address(_module), _account, other, TYPED)));
        _refuse(TYPED, signDigest(_approverKey, _messages.revocationDigest(address(_module), _agent, _id, TYPED)));
        _refuse(TYPED, signDigest(_approverKey, _messages.revocationDigest(_agent, _account, _id, TYPED)));
        _refuse(TYPED, signDigest(_approverKey, _messages.allRevocationDigest(address(_module), _account, 1, TYPED)));
        _refuse(TYPED, approve(defaultTerms(), TYPED));
    }

    function test_RevertWhen_SessionKeyRevokes() public {
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, _agent));
        _module.revoke(_account, _id, TYPED, "");
    }

    function test_WhenRelayedByAnyone() public {
        _module.revoke(_account, _id, TYPED, _signature(TYPED));
        _assertRevoked();
    }

    function test_WhenRelayedInTextForm() public {
        _module.revoke(_account, _id, TEXT, _signature(TEXT));
        _assertRevoked();
    }

    function test_WhenAccountNeedsNoSignature() public {
        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, "");
        _assertRevoked();
    }

    function test_WhenAccountSendsASignature() public {
        bytes memory signature = _signature(TYPED);
        vm.prank(_account);
        _module.revoke(_account, _id, TYPED, signature);
        _assertRevoked();
    }

    function test_WhenRevoked_KeepsTheRestOfTheStatus() public {
        (,, uint48 expiresAt, uint16 seat, uint32 inEpoch) = sessionStatusOf(_module, _account, _id);
        _module.revoke(_account, _id, TYPED, _signature(TYPED));

        (,, uint48 expiresAfter, uint16 seatAfter, uint32 epochAfter) = sessionStatusOf(_module, _account, _id);
        assertEq(expiresAfter, expiresAt, "expiry");
        assertEq(seatAfter, seat, "seat");
        assertEq(epochAfter, inEpoch, "epoch");
        assertEq(granted(), 1, "seats are not given back");
    }

    function test_WhenSessionIsAnother_LivesOn() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;
        relayGrant(terms);

        _module.revoke(_account, _id, TYPED, _signature(TYPED));

        allow(terms, transferCall(1));
    }

    function test_GivenAlreadyRevoked() public {
        _module.revoke(_account, _id, TYPED, _signature(TYPED));
        bytes memory signature = _signature(TYPED);
        vm.record();
        vm.recordLogs();

        _module.revoke(_account, _id, TYPED, signature);

        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_RevertGiven_AlreadyRevoked_WhenSignatureIsWrong() public {
        _module.revoke(_account, _id, TYPED, _signature(TYPED));
        _refuse(TYPED, signDigest(_agentKey, _messages.revocationDigest(address(_module), _account, _id, TYPED)));
    }

    function test_WhenRevoked() public {
        bytes memory signature = _signature(TEXT);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionRevoked(_account, _id);
        _module.revoke(_account, _id, TEXT, signature);
    }

    /* HELPERS */

    function _signature(uint8 form) private view returns (bytes memory) {
        return signDigest(_approverKey, _messages.revocationDigest(address(_module), _account, _id, form));
    }

    /// @dev Named is who it recovers to over the message of this form, or who calls without a signature.
    function _refuse(uint8 form, bytes memory signature) private {
        bytes32 digest = _messages.revocationDigest(address(_module), _account, _id, form);
        address signer = signature.length == 0 ? address(this) : recovered(digest, signature);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, signer));
        _module.revoke(_account, _id, form, signature);
    }

    function _assertRevoked() private {
        (bool known, bool revoked,,,) = sessionStatusOf(_module, _account, _id);
        assertTrue(known && revoked, "revoked");
        refuse(
            defaultTerms(), transferCall(1), abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, _id)
        );
    }
}

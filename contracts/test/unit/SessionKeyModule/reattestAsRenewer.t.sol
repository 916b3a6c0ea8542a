// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice The renewer that a session names says that it is alive; the envelope proves whom it names.
contract SessionKeyModule_ReattestAsRenewer_Test is ControlUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    SessionEncoder.Terms private _terms;
    SessionId private _session;
    address private _renewer;
    uint256 private _renewerKey;

    function setUp() public override {
        super.setUp();
        (_renewer, _renewerKey) = makeKey("renewer");
        _terms = _renewable(_renewer);
        _session = relayGrant(_terms);
        skip(100);
    }

    function test_WhenRenewerCalls() public {
        callAs(_renewer, _encode(_terms, Defaults.NOW + 50, TYPED, ""));
        assertEq(lastActivity(_session), Defaults.NOW + 50, "last activity");
    }

    function test_WhenRenewerSigned() public {
        relay(renewerReattestation(_renewerKey, _terms, Defaults.NOW + 50));
        assertEq(lastActivity(_session), Defaults.NOW + 50, "typed");
        bytes memory signature = signDigest(_renewerKey, _digest(Defaults.NOW + 60, TEXT));
        relay(_encode(_terms, Defaults.NOW + 60, TEXT, signature));
        assertEq(lastActivity(_session), Defaults.NOW + 60, "text");
    }

    function test_RevertWhen_SomebodyElseCalls() public {
        address[5] memory callers = [_agent, _approver, _guardian, _account, makeAddress("relayer")];
        for (uint256 i = 0; i < callers.length; i++) {
            refuseFrom(callers[i], _encode(_terms, Defaults.NOW, TYPED, ""), _signerInvalid(_renewer, callers[i]));
        }
    }

    function test_RevertWhen_SomebodyElseSigned() public {
        bytes memory data = renewerReattestation(_agentKey, _terms, Defaults.NOW);
        refuseRelayed(data, _signerInvalid(_renewer, _agent));
        refuseFrom(_renewer, data, _signerInvalid(_renewer, _agent));
        refuseRelayed(renewerReattestation(_approverKey, _terms, Defaults.NOW), _signerInvalid(_renewer, _approver));
        refuseRelayed(_encode(_terms, Defaults.NOW, TYPED, new bytes(65)), _signerInvalid(_renewer, address(0)));
        refuseRelayed(_encode(_terms, Defaults.NOW, TYPED, new bytes(64)), _signerInvalid(_renewer, address(0)));
    }

    function test_RevertWhen_AnotherSecondWasSigned() public {
        bytes memory signature = signDigest(_renewerKey, _digest(Defaults.NOW + 50, TYPED));
        address signer = recovered(_digest(Defaults.NOW + 51, TYPED), signature);
        refuseRelayed(_encode(_terms, Defaults.NOW + 51, TYPED, signature), _signerInvalid(_renewer, signer));
    }

    /// @dev Nobody has the address 0, and a signature of nobody does not pass for it.
    function test_RevertGiven_SessionHasNoRenewer() public {
        SessionEncoder.Terms memory plain = defaultTerms();
        refuseFrom(address(0), _encode(plain, Defaults.NOW, TYPED, ""), _signerInvalid(address(0), address(0)));
        refuseRelayed(_encode(plain, Defaults.NOW, TYPED, new bytes(65)), _signerInvalid(address(0), address(0)));
        refuseFrom(_agent, _encode(plain, Defaults.NOW, TYPED, ""), _signerInvalid(address(0), _agent));
    }

    /// @dev Whoever names himself in an envelope of his own finds no session under it.
    function test_RevertWhen_EnvelopeNamesAnotherRenewer() public {
        SessionEncoder.Terms memory forged = _renewable(_agent);
        bytes memory refused = refusalOf(ISessionKeyModule.SessionUnknown.selector, sessionIdOf(forged));
        refuseRelayed(renewerReattestation(_agentKey, forged, Defaults.NOW), refused);
        refuseFrom(_agent, _encode(forged, Defaults.NOW, TYPED, ""), refused);
    }

    function test_RevertWhen_EnvelopeHasAnotherLength() public {
        bytes memory right = envelopeOf(_terms);
        refuseRelayed(
            _encodeEnvelope(bytes.concat(right, hex"00")),
            refusal(ISessionKeyModule.TermsLengthMismatch.selector, right.length, right.length + 1)
        );
        assembly ("memory-safe") {
            mstore(right, sub(mload(right), 1)) // one byte less
        }
        refuseRelayed(
            _encodeEnvelope(right),
            refusal(ISessionKeyModule.TermsLengthMismatch.selector, right.length + 1, right.length)
        );
    }

    function test_RevertWhen_RouteIsAnother() public {
        SessionId other = SessionId.wrap(_terms.sessionId(address(_module), _account, 2 << 32));
        vm.prank(_renewer);
        vm.expectRevert(refusalOf(ISessionKeyModule.SessionUnknown.selector, other));
        _module.reattestAsRenewer(_account, 2 << 32, envelopeOf(_terms), Defaults.NOW, TYPED, "");
    }

    function test_RevertWhen_FormIsUnknown() public {
        refuseFrom(_renewer, _encode(_terms, Defaults.NOW, 2, ""), termInvalid("form", 2, 1));
    }

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.reattestAsRenewer(stranger, route(), envelopeOf(_terms), Defaults.NOW, TYPED, "");
    }

    function test_RevertWhen_SecondIsInTheFuture() public {
        uint256 time = vm.getBlockTimestamp();
        refuseRelayed(
            renewerReattestation(_renewerKey, _terms, uint48(time + 1)),
            refusal(ISessionKeyModule.AttestationInFuture.selector, time + 1, time)
        );
        relay(renewerReattestation(_renewerKey, _terms, uint48(time)));
    }

    function test_RevertGiven_SessionIsDead() public {
        vm.warp(Defaults.NOW + 1 hours + 1);
        refuseRelayed(
            renewerReattestation(_renewerKey, _terms, Defaults.NOW),
            refusal(ISessionKeyModule.SessionExpired.selector, Defaults.NOW + 1 hours, Defaults.NOW + 1 hours + 1)
        );
        vm.prank(_account);
        _module.setConcurrentLimit(1);
        SessionEncoder.Terms memory newer = defaultTerms();
        newer.salt = 99;
        newer.grantDeadline += 1 days;
        relayGrant(newer);
        refuseRelayed(
            renewerReattestation(_renewerKey, _terms, Defaults.NOW),
            refusal(ISessionKeyModule.SessionEvicted.selector, 1, 2)
        );
        vm.prank(_account);
        _module.revoke(_account, _session, TYPED, "");
        refuseRelayed(
            renewerReattestation(_renewerKey, _terms, Defaults.NOW),
            refusalOf(ISessionKeyModule.SessionIsRevoked.selector, _session)
        );
    }

    function test_RevertGiven_SessionOfAnEarlierEpoch() public {
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");
        refuseRelayed(
            renewerReattestation(_renewerKey, _terms, Defaults.NOW),
            refusal(ISessionKeyModule.EpochPassed.selector, 1, 2)
        );
    }

    function test_WhenReattested() public {
        bytes memory data = renewerReattestation(_renewerKey, _terms, Defaults.NOW + 60);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionReattested(_account, _session, Defaults.NOW + 60);
        relay(data);
    }

    /* HELPERS */

    function _renewable(address renewer) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.addTtl(1 hours, 3);
        terms.addRenewer(renewer);
    }

    function _digest(uint48 aliveAt, uint8 form) private view returns (bytes32) {
        return _messages.reattestationDigest(address(_module), _account, _session, aliveAt, form);
    }

    function _encode(SessionEncoder.Terms memory terms, uint48 aliveAt, uint8 form, bytes memory signature)
        private
        view
        returns (bytes memory)
    {
        return
            abi.encodeCall(_module.reattestAsRenewer, (_account, route(), envelopeOf(terms), aliveAt, form, signature));
    }

    function _encodeEnvelope(bytes memory envelope) private view returns (bytes memory) {
        return abi.encodeCall(_module.reattestAsRenewer, (_account, route(), envelope, Defaults.NOW, TYPED, ""));
    }

    function _signerInvalid(address expected, address actual) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionSignerInvalid.selector, expected, actual);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice The session key ends its own session; the envelope proves which key that is.
contract SessionKeyModule_RevokeAsSessionKey_Test is ControlUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /* SECP256K1 */

    function test_WhenSessionKeyCalls() public {
        callAs(_agent, selfRevocation(defaultTerms(), ""));
        _assertRevoked(_id);
    }

    function test_WhenSessionKeySigned() public {
        relay(selfRevocation(_agentKey, defaultTerms()));
        _assertRevoked(_id);
    }

    function test_WhenSessionKeySignedText() public {
        bytes memory signature = signDigest(_agentKey, _digest(_id, TEXT));
        _module.revokeAsSessionKey(_account, route(), envelopeOf(defaultTerms()), TEXT, signature);
        _assertRevoked(_id);
    }

    function test_RevertWhen_SomebodyElseCalls() public {
        address[4] memory callers = [_approver, _guardian, _account, makeAddress("relayer")];
        for (uint256 i = 0; i < callers.length; i++) {
            refuseFrom(callers[i], selfRevocation(defaultTerms(), ""), _signerInvalid(_agent, callers[i]));
        }
    }

    function test_RevertWhen_SomebodyElseSigned() public {
        refuseRelayed(selfRevocation(_approverKey, defaultTerms()), _signerInvalid(_agent, _approver));
        refuseFrom(_agent, selfRevocation(_guardianKey, defaultTerms()), _signerInvalid(_agent, _guardian));
        refuseRelayed(selfRevocation(defaultTerms(), new bytes(65)), _signerInvalid(_agent, address(0)));
        refuseRelayed(selfRevocation(defaultTerms(), new bytes(1)), _signerInvalid(_agent, address(0)));
        bytes memory text = signDigest(_agentKey, _digest(_id, TEXT));
        refuseRelayed(
            selfRevocation(defaultTerms(), text), _signerInvalid(_agent, recovered(_digest(_id, TYPED), text))
        );
    }

    /// @dev The key of one session says nothing of another: its signature names one id, and the envelope one key.
    function test_RevertWhen_SessionIsAnothers() public {
        SessionEncoder.Terms memory other = defaultTerms();
        other.sessionKey = makeAddress("other agent");
        SessionId id = relayGrant(other);

        refuseRelayed(selfRevocation(_agentKey, other), _signerInvalid(other.sessionKey, _agent));
        bytes memory signature = signDigest(_agentKey, _digest(id, TYPED));
        refuseRelayed(
            selfRevocation(defaultTerms(), signature), _signerInvalid(_agent, recovered(_digest(_id, TYPED), signature))
        );
        refuseFrom(_agent, selfRevocation(other, ""), _signerInvalid(other.sessionKey, _agent));
        allow(defaultTerms(), transferCall(1));
    }

    /// @dev It may end what it could have become: nothing of somebody else's.
    function test_GivenSessionNeverGranted() public {
        SessionEncoder.Terms memory unused = defaultTerms();
        unused.salt++;
        relay(selfRevocation(_agentKey, unused));

        _assertRevoked(sessionIdOf(unused));
        refuseGrant(unused, refusalOf(ISessionKeyModule.SessionIsRevoked.selector, sessionIdOf(unused)));
        allow(defaultTerms(), transferCall(1));
    }

    /// @dev The route is part of the session: the same terms under ERC-7579 are another one.
    function test_WhenRouteIsAnother() public {
        bytes memory envelope = envelopeOf(defaultTerms());
        SessionId other = SessionId.wrap(defaultTerms().sessionId(address(_module), _account, 2 << 32));
        vm.prank(_agent);
        _module.revokeAsSessionKey(_account, 2 << 32, envelope, TYPED, "");

        _assertRevoked(other);
        allow(defaultTerms(), transferCall(1));
    }

    function test_GivenAlreadyRevoked() public {
        relay(selfRevocation(_agentKey, defaultTerms()));
        bytes memory data = selfRevocation(_agentKey, defaultTerms());
        vm.record();
        vm.recordLogs();
        relay(data);

        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_RevertWhen_EnvelopeHasAnotherLength() public {
        bytes memory right = envelopeOf(defaultTerms());
        vm.expectRevert(refusal(ISessionKeyModule.TermsLengthMismatch.selector, right.length, right.length + 1));
        _module.revokeAsSessionKey(_account, route(), bytes.concat(right, hex"00"), TYPED, "");
        vm.expectRevert(refusal(ISessionKeyModule.TermsLengthMismatch.selector, 105, 0));
        _module.revokeAsSessionKey(_account, route(), "", TYPED, "");
    }

    function test_RevertWhen_FormIsUnknown() public {
        vm.prank(_agent);
        vm.expectRevert(termInvalid("form", 2, 1));
        _module.revokeAsSessionKey(_account, route(), envelopeOf(defaultTerms()), 2, "");
    }

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.prank(_agent);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.revokeAsSessionKey(stranger, route(), envelopeOf(defaultTerms()), TYPED, "");
    }

    function test_WhenRevoked() public {
        bytes memory data = selfRevocation(_agentKey, defaultTerms());
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionRevoked(_account, _id);
        relay(data);
        assertEq(tightenings(), 0, "tightenings");
    }

    /* P-256: by the Solidity verifier, on every chain */

    function test_WhenP256KeySigned() public {
        P256Key memory key = makeP256Key("P-256 agent");
        SessionId id = relayGrant(p256Terms(key));
        for (uint8 form = TEXT; form <= TYPED; form++) {
            uint256 world = vm.snapshotState();
            bytes memory signature = signP256(key, _digest(id, form));
            _module.revokeAsSessionKey(
                _account, route(), envelopeOf(p256Terms(key)), form, abi.encodePacked(key.x, key.y, signature)
            );
            _assertRevoked(id);
            vm.revertToStateAndDelete(world);
        }
    }

    function test_RevertWhen_P256SignatureIsWrong() public {
        P256Key memory key = makeP256Key("P-256 agent");
        P256Key memory other = makeP256Key("other P-256 agent");
        SessionEncoder.Terms memory terms = p256Terms(key);
        SessionId id = relayGrant(terms);
        bytes memory right = signP256(key, _digest(id, TYPED));
        bytes memory wrong = signP256(other, _digest(id, TYPED));
        (uint256 r, uint256 s) = abi.decode(right, (uint256, uint256));

        refuseRelayed(_p256(terms, key, wrong), _signerInvalid(key.name, address(0)));
        refuseRelayed(_p256(terms, key, signP256(key, _digest(_id, TYPED))), _signerInvalid(key.name, address(0)));
        refuseRelayed(
            _p256(terms, other, wrong),
            abi.encodeWithSelector(ISessionKeyModule.PublicKeyMismatch.selector, key.name, other.name)
        );
        refuseRelayed(
            _p256(terms, key, abi.encode(r, P256_ORDER - s)), refusal(ISessionKeyModule.SignatureMalformed.selector, 64)
        );
        relay(_p256(terms, key, right));
    }

    /// @dev Neither a call nor a shorter proof stands for a P-256 key, whose name nobody can call from.
    function test_RevertWhen_P256ProofHasAnotherLength() public {
        P256Key memory key = makeP256Key("P-256 agent");
        SessionEncoder.Terms memory terms = p256Terms(key);
        SessionId id = relayGrant(terms);
        bytes memory right = signP256(key, _digest(id, TYPED));
        bytes memory refused = _signerInvalid(key.name, address(0));

        refuseFrom(key.name, selfRevocation(terms, ""), refused);
        refuseRelayed(selfRevocation(terms, right), refused);
        refuseRelayed(_p256(terms, key, bytes.concat(right, hex"00")), refused);
        refuseRelayed(selfRevocation(_agentKey, terms), refused);
    }

    /* HELPERS */

    function _p256(SessionEncoder.Terms memory terms, P256Key memory key, bytes memory signature)
        private
        view
        returns (bytes memory)
    {
        return selfRevocation(terms, abi.encodePacked(key.x, key.y, signature));
    }

    function _digest(SessionId id, uint8 form) private view returns (bytes32) {
        return _messages.revocationDigest(address(_module), _account, id, form);
    }

    function _assertRevoked(SessionId id) private view {
        assertTrue(_module.sessionStatus(_account, id).isRevoked(), "revoked");
    }

    function _signerInvalid(address expected, address actual) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionSignerInvalid.selector, expected, actual);
    }
}

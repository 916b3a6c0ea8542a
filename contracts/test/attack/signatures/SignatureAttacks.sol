// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {ContractApprover} from "../../mocks/ContractApprover.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A signature has one form and one signer, who is never nobody and never a contract's opinion.
abstract contract SignatureAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev SEC 2, section 2.4.1.
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    /// @dev What wallets and bundlers put where a signature will be, to measure gas.
    function test_AC88_StubSignature() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory stub = hex"fffffffffffffffffffffffffffffff000000000000000000000000000000000"
            hex"7aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1c";

        refuseSignature(_signedWith(terms, stub));
        refuseSignature(_signedWith(terms, abi.encodePacked(new bytes(64), uint8(27))));
        refuseSignature(_signedWith(terms, abi.encode(uint256(1), uint256(1), uint256(27) << 248)));
        allow(smallOp(terms));
    }

    /// @dev Where an estimate runs, there may be no origin, no price and no block producer: nothing looks at them.
    function test_AC88_WorldOfAnEstimate() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        bytes memory stubbed = validationCall(_signedWith(terms, abi.encodePacked(new bytes(64), uint8(27))));
        bytes memory signed = validationCall(smallOp(terms));
        vm.txGasPrice(0);
        vm.fee(0);
        vm.coinbase(address(0));

        assertEq(uint160(_validateWithoutOrigin(stubbed)), 1, "stub is a wrong signature");
        assertEq(uint160(_validateWithoutOrigin(signed)), 0, "signature is right");
    }

    function test_AC89_SessionWithoutAKey() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.sessionKey = address(0);
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.SessionKeyForbidden.selector, address(0));

        refuseGrant(terms, refusal);
        terms.keyType = 1;
        refuseRelay(terms, refusal);
        // An envelope without a key is no session that garbage could revoke.
        terms.keyType = 0;
        refuseRelayed(
            selfRevocation(terms, new bytes(65)),
            abi.encodeWithSelector(ISessionKeyModule.SessionSignerInvalid.selector, address(0), address(0))
        );
        allow(smallEnablingOp(defaultTerms()));
    }

    /// @dev One key in two roles would let a stolen server key approve, or renew, itself.
    function test_AC89_KeyWithAnotherRole() external {
        address[3] memory forbidden = [_approver, account(), address(_module)];
        for (uint256 i = 0; i < forbidden.length; i++) {
            SessionEncoder.Terms memory terms = defaultTerms();
            terms.sessionKey = forbidden[i];
            refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.SessionKeyForbidden.selector, forbidden[i]));
        }
        address[3] memory renewers = [_agent, account(), address(_module)];
        for (uint256 i = 0; i < renewers.length; i++) {
            SessionEncoder.Terms memory terms = defaultTerms();
            terms.addTtl(1 hours, 1);
            terms.addRenewer(renewers[i]);
            bytes4 selector =
                i == 0 ? ISessionKeyModule.SessionKeyForbidden.selector : ISessionKeyModule.RenewerForbidden.selector;
            refuseGrant(terms, abi.encodeWithSelector(selector, renewers[i]));
        }
        allow(smallEnablingOp(defaultTerms()));
    }

    function test_AC89_AccountThatNeverInstalled() external {
        address stranger = makeAddress("stranger");
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory refusal = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger);
        SessionId id = sessionIdOf(terms);
        bytes memory garbage = new bytes(65);

        refuseRelayed(abi.encodeCall(_module.grant, (stranger, route(), terms.packed(), TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.revoke, (stranger, id, TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.revokeAll, (stranger, TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.pause, (stranger, id, 1, DEADLINE, TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.resume, (stranger, id, 0, 1, DEADLINE, TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.tightenMode, (stranger, 1, 1, DEADLINE, TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.loosenMode, (stranger, 0, 0, 1, DEADLINE, TYPED, garbage)), refusal);
        refuseRelayed(abi.encodeCall(_module.reattest, (stranger, id, 1, TYPED, garbage)), refusal);
        assertEq(stateOf(stranger), 0, "state of a stranger");
    }

    /// @dev Each edge of a session key's signature. The twin of every signature is refused by its form.
    function test_AC90_EdgesOfTheSessionKeysSignature() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        (uint8 v, bytes32 r, bytes32 s) = _split(terms);
        bytes memory malformed = abi.encodeWithSelector(ISessionKeyModule.SignatureMalformed.selector, 65);
        uint8[7] memory wrongV = [0, 1, 26, 29, 30, 255, v + 4];

        for (uint256 i = 0; i < wrongV.length; i++) {
            refuse(_signedWith(terms, abi.encodePacked(r, s, wrongV[i])), malformed);
        }
        refuse(_signedWith(terms, abi.encodePacked(r, ORDER - uint256(s), 55 - v)), malformed);
        refuse(_signedWith(terms, abi.encodePacked(r, ORDER, v)), malformed);
        refuse(_signedWith(terms, abi.encodePacked(r, ORDER / 2 + 1, v)), malformed);
        refuse(_signedWith(terms, abi.encodePacked(r, type(uint256).max, v)), malformed);
        refuseSignature(_signedWith(terms, abi.encodePacked(uint256(0), s, v)));
        refuseSignature(_signedWith(terms, abi.encodePacked(r, uint256(0), v)));
        refuseSignature(_signedWith(terms, abi.encodePacked(ORDER, s, v)));
        refuseSignature(_signedWith(terms, abi.encodePacked(type(uint256).max, s, v)));
        refuseSignature(_signedWith(terms, abi.encodePacked(r, s, 55 - v)));
        allow(_signedWith(terms, abi.encodePacked(r, s, v)));
    }

    function test_AC90_EdgesOfTheApproversSignature() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(_approverKey, _messages.grantDigest(address(_module), account(), route(), terms.packed(), TYPED));

        for (uint256 i = 0; i < 4; i++) {
            uint8 wrongV = [0, 1, 26, 29][i];
            refuseGrant(terms, TYPED, abi.encodePacked(r, s, wrongV), approverRefused());
        }
        refuseGrant(terms, TYPED, abi.encodePacked(r, ORDER - uint256(s), 55 - v), approverRefused());
        refuseGrant(terms, TYPED, abi.encodePacked(uint256(0), s, v), approverRefused());
        refuseGrant(terms, TYPED, abi.encodePacked(r, uint256(0), v), approverRefused());
        refuseGrant(terms, TYPED, abi.encodePacked(ORDER, s, v), approverRefused());
        refuseGrant(terms, TYPED, new bytes(65), approverRefused());
        // Other lengths: the compact form (EIP-2098), one byte more, none.
        refuseRelayed(granting(terms, TYPED, abi.encodePacked(r, s)), approverRefused());
        refuseRelayed(granting(terms, TYPED, abi.encodePacked(r, s, v, v)), approverRefused());
        refuseRelayed(granting(terms, TYPED, ""), approverRefused());
        allow(enablingWith(terms, TYPED, abi.encodePacked(r, s, v)));
    }

    function test_AC90_EdgesOfTheRenewersSignature() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        (address renewer, uint256 key) = makeKey("renewer");
        terms.addTtl(1 hours, 2);
        terms.addRenewer(renewer);
        relayGrant(terms);
        skip(10 minutes);
        bytes memory right = renewalBy(key, sessionIdOf(terms), 1, DEADLINE);
        bytes memory malformed = abi.encodeWithSelector(ISessionKeyModule.SignatureMalformed.selector, 65);

        bytes memory part = bytes.concat(right);
        part[70] = bytes1(uint8(part[70]) - 27);
        refuse(opWith(terms, transferCall(1), claim(), FLAG_RENEW, part), malformed);
        refuse(opWith(terms, transferCall(1), claim(), FLAG_RENEW, _highS(right)), malformed);
        refuseSignature(
            opWith(terms, transferCall(1), claim(), FLAG_RENEW, abi.encodePacked(DEADLINE, new bytes(64), uint8(27)))
        );
        allow(opWith(terms, transferCall(1), claim(), FLAG_RENEW, right));
    }

    /// @dev A key whose kind this version does not know: WebAuthn, or anything else.
    function test_AC93_KeyOfAnUnknownType() external {
        uint8[4] memory types = [2, 3, 128, 255];
        for (uint256 i = 0; i < types.length; i++) {
            SessionEncoder.Terms memory terms = defaultTerms();
            terms.keyType = types[i];
            refuseGrant(terms, termInvalid("keyType", types[i], 1));
        }
        allow(smallEnablingOp(defaultTerms()));
    }

    /// @dev The kind of key is a term: an operation cannot choose another one.
    function test_AC93_KeyTypeSwapped() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        P256Key memory key = makeP256Key("P-256 agent");
        SessionEncoder.Terms memory p256 = p256Terms(key);
        p256.salt = 8;
        relayGrant(p256);

        terms.keyType = 1;
        refuse(p256Op(terms, transferCall(1), FLAG_P256_IN_SOLIDITY, key), sessionUnknown(sessionIdOf(terms)));
        p256.keyType = 0;
        refuse(smallOp(p256), sessionUnknown(sessionIdOf(p256)));
        terms.keyType = 0;
        refuse(opWith(terms, transferCall(1), claim(), FLAG_P256_IN_SOLIDITY), termInvalid("flags", 8, 7));
        allow(smallOp(terms));
    }

    /// @dev A contract that says yes to everything, where a session key should be.
    function test_AC96_SessionKeyIsAContract() external {
        bytes memory accepted = abi.encodePacked(uint256(1), uint256(1), uint8(27));
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.sessionKey = address(new ContractApprover(accepted));
        relayGrant(terms);

        refuseSignature(_signedWith(terms, accepted));
        refuseRelayed(
            selfRevocation(terms, accepted),
            abi.encodeWithSelector(
                ISessionKeyModule.SessionSignerInvalid.selector,
                terms.sessionKey,
                recovered(_messages.revocationDigest(address(_module), account(), sessionIdOf(terms), TYPED), accepted)
            )
        );
        allow(smallEnablingOp(otherTerms(8)));
    }

    /* HELPERS */

    function _bodyOf(SessionEncoder.Terms memory terms) private view returns (bytes memory) {
        return bodyWith(terms, transferCall(1), claim(), 0);
    }

    function _split(SessionEncoder.Terms memory terms) private view returns (uint8 v, bytes32 r, bytes32 s) {
        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes32 userOpHash = entryPoint().getUserOpHash(userOp);
        return vm.sign(_agentKey, _module.operationDigest(userOpHash, keccak256(_bodyOf(terms))));
    }

    function _signedWith(SessionEncoder.Terms memory terms, bytes memory signature)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory body = _bodyOf(terms);
        bytes memory signature65 = new bytes(65);
        for (uint256 i = 0; i < 65; i++) {
            signature65[i] = signature[i];
        }
        userOp.signature = wrap(abi.encodePacked(body, signature65, uint16(body.length + 65)));
    }

    /// @dev deadline 6 ‖ r 32 ‖ s 32 ‖ v 1, with the other s.
    function _highS(bytes memory part) private pure returns (bytes memory high) {
        high = bytes.concat(part);
        uint256 s;
        for (uint256 i = 38; i < 70; i++) {
            s = s << 8 | uint8(part[i]);
        }
        bytes32 other = bytes32(ORDER - s);
        for (uint256 i = 0; i < 32; i++) {
            high[38 + i] = other[i];
        }
        high[70] = bytes1(55 - uint8(part[70]));
    }

    function _validateWithoutOrigin(bytes memory question) private returns (uint256) {
        uint256 snapshot = vm.snapshotState();
        vm.prank(account(), address(0));
        (bool answered, bytes memory answer) = address(_module).call(question);
        vm.revertToStateAndDelete(snapshot);
        assertTrue(answered, "module answered");
        return abi.decode(answer, (uint256));
    }
}

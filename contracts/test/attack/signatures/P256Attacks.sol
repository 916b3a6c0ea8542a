// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice What no P-256 signature may pass by, whoever verifies it.
abstract contract P256Attacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @notice Which verifier the operations of these tests ask for.
    function verifierFlag() internal pure virtual returns (uint8);

    function test_AC92_HighS() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();
        (uint256 r, uint256 s) = abi.decode(_signature(terms, key), (uint256, uint256));
        bytes memory malformed = abi.encodeWithSelector(ISessionKeyModule.SignatureMalformed.selector, 64);

        refuse(proven(terms, key.x, key.y, abi.encode(r, P256_ORDER - s)), malformed);
        refuse(proven(terms, key.x, key.y, abi.encode(r, P256_ORDER)), malformed);
        refuse(proven(terms, key.x, key.y, abi.encode(r, P256_ORDER / 2 + 1)), malformed);
        refuse(proven(terms, key.x, key.y, abi.encode(r, type(uint256).max)), malformed);
        allow(proven(terms, key.x, key.y, abi.encode(r, s)));
    }

    function test_AC92_EdgesOfTheSignature() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();
        (uint256 r, uint256 s) = abi.decode(_signature(terms, key), (uint256, uint256));

        refuseSignature(proven(terms, key.x, key.y, abi.encode(0, s)));
        refuseSignature(proven(terms, key.x, key.y, abi.encode(r, 0)));
        refuseSignature(proven(terms, key.x, key.y, abi.encode(0, 0)));
        refuseSignature(proven(terms, key.x, key.y, abi.encode(P256_ORDER, s)));
        refuseSignature(proven(terms, key.x, key.y, abi.encode(type(uint256).max, s)));
        refuseSignature(proven(terms, key.x, key.y, abi.encode(s, r > P256_ORDER / 2 ? P256_ORDER - r : r)));
        allow(proven(terms, key.x, key.y, abi.encode(r, s)));
    }

    /// @dev The segment brings the public key: it must be the one that the session names.
    function test_AC92_PublicKeyOfSomebodyElse() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();
        P256Key memory attacker = makeP256Key("attacker");

        PackedUserOperation memory userOp = p256Op(terms, transferCall(1), verifierFlag(), attacker);
        refuse(userOp, abi.encodeWithSelector(ISessionKeyModule.PublicKeyMismatch.selector, key.name, attacker.name));
        // The right key in the segment, the attacker's signature: as wrong as any other.
        attacker.x = key.x;
        attacker.y = key.y;
        refuseSignature(p256Op(terms, transferCall(1), verifierFlag(), attacker));
        allow(p256Op(terms, transferCall(1), verifierFlag(), key));
    }

    /// @dev Names of things that are no keys: off the curve, at infinity, beyond the field, of the other half.
    function test_AC92_PointThatIsNotOnTheCurve() external {
        P256Key memory key = makeP256Key("P-256 agent");
        uint256[2][5] memory points =
            [[uint256(0), 0], [key.x, key.y ^ 1], [type(uint256).max, key.y], [key.x, 0], [key.y, key.x]];

        for (uint256 i = 0; i < points.length; i++) {
            P256Key memory bogus = makeP256Key("P-256 agent");
            (bogus.x, bogus.y) = (points[i][0], points[i][1]);
            bogus.name = address(uint160(uint256(keccak256(abi.encode(bogus.x, bogus.y)))));
            SessionEncoder.Terms memory terms = p256Terms(bogus);
            relayGrant(terms);

            refuseSignature(p256Op(terms, transferCall(1), verifierFlag(), bogus));
            refuseSignature(proven(terms, bogus.x, bogus.y, abi.encode(0, 0)));
            refuseSignature(proven(terms, bogus.x, bogus.y, abi.encode(1, 1)));
        }
        relayGrant(p256Terms(key));
        allow(p256Op(p256Terms(key), transferCall(1), verifierFlag(), key));
    }

    /// @dev Which verifier is asked is in the segment, which is signed.
    function test_AC92_VerifierChosenByTheBundler() external {
        (SessionEncoder.Terms memory terms, P256Key memory key) = live();
        bytes memory body = bodyWith(terms, transferCall(1), claim(), verifierFlag());
        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory signature = _signatureOf(userOp, body, key);
        body[12] ^= bytes1(FLAG_P256_IN_SOLIDITY);

        userOp.signature = wrap(abi.encodePacked(body, key.x, key.y, signature, uint16(body.length + 128)));
        refuseSignature(userOp);
        allow(p256Op(terms, transferCall(1), verifierFlag(), key));
    }

    /* HELPERS */

    function live() internal returns (SessionEncoder.Terms memory terms, P256Key memory key) {
        key = makeP256Key("P-256 agent");
        terms = p256Terms(key);
        relayGrant(terms);
    }

    /// @notice A small transfer with a proof of one's choice.
    /// @param signature r ‖ s.
    function proven(SessionEncoder.Terms memory terms, uint256 x, uint256 y, bytes memory signature)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(transferCall(1)), 0);
        bytes memory body = bodyWith(terms, transferCall(1), claim(), verifierFlag());
        userOp.signature = wrap(abi.encodePacked(body, x, y, signature, uint16(body.length + 128)));
    }

    function _signature(SessionEncoder.Terms memory terms, P256Key memory key) private view returns (bytes memory) {
        bytes memory body = bodyWith(terms, transferCall(1), claim(), verifierFlag());
        return _signatureOf(unsignedOp(terms, one(transferCall(1)), 0), body, key);
    }

    function _signatureOf(PackedUserOperation memory userOp, bytes memory body, P256Key memory key)
        private
        view
        returns (bytes memory)
    {
        bytes32 segmentHash = keccak256(abi.encodePacked(body, key.x, key.y));
        return signP256(key, _module.operationDigest(entryPoint().getUserOpHash(userOp), segmentHash));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {P256UnitTest} from "./P256UnitTest.sol";

/// @notice P-256 session keys by the Solidity verifier, on a chain without the precompile.
contract SessionKeyModule_P256_Test is P256UnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 private constant FLAG = FLAG_P256_IN_SOLIDITY;

    function test_WhenSignatureIsRight() public {
        assertRight(opBy(_key, FLAG));
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt++;
        TestCall[] memory calls = one(transferCall(1));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        bytes memory part = enablePart(terms, TYPED, approve(terms, TYPED));
        bytes memory body = segmentBody(claim(), FLAG_ENABLE | FLAG, part, calls);
        userOp.signature = signedByP256(userOp, body, _key);
        assertRight(userOp);
        assertTrue(isKnown(sessionIdOf(terms)), "granted");
    }

    function test_WhenAnotherKeySigned() public {
        P256Key memory other = makeP256Key("other P-256 agent");
        assertWrong(opWithProof(FLAG, abi.encodePacked(_key.x, _key.y, signatureBy(other, FLAG))));
        assertRight(opWithProof(FLAG, abi.encodePacked(_key.x, _key.y, signatureBy(_key, FLAG))));
    }

    function test_WhenSomethingElseWasSigned() public {
        PackedUserOperation memory userOp = opBy(_key, FLAG);
        userOp.preVerificationGas++;
        assertWrong(userOp);
        // The other verifier was asked for by the signed segment.
        assertWrong(opWithProof(FLAG, abi.encodePacked(_key.x, _key.y, signatureBy(_key, 0))));
    }

    function test_WhenNobodySigned() public {
        assertWrong(opWithProof(FLAG, abi.encode(_key.x, _key.y, 0, 0)));
        assertWrong(opWithProof(FLAG, abi.encode(_key.x, _key.y, 1, 1)));
        assertWrong(opWithProof(FLAG, abi.encode(_key.x, _key.y, P256_ORDER, 1)));
    }

    function test_RevertWhen_PublicKeyIsAnother() public {
        P256Key memory other = makeP256Key("other P-256 agent");
        refuse(opBy(other, FLAG), _mismatch(other.name));
        bytes memory zeros = new bytes(128);
        refuse(opWithProof(FLAG, zeros), _mismatch(address(uint160(uint256(keccak256(new bytes(64)))))));
        refuse(
            opWithProof(FLAG, abi.encodePacked(_key.y, _key.x, signatureBy(_key, FLAG))),
            _mismatch(address(uint160(uint256(keccak256(abi.encode(_key.y, _key.x))))))
        );
    }

    function test_RevertWhen_SIsHigh() public {
        bytes memory refused = refusal(ISessionKeyModule.SignatureMalformed.selector, 64);
        (uint256 r, uint256 s) = abi.decode(signatureBy(_key, FLAG), (uint256, uint256));
        refuse(opWithProof(FLAG, abi.encode(_key.x, _key.y, r, P256_ORDER - s)), refused);
        refuse(opWithProof(FLAG, abi.encode(_key.x, _key.y, r, P256_ORDER / 2 + 1)), refused);
        refuse(opWithProof(FLAG, abi.encode(_key.x, _key.y, r, type(uint256).max)), refused);
        assertWrong(opWithProof(FLAG, abi.encode(_key.x, _key.y, r, P256_ORDER / 2)));
        assertRight(opWithProof(FLAG, abi.encode(_key.x, _key.y, r, s)));
    }

    /// @dev A proof that is too short is noticed by the part before, the leaves or even the hashes.
    function test_RevertWhen_ProofHasAnotherLength() public {
        uint256 length = bodyWith(_terms, transferCall(1), claim(), FLAG).length + 128;
        bytes memory right = abi.encodePacked(_key.x, _key.y, signatureBy(_key, FLAG));
        refuse(opWithProof(FLAG, bytes.concat(right, hex"1b")), _lengthMismatch(length, length + 1));
        refuse(opWithProof(FLAG, signatureBy(_key, FLAG)), _lengthMismatch(length - 1, length - 64));
        refuse(opWithProof(FLAG, new bytes(65)), _lengthMismatch(length - 1, length - 63));
        uint256 hashesEnd = 13 + _terms.core().length + 64;
        refuse(opWithProof(FLAG, ""), _lengthMismatch(hashesEnd + 128, length - 128));
    }

    /// @dev Without the precompile its address answers with nothing: that is no yes.
    function test_WhenPrecompileIsNotThere() public {
        assertWrong(opBy(_key, 0));
    }

    function test_RevertGiven_KeyOfSecp256k1_WhenVerifierIsAskedFor() public {
        relayGrant(defaultTerms());
        refuse(opWith(defaultTerms(), transferCall(1), claim(), FLAG), termInvalid("flags", FLAG, 7));
    }

    /// @dev The secp256k1 key of the same name does not exist; its proof has another length.
    function test_RevertWhen_KeyOfSecp256k1Signs() public {
        uint256 length = bodyWith(_terms, transferCall(1), claim(), 0).length + 128;
        refuse(opWith(_terms, transferCall(1), claim(), 0), _lengthMismatch(length - 1, length - 63));
    }

    function _mismatch(address actual) private view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.PublicKeyMismatch.selector, _key.name, actual);
    }

    function _lengthMismatch(uint256 parsed, uint256 announced) private pure returns (bytes memory) {
        return refusal(ISessionKeyModule.SegmentLengthMismatch.selector, parsed, announced);
    }
}

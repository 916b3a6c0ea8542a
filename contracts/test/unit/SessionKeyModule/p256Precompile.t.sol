// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {P256UnitTest} from "./P256UnitTest.sol";

/// @notice P-256 session keys on a chain with the precompile at 0x100 (EIP-7951).
///
/// forge-config: default.evm_version = "osaka"
contract SessionKeyModule_P256Precompile_Test is P256UnitTest {
    function test_WhenSignatureIsRight() public {
        assertRight(opBy(_key, 0));
    }

    function test_WhenVerifierIsAskedFor() public {
        assertRight(opBy(_key, FLAG_P256_IN_SOLIDITY));
    }

    function test_WhenAnotherKeySigned() public {
        P256Key memory other = makeP256Key("other P-256 agent");
        assertWrong(opWithProof(0, abi.encodePacked(_key.x, _key.y, signatureBy(other, 0))));
        assertRight(opWithProof(0, abi.encodePacked(_key.x, _key.y, signatureBy(_key, 0))));
    }

    function test_WhenNobodySigned() public {
        assertWrong(opWithProof(0, abi.encode(_key.x, _key.y, 0, 0)));
        assertWrong(opWithProof(0, abi.encode(_key.x, _key.y, 1, 1)));
        assertWrong(opWithProof(0, abi.encode(_key.x, _key.y, P256_ORDER, 1)));
    }

    function test_RevertWhen_PublicKeyIsAnother() public {
        P256Key memory other = makeP256Key("other P-256 agent");
        refuse(
            opBy(other, 0), abi.encodeWithSelector(ISessionKeyModule.PublicKeyMismatch.selector, _key.name, other.name)
        );
    }

    /// @dev The precompile itself would take it.
    function test_RevertWhen_SIsHigh() public {
        (uint256 r, uint256 s) = abi.decode(signatureBy(_key, 0), (uint256, uint256));
        refuse(
            opWithProof(0, abi.encode(_key.x, _key.y, r, P256_ORDER - s)),
            refusal(ISessionKeyModule.SignatureMalformed.selector, 64)
        );
    }

    /// @dev Only the word 1 is a yes, and only if the call succeeds.
    function test_WhenTheAnswerIsNone() public {
        vm.mockCall(address(0x100), "", abi.encode(2));
        assertWrong(opBy(_key, 0));
        vm.mockCall(address(0x100), "", abi.encode(1, 1));
        assertWrong(opBy(_key, 0));
        vm.mockCallRevert(address(0x100), "", abi.encode(1));
        assertWrong(opBy(_key, 0));
    }

    /// @dev The wrong answer must come from somewhere else than an absent precompile.
    function test_WhenPrecompileIsThere() public view {
        bytes32 digest = keccak256("message");
        (bytes32 r, bytes32 s) = vm.signP256(_key.secret, digest);
        (, bytes memory answer) = address(0x100).staticcall(abi.encode(digest, r, s, _key.x, _key.y));
        assertEq(answer, abi.encode(1), "answer of the precompile");
    }
}

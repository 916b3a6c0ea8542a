// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {P256UnitTest} from "./P256UnitTest.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";
import {StubUnitTest} from "./StubUnitTest.sol";

/// @notice The same for P-256 keys by the Solidity verifier, whose gas depends on the signature: by some 4 %. It goes
/// through the digits of digest / s and r / s in base 4, and skips a step where both are zero. The stub is one whose r / s
/// has no such digit: 0x69…69.
contract SessionKeyModule_StubSignatureP256_Test is P256UnitTest, StubUnitTest {
    bytes32 private constant R = 0x5757575757575757575757575757575757575757575757575757575757575757;
    bytes32 private constant S = 0x41d41d41924924928af8af8af8af8af89e4a05f223a6fce05bedf24f65789492;

    function setUp() public override(P256UnitTest, SessionKeyModuleUnitTest) {
        super.setUp();
    }

    function test_WhenVerifierIsInSolidity() public {
        _compare(FLAG_P256_IN_SOLIDITY, 20);
    }

    function test_WhenStubIsTheHardest() public pure {
        uint256 quotient = mulmod(uint256(S), uint256(bytes32(bytes1(0x69)) >> 248), P256_ORDER);
        for (uint256 i = 1; i < 32; i++) {
            quotient = addmod(mulmod(quotient, 256, P256_ORDER), mulmod(uint256(S), 0x69, P256_ORDER), P256_ORDER);
        }
        assertEq(bytes32(quotient), R, "s times 0x69...69 is r");
        assertLe(uint256(S), P256_ORDER / 2, "s is in the lower half");
    }

    function _compare(uint8 flags, uint256 count) private {
        PackedUserOperation memory userOp = unsignedOp(_terms, one(transferCall(1)), 0);
        bytes memory body = bodyWith(_terms, transferCall(1), claim(), flags);
        for (uint256 i = 0; i < count; i++) {
            userOp.preVerificationGas++; // another hash, so another signature
            userOp.signature = signedByP256(userOp, body, _key);
            uint256 real = gasOf(userOp, 0);
            userOp.signature = abi.encodePacked(body, _key.x, _key.y, R, S, uint16(body.length + 128));
            checkStub(gasOf(userOp, 1), real);
        }
    }
}

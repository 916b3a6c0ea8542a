// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StubUnitTest} from "./StubUnitTest.sol";

/// @notice A bundler measures an operation with a stub for the session key's signature. What it measures must suffice
/// for the real one, and not be far above it.
contract SessionKeyModule_StubSignature_Test is StubUnitTest {
    SessionEncoder.Terms private _terms;

    function setUp() public override {
        super.setUp();
        _terms = defaultTerms();
    }

    function test_WhenOperationCarriesTypedGrant() public {
        _compare(FLAG_ENABLE, enablePart(_terms, TYPED, approve(_terms, TYPED)), _batch(1));
    }

    function test_WhenOperationCarriesTextGrant() public {
        _compare(FLAG_ENABLE, enablePart(_terms, TEXT, approve(_terms, TEXT)), _batch(1));
    }

    function test_WhenSessionIsLive() public {
        relayGrant(_terms);
        _compare(0, grantedPart(_terms), _batch(1));
    }

    function test_WhenSessionIsLiveAndCallsAreABatch() public {
        relayGrant(_terms);
        _compare(0, grantedPart(_terms), _batch(8));
    }

    /* HELPERS */

    function _batch(uint256 count) private view returns (TestCall[] memory calls) {
        calls = new TestCall[](count);
        for (uint256 i = 0; i < count; i++) {
            calls[i] = transferCall(1e6);
        }
    }

    /// @dev Real signatures with both values of v, against stubs of another key and stubs that nobody could have made.
    function _compare(uint8 flags, bytes memory part, TestCall[] memory calls) private {
        PackedUserOperation memory userOp = unsignedOp(_terms, calls, 0);
        bytes memory body = segmentBody(claim(), flags, part, calls);
        uint8 seen;

        while (seen != 3) {
            userOp.preVerificationGas++; // another hash, so another signature
            userOp.signature = signedSegment(userOp, body, _agentKey);
            seen |= uint8(userOp.signature[userOp.signature.length - 3]) == 27 ? 1 : 2;
            uint256 real = gasOf(userOp, 0);

            userOp.signature = signedSegment(userOp, body, _approverKey);
            checkStub(gasOf(userOp, 1), real);
            userOp.signature = _stub(body, 27);
            checkStub(gasOf(userOp, 1), real);
            userOp.signature = _stub(body, 28);
            checkStub(gasOf(userOp, 1), real);
        }
    }

    function _stub(bytes memory body, uint8 v) private pure returns (bytes memory) {
        return abi.encodePacked(body, type(uint256).max, type(uint256).max >> 2, v, uint16(body.length + 65));
    }
}

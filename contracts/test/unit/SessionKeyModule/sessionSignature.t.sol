// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The session key's signature: one canonical form, and nobody else's.
contract SessionKeyModule_SessionSignature_Test is SessionKeyModuleUnitTest {
    /// @dev The order of secp256k1 (SEC 2, section 2.4.1).
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function setUp() public override {
        super.setUp();
        relayGrant(defaultTerms());
    }

    function test_RevertWhen_RecoveryByteIsUnknown() public {
        (uint256 r, uint256 s,) = _signature();
        for (uint256 v = 0; v < 256; v++) {
            if (v == 27 || v == 28) continue;
            _refuse(r, s, uint8(v));
        }
    }

    function test_RevertWhen_SIsHigh() public {
        (uint256 r, uint256 s, uint8 v) = _signature();

        assertEq(_ask(r, s, v), 0, "the low one");
        _refuse(r, ORDER - s, v == 27 ? 28 : 27);
        _refuse(r, ORDER / 2 + 1, v);
        _refuse(r, type(uint256).max, v);
    }

    function test_WhenNobodySigned() public {
        (uint256 r, uint256 s, uint8 v) = _signature();

        assertEq(_ask(0, s, v), 1, "r = 0");
        assertEq(_ask(ORDER, s, v), 1, "r = n");
        assertEq(_ask(type(uint256).max, s, v), 1, "r above n");
        assertEq(_ask(r, 0, v), 1, "s = 0");
        assertEq(_ask(0, 0, 27), 1, "zeros");
        assertEq(_ask(5, 1, 27), 1, "r that is on no point");
    }

    function test_WhenSomebodyElseSigned() public {
        (uint256 r, uint256 s, uint8 v) = _signature();

        assertEq(_ask(r, s, v == 27 ? 28 : 27), 1, "the other point");
        assertEq(_ask(r, ORDER / 2, v), 1, "the highest s");
        assertEq(_ask(r, 1, v), 1, "the lowest s");
    }

    /* HELPERS */

    function _signature() private view returns (uint256 r, uint256 s, uint8 v) {
        bytes memory segment = _op().signature;
        uint256 end = segment.length - 2;
        v = uint8(segment[end - 1]);
        assembly ("memory-safe") {
            r := mload(add(segment, sub(end, 33))) // 32 bytes of length, then end - 65
            s := mload(add(segment, sub(end, 1)))
        }
    }

    function _op() private view returns (PackedUserOperation memory) {
        return sessionOp(defaultTerms(), one(transferCall(1)));
    }

    function _with(uint256 r, uint256 s, uint8 v) private view returns (PackedUserOperation memory userOp) {
        userOp = _op();
        bytes memory body = bodyOf(defaultTerms(), one(transferCall(1)));
        userOp.signature = abi.encodePacked(body, r, s, v, uint16(body.length + 65));
    }

    function _ask(uint256 r, uint256 s, uint8 v) private returns (uint160) {
        return uint160(validate(_with(r, s, v)));
    }

    function _refuse(uint256 r, uint256 s, uint8 v) private {
        refuse(_with(r, s, v), refusal(ISessionKeyModule.SignatureMalformed.selector, 65));
    }
}

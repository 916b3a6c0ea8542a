// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Which nonces belong to a session: those of its domain, in any of its lanes.
contract SessionKeyModule_Nonces_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_WhenLaneIsAnyOfTheSession() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        for (uint256 lane = 0; lane < 16; lane++) {
            assertEq(uint160(validate(_op(terms, lane))), 0, "signature is right");
        }
    }

    function test_WhenBitsOutsideTheLayoutAreAnything() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        uint256 nonce = terms.nonce(104, 152, 5);

        for (uint256 bit = 0; bit < 104; bit++) {
            assertEq(uint160(validate(_opAt(terms, nonce | 1 << bit))), 0, "signature is right");
        }
    }

    function test_RevertWhen_ABitOfTheDomainIsAnother() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        uint256 nonce = terms.nonce(104, 152, 0);
        uint256 expected = nonce >> 108;

        for (uint256 bit = 108; bit < 256; bit++) {
            _refuse(terms, nonce ^ 1 << bit, expected, expected ^ 1 << (bit - 108));
        }
        _refuse(terms, 0, expected, 0);
        _refuse(terms, type(uint256).max, expected, 2 ** 148 - 1);
    }

    function test_RevertWhen_ThereIsOneLaneOnly() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.laneBits = 0;
        relayGrant(terms);
        uint256 nonce = terms.nonce(104, 152, 0);

        assertEq(uint160(validate(_opAt(terms, nonce))), 0, "signature is right");
        _refuse(terms, nonce ^ 1 << 104, nonce >> 104, (nonce >> 104) ^ 1);
    }

    /// @dev The shortest domain has 8 bits, so that a name whose bits are all zero is found soon.
    function test_WhenDomainWouldBeZero() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.laneBits = 144;
        for (uint256 i = 0; uint256(keccak256(bytes(terms.nonceDomain))) >> 248 != 0; i++) {
            terms.nonceDomain = vm.toString(i);
        }
        relayGrant(terms);

        _refuse(terms, 0, 1, 0);
        _refuse(terms, 2 << 248, 1, 2);
        assertEq(uint160(validate(_opAt(terms, 1 << 248))), 0, "zero stands for one");
    }

    function test_RevertWhen_LayoutIsOfAnotherAccount() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        vm.prank(_account);
        _module.onInstall(abi.encode(_approver, uint8(64), uint8(32), uint8(0)));
        terms.epoch = 2;
        relayGrant(terms);
        uint256 nonce = terms.nonce(64, 32, 3);

        assertEq(uint160(validate(_opAt(terms, nonce | uint256(uint160(address(_module))) << 96))), 0, "own layout");
        uint256 expected = nonce >> 68;
        uint256 other = terms.nonce(104, 152, 3);
        _refuse(terms, other, expected, (other >> 68) & (2 ** 28 - 1));
    }

    function _op(SessionEncoder.Terms memory terms, uint256 lane) private view returns (PackedUserOperation memory) {
        return _opAt(terms, terms.nonce(104, 152, lane));
    }

    function _opAt(SessionEncoder.Terms memory terms, uint256 nonce)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        TestCall[] memory calls = one(transferCall(1));
        userOp = unsignedOp(terms, calls, 0);
        userOp.nonce = nonce;
        sign(userOp, bodyOf(terms, calls));
    }

    function _refuse(SessionEncoder.Terms memory terms, uint256 nonce, uint256 expected, uint256 actual) private {
        refuse(_opAt(terms, nonce), refusal(ISessionKeyModule.ForeignNonceDomain.selector, expected, actual));
    }
}

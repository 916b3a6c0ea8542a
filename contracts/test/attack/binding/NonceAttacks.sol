// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice A session has its own nonces, all of its lanes and no others; nobody else's are blocked by it.
abstract contract NonceAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC64_DomainOfAnotherSession() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionEncoder.Terms memory other = otherTerms(8);
        other.nonceDomain = "session:other";
        relayGrant(terms);
        relayGrant(other);

        PackedUserOperation memory userOp = unsignedOp(other, one(transferCall(1)), 0);
        _resign(userOp, terms);

        refuse(userOp, _foreign(_domainOf(terms), _domainOf(other)));
        allow(smallOp(terms));
        allow(smallOp(other));
    }

    function test_AC64_EveryLaneAndNoOther() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        allow(opInLane(terms, transferCall(1), 0));
        allow(opInLane(terms, transferCall(1), 15));

        (uint8 shift, uint8 width) = nonceLayout();
        for (uint256 bit = terms.laneBits; bit < width; bit += 3) {
            PackedUserOperation memory userOp = smallOp(terms);
            userOp.nonce = uint256(uint192(userOp.nonce >> 64) ^ uint192(1 << (shift + bit - 64))) << 64;
            _resign(userOp, terms);

            refuse(userOp, _foreign(_domainOf(terms), _domainOf(terms) ^ 1 << (bit - terms.laneBits)));
        }
    }

    /// @dev The shortest domain of all, eight bits: one string in 256 hashes to zero, which is the owner's.
    function test_AC64_DomainWhoseHashIsZero() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        (uint8 shift, uint8 width) = nonceLayout();
        terms.laneBits = width - 8;
        for (uint256 i = 0; uint256(keccak256(bytes(terms.nonceDomain))) >> 248 != 0; i++) {
            terms.nonceDomain = string.concat("session:", vm.toString(i));
        }
        relayGrant(terms);

        PackedUserOperation memory userOp = smallOp(terms);
        assertEq(userOp.nonce >> (shift + terms.laneBits) & 0xff, 1, "domain");
        allow(userOp);
        userOp.nonce = nonceSelection();
        _resign(userOp, terms);
        refuse(userOp, _foreign(1, 0));
    }

    function test_AC64_SequenceOfALane() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory gap = smallOp(terms);
        gap.nonce++;
        _resign(gap, terms);
        PackedUserOperation memory last = smallOp(terms);
        last.nonce |= type(uint64).max;
        _resign(last, terms);

        assertRefused(send(entryPoint(), gap), "AA25 invalid account nonce");
        assertRefused(send(entryPoint(), last), "AA25 invalid account nonce");
        allow(smallOp(terms));
        allow(gap);
    }

    /// @dev What a session key does in its lanes leaves the owner's nonces alone.
    function test_AC64_OwnerIsNotBlocked() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory owners = ownerOperation(encodeCalls(one(transferCall(5e6))));

        for (uint256 lane = 0; lane < 16; lane++) {
            allow(opInLane(terms, transferCall(1), lane));
        }

        allow(owners);
        assertEq(_token.balanceOf(_recipient), 5e6 + 16, "transferred");
    }

    /// @dev The session key signs for one nonce: the operation cannot be moved to another lane.
    function test_AC64_OperationMovedToAnotherLane() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        relayGrant(terms);
        PackedUserOperation memory userOp = opInLane(terms, transferCall(1), 0);
        uint256 nonce = userOp.nonce;
        userOp.nonce = opInLane(terms, transferCall(1), 1).nonce;

        refuseSignature(userOp);
        userOp.nonce = nonce;
        allow(userOp);
    }

    function _resign(PackedUserOperation memory userOp, SessionEncoder.Terms memory terms) private view {
        sign(userOp, bodyWith(terms, transferCall(1), claim(), 0));
    }

    function _domainOf(SessionEncoder.Terms memory terms) private view returns (uint256) {
        (, uint8 width) = nonceLayout();
        return uint256(keccak256(bytes(terms.nonceDomain))) >> (256 - width + terms.laneBits);
    }

    function _foreign(uint256 expected, uint256 actual) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ForeignNonceDomain.selector, expected, actual);
    }
}

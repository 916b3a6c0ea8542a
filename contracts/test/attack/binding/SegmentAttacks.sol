// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {StateAttackTest} from "../StateAttackTest.sol";

/// @notice The segment is outside of the operation's hash: what a bundler changes in it, the session key did not sign.
abstract contract SegmentAttacks is StateAttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_AC66_ClaimSwapped() external {
        SessionEncoder.Terms memory terms = _live();
        skip(1 hours);
        PackedUserOperation memory userOp = smallOp(terms);

        refuseSignature(withSignatureOf(userOp, bodyWith(terms, transferCall(1), claim() - 1, 0)));
        refuseSignature(withSignatureOf(userOp, bodyWith(terms, transferCall(1), claim() + 1, 0)));
        refuseSignature(withSignatureOf(userOp, bodyWith(terms, transferCall(1), claim() - 30 minutes, 0)));
        allow(userOp);
    }

    /// @dev Held back for weeks: the end that the session key set cannot be taken away or moved.
    function test_AC66_EndOfTheOperationMoved() external {
        SessionEncoder.Terms memory terms = _live();
        uint48 notAfter = claim() + 10 minutes;
        PackedUserOperation memory userOp = unsignedOp(terms, one(transferCall(1)), 0);
        sign(userOp, _until(terms, notAfter));
        vm.warp(uint256(notAfter) + 1);
        uint48 claimedAt = notAfter - 10 minutes;

        refuseTime(userOp);
        refuseSignature(withSignatureOf(userOp, bodyWith(terms, transferCall(1), claimedAt, 0)));
        bytes memory later = _until(terms, notAfter);
        later[11] = bytes1(uint8(later[11]) ^ 0x01);
        later[9] = 0xff;
        refuseSignature(withSignatureOf(userOp, later));
        vm.warp(notAfter);
        allow(userOp);
    }

    /// @dev With the grace an operation counts in the window that ends, and may come a little later. Neither by its own
    /// will nor against it can a bundler decide so.
    function test_AC66_GraceStrippedOrAdded() external {
        SessionEncoder.Terms memory terms = _live();
        uint256 edge = (vm.getBlockTimestamp() / 1 days + 1) * 1 days;
        vm.warp(edge - 10);
        uint256 claimedAt = claim();
        PackedUserOperation memory plain = opWith(terms, transferCall(1), claimedAt, 0);
        PackedUserOperation memory graceful = opWith(terms, transferCall(1), claimedAt, FLAG_GRACE);
        bytes memory plainBody = bodyWith(terms, transferCall(1), claimedAt, 0);
        bytes memory gracefulBody = bodyWith(terms, transferCall(1), claimedAt, FLAG_GRACE);

        refuseSignature(withSignatureOf(graceful, plainBody));
        vm.warp(edge + 60);
        refuseTime(plain);
        refuseSignature(withSignatureOf(plain, gracefulBody));
        allow(graceful);
    }

    /// @dev Two capabilities for one call, one of them cheaper: the key signed for the other.
    function test_AC66_CapabilitySwapped() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes[] memory none = new bytes[](0);
        bytes memory mint = SessionEncoder.leaf(address(_token), _token.mint.selector, 0, none, none);
        terms.leaves = items(mint, terms.leaves[0]);
        terms.ids = new string[](2);
        (terms.ids[0], terms.ids[1]) = ("mint", "transfer");
        relayGrant(terms);
        TestCall memory transfer = transferCall(1);
        transfer.leafIndex = 1;
        PackedUserOperation memory userOp = sessionOp(terms, one(transfer));
        bytes memory body = segmentBody(claim(), 0, grantedPart(terms), one(transfer));

        bytes memory reordered = segmentBody(claim(), 0, _onlySecondLeaf(terms), one(transferCall(1)));
        refuseSignature(withSignatureOf(userOp, reordered));
        assertNotEq(keccak256(reordered), keccak256(body), "segment");
        allow(userOp);
    }

    /// @dev What stands before the segment belongs to the account: on ERC-7579 the module is given it, and skips it.
    function test_AC66_BytesBeforeTheSegment() external {
        SessionEncoder.Terms memory terms = _live();
        PackedUserOperation memory userOp = smallOp(terms);
        PackedUserOperation memory longer = smallOp(terms);
        longer.signature = bytes.concat(isErc6900() ? bytes("") : bytes(hex"c0ffee"), userOp.signature);
        PackedUserOperation memory behind = smallOp(terms);
        behind.signature = bytes.concat(userOp.signature, hex"00");

        assertFalse(send(entryPoint(), behind).included, "bytes behind the segment");
        allow(longer);
        assertEq(spentOf(terms), 1, "spent");
    }

    function _live() private returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        relayGrant(terms);
    }

    function _until(SessionEncoder.Terms memory terms, uint48 notAfter) private view returns (bytes memory body) {
        body = bodyWith(terms, transferCall(1), notAfter - 10 minutes, 0);
        for (uint256 i = 0; i < 6; i++) {
            body[6 + i] = bytes6(notAfter)[i];
        }
    }

    function _onlySecondLeaf(SessionEncoder.Terms memory terms) private pure returns (bytes memory) {
        bytes memory proof = terms.capabilityProof(1);
        return abi.encodePacked(
            terms.core(),
            terms.capabilityRoot(),
            keccak256(terms.details()),
            uint8(1),
            terms.leaves[1],
            uint8(proof.length / 32),
            proof
        );
    }
}

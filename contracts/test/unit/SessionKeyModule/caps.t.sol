// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {
    GRACE,
    ISessionKeyModule,
    MAX_BUDGETS,
    MAX_CALLS,
    MAX_CAPABILITIES,
    MAX_CAPABILITIES_IN_OPERATION,
    MAX_DISPLAY_LINES,
    MAX_LEAVES,
    MAX_LIFETIME,
    MAX_PROOF_LENGTH,
    MAX_RULES,
    MAX_SEGMENT_LENGTH,
    MAX_SPENDS,
    MAX_TEXT_CHARACTERS,
    MIN_CALENDAR_PERIOD,
    MIN_DOMAIN_BITS,
    MIN_NONCE_SHIFT,
    MIN_NONCE_WIDTH,
    MIN_ROLLING_PERIOD,
    TIME_LIMIT
} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionStatus, SessionStatusLib} from "../../../src/types/SessionStatus.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ClaimUnitTest} from "./ClaimUnitTest.sol";

/// @notice The caps of ISessionKeyModule.sol: their values, and those that take more than a term to reach. Where the
/// others are tested, at the cap and one above:
///
/// MAX_CALLS calls6900, calls7579; MAX_LEAVES leaves; MAX_RULES, MAX_SPENDS, MAX_CAPABILITIES and
/// MAX_CAPABILITIES_IN_OPERATION grantCapabilities; MAX_BUDGETS, MIN_CALENDAR_PERIOD, MIN_ROLLING_PERIOD grantBudgets;
/// MAX_TEXT_CHARACTERS, MAX_DISPLAY_LINES GrantTextRenderer/limits; MAX_LIFETIME grant, grantCore, times;
/// TIME_LIMIT grantCore, namedRefusals, segment; GRACE grace; MIN_NONCE_SHIFT, MIN_NONCE_WIDTH onInstall;
/// MIN_DOMAIN_BITS grantCore; 65,535 seats grant.
contract SessionKeyModule_Caps_Test is ClaimUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 private constant IN_SET = 6;
    uint8 private constant HEX = 2;
    bytes32 private constant VALUE = bytes32(uint256(7));

    function test_WhenReadFromTheInterface() public pure {
        assertEq(MAX_CALLS, 16, "MAX_CALLS");
        assertEq(MAX_LEAVES, 16, "MAX_LEAVES");
        assertEq(MAX_PROOF_LENGTH, 20, "MAX_PROOF_LENGTH");
        assertEq(MAX_RULES, 8, "MAX_RULES");
        assertEq(MAX_SPENDS, 4, "MAX_SPENDS");
        assertEq(MAX_BUDGETS, 8, "MAX_BUDGETS");
        assertEq(MAX_CAPABILITIES, 1000, "MAX_CAPABILITIES");
        assertEq(MAX_CAPABILITIES_IN_OPERATION, 32, "MAX_CAPABILITIES_IN_OPERATION");
        assertEq(MAX_SEGMENT_LENGTH, 7168, "MAX_SEGMENT_LENGTH");
        assertEq(MAX_TEXT_CHARACTERS, 4000, "MAX_TEXT_CHARACTERS");
        assertEq(MAX_DISPLAY_LINES, 240, "MAX_DISPLAY_LINES");
        assertEq(MAX_LIFETIME, 366 * 86_400, "MAX_LIFETIME");
        assertEq(TIME_LIMIT, 140_737_488_355_328, "TIME_LIMIT");
        assertEq(GRACE, 120, "GRACE");
        assertEq(MIN_CALENDAR_PERIOD, 600, "MIN_CALENDAR_PERIOD");
        assertEq(MIN_ROLLING_PERIOD, 3600, "MIN_ROLLING_PERIOD");
        assertEq(MIN_NONCE_SHIFT, 64, "MIN_NONCE_SHIFT");
        assertEq(MIN_NONCE_WIDTH, 16, "MIN_NONCE_WIDTH");
        assertEq(MIN_DOMAIN_BITS, 8, "MIN_DOMAIN_BITS");
    }

    /// @dev No grant has so many capabilities: the session is put into storage as if one had.
    function test_RevertWhen_ProofOfACapabilityIsTooDeep() public {
        SessionEncoder.Terms memory terms = freeTerms();
        PackedUserOperation memory userOp = _adoptedOp(terms, 20);
        assertEq(uint160(validate(userOp)), 0, "20 nodes");
        refuse(_adoptedOp(terms, 21), termInvalid("proofLength", 21, 20));
    }

    function test_RevertWhen_ProofOfASetIsTooDeep() public {
        SessionEncoder.Terms memory terms = _setTerms(20, 1);
        relayGrant(terms);
        allow(terms, _setCall(20, 1));
        terms = _setTerms(21, 1);
        relayGrant(terms);
        refuse(terms, _setCall(21, 1), termInvalid("proofLength", 21, 20));
    }

    /// @dev Two calls of eight sets each: proofs of 13 nodes and a nonce domain of 11 characters make 7,168 bytes.
    function test_RevertWhen_SegmentIsTooLong() public {
        TestCall[] memory calls = new TestCall[](2);
        (calls[0], calls[1]) = (_setCall(13, 8), _setCall(13, 8));
        SessionEncoder.Terms memory terms = _setTerms(13, 8);
        terms.nonceDomain = "session:cap";
        relayGrant(terms);
        PackedUserOperation memory userOp = sessionOp(terms, calls);
        assertEq(userOp.signature.length, 7168 + 2, "segment and its length");
        assertEq(uint160(validate(userOp)), 0, "7,168 bytes");

        terms.nonceDomain = "session:cap1";
        relayGrant(terms);
        refuse(sessionOp(terms, calls), refusal(ISessionKeyModule.SegmentLengthInvalid.selector, 7169, 7168));
    }

    /* HELPERS */

    /// @notice An operation of a session whose only capability stands so deep in the tree.
    function _adoptedOp(SessionEncoder.Terms memory terms, uint256 depth)
        private
        returns (PackedUserOperation memory userOp)
    {
        bytes32 root = _climb(SessionEncoder.leafHash(terms.leaves[0]), depth);
        bytes memory envelope = bytes.concat(terms.core(), root, keccak256(terms.details()));
        bytes32 id = keccak256(abi.encodePacked(block.chainid, _module, _account, route(), envelope));
        bytes32 slot = keccak256(abi.encode(_account, keccak256(abi.encode(SessionId.wrap(id), uint256(1)))));
        SessionStatus status = SessionStatusLib.pack(terms.expiresAt, terms.validAfter, 0, 1);
        vm.store(address(_module), slot, bytes32(SessionStatus.unwrap(status)));

        TestCall[] memory calls = one(routerCall(""));
        bytes memory part = abi.encodePacked(envelope, uint8(1), terms.leaves[0], uint8(depth), _proof(depth));
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), 0, part, calls));
    }

    /// @notice Word 0 of a call to the router must be in as many sets, each so deep.
    function _setTerms(uint256 depth, uint256 count) private view returns (SessionEncoder.Terms memory terms) {
        bytes[] memory rules = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            rules[i] = SessionEncoder.rule(IN_SET, HEX, 0, _climb(SessionEncoder.setLeafHash(VALUE), depth));
        }
        terms = termsOf(routerLeaf(rules, none()));
        delete terms.budgets;
    }

    function _setCall(uint256 depth, uint256 count) private view returns (TestCall memory call) {
        call = routerCall(abi.encode(VALUE));
        for (uint256 i = 0; i < count; i++) {
            call.setProofs = abi.encodePacked(call.setProofs, uint8(depth), _proof(depth));
        }
    }

    function _proof(uint256 depth) private pure returns (bytes memory proof) {
        for (uint256 i = 0; i < depth; i++) {
            proof = abi.encodePacked(proof, keccak256(abi.encode("node", i)));
        }
    }

    /// @notice The root that the proof leads to.
    function _climb(bytes32 leaf, uint256 depth) private pure returns (bytes32 hash) {
        hash = leaf;
        for (uint256 i = 0; i < depth; i++) {
            hash = SessionEncoder.node(hash, keccak256(abi.encode("node", i)));
        }
    }
}

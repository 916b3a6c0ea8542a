// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {AttackTest} from "../AttackTest.sol";

/// @notice Capabilities and their tree: nothing is used that was not granted, and nothing is granted above a cap.
abstract contract CapabilityAttacks is AttackTest {
    using SessionEncoder for SessionEncoder.Terms;

    bytes4 private constant APPROVE = 0x095ea7b3;

    /* WHAT CAN BE GRANTED */

    function test_AC21_CapabilitiesUnsortedOrTwice() external {
        SessionEncoder.Terms memory terms = _approveAndTransfer();
        (terms.leaves[0], terms.leaves[1]) = (terms.leaves[1], terms.leaves[0]);
        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.CapabilitiesUnsorted.selector, 1));

        terms.leaves[0] = terms.leaves[1];
        refuseGrant(terms, abi.encodeWithSelector(ISessionKeyModule.CapabilitiesUnsorted.selector, 1));

        terms = _approveAndTransfer();
        relayGrant(terms);
        TestCall memory call = transferCall(1);
        call.leafIndex = 1;
        allow(terms, call);
    }

    function test_AC21_OneAboveTheCapOfAGrant() external {
        SessionEncoder.Terms memory terms = _termsWith(9, 0);
        refuseGrant(terms, invalid("ruleCount", 9, 8));
        terms = _termsWith(0, 5);
        refuseGrant(terms, invalid("spendCount", 5, 4));
        terms = _termsWith(8, 4);
        terms.budgets = _budgets(9);
        refuseGrant(terms, invalid("budgetCount", 9, 8));
        terms.budgets = _budgets(8);
        _manyCapabilities(terms, 1001);
        // Nobody can say what to sign for so many: they are counted before any signature is looked at.
        bytes memory grant = abi.encodeCall(_module.grant, (account(), route(), terms.packed(), TYPED, new bytes(65)));
        refuseRelayed(grant, invalid("capabilityCount", 1001, 1000));

        terms = _termsWith(8, 4);
        terms.budgets = _budgets(8);
        relayGrant(terms);
        allow(terms, transferCall(1));
    }

    function test_AC21_OneAboveTheCapOfAnOperation() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        TestCall memory call = callOf(address(0x10000), abi.encodePacked(uint32(1)));
        _manyCapabilities(terms, 33);
        refuse(enablingOp(terms, one(call), TYPED), invalid("capabilityCount", 33, 32));
        relayGrant(terms);

        refuse(_opWithLeaves(terms, _leafTimes(terms, 17), call), invalid("leafCount", 17, 16));
        refuse(_opWithLeaves(terms, hex"00", call), invalid("leafCount", 0, 16));
        bytes memory deep = abi.encodePacked(uint8(1), terms.leaves[0], uint8(21), new bytes(21 * 32));
        refuse(_opWithLeaves(terms, deep, call), invalid("proofLength", 21, 20));
        PackedUserOperation memory long = unsignedOp(terms, one(call), 0);
        long.signature = wrap(abi.encodePacked(new bytes(7169), uint16(7169)));
        refuse(long, abi.encodeWithSelector(ISessionKeyModule.SegmentLengthInvalid.selector, 7169, 7168));

        allow(_opWithLeaves(terms, _leafTimes(terms, 16), call));
        _manyCapabilities(terms, 32);
        allow(enablingOp(terms, one(call), TYPED));
    }

    /* WHICH CAPABILITY JUDGES */

    /// @dev There are no groups: one function of one target has one capability, and all share the budgets.
    function test_AC22_KeyPicksTheWeakestCapability() external {
        SessionEncoder.Terms memory terms = _approveAndTransfer();
        relayGrant(terms);

        // The capability to approve has no rule that would forbid 201.
        TestCall memory call = transferCall(201e6);
        refuse(terms, call, notGranted(0, address(_token), _token.transfer.selector));
        call.leafIndex = 2;
        refuse(terms, call, abi.encodeWithSelector(ISessionKeyModule.LeafMissing.selector, 0, 2, 2));

        allow(terms, callOf(address(_token), abi.encodeCall(_token.approve, (_recipient, 900e6))));
        call = transferCall(101e6);
        call.leafIndex = 1;
        refuse(terms, call, exceeded(0, address(_token), 1000e6, 900e6, 101e6, nextDay()));
        call = transferCall(100e6);
        call.leafIndex = 1;
        allow(terms, call);
    }

    /* THE TREE */

    function test_AC23_LeafThatWasNotGranted() external {
        SessionEncoder.Terms memory terms = _approveAndTransfer();
        relayGrant(terms);
        TestCall memory call = transferCall(201e6);
        bytes memory wider = SessionEncoder.leaf(address(_token), 0xa9059cbb, 0, noItems(), noItems());

        // The same call under a rule of one's own; with an empty proof; with the proof of another leaf.
        _refuseLeaf(terms, wider, terms.capabilityProof(1), call);
        _refuseLeaf(terms, wider, "", call);
        _refuseLeaf(terms, terms.leaves[1], terms.capabilityProof(0), call);
        _refuseLeaf(terms, terms.leaves[1], "", call);
        // A leaf and a proof that are right, in another grant.
        SessionEncoder.Terms memory other = _approveAndTransfer();
        other.leaves[1] = wider;
        other.salt = 8;
        _refuseLeaf(terms, wider, other.capabilityProof(1), call);

        allow(_opWithLeaves(terms, _leafPart(terms.leaves[1], terms.capabilityProof(1)), transferCall(200e6)));
    }

    function test_AC23_LastLeafIsDoubled() external {
        SessionEncoder.Terms memory terms = defaultTerms();
        _manyCapabilities(terms, 3);
        relayGrant(terms);
        TestCall memory call = callOf(address(0x10000), abi.encodePacked(uint32(3)));

        // An odd node is promoted, not paired with itself.
        bytes32 last = SessionEncoder.leafHash(terms.leaves[2]);
        _refuseLeaf(terms, terms.leaves[2], abi.encodePacked(last, terms.capabilityProof(2)), call);
        allow(_opWithLeaves(terms, _leafPart(terms.leaves[2], terms.capabilityProof(2)), call));
    }

    function test_AC23_InnerNodeIsALeaf() external {
        SessionEncoder.Terms memory terms = _approveAndTransfer();
        bytes memory node = _grind(terms);
        relayGrant(terms);
        assertEq(keccak256(node), terms.capabilityRoot(), "the node under the root");

        bytes memory head = abi.encodePacked(bytes24(node));
        TestCall memory call = callOf(address(bytes20(head)), abi.encodePacked(bytes4(bytes24(head) << 160)));
        call.data = bytes.concat(call.data, new bytes(256 * 32));
        _refuseLeaf(terms, node, "", call);
        call = transferCall(1);
        call.leafIndex = 1;
        allow(terms, call);
    }

    /* HELPERS */

    function _approveAndTransfer() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.ids = new string[](2);
        (terms.ids[0], terms.ids[1]) = ("erc20.approve", "erc20.transfer");
        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        terms.leaves = items(
            SessionEncoder.leaf(address(_token), APPROVE, 0, noItems(), spends), transferLeaf(address(_token), 0)
        );
    }

    /// @dev One capability with that many rules that hold, and spends of which the first is required.
    function _termsWith(uint256 rules, uint256 spends) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        bytes[] memory allRules = new bytes[](rules);
        for (uint256 i = 0; i < rules; i++) {
            allRules[i] = SessionEncoder.rule(2, 0, 1, bytes32(uint256(200e6)));
        }
        bytes[] memory allSpends = new bytes[](spends);
        for (uint256 i = 0; i < spends; i++) {
            allSpends[i] = i == 0 ? SessionEncoder.spendWord(0, 1) : SessionEncoder.spendFixed(0, 1);
        }
        terms.leaves[0] = SessionEncoder.leaf(address(_token), 0xa9059cbb, 0, allRules, allSpends);
    }

    function _budgets(uint256 count) private view returns (bytes[] memory budgets) {
        budgets = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            budgets[i] = SessionEncoder.budget(0, address(_token), 1000e6, 0);
        }
    }

    function _manyCapabilities(SessionEncoder.Terms memory terms, uint256 count) private pure {
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = "call";
            terms.leaves[i] = SessionEncoder.leaf(address(0x10000), bytes4(uint32(i + 1)), 0, noItems(), noItems());
        }
    }

    /// @dev Varies a limit until the two nodes under the root, read as a leaf, are exactly as long as one.
    function _grind(SessionEncoder.Terms memory terms) private view returns (bytes memory node) {
        bytes[] memory spends = items(SessionEncoder.spendWord(0, 1));
        bytes32 first = SessionEncoder.leafHash(terms.leaves[0]);
        for (uint256 limit = 1; limit < 100_000; limit++) {
            bytes[] memory rules = items(SessionEncoder.rule(2, 0, 1, bytes32(limit)));
            terms.leaves[1] = SessionEncoder.leaf(address(_token), 0xa9059cbb, 0, rules, spends);
            bytes32 second = SessionEncoder.leafHash(terms.leaves[1]);
            node = first < second ? abi.encode(first, second) : abi.encode(second, first);
            if (_isLeafLong(node)) return node;
        }
        fail("no such limit");
    }

    /// @dev docs/encoding.md §1.3.
    function _isLeafLong(bytes memory node) private pure returns (bool) {
        uint256 cursor = uint8(node[24]) & 2 == 0 ? 26 : 42;
        for (uint256 left = uint8(node[25]) & 15; left > 0 && cursor < 64; left--) {
            cursor += uint8(node[cursor]) & 15 == 7 ? 2 : 34;
        }
        for (uint256 left = uint8(node[25]) >> 4; left > 0 && cursor < 64; left--) {
            cursor += uint8(node[cursor]) & 0x80 == 0 ? 2 : 17;
        }
        return cursor == 64;
    }

    function _opWithLeaves(SessionEncoder.Terms memory terms, bytes memory leaves, TestCall memory call)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, one(call), 0);
        sign(userOp, segmentBody(claim(), 0, bytes.concat(envelopeOf(terms), leaves), one(call)));
    }

    function _leafPart(bytes memory leaf, bytes memory proof) private pure returns (bytes memory) {
        return abi.encodePacked(uint8(1), leaf, uint8(proof.length / 32), proof);
    }

    /// @dev The first leaf, over and over.
    function _leafTimes(SessionEncoder.Terms memory terms, uint256 count) private pure returns (bytes memory part) {
        bytes memory proof = terms.capabilityProof(0);
        part = abi.encodePacked(uint8(count));
        for (uint256 i = 0; i < count; i++) {
            part = abi.encodePacked(part, terms.leaves[0], uint8(proof.length / 32), proof);
        }
    }

    function _refuseLeaf(SessionEncoder.Terms memory terms, bytes memory leaf, bytes memory proof, TestCall memory call)
        private
    {
        refuse(
            _opWithLeaves(terms, _leafPart(leaf, proof), call),
            abi.encodeWithSelector(ISessionKeyModule.CapabilityNotInRoot.selector, 0, terms.capabilityRoot())
        );
    }
}

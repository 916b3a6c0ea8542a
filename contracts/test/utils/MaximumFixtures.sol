// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {CallTarget} from "../mocks/CallTarget.sol";
import {SegmentFixtures} from "./SegmentFixtures.sol";
import {SessionEncoder} from "./SessionEncoder.sol";

/// @notice Terms and operations at the caps of the manual.
abstract contract MaximumFixtures is SegmentFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Takes whatever it is called with, also value.
    CallTarget internal _echo = new CallTarget();

    /* TREES that are deeper than what they hold */

    /// @notice Siblings on the way up from a node, one for each level.
    function siblings(uint256 length) internal pure returns (bytes memory proof) {
        for (uint256 i = 0; i < length; i++) {
            proof = abi.encodePacked(proof, keccak256(abi.encode("sibling", i)));
        }
    }

    /// @notice The root above a node with these siblings.
    function rootAbove(bytes32 node, uint256 length) internal pure returns (bytes32) {
        for (uint256 i = 0; i < length; i++) {
            node = SessionEncoder.node(node, keccak256(abi.encode("sibling", i)));
        }
        return node;
    }

    /// @notice A rule that a word is in a set, whose proof has this many nodes.
    function setRule(uint8 word, bytes32 value, uint256 length) internal pure returns (bytes memory) {
        return SessionEncoder.rule(6, 2, word, rootAbove(SessionEncoder.setLeafHash(value), length));
    }

    /// @notice The proofs of several such rules for one call.
    function setProofs(uint256 rules, uint256 length) internal pure returns (bytes memory proofs) {
        for (uint256 i = 0; i < rules; i++) {
            proofs = abi.encodePacked(proofs, uint8(length), siblings(length));
        }
    }

    /* SESSIONS whose capabilities are part of a larger tree */

    /// @notice Brings a session to life whose capabilities stand this many levels deeper, as a larger grant would.
    /// @dev By its status alone: a grant has at most 1,000 capabilities, which are 10 levels.
    function adopt(SessionEncoder.Terms memory terms, uint256 levels) internal {
        bytes32 slot = keccak256(abi.encode(account(), keccak256(abi.encode(adoptedId(terms, levels), uint256(1)))));
        uint48 expiresAt = terms.features & 1 == 0 ? terms.expiresAt : terms.validAfter + uint32(bytes4(terms.groups));
        bytes memory status = abi.encodePacked(expiresAt, terms.validAfter, uint32(0), terms.epoch, uint96(0));
        vm.store(address(_module), slot, bytes32(status));
    }

    function adoptedId(SessionEncoder.Terms memory terms, uint256 levels) internal view returns (bytes32) {
        bytes32 root = rootAbove(terms.capabilityRoot(), levels);
        bytes memory known = abi.encodePacked(block.chainid, _module, account(), route(), terms.core(), root);
        return keccak256(bytes.concat(known, keccak256(terms.details())));
    }

    /// @notice What `grantedPart` is for such a session.
    function adoptedPart(SessionEncoder.Terms memory terms, uint256 levels) internal pure returns (bytes memory part) {
        bytes32 root = rootAbove(terms.capabilityRoot(), levels);
        part = abi.encodePacked(terms.core(), root, keccak256(terms.details()), uint8(terms.leaves.length));
        for (uint256 i = 0; i < terms.leaves.length; i++) {
            bytes memory proof = bytes.concat(terms.capabilityProof(i), siblings(levels));
            part = abi.encodePacked(part, terms.leaves[i], uint8(proof.length / 32), proof);
        }
    }

    /// @notice An operation of such a session.
    function adoptedOp(SessionEncoder.Terms memory terms, uint256 levels, TestCall[] memory calls)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), 0, adoptedPart(terms, levels), calls));
    }

    /* TERMS */

    /// @notice Eight budgets of all assets and kinds; fees within a budget.
    function allBudgets() internal view returns (bytes[] memory budgets) {
        uint128 limit = 1_000 ether;
        budgets = new bytes[](8);
        budgets[0] = SessionEncoder.budget(1, address(_token), limit, 1 days);
        budgets[1] = SessionEncoder.budget(2, address(_token), limit, 1 days);
        budgets[2] = SessionEncoder.budget(0, address(_token), limit, 0);
        budgets[3] = SessionEncoder.budget(1, address(0), limit, 1 days);
        budgets[4] = SessionEncoder.budget(2, address(0), limit, 1 days);
        budgets[5] = SessionEncoder.budget(2, address(1), 1_000, 1 days);
        budgets[6] = SessionEncoder.budget(1, address(2), limit, 1 days);
        budgets[7] = SessionEncoder.budget(0, address(2), limit, 0);
    }

    /// @notice May call `echo` with this leaf, besides what the default terms allow; nothing is counted.
    function echoTerms(bytes[] memory rules, bytes[] memory spends)
        internal
        view
        returns (SessionEncoder.Terms memory terms)
    {
        terms = defaultTerms();
        terms.leaves[0] = SessionEncoder.leaf(address(_echo), CallTarget.echo.selector, 0, rules, spends);
    }

    function echoCall(uint256 number) internal view returns (TestCall memory) {
        return callOf(address(_echo), abi.encodeCall(_echo.echo, (number)));
    }

    /// @notice The same call so many times.
    function times(uint256 count, TestCall memory call) internal pure returns (TestCall[] memory calls) {
        calls = new TestCall[](count);
        for (uint256 i = 0; i < count; i++) {
            calls[i] = call;
        }
    }

    /// @notice Capabilities on this many neighbours of the token, besides the transfer of the token.
    function withCapabilities(SessionEncoder.Terms memory terms, uint256 count)
        internal
        view
        returns (SessionEncoder.Terms memory)
    {
        bytes memory leaf = terms.leaves[0];
        terms.ids = new string[](count);
        terms.leaves = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            terms.ids[i] = "erc20.transfer";
            bytes memory copy = bytes.concat(leaf);
            bytes20 target = bytes20(uint160(address(_token)) + uint160(i));
            for (uint256 j = 0; j < 20; j++) {
                copy[j] = target[j];
            }
            terms.leaves[i] = copy;
        }
        return terms;
    }
}

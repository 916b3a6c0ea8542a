// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEntryPoint, PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SwapRouter} from "../mocks/SwapRouter.sol";
import {TestToken} from "../mocks/TestToken.sol";
import {Defaults} from "./Defaults.sol";
import {EntryPointFixtures} from "./EntryPointFixtures.sol";
import {ModuleFixtures} from "./ModuleFixtures.sol";
import {SessionEncoder} from "./SessionEncoder.sol";

/// @notice An account with the session key module, a token, a router, and everything to grant, use and revoke sessions.
/// @dev What differs between account standards is virtual, so that one specification runs on all of them.
abstract contract SessionFixtures is EntryPointFixtures, ModuleFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    uint8 internal constant TEXT = 0;
    uint8 internal constant TYPED = 1;
    uint8 internal constant FLAG_ENABLE = 1;

    /// @notice One call of an operation, and the leaf that it names.
    struct TestCall {
        address target;
        uint256 value;
        bytes data;
        uint8 leafIndex;
        /// Set proofs of the leaf's inSet rules, each with its length byte.
        bytes setProofs;
    }

    TestToken internal _token;
    TestToken internal _otherToken;
    SwapRouter internal _router;

    address internal _approver;
    uint256 internal _approverKey;
    address internal _agent;
    uint256 internal _agentKey;
    address internal _recipient;

    /* WHAT AN ACCOUNT STANDARD SAYS */

    function account() internal view virtual returns (address);

    function entryPoint() internal view virtual returns (IEntryPoint);

    function route() internal view virtual returns (uint40);

    function nonceLayout() internal view virtual returns (uint8 shift, uint8 width);

    /// @notice The nonce bits that select the module's validation.
    function nonceSelection() internal view virtual returns (uint256);

    function encodeCalls(TestCall[] memory calls) internal view virtual returns (bytes memory);

    /// @notice The signature field around the module's segment.
    function wrap(bytes memory segment) internal view virtual returns (bytes memory);

    /* SET-UP */

    function deploySessionWorld() internal {
        vm.warp(Defaults.NOW);
        (_approver, _approverKey) = makeKey("approver");
        (_agent, _agentKey) = makeKey("agent");
        _recipient = makeAddress("recipient");
        deployModule();
        _token = new TestToken("Test Dollar", "TUSD");
        _otherToken = new TestToken("Other Token", "OTHER");
        _router = new SwapRouter();
        vm.label(address(_module), "module");
    }

    function installData() internal view returns (bytes memory) {
        (uint8 shift, uint8 width) = nonceLayout();
        return abi.encode(_approver, shift, width, uint8(0));
    }

    /* TERMS */

    /// @notice May transfer the token to anyone: 1,000 a day, 200 a call; fees unlimited; 30 days.
    function defaultTerms() internal view returns (SessionEncoder.Terms memory terms) {
        terms.epoch = 1;
        terms.features = 0x40;
        terms.sessionKey = _agent;
        terms.validAfter = Defaults.NOW;
        terms.expiresAt = Defaults.NOW + 30 days;
        terms.laneBits = 4;
        terms.nonceDomain = "session:test";
        terms.budgets = new bytes[](1);
        terms.budgets[0] = SessionEncoder.budget(1, address(_token), Defaults.DAILY_LIMIT, 1 days);
        terms.grantDeadline = Defaults.NOW + 1 hours;
        terms.salt = 7;
        terms.label = "test";
        terms.ids = new string[](1);
        terms.ids[0] = "erc20.transfer";
        terms.leaves = new bytes[](1);
        terms.leaves[0] = transferLeaf(address(_token), 0);
    }

    function transferLeaf(address token, uint8 budgetIndex) internal pure returns (bytes memory) {
        bytes[] memory rules = new bytes[](1);
        rules[0] = SessionEncoder.rule(2, 0, 1, bytes32(uint256(Defaults.CALL_LIMIT)));
        bytes[] memory spends = new bytes[](1);
        spends[0] = SessionEncoder.spendWord(budgetIndex, 1);
        return SessionEncoder.leaf(token, 0xa9059cbb, 0, rules, spends);
    }

    function sessionIdOf(SessionEncoder.Terms memory terms) internal view returns (SessionId) {
        return SessionId.wrap(terms.sessionId(address(_module), account(), route()));
    }

    function approve(SessionEncoder.Terms memory terms, uint8 form) internal view returns (bytes memory) {
        return
            signDigest(_approverKey, _messages.grantDigest(address(_module), account(), route(), terms.packed(), form));
    }

    /// @notice Brings the grant on chain as a relayer does.
    function relayGrant(SessionEncoder.Terms memory terms) internal returns (SessionId) {
        return _module.grant(account(), route(), terms.packed(), TYPED, approve(terms, TYPED));
    }

    /* OPERATIONS */

    function transferCall(uint256 amount) internal view returns (TestCall memory) {
        return callOf(address(_token), abi.encodeCall(_token.transfer, (_recipient, amount)));
    }

    function callOf(address target, bytes memory data) internal pure returns (TestCall memory) {
        return TestCall({target: target, value: 0, data: data, leafIndex: 0, setProofs: ""});
    }

    function one(TestCall memory first) internal pure returns (TestCall[] memory calls) {
        calls = new TestCall[](1);
        calls[0] = first;
    }

    /// @notice The segment's part from its first byte to the leaves, for a session that lives: all leaves, in order.
    function grantedPart(SessionEncoder.Terms memory terms) internal pure returns (bytes memory part) {
        part = bytes.concat(terms.core(), terms.capabilityRoot(), keccak256(terms.details()));
        part = abi.encodePacked(part, uint8(terms.leaves.length));
        for (uint256 i = 0; i < terms.leaves.length; i++) {
            bytes memory proof = terms.capabilityProof(i);
            part = abi.encodePacked(part, terms.leaves[i], uint8(proof.length / 32), proof);
        }
    }

    /// @notice The same for the operation that carries the grant.
    function enablePart(SessionEncoder.Terms memory terms, uint8 form, bytes memory signature)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(terms.packed(), form, uint16(signature.length), signature);
    }

    function segmentBody(uint48 claimedAt, uint8 flags, bytes memory part, TestCall[] memory calls)
        internal
        pure
        returns (bytes memory body)
    {
        body = abi.encodePacked(claimedAt, uint48(0), flags, part);
        for (uint256 i = 0; i < calls.length; i++) {
            body = abi.encodePacked(body, calls[i].leafIndex, calls[i].setProofs);
        }
    }

    /// @notice An operation of a session, not signed yet; the nonce is the next one of the lane.
    function unsignedOp(SessionEncoder.Terms memory terms, TestCall[] memory calls, uint256 lane)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        (uint8 shift, uint8 width) = nonceLayout();
        uint192 key = uint192((terms.nonce(shift, width, lane) | nonceSelection()) >> 64);
        userOp = buildUserOp(account(), entryPoint().getNonce(account(), key), encodeCalls(calls));
    }

    function sign(PackedUserOperation memory userOp, bytes memory body) internal view {
        userOp.signature = wrap(signedSegment(userOp, body, _agentKey));
    }

    function signedSegment(PackedUserOperation memory userOp, bytes memory body, uint256 key)
        internal
        view
        returns (bytes memory)
    {
        bytes32 digest = _module.operationDigest(entryPoint().getUserOpHash(userOp), keccak256(body));
        bytes memory segment = bytes.concat(body, signDigest(key, digest));
        return abi.encodePacked(segment, uint16(segment.length));
    }

    /// @notice A signed operation of a session that lives.
    function sessionOp(SessionEncoder.Terms memory terms, TestCall[] memory calls)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), 0, grantedPart(terms), calls));
    }

    /// @notice A signed operation that carries the grant.
    function enablingOp(SessionEncoder.Terms memory terms, TestCall[] memory calls, uint8 form)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), FLAG_ENABLE, enablePart(terms, form, approve(terms, form)), calls));
    }

    /// @notice What the C# library claims too: a little before the chain's time, so that v0.8 and v0.9 take it.
    function claim() internal view returns (uint48) {
        uint256 claimed = vm.getBlockTimestamp() - 6;
        return uint48(claimed < Defaults.NOW ? Defaults.NOW : claimed);
    }

    function use(SessionEncoder.Terms memory terms, TestCall memory first) internal returns (Outcome memory) {
        return send(entryPoint(), sessionOp(terms, one(first)));
    }
}

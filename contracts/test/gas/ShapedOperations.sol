// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {MAX_SEGMENT_LENGTH} from "../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {CallTarget} from "../mocks/CallTarget.sol";
import {MaximumFixtures} from "../utils/MaximumFixtures.sol";
import {SessionEncoder} from "../utils/SessionEncoder.sol";

/// @notice What an operation is made of, as far as it makes validation dearer.
struct Shape {
    uint256 calls;
    /// Capabilities that the operation carries; its calls use them in turn.
    uint256 leaves;
    /// Levels of the capability tree above them.
    uint256 levels;
    /// Rules of each capability: ratios of two words, and sets with this many nodes in their proofs.
    uint256 ratios;
    uint256 sets;
    uint256 nodes;
    /// Budgets on token, native value, operations and gas, instead of token and native value only.
    bool mixed;
    bool p256;
}

/// @notice Operations of a given shape, with everything else that a session can ask of validation: eight rolling budgets,
/// four spends and native value in every call, all groups of terms, grace, a renewal that a renewer signed.
abstract contract ShapedOperations is MaximumFixtures {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Bytes of an operation (ERC-7562), counted as the ABI encoding of the packed form.
    uint256 internal constant MAX_OPERATION_LENGTH = 8192;

    /// @dev A grant of 1,000 capabilities has this many levels.
    uint256 private constant MAX_LEVELS = 10;

    uint32 internal constant PERIOD = 1 days;
    uint32 private constant TTL = 1 days;

    /// @notice A signed operation.
    /// @dev External, as is `fitted`: what they need of memory ends with the call.
    function build(Shape memory shape, uint48 claimedAt, bool renew)
        external
        view
        returns (PackedUserOperation memory userOp)
    {
        (SessionEncoder.Terms memory terms, TestCall[] memory calls) = (termsOf(shape), _calls(shape));
        userOp = unsignedOp(terms, calls, 0);
        uint8 flags = FLAG_GRACE | (renew ? FLAG_RENEW : 0) | (shape.p256 ? FLAG_P256_IN_SOLIDITY : 0);
        bytes memory body = segmentBody(claimedAt, flags, adoptedPart(terms, shape.levels), calls);
        if (renew) body = bytes.concat(body, _renewal(terms, shape.levels, claimedAt));

        if (shape.p256) userOp.signature = wrap(signedByP256(userOp, body, _device()));
        else sign(userOp, body);
    }

    /// @notice The same shape with as many nodes, then as many levels as there is room for.
    /// @return fits Whether there is room for the shape at all.
    function fitted(Shape memory shape) external view returns (bool fits, Shape memory) {
        (shape.nodes, shape.levels) = (0, 0);
        PackedUserOperation memory userOp = this.build(shape, claim(), true);
        (uint256 length, uint256 segment) = (abi.encode(userOp).length, userOp.signature.length);
        if (length > MAX_OPERATION_LENGTH || segment > MAX_SEGMENT_LENGTH) return (false, shape);

        uint256 room = _min(MAX_OPERATION_LENGTH - length, MAX_SEGMENT_LENGTH - segment) / 32;
        if (shape.sets != 0) {
            shape.nodes = _min(20, room / (shape.calls * shape.sets));
            room -= shape.nodes * shape.calls * shape.sets;
        }
        uint256 depth;
        while (2 ** depth < shape.leaves) ++depth;
        shape.levels = _min(MAX_LEVELS - depth, room / shape.leaves);
        return (true, shape);
    }

    function termsOf(Shape memory shape) internal view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.nonceDomain = "session:the-longest-domain:of:32";
        if (shape.p256) (terms.keyType, terms.sessionKey) = (1, _device().name);
        if (shape.mixed) terms.features = 0;
        terms.budgets = new bytes[](8);
        for (uint160 i = 0; i < 8; i++) {
            // The last ones: native (0), operations (1) and gas (2); without them native.
            address asset = address(_token);
            if (i > 4 && shape.mixed) asset = address(i - 5);
            if (i == 7 && !shape.mixed) asset = address(0);
            terms.budgets[i] = SessionEncoder.budget(2, asset, 1_000 ether, PERIOD);
        }

        terms.ids = new string[](shape.leaves);
        terms.leaves = new bytes[](shape.leaves);
        for (uint256 i = 0; i < shape.leaves; i++) {
            terms.leaves[i] =
                SessionEncoder.leaf(_target(i), CallTarget.echo.selector, 1 ether, _rules(shape), _spends());
        }

        terms.addTtl(TTL, 3);
        terms.addRenewer(vm.addr(_renewerKey()));
        terms.addIdleTimeout(1 days);
        terms.addSchedule(0, 86_400, 0x7f);
    }

    function _rules(Shape memory shape) private pure returns (bytes[] memory rules) {
        rules = new bytes[](shape.ratios + shape.sets);
        for (uint256 i = 0; i < rules.length; i++) {
            // Word 0 × 1 ≥ word 0 × 1.
            rules[i] = i < shape.ratios
                ? SessionEncoder.rule(8, 0, 0, bytes32(uint256(1) << 124 | 1))
                : setRule(0, bytes32(uint256(5)), shape.nodes);
        }
    }

    function _spends() private pure returns (bytes[] memory spends) {
        spends = new bytes[](4);
        for (uint256 i = 0; i < 4; i++) {
            spends[i] = SessionEncoder.spendWord(0, 0);
        }
    }

    function _calls(Shape memory shape) private view returns (TestCall[] memory calls) {
        calls = new TestCall[](shape.calls);
        for (uint256 i = 0; i < shape.calls; i++) {
            uint256 leaf = i % shape.leaves;
            calls[i] = TestCall({
                target: _target(leaf),
                value: 1,
                data: abi.encodeCall(_echo.echo, (5)),
                leafIndex: uint8(leaf),
                setProofs: setProofs(shape.sets, shape.nodes)
            });
        }
    }

    function _target(uint256 leaf) private view returns (address) {
        return address(uint160(address(_echo)) + uint160(leaf));
    }

    function _renewal(SessionEncoder.Terms memory terms, uint256 levels, uint48 claimedAt)
        private
        view
        returns (bytes memory)
    {
        return renewalBy(_renewerKey(), SessionId.wrap(adoptedId(terms, levels)), 1, claimedAt + 1 hours);
    }

    function _renewerKey() private pure returns (uint256) {
        return uint256(keccak256("renewer"));
    }

    function _device() private pure returns (P256Key memory) {
        return makeP256Key("device");
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

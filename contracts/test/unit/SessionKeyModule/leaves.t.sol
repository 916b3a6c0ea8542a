// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The capabilities that an operation carries, their Merkle proofs, and which one each call names.
contract SessionKeyModule_Leaves_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    /// @dev Functions 1 … count of one target.
    uint256 private constant COUNT = 17;
    address private constant TARGET = address(0x10000);

    SessionEncoder.Terms private _terms;

    function setUp() public override {
        super.setUp();
        _terms = _many();
        relayGrant(_terms);
    }

    function test_WhenEachLeafIsCarriedAlone() public {
        for (uint256 i = 0; i < COUNT; i++) {
            assertEq(uint160(validate(_op(_leafPart(_leaf(i)), _call(i)))), 0, "signature is right");
        }
    }

    function test_RevertWhen_LeafCountIsOutOfRange() public {
        bytes memory leaves;
        for (uint256 i = 0; i < 16; i++) {
            leaves = bytes.concat(leaves, _leaf(i));
        }
        assertEq(uint160(validate(_op(abi.encodePacked(uint8(16), leaves), _call(0)))), 0, "16 leaves");

        leaves = bytes.concat(leaves, _leaf(16));
        refuse(_op(abi.encodePacked(uint8(17), leaves), _call(0)), termInvalid("leafCount", 17, 16));
        refuse(_op(abi.encodePacked(uint8(0)), _call(0)), termInvalid("leafCount", 0, 16));
    }

    function test_RevertWhen_LeafIsNotThere() public {
        TestCall memory call = _call(0);
        call.leafIndex = 1;
        refuse(_op(_leafPart(_leaf(0)), call), refusal(ISessionKeyModule.LeafMissing.selector, 0, 1, 1));
        call.leafIndex = 255;
        refuse(_op(_leafPart(_leaf(0)), call), refusal(ISessionKeyModule.LeafMissing.selector, 0, 255, 1));
    }

    function test_RevertWhen_LeafIsForAnotherFunction() public {
        refuse(
            _op(_leafPart(_leaf(0)), _call(1)),
            abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 0, TARGET, bytes4(uint32(2)))
        );
    }

    function test_RevertWhen_LeafIsForAnotherTarget() public {
        TestCall memory call = _call(0);
        call.target = address(0x10001);
        refuse(
            _op(_leafPart(_leaf(0)), call),
            abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 0, address(0x10001), bytes4(uint32(1)))
        );
    }

    function test_RevertWhen_ALaterCallNamesAWrongLeaf() public {
        TestCall[] memory calls = new TestCall[](3);
        calls[0] = _call(0);
        calls[1] = _call(1);
        calls[1].leafIndex = 1;
        calls[2] = _call(1);
        bytes memory part = abi.encodePacked(uint8(2), _leaf(0), _leaf(1));

        refuse(
            _op(part, calls),
            abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 2, TARGET, bytes4(uint32(2)))
        );
        calls[2].leafIndex = 1;
        assertEq(uint160(validate(_op(part, calls))), 0, "signature is right");
    }

    function test_RevertWhen_LeafIsNotInTheTree() public {
        bytes memory foreign = SessionEncoder.leaf(TARGET, bytes4(uint32(99)), 0, none(), none());
        bytes memory proof = _terms.capabilityProof(0);
        _refuseLeaf(abi.encodePacked(foreign, uint8(proof.length / 32), proof));
        _refuseLeaf(abi.encodePacked(foreign, uint8(0)));
        // More than granted: the same function with native value.
        bytes memory wider = SessionEncoder.leaf(TARGET, bytes4(uint32(1)), 1, none(), none());
        _refuseLeaf(abi.encodePacked(wider, uint8(proof.length / 32), proof));
    }

    function test_RevertWhen_ProofIsOfAnotherLeaf() public {
        bytes memory proof = _terms.capabilityProof(1);
        _refuseLeaf(abi.encodePacked(_terms.leaves[0], uint8(proof.length / 32), proof));
    }

    function test_RevertWhen_ProofIsShorterOrLonger() public {
        bytes memory proof = _terms.capabilityProof(0);
        bytes memory shorter = new bytes(proof.length - 32);
        for (uint256 i = 0; i < shorter.length; i++) {
            shorter[i] = proof[i];
        }
        _refuseLeaf(abi.encodePacked(_terms.leaves[0], uint8(shorter.length / 32), shorter));
        _refuseLeaf(abi.encodePacked(_terms.leaves[0], uint8(proof.length / 32 + 1), proof, bytes32(0)));
        _refuseLeaf(abi.encodePacked(_terms.leaves[0], uint8(0)));
    }

    function test_RevertWhen_ProofIsTooDeep() public {
        bytes memory deepest = new bytes(20 * 32);
        _refuseLeaf(abi.encodePacked(_terms.leaves[0], uint8(20), deepest));
        refuse(
            _op(_leafPart(abi.encodePacked(_terms.leaves[0], uint8(21), deepest, bytes32(0))), _call(0)),
            termInvalid("proofLength", 21, 20)
        );
    }

    /// @dev A leaf of 64 bytes that spells two nodes of the tree is hashed as a leaf: twice, behind a tag.
    function test_RevertWhen_LeafIsAnInnerNode() public {
        bytes memory twoRules = bytes.concat(
            SessionEncoder.rule(7, 1, 0, 0), SessionEncoder.rule(0, 0, 0, 0), SessionEncoder.rule(7, 1, 0, 0)
        );
        bytes memory node = abi.encodePacked(TARGET, bytes4(uint32(1)), uint8(0), uint8(3), twoRules);
        assertEq(node.length, 64, "as long as two nodes");
        SessionEncoder.Terms memory terms = defaultTerms();
        // The root that the bytes would have as a node, under which no leaf has been granted.
        bytes32 root = keccak256(node);
        bytes memory part = abi.encodePacked(terms.core(), root, keccak256(terms.details()));
        bytes32 id = keccak256(
            abi.encodePacked(
                vm.getChainId(), address(_module), _account, route(), terms.core(), root, keccak256(terms.details())
            )
        );
        _makeLive(id, terms.expiresAt);

        TestCall[] memory calls = one(_call(0));
        PackedUserOperation memory userOp = unsignedOp(terms, calls, 0);
        sign(userOp, segmentBody(claim(), 0, abi.encodePacked(part, uint8(1), node, uint8(0)), calls));
        refuse(userOp, abi.encodeWithSelector(ISessionKeyModule.CapabilityNotInRoot.selector, 0, root));
    }

    /* HELPERS */

    function _many() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.ids = new string[](COUNT);
        terms.leaves = new bytes[](COUNT);
        for (uint256 i = 0; i < COUNT; i++) {
            terms.ids[i] = "call";
            terms.leaves[i] = SessionEncoder.leaf(TARGET, bytes4(uint32(i + 1)), 0, none(), none());
        }
    }

    /// @dev The leaf and its proof.
    function _leaf(uint256 index) private view returns (bytes memory) {
        SessionEncoder.Terms memory terms = _terms;
        bytes memory proof = terms.capabilityProof(index);
        return abi.encodePacked(terms.leaves[index], uint8(proof.length / 32), proof);
    }

    function _leafPart(bytes memory leaf) private pure returns (bytes memory) {
        return abi.encodePacked(uint8(1), leaf);
    }

    function _call(uint256 index) private pure returns (TestCall memory) {
        return callOf(TARGET, abi.encodePacked(bytes4(uint32(index + 1))));
    }

    function _op(bytes memory leaves, TestCall memory call) private view returns (PackedUserOperation memory) {
        return _op(leaves, one(call));
    }

    function _op(bytes memory leaves, TestCall[] memory calls)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        SessionEncoder.Terms memory terms = _terms;
        userOp = unsignedOp(terms, calls, 0);
        bytes memory part = bytes.concat(terms.core(), terms.capabilityRoot(), keccak256(terms.details()), leaves);
        sign(userOp, segmentBody(claim(), 0, part, calls));
    }

    function _refuseLeaf(bytes memory leaf) private {
        SessionEncoder.Terms memory terms = _terms;
        refuse(
            _op(_leafPart(leaf), _call(0)),
            abi.encodeWithSelector(ISessionKeyModule.CapabilityNotInRoot.selector, 0, terms.capabilityRoot())
        );
    }

    /// @dev Writes the status slot of a session that nobody could be granted.
    function _makeLive(bytes32 id, uint48 expiresAt) private {
        bytes32 slot = keccak256(abi.encode(_account, keccak256(abi.encode(id, uint256(1)))));
        vm.store(address(_module), slot, bytes32(uint256(expiresAt) << 208 | uint256(1) << 96));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Words that must be in a Merkle set: the operation carries a proof for each rule of each call.
contract SessionKeyModule_Sets_Test is SessionKeyModuleUnitTest {
    uint8 private constant IN_SET = 6;

    bytes32[] private _values;
    bytes32[] private _level;
    bytes32 private _root;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 5; i++) {
            _values.push(bytes32(10 * (i + 1)));
            _level.push(SessionEncoder.setLeafHash(_values[i]));
        }
        _root = SessionEncoder.root(_level);
    }

    function test_WhenWordIsInTheSet() public {
        SessionEncoder.Terms memory terms = _granted(_root);
        for (uint256 i = 0; i < 5; i++) {
            allow(terms, _call(_values[i], SessionEncoder.proof(_level, i)));
        }
    }

    function test_WhenSetHasOneValue() public {
        SessionEncoder.Terms memory terms = _granted(_level[0]);

        allow(terms, _call(_values[0], ""));
        _refuse(terms, _call(_values[1], ""), _values[1], _level[0]);
        _refuse(terms, _call(_level[0], ""), _level[0], _level[0]);
    }

    function test_RevertWhen_WordIsNotInTheSet() public {
        SessionEncoder.Terms memory terms = _granted(_root);

        _refuse(terms, _call(bytes32(uint256(11)), SessionEncoder.proof(_level, 0)), bytes32(uint256(11)), _root);
        _refuse(terms, _call(bytes32(uint256(11)), ""), bytes32(uint256(11)), _root);
        _refuse(terms, _call(_root, ""), _root, _root);
        bytes32 dirty = _values[0] | bytes32(uint256(1) << 255);
        _refuse(terms, _call(dirty, SessionEncoder.proof(_level, 0)), dirty, _root);
    }

    function test_RevertWhen_ProofIsOfAnotherValue() public {
        SessionEncoder.Terms memory terms = _granted(_root);

        _refuse(terms, _call(_values[0], SessionEncoder.proof(_level, 1)), _values[0], _root);
        _refuse(terms, _call(_values[0], ""), _values[0], _root);
        bytes memory longer = bytes.concat(SessionEncoder.proof(_level, 0), bytes32(0));
        _refuse(terms, _call(_values[0], longer), _values[0], _root);
    }

    function test_RevertWhen_ProofIsTooDeep() public {
        SessionEncoder.Terms memory terms = _granted(_root);

        _refuse(terms, _call(_values[0], new bytes(20 * 32)), _values[0], _root);
        refuse(terms, _call(_values[0], new bytes(21 * 32)), termInvalid("proofLength", 21, 20));
    }

    /// @dev Leaves of sets and of capabilities have tags of their own.
    function test_RevertWhen_RootIsOfACapabilityTree() public {
        bytes memory word = abi.encode(_values[0]);
        bytes32 root = SessionEncoder.leafHash(word);
        SessionEncoder.Terms memory terms = _granted(root);

        _refuse(terms, _call(_values[0], ""), _values[0], root);
    }

    function test_WhenCallsAndRulesHaveProofsOfTheirOwn() public {
        bytes[] memory rules =
            list(SessionEncoder.rule(IN_SET, 2, 0, _root), SessionEncoder.rule(IN_SET, 2, 1, _level[2]));
        SessionEncoder.Terms memory terms = termsOf(routerLeaf(rules, none()));
        relayGrant(terms);
        TestCall[] memory calls = new TestCall[](2);
        for (uint256 i = 0; i < 2; i++) {
            calls[i] = routerCall(abi.encode(_values[i], _values[2]));
            bytes memory proof = SessionEncoder.proof(_level, i);
            calls[i].setProofs = abi.encodePacked(uint8(proof.length / 32), proof, uint8(0));
        }

        allow(terms, calls);
        (calls[0].setProofs, calls[1].setProofs) = (calls[1].setProofs, calls[0].setProofs);
        refuse(terms, calls, _violated(0, 0, 0, _values[0], _root));
        (calls[0].setProofs, calls[1].setProofs) = (calls[1].setProofs, calls[0].setProofs);
        calls[1].data = abi.encodePacked(SELECTOR, _values[1], _values[3]);
        refuse(terms, calls, _violated(1, 1, 1, _values[3], _level[2]));
    }

    function test_RevertWhen_ProofIsLeftOut() public {
        SessionEncoder.Terms memory terms = _granted(_level[0]);
        TestCall memory call = _call(_values[0], "");
        call.setProofs = "";

        // The first byte of the signature is read as the length of the proof instead.
        PackedUserOperation memory userOp = sessionOp(terms, one(call));
        userOp.signature[userOp.signature.length - 67] = 0xff;
        refuse(userOp, termInvalid("proofLength", 255, 20));
    }

    /* HELPERS */

    function _granted(bytes32 root) private returns (SessionEncoder.Terms memory terms) {
        terms = termsOf(routerLeaf(list(SessionEncoder.rule(IN_SET, 2, 0, root)), none()));
        relayGrant(terms);
    }

    function _call(bytes32 word, bytes memory proof) private view returns (TestCall memory call) {
        call = routerCall(abi.encode(word));
        call.setProofs = abi.encodePacked(uint8(proof.length / 32), proof);
    }

    function _violated(uint256 callIndex, uint256 ruleIndex, uint256 word, bytes32 actual, bytes32 root)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            ISessionKeyModule.RuleViolated.selector, callIndex, ruleIndex, word, IN_SET, actual, root
        );
    }

    function _refuse(SessionEncoder.Terms memory terms, TestCall memory call, bytes32 actual, bytes32 root) private {
        refuse(terms, call, _violated(0, 0, 0, actual, root));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionLensUnitTest} from "./SessionLensUnitTest.sol";

/// @notice The verdict on an operation, as `ISessionLens` shows how to ask for it: a call of the module in the
/// account's name, of which nothing stays.
contract SessionLens_Verdict_Test is SessionLensUnitTest {
    SessionEncoder.Terms private _terms;
    PackedUserOperation private _op;

    function setUp() public override {
        super.setUp();
        _terms = spendingTerms(SessionEncoder.budget(0, address(_token), 100, 0));
        relayGrant(_terms);
        _op = opNow(_terms, spend(100));
    }

    function test_WhenOperationIsAllowed() public {
        (bool allowed, bytes memory answer) = _ask(_account, _op);

        assertTrue(allowed, "allowed");
        assertEq(answer, abi.encode(validationData(vm.getBlockTimestamp(), _terms.expiresAt)), "bounds");
        (allowed,) = _ask(_account, _op);
        assertTrue(allowed, "asking charges nothing");
    }

    function test_WhenSignatureIsAStub() public {
        _op.signature = wrap(signedSegment(_op, bodyOf(_terms, one(spend(100))), uint256(keccak256("stub"))));
        (bool allowed, bytes memory answer) = _ask(_account, _op);

        assertTrue(allowed, "allowed but for the signature");
        assertEq(answer, abi.encode(validationData(vm.getBlockTimestamp(), _terms.expiresAt) | 1), "bounds and 1");
    }

    function test_WhenSignatureIsTheAccountsWholeField() public {
        _op.signature = bytes.concat(hex"00ff", _op.signature);
        (bool allowed, bytes memory answer) = _ask(_account, _op);

        assertTrue(allowed, "allowed");
        assertEq(answer, abi.encode(validationData(vm.getBlockTimestamp(), _terms.expiresAt)), "bounds");
    }

    function test_WhenOperationIsRefused() public {
        (bool allowed, bytes memory answer) = _ask(_account, opNow(_terms, spend(101)));

        assertFalse(allowed, "refused");
        assertEq(answer, exceeded(0, address(_token), 100, 0, 101, 0), "the error and its values");
    }

    function test_WhenSomebodyElseAsks() public {
        address stranger = makeAddress("stranger");
        (bool allowed, bytes memory answer) = _ask(stranger, _op);

        assertFalse(allowed, "no answer");
        bytes4 selector = ISessionKeyModule.CallerNotAccount.selector;
        assertEq(answer, refusal(selector, uint160(stranger), uint160(_account)), "the error and its values");
    }

    /// @dev As a node runs `eth_call`: whatever the call writes is gone.
    function _ask(address from, PackedUserOperation memory userOp) private returns (bool allowed, bytes memory answer) {
        bytes memory question = abi.encodeWithSignature(
            "validateUserOp(uint32,(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)",
            ENTITY_ID,
            userOp,
            this.getUserOpHash(userOp)
        );
        uint256 world = vm.snapshotState();
        vm.prank(from);
        (allowed, answer) = address(_module).call(question);
        vm.revertToStateAndDelete(world);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Call} from "../../../src/interfaces/ERC6900Types.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {CallTarget} from "../../mocks/CallTarget.sol";
import {ReferenceAccountUnitTest} from "./ReferenceAccountUnitTest.sol";

contract ReferenceAccount_Execute_Test is ReferenceAccountUnitTest {
    CallTarget private _target;

    function setUp() public override {
        super.setUp();
        _target = new CallTarget();
    }

    function test_RevertWhen_CallerIsNeitherTheEntryPointNorTheAccount() public {
        bytes memory refusal = abi.encodeWithSelector(IReferenceAccount.CallerNotAuthorized.selector, _owner);

        vm.startPrank(_owner);
        vm.expectRevert(refusal);
        _account.execute(address(_target), 0, "");
        vm.expectRevert(refusal);
        _account.executeBatch(new Call[](0));
    }

    function test_WhenTheTargetReturns() public {
        vm.prank(address(_entryPoint));
        bytes memory result = _account.execute(address(_target), 3, abi.encodeCall(_target.echo, (42)));

        assertEq(result, abi.encode(address(_account), 3, 42), "result");
    }

    function test_RevertWhen_TheTargetReverts() public {
        vm.prank(address(_entryPoint));
        vm.expectRevert(abi.encodeWithSelector(CallTarget.Unwilling.selector, 42));
        _account.execute(address(_target), 0, abi.encodeCall(_target.fail, (42)));
    }

    function test_WhenTheTargetHasNoCode() public {
        address somebody = makeAddress("somebody");

        vm.prank(address(_account));
        _account.execute(somebody, 5, "");

        assertEq(somebody.balance, 5, "balance");
    }

    function test_WhenABatchSucceeds() public {
        Call[] memory calls = new Call[](2);
        calls[0] = Call({target: address(_target), value: 1, data: abi.encodeCall(_target.echo, (10))});
        calls[1] = Call({target: address(_target), value: 2, data: abi.encodeCall(_target.echo, (20))});

        vm.prank(address(_entryPoint));
        bytes[] memory results = _account.executeBatch(calls);

        assertEq(results.length, 2, "results");
        assertEq(results[0], abi.encode(address(_account), 1, 10), "first result");
        assertEq(results[1], abi.encode(address(_account), 2, 20), "second result");
    }

    function test_RevertWhen_OneCallOfABatchReverts() public {
        Call[] memory calls = new Call[](2);
        calls[0] = Call({target: address(_target), value: 1, data: abi.encodeCall(_target.echo, (10))});
        calls[1] = Call({target: address(_target), value: 0, data: abi.encodeCall(_target.fail, (20))});

        vm.prank(address(_entryPoint));
        vm.expectRevert(abi.encodeWithSelector(CallTarget.Unwilling.selector, 20));
        _account.executeBatch(calls);

        assertEq(_target.calls(), 0, "calls that stayed");
    }

    function test_WhenEtherIsSent() public {
        vm.deal(_owner, 1 ether);

        vm.prank(_owner);
        (bool taken,) = address(_account).call{value: 1 ether}("");

        assertTrue(taken, "ether taken");
        assertEq(address(_account).balance, 11 ether, "balance");
    }

    function test_WhenATokenIsSentSafely() public {
        bytes4 answer = _account.onERC721Received(_owner, _owner, 1, "");
        assertEq(bytes32(answer), bytes32(_account.onERC721Received.selector), "ERC-721");

        answer = _account.onERC1155Received(_owner, _owner, 1, 1, "");
        assertEq(bytes32(answer), bytes32(_account.onERC1155Received.selector), "ERC-1155");

        answer = _account.onERC1155BatchReceived(_owner, _owner, new uint256[](0), new uint256[](0), "");
        assertEq(bytes32(answer), bytes32(_account.onERC1155BatchReceived.selector), "ERC-1155 batch");
    }
}

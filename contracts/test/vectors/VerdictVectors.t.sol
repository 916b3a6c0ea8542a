// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../src/interfaces/IERC4337.sol";
import {ISessionExecutionGuard} from "../../src/interfaces/ISessionExecutionGuard.sol";
import {ISessionKeyModule} from "../../src/interfaces/ISessionKeyModule.sol";
import {AccountState} from "../../src/types/AccountState.sol";
import {SessionId} from "../../src/types/SessionId.sol";
import {SessionStatus} from "../../src/types/SessionStatus.sol";
import {VectorTest} from "./VectorTest.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice Every verdict of tests/vectors/verdicts is the module's: each is played from an account that has just
/// installed the module through the steps before it, and both the state that they lead to and the answer are compared.
/// forge-config: default.evm_version = "osaka"
contract VerdictVectorsTest is VectorTest {
    struct AccountApprovalVector {
        bytes32 digest;
        bytes signature;
    }

    struct StepVector {
        uint48 time;
        bytes data;
    }

    struct VerdictSessionVector {
        bytes32 id;
        uint256 status;
        uint256[] budgets;
    }

    struct StateVector {
        uint256 account;
        VerdictSessionVector[] sessions;
    }

    struct VerdictOperationVector {
        address sender;
        uint256 nonce;
        bytes initCode;
        bytes callData;
        bytes32 accountGasLimits;
        uint256 preVerificationGas;
        bytes32 gasFees;
        bytes paymasterAndData;
        bytes signature;
        bytes32 userOpHash;
    }

    struct VerdictVector {
        string name;
        uint256 chainId;
        address module;
        address account;
        uint8 standard;
        uint32 entityId;
        address[] helpers;
        AccountApprovalVector accountApproves;
        StepVector[] steps;
        StateVector before;
        VerdictOperationVector operation;
        bytes revertData;
        uint256 validationData;
        StateVector afterwards;
    }

    string private constant TYPES = "VerdictVector(string name,uint256 chainId,address module,address account,uint8 standard,"
        "uint32 entityId,address[] helpers,AccountApprovalVector accountApproves,"
        "StepVector[] steps,StateVector before,VerdictOperationVector operation,bytes revertData,uint256 validationData,"
        "StateVector afterwards)" "AccountApprovalVector(bytes32 digest,bytes signature)"
        "StepVector(uint48 time,bytes data)" "StateVector(uint256 account,VerdictSessionVector[] sessions)"
        "VerdictSessionVector(bytes32 id,uint256 status,uint256[] budgets)"
        "VerdictOperationVector(address sender,uint256 nonce,bytes initCode,bytes callData,bytes32 accountGasLimits,"
        "uint256 preVerificationGas,bytes32 gasFees,bytes paymasterAndData,bytes signature,bytes32 userOpHash)";

    uint32 private constant EPOCH = 1;

    /// @dev The one guard that is armed on every account of the vectors.
    address private constant ARMED_GUARD = 0x60A4D00000000000000000000000000000000001;

    function test_Times() public {
        _judgeAll("verdicts/times.json");
    }

    function test_States() public {
        _judgeAll("verdicts/states.json");
    }

    function test_Rules() public {
        _judgeAll("verdicts/rules.json");
    }

    function test_Calls() public {
        _judgeAll("verdicts/calls.json");
    }

    function test_Budgets() public {
        _judgeAll("verdicts/budgets.json");
    }

    function test_Renewals() public {
        _judgeAll("verdicts/renewals.json");
    }

    function test_Grants() public {
        _judgeAll("verdicts/grants.json");
    }

    /// @notice Operations that the differential test found; each comes with its state instead of the steps to it.
    function test_Found() public {
        _judgeAll("verdicts/found.json");
    }

    function _judgeAll(string memory file) private {
        string memory json = readVectors(file);
        uint256 count = vm.parseJsonUint(json, ".count");
        assertGt(count, 0, "no vector");
        address approver = vm.parseJsonAddress(readVectors("grants.json"), ".approver.address");
        for (uint256 i; i < count; ++i) {
            VerdictVector memory vector = abi.decode(entryAt(json, ".verdicts", i, TYPES), (VerdictVector));
            vm.chainId(vector.chainId);
            ISessionKeyModule module = _moduleBeside(vector.helpers, vector.module);
            uint256 snapshot = vm.snapshotState();
            _judge(module, vector, approver);
            vm.revertToStateAndDelete(snapshot);
        }
    }

    /// @dev The module and what no session may call, each where the vector has it.
    function _moduleBeside(address[] memory helpers, address place) private returns (ISessionKeyModule) {
        assertEq(helpers.length, 4, "helpers");
        if (helpers[0].code.length == 0) {
            deployAt(helpers[0], "GrantTextRenderer.sol:GrantTextRenderer", "");
            deployAt(helpers[1], p256Verifier(), "");
            deployAt(helpers[2], "ApproverMessages.sol:ApproverMessages", abi.encode(helpers[0], helpers[1]));
            deployAt(helpers[3], "SessionControl.sol:SessionControl", abi.encode(helpers[2]));
        }
        if (place.code.length == 0) {
            deployAt(place, "SessionKeyModule.sol:SessionKeyModule", abi.encode(helpers[2], helpers[3]));
        }
        return ISessionKeyModule(place);
    }

    /// @dev The account answers yes to one digest and signature, or nothing at all.
    function _answer(address account, AccountApprovalVector memory approved) private {
        vm.clearMockedCalls();
        if (approved.digest == 0) return;
        vm.mockCall(
            account,
            abi.encodeCall(IERC1271.isValidSignature, (approved.digest, approved.signature)),
            abi.encode(IERC1271.isValidSignature.selector)
        );
    }

    function _judge(ISessionKeyModule module, VerdictVector memory vector, address approver) private {
        AccountState state = AccountState.wrap(vector.before.account);
        install(module, vector.account, approver, EPOCH, state.nonceShift(), state.nonceWidth());
        if (vector.steps.length == 0) _store(module, vector.account, vector.before);
        else _play(module, vector);
        _compare(module, vector, vector.before, ": before");

        _answer(vector.account, vector.accountApproves);
        bytes4 watch = ISessionExecutionGuard.watch.selector;
        vm.mockCall(ARMED_GUARD, abi.encodePacked(watch), abi.encode(watch));
        vm.prank(vector.account);
        (bool allowed, bytes memory answer) = vector.module.call(_validation(vector));

        assertEq(allowed, vector.revertData.length == 0, string.concat(vector.name, ": allowed"));
        bytes memory expected = allowed ? abi.encode(vector.validationData) : vector.revertData;
        assertEq(answer, expected, string.concat(vector.name, ": answer"));
        _compare(module, vector, vector.afterwards, ": after");
    }

    /// @dev Without steps, the state itself: accounts are the module's first variable, records its second.
    function _store(ISessionKeyModule module, address account, StateVector memory state) private {
        vm.store(address(module), keccak256(abi.encode(account, uint256(0))), bytes32(state.account));
        for (uint256 i; i < state.sessions.length; ++i) {
            VerdictSessionVector memory session = state.sessions[i];
            bytes32 records = keccak256(abi.encode(session.id, uint256(1)));
            uint256 slot = uint256(keccak256(abi.encode(account, records)));
            vm.store(address(module), bytes32(slot), bytes32(session.status));
            for (uint256 j; j < session.budgets.length; ++j) {
                vm.store(address(module), bytes32(slot + 1 + j), bytes32(session.budgets[j]));
            }
        }
    }

    /// @dev What the account itself did before.
    function _play(ISessionKeyModule module, VerdictVector memory vector) private {
        for (uint256 i; i < vector.steps.length; ++i) {
            vm.warp(vector.steps[i].time);
            vm.prank(vector.account);
            (bool succeeded, bytes memory reason) = address(module).call(vector.steps[i].data);
            assertTrue(succeeded, string.concat(vector.name, ": step ", vm.toString(i), " ", vm.toString(reason)));
        }
    }

    function _compare(
        ISessionKeyModule module,
        VerdictVector memory vector,
        StateVector memory expected,
        string memory when
    ) private view {
        uint256 account = AccountState.unwrap(module.accountState(vector.account));
        assertEq(account, expected.account, string.concat(vector.name, when, ": account"));
        for (uint256 i; i < expected.sessions.length; ++i) {
            VerdictSessionVector memory session = expected.sessions[i];
            SessionId id = SessionId.wrap(session.id);
            uint256 status = SessionStatus.unwrap(module.sessionStatus(vector.account, id));
            assertEq(status, session.status, string.concat(vector.name, when, ": status"));
            for (uint256 j; j < session.budgets.length; ++j) {
                uint256 slot = module.budgetSlot(vector.account, id, j);
                assertEq(slot, session.budgets[j], string.concat(vector.name, when, ": budget ", vm.toString(j)));
            }
        }
    }

    /// @dev As the account asks.
    function _validation(VerdictVector memory vector) private pure returns (bytes memory) {
        VerdictOperationVector memory operation = vector.operation;
        PackedUserOperation memory packed = PackedUserOperation({
            sender: operation.sender,
            nonce: operation.nonce,
            initCode: operation.initCode,
            callData: operation.callData,
            accountGasLimits: operation.accountGasLimits,
            preVerificationGas: operation.preVerificationGas,
            gasFees: operation.gasFees,
            paymasterAndData: operation.paymasterAndData,
            signature: operation.signature
        });
        bytes32 userOpHash = operation.userOpHash;
        return vector.standard == ERC6900
            ? abi.encodeWithSignature(
                "validateUserOp(uint32,(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)",
                vector.entityId,
                packed,
                userOpHash
            )
            : abi.encodeWithSignature(
                "validateUserOp((address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes),bytes32)",
                packed,
                userOpHash
            );
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute} from "../../../src/interfaces/IERC4337.sol";
import {Call as AccountCall, IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {CallReader} from "../../utils/CallReader.sol";
import {Mutation} from "../../utils/Mutation.sol";
import {Test} from "../../utils/Test.sol";
import {ERC7579Utils, Execution} from "@openzeppelin/contracts/account/utils/draft-ERC7579Utils.sol";

/// @notice What the module judges is what accounts do: damaged callData is refused, or means the same to the library as
/// to Solidity's own decoder (ERC-6900) and to OpenZeppelin's (ERC-7579).
contract CallLibTest is Test {
    using Mutation for bytes;

    bytes4 private constant EXECUTE_7579 = 0xe9ae5c53;

    function testFuzz_Decode6900_ReadsWhatAccountsExecute(uint256 seed) public view {
        _compare6900(_spread(seed), true);
    }

    function testFuzz_Decode7579_ReadsWhatAccountsExecute(uint256 seed) public view {
        _compare7579(_spread(seed), true);
    }

    /// @dev The fuzz tests above mean nothing unless some damage goes through and some does not.
    function test_Mutations_AreAcceptedAndRefused() public view {
        uint256[2] memory accepted;
        for (uint256 i = 0; i < 400; i++) {
            uint256 seed = _spread(i);
            if (_compare6900(seed, true)) accepted[0]++;
            if (_compare7579(seed, true)) accepted[1]++;
        }
        for (uint256 i = 0; i < 2; i++) {
            assertGe(accepted[i], 20, "damage that is harmless");
            assertLe(accepted[i], 380, "damage that is refused");
        }
    }

    function test_Canonical_IsAccepted() public view {
        for (uint256 i = 0; i < 100; i++) {
            uint256 seed = _spread(i);
            assertTrue(_compare6900(seed, false), "ERC-6900");
            assertTrue(_compare7579(seed, false), "ERC-7579");
        }
    }

    /* THE EDGES OF CANONICAL */

    function test_RevertWhen_CallDataIsShorterThanASelector() public view {
        // What stands behind the bytes would complete the selector.
        bytes4 selector = IERC6900Account.execute.selector;
        for (uint256 length = 0; length < 4; length++) {
            bytes memory asked = abi.encodePacked(this.decode6900.selector, uint256(0x20), length, selector, bytes28(0));
            (bool accepted, bytes memory answer) = address(this).staticcall(asked);

            assertFalse(accepted, "accepted");
            bytes32 actual = bytes32(selector) & ~(bytes32(type(uint256).max) >> 8 * length);
            assertEq(
                answer,
                abi.encodeWithSelector(ISessionKeyModule.FunctionNotSupported.selector, actual),
                "its bytes only"
            );
        }
    }

    function test_RevertWhen_CallDataIsASelectorOnly() public {
        _refuse6900(abi.encodePacked(IERC6900Account.execute.selector), 68);
    }

    function test_RevertWhen_AByteOfThePaddingIsNotZero() public {
        for (uint256 length = 33; length < 64; length++) {
            bytes memory callData = _execute(length);
            callData[132 + length] = 0x80;
            _refuse6900(callData, 132 + length);

            callData = _execute(length);
            callData[callData.length - 1] = 0x01;
            _refuse6900(callData, 132 + length);
        }
    }

    function test_RevertWhen_LengthIsThatOfAllCallData() public {
        bytes memory callData = _execute(32);
        callData[131] = bytes1(uint8(callData.length));
        _refuse6900(callData, 324);
        callData[131] = bytes1(uint8(callData.length + 1));
        _refuse6900(callData, 100);
    }

    function test_RevertWhen_ACallButTheLastEndsBehindTheCallData() public {
        bytes memory head = abi.encode(0x20, 2, 0x40, 0x100, address(this), 0, 0x60);
        _refuse6900(abi.encodePacked(IERC6900Account.executeBatch.selector, head, uint256(64), type(uint256).max), 324);
    }

    function test_WhenTheCursorHasReadOtherCallsBefore() public view {
        AccountCall[] memory calls = new AccountCall[](1);
        calls[0] = AccountCall(address(this), 5, hex"01020304");
        bytes memory callData = abi.encodeCall(IERC6900Account.execute, (address(this), 5, hex"01020304"));
        bytes memory packed = abi.encodePacked(address(0), uint256(1), hex"05060708");
        bytes memory single = abi.encodeWithSelector(EXECUTE_7579, bytes32(0), packed);
        bytes memory batch = abi.encodeWithSelector(EXECUTE_7579, bytes32(uint256(1) << 248), abi.encode(calls));

        assertEq(abi.encode(this.decode6900After(single, callData)), abi.encode(calls), "after a single call");
        assertEq(abi.encode(this.decode6900After(batch, callData)), abi.encode(calls), "after a batch");
    }

    /// @dev Bytes that are not zero, to nobody in particular. They begin at 132.
    function _execute(uint256 length) private view returns (bytes memory) {
        bytes memory data = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            data[i] = 0xff;
        }
        return abi.encodeCall(IERC6900Account.execute, (address(this), 0, data));
    }

    function _refuse6900(bytes memory callData, uint256 position) private {
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.CallDataNotCanonical.selector, position));
        this.decode6900(callData);
    }

    /* COMPARISON */

    function _compare6900(uint256 seed, bool damaged) private view returns (bool accepted) {
        AccountCall[] memory calls = _calls(seed);
        bool single = calls.length == 1;
        bytes memory callData = single
            ? abi.encodeCall(IERC6900Account.execute, (calls[0].target, calls[0].value, calls[0].data))
            : abi.encodeCall(IERC6900Account.executeBatch, (calls));
        if (damaged) callData = callData.mutate(seed);

        try this.decode6900(callData) returns (AccountCall[] memory judged) {
            AccountCall[] memory executed = this.execute6900(callData);
            assertEq(abi.encode(judged), abi.encode(executed), "judged is executed");
            bytes memory wrapped = bytes.concat(IAccountExecute.executeUserOp.selector, callData);
            assertEq(abi.encode(this.decode6900(wrapped)), abi.encode(executed), "behind executeUserOp too");
            return true;
        } catch (bytes memory reason) {
            assertTrue(_isRefusal(bytes4(reason)), "refused by name");
            return false;
        }
    }

    function _compare7579(uint256 seed, bool damaged) private view returns (bool accepted) {
        AccountCall[] memory calls = _calls(seed);
        bytes memory callData = calls.length == 1
            ? abi.encodeWithSelector(
                EXECUTE_7579, bytes32(0), abi.encodePacked(calls[0].target, calls[0].value, calls[0].data)
            )
            : abi.encodeWithSelector(EXECUTE_7579, bytes32(uint256(1) << 248), abi.encode(calls));
        if (damaged) callData = callData.mutate(seed);

        try this.decode7579(callData) returns (AccountCall[] memory judged) {
            assertEq(abi.encode(judged), abi.encode(this.execute7579(callData)), "judged is executed");
            return true;
        } catch (bytes memory reason) {
            assertTrue(_isRefusal(bytes4(reason)), "refused by name");
            return false;
        }
    }

    /// @dev Fuzzed numbers are often small; every bit of a seed makes a choice.
    function _spread(uint256 seed) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    function _isRefusal(bytes4 selector) private pure returns (bool) {
        return selector == ISessionKeyModule.FunctionNotSupported.selector
            || selector == ISessionKeyModule.CallDataNotCanonical.selector
            || selector == ISessionKeyModule.CallCountInvalid.selector
            || selector == ISessionKeyModule.SelectorMissing.selector;
    }

    /// @dev One to four calls, with data of 0 bytes or of 4 and more.
    function _calls(uint256 seed) private pure returns (AccountCall[] memory calls) {
        calls = new AccountCall[](1 + (seed >> 248) % 4);
        for (uint256 i = 0; i < calls.length; i++) {
            uint256 random = uint256(keccak256(abi.encode(seed, "call", i)));
            calls[i].target = address(uint160(random));
            calls[i].value = random >> 160 & 0xff;
            uint256 length = (random >> 200) % 101;
            calls[i].data = new bytes(length < 4 ? 0 : length);
            for (uint256 j = 0; j < calls[i].data.length; j++) {
                calls[i].data[j] = bytes32(random | 1 << 248)[j % 32];
            }
        }
    }

    /* BOTH DECODERS, THROUGH A CALL BECAUSE THEY READ CALLDATA */

    function decode6900(bytes calldata callData) external pure returns (AccountCall[] memory) {
        return CallReader.decode6900(callData);
    }

    function decode7579(bytes calldata callData) external pure returns (AccountCall[] memory) {
        return CallReader.decode7579(callData);
    }

    function decode6900After(bytes calldata earlier, bytes calldata callData)
        external
        pure
        returns (AccountCall[] memory)
    {
        return CallReader.decode6900After7579(earlier, callData);
    }

    /// @dev As Solidity decodes the arguments of a function.
    function execute6900(bytes calldata callData) external pure returns (AccountCall[] memory calls) {
        if (bytes4(callData) == IERC6900Account.executeBatch.selector) {
            return abi.decode(callData[4:], (AccountCall[]));
        }

        assertEq(bytes32(bytes4(callData)), bytes32(IERC6900Account.execute.selector), "function");
        calls = new AccountCall[](1);
        (calls[0].target, calls[0].value, calls[0].data) = abi.decode(callData[4:], (address, uint256, bytes));
    }

    /// @dev As OpenZeppelin's accounts do.
    function execute7579(bytes calldata callData) external view returns (AccountCall[] memory calls) {
        assertEq(bytes32(bytes4(callData)), bytes32(EXECUTE_7579), "function");
        (bytes32 mode, bytes memory execution) = abi.decode(callData[4:], (bytes32, bytes));
        if (mode != 0) return this.executeBatch7579(execution);

        calls = new AccountCall[](1);
        (calls[0].target, calls[0].value, calls[0].data) = this.executeSingle7579(execution);
    }

    function executeSingle7579(bytes calldata execution)
        external
        pure
        returns (address target, uint256 value, bytes memory data)
    {
        return ERC7579Utils.decodeSingle(execution);
    }

    function executeBatch7579(bytes calldata execution) external pure returns (AccountCall[] memory calls) {
        Execution[] calldata executions = ERC7579Utils.decodeBatch(execution);
        calls = new AccountCall[](executions.length);
        for (uint256 i = 0; i < calls.length; i++) {
            calls[i] = AccountCall(executions[i].target, executions[i].value, executions[i].callData);
        }
    }
}

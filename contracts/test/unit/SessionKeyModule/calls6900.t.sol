// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {Call as AccountCall, IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The account functions of ERC-6900 that a session may use, in their one canonical encoding.
contract SessionKeyModule_Calls6900_Test is SessionKeyModuleUnitTest {
    SessionEncoder.Terms private _terms;

    /// @dev May call the router's function with anything, and send it plain native value.
    function setUp() public override {
        super.setUp();
        SessionEncoder.Terms memory terms =
            termsOf(SessionEncoder.leaf(address(_router), 0x00000000, 10, none(), none()));
        withLeaf(terms, routerLeaf(none(), none()));
        withBudget(terms, SessionEncoder.budget(0, address(0), 1000, 0));
        _terms = terms;
        relayGrant(terms);
    }

    /* FUNCTIONS */

    function test_WhenFunctionIsBehindExecuteUserOp() public {
        bytes4 prefix = IAccountExecute.executeUserOp.selector;
        TestCall[] memory calls = _batch(2);

        _allow(one(calls[0]), bytes.concat(prefix, encodeCalls(one(calls[0]))));
        _allow(calls, bytes.concat(prefix, encodeCalls(calls)));
    }

    function test_RevertWhen_FunctionIsAnother() public {
        bytes4[8] memory selectors = [
            bytes4(keccak256("executeWithRuntimeValidation(bytes,bytes)")),
            bytes4(keccak256("installExecution(address,(),bytes)")),
            bytes4(keccak256("upgradeToAndCall(address,bytes)")),
            IERC6900Account.installValidation.selector,
            IERC6900Account.uninstallValidation.selector,
            bytes4(0xe9ae5c53),
            bytes4(0),
            bytes4(0xffffffff)
        ];
        bytes memory arguments = abi.encode(address(_router), 0, "");
        for (uint256 i = 0; i < selectors.length; i++) {
            bytes memory refused = _notSupported(selectors[i]);
            _refuse(bytes.concat(selectors[i], arguments), refused);
            _refuse(bytes.concat(IAccountExecute.executeUserOp.selector, selectors[i], arguments), refused);
        }
    }

    function test_RevertWhen_ExecuteUserOpIsNested() public {
        bytes4 prefix = IAccountExecute.executeUserOp.selector;
        _refuse(bytes.concat(prefix, prefix, encodeCalls(_batch(1))), _notSupported(prefix));
    }

    function test_RevertWhen_ThereIsNoFunction() public {
        _refuse("", _notSupported(0));
        _refuse(hex"b6", _notSupported(bytes32(hex"b6")));
        _refuse(hex"b61d27", _notSupported(bytes32(hex"b61d27")));
    }

    /* CALLS */

    function test_RevertWhen_CallCountIsOutOfRange() public {
        _allow(_batch(2), encodeCalls(_batch(2)));
        _allow(_batch(16), encodeCalls(_batch(16)));
        _refuse(encodeCalls(_batch(17)), refusal(ISessionKeyModule.CallCountInvalid.selector, 17, 16));
        _refuse(
            abi.encodeCall(IERC6900Account.executeBatch, (new AccountCall[](0))),
            refusal(ISessionKeyModule.CallCountInvalid.selector, 0, 16)
        );
        _refuse(
            abi.encodePacked(IERC6900Account.executeBatch.selector, uint256(0x20), type(uint256).max),
            refusal(ISessionKeyModule.CallCountInvalid.selector, type(uint256).max, 16)
        );
    }

    function test_WhenABatchHasOneCall() public {
        AccountCall[] memory items = new AccountCall[](1);
        items[0] = AccountCall({target: address(_router), value: 0, data: abi.encodePacked(SELECTOR)});

        _allow(_batch(1), abi.encodeCall(IERC6900Account.executeBatch, (items)));
    }

    function test_WhenCalldataIsEmpty() public {
        TestCall memory call = callOf(address(_router), "");
        call.value = 10;
        allow(_terms, call);

        call.leafIndex = 1;
        refuse(_terms, call, _notGranted(0));
        call = routerCall("");
        refuse(_terms, call, _notGranted(SELECTOR));
    }

    function test_RevertWhen_CalldataHasNoSelector() public {
        for (uint256 length = 1; length < 4; length++) {
            bytes memory data = new bytes(length);
            data[0] = 0x12;
            refuse(
                _terms, callOf(address(_router), data), refusal(ISessionKeyModule.SelectorMissing.selector, 0, length)
            );
        }
        refuse(
            _terms, callOf(address(_router), hex"00000000"), refusal(ISessionKeyModule.SelectorMissing.selector, 0, 4)
        );
        refuse(
            _terms, callOf(address(_router), new bytes(68)), refusal(ISessionKeyModule.SelectorMissing.selector, 0, 68)
        );
        TestCall[] memory calls = _batch(3);
        calls[2].data = hex"1234";
        refuse(_terms, calls, refusal(ISessionKeyModule.SelectorMissing.selector, 2, 2));
    }

    /* ENCODING */

    function test_RevertWhen_ExecuteIsNotCanonical() public {
        bytes memory callData = encodeCalls(_batch(1));

        _refuse(_with(callData, 0, uint160(address(_router)) | 1 << 160), _notCanonical(4));
        _refuse(_with(callData, 0, uint160(address(_router)) | 1 << 255), _notCanonical(4));
        _refuse(_with(callData, 2, 0x40), _notCanonical(4 + 64));
        _refuse(_with(callData, 2, 0x80), _notCanonical(4 + 64));
        _refuse(_with(callData, 2, type(uint256).max), _notCanonical(4 + 64));
        _refuse(_with(callData, 3, callData.length + 1), _notCanonical(4 + 96));
        _refuse(_with(callData, 3, 2 ** 64), _notCanonical(4 + 96));
        _refuse(_with(callData, 3, type(uint256).max), _notCanonical(4 + 96));
        _refuse(_with(callData, 4, uint256(bytes32(SELECTOR)) | 1), _notCanonical(4 + 128 + 4));
        _refuse(bytes.concat(callData, hex"00"), _notCanonical(callData.length));
        _refuse(bytes.concat(callData, bytes32(0)), _notCanonical(callData.length));
    }

    function test_RevertWhen_ExecuteIsCutOff() public {
        bytes memory callData = encodeCalls(_batch(1));
        uint256 end = callData.length;
        for (uint256 length = end - 1; length >= end - 28; length--) {
            _refuse(_cut(callData, length), _notCanonical(end));
        }
    }

    function test_RevertWhen_BatchIsNotCanonical() public {
        bytes memory callData = encodeCalls(_batch(2));

        _refuse(_with(callData, 0, 0x40), _notCanonical(4));
        // Words 2 and 3 say where the items begin, counted from word 2; an item has 160 bytes here.
        _refuse(_with(callData, 2, 0x60), _notCanonical(4 + 64));
        _refuse(_with(callData, 3, 0x40), _notCanonical(4 + 96));
        _refuse(_with(callData, 3, 0xe0 + 0x20), _notCanonical(4 + 96));
        _refuse(_with(callData, 3, type(uint256).max - 31), _notCanonical(4 + 96));
        _refuse(_with(callData, 6, 0x40), _notCanonical(4 + 6 * 32));
        _refuse(_with(callData, 7, 2 ** 128), _notCanonical(4 + 7 * 32));
        _refuse(_with(callData, 9, uint160(address(_router)) | 1 << 160), _notCanonical(4 + 9 * 32));
        _refuse(_with(callData, 1, 1), _notCanonical(4 + 64));
        _refuse(_with(callData, 1, 3), _notCanonical(4 + 64));
        _refuse(bytes.concat(callData, bytes32(0)), _notCanonical(callData.length));
    }

    /* HELPERS */

    /// @dev Calls of the router's function, which is leaf 1.
    function _batch(uint256 count) private view returns (TestCall[] memory calls) {
        calls = new TestCall[](count);
        for (uint256 i = 0; i < count; i++) {
            calls[i] = routerCall("");
            calls[i].leafIndex = 1;
        }
    }

    function _op(TestCall[] memory calls, bytes memory callData)
        private
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = unsignedOp(_terms, calls, 0);
        userOp.callData = callData;
        sign(userOp, bodyOf(_terms, calls));
    }

    function _allow(TestCall[] memory calls, bytes memory callData) private {
        assertEq(uint160(validate(_op(calls, callData))), 0, "signature is right");
    }

    /// @dev As many leaf indexes as any callData could need come with it.
    function _refuse(bytes memory callData, bytes memory revertData) private {
        refuse(_op(_batch(3), callData), revertData);
    }

    function _with(bytes memory callData, uint256 word, uint256 value) private pure returns (bytes memory changed) {
        changed = bytes.concat(callData);
        assembly ("memory-safe") {
            mstore(add(add(changed, 0x24), mul(word, 0x20)), value) // behind length and selector
        }
    }

    function _cut(bytes memory callData, uint256 length) private pure returns (bytes memory shorter) {
        shorter = bytes.concat(callData);
        assembly ("memory-safe") {
            mstore(shorter, length) // less than there was
        }
    }

    function _notCanonical(uint256 position) private pure returns (bytes memory) {
        return refusal(ISessionKeyModule.CallDataNotCanonical.selector, position);
    }

    function _notSupported(bytes32 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.FunctionNotSupported.selector, selector);
    }

    function _notGranted(bytes4 selector) private view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 0, address(_router), selector);
    }
}

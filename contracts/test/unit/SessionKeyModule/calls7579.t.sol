// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountExecute, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {Call as AccountCall, IERC6900Account} from "../../../src/interfaces/IERC6900Account.sol";
import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice ERC-7579's `execute(bytes32,bytes)`: single and batch, reverting execution, canonical encoding.
contract SessionKeyModule_Calls7579_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    bytes4 private constant EXECUTE = 0xe9ae5c53;
    bytes32 private constant SINGLE = 0;
    bytes32 private constant BATCH = bytes32(uint256(1) << 248);

    SessionEncoder.Terms private _terms;

    function setUp() public override {
        super.setUp();
        _terms = termsOf(routerLeaf(none(), none()));
        relayGrant(_terms);
    }

    function route() internal pure override returns (uint40) {
        return 2 << 32;
    }

    function nonceLayout() internal pure override returns (uint8 shift, uint8 width) {
        return (64, 32);
    }

    function nonceSelection() internal view override returns (uint256) {
        return uint256(uint160(address(_module))) << 96;
    }

    function encodeCalls(TestCall[] memory calls) internal pure override returns (bytes memory) {
        if (calls.length == 1) return _execute(SINGLE, _packed(calls[0]));

        return _execute(BATCH, _items(calls));
    }

    function validate(PackedUserOperation memory userOp) internal override returns (uint256) {
        bytes32 userOpHash = this.getUserOpHash(userOp);
        vm.prank(_account);
        return _module.validateUserOp(userOp, userOpHash);
    }

    function refuse(PackedUserOperation memory userOp, bytes memory revertData) internal override {
        bytes32 userOpHash = this.getUserOpHash(userOp);
        vm.prank(_account);
        vm.expectRevert(revertData);
        _module.validateUserOp(userOp, userOpHash);
    }

    /* MODES AND FUNCTIONS */

    function test_WhenModeIsSingleOrBatch() public {
        allow(_terms, _calls(1));
        allow(_terms, _calls(2));
        allow(_terms, _calls(16));
        _allow(_calls(1), _execute(BATCH, _items(_calls(1))));
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = _terms;
        terms.salt++;
        assertEq(uint160(validate(enablingOp(terms, _calls(2), TEXT))), 0, "signature is right");
        assertTrue(isKnown(sessionIdOf(terms)), "known");
    }

    function test_RevertWhen_AnotherBitOfTheModeIsSet() public {
        bytes memory single = _packed(_calls(1)[0]);
        bytes memory batch = _items(_calls(2));
        for (uint256 bit = 0; bit < 256; bit++) {
            bytes32 mode = bytes32(uint256(1) << bit);
            if (bit != 248) _refuse(_execute(mode, single), _notSupported(mode));
            mode = BATCH ^ mode;
            if (bit != 248) _refuse(_execute(mode, batch), _notSupported(mode));
        }
        bytes32 delegateCall = bytes32(uint256(0xff) << 248);
        _refuse(_execute(delegateCall, single), _notSupported(delegateCall));
    }

    function test_RevertWhen_FunctionIsAnother() public {
        bytes memory execute = _execute(SINGLE, _packed(_calls(1)[0]));
        bytes4[5] memory selectors = [
            IAccountExecute.executeUserOp.selector,
            IERC6900Account.execute.selector,
            IERC6900Account.executeBatch.selector,
            bytes4(keccak256("executeFromExecutor(bytes32,bytes)")),
            bytes4(keccak256("installModule(uint256,address,bytes)"))
        ];
        for (uint256 i = 0; i < selectors.length; i++) {
            for (uint256 j = 0; j < 4; j++) {
                execute[j] = selectors[i][j];
            }
            _refuse(execute, _notSupported(selectors[i]));
        }
        execute = bytes.concat(IAccountExecute.executeUserOp.selector, _execute(SINGLE, _packed(_calls(1)[0])));
        _refuse(execute, _notSupported(IAccountExecute.executeUserOp.selector));
        _refuse(hex"e9ae5c", _notSupported(bytes32(hex"e9ae5c")));
        _refuse("", _notSupported(0));
    }

    /* CALLS */

    function test_RevertWhen_CallCountIsOutOfRange() public {
        _refuse(_execute(BATCH, _items(_calls(17))), refusal(ISessionKeyModule.CallCountInvalid.selector, 17, 16));
        _refuse(_execute(BATCH, _items(_calls(0))), refusal(ISessionKeyModule.CallCountInvalid.selector, 0, 16));
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
            _terms, callOf(address(_router), new bytes(36)), refusal(ISessionKeyModule.SelectorMissing.selector, 0, 36)
        );
    }

    function test_WhenCalldataIsEmpty() public {
        refuse(
            _terms,
            callOf(address(_router), ""),
            abi.encodeWithSelector(ISessionKeyModule.CallNotGranted.selector, 0, address(_router), bytes4(0))
        );
        SessionEncoder.Terms memory terms =
            termsOf(SessionEncoder.leaf(address(_router), 0x00000000, 0, none(), none()));
        relayGrant(terms);
        allow(terms, callOf(address(_router), ""));
    }

    function test_RevertWhen_SingleIsTooShort() public {
        _refuse(_execute(SINGLE, ""), _notCanonical(100));
        _refuse(_execute(SINGLE, abi.encodePacked(address(_router), uint96(0), uint152(0))), _notCanonical(100));
    }

    /* ENCODING */

    function test_RevertWhen_OuterCallIsNotCanonical() public {
        bytes memory callData = _execute(SINGLE, _packed(_calls(1)[0]));

        _refuse(_with(callData, 1, 0x20), _notCanonical(36));
        _refuse(_with(callData, 1, 0x60), _notCanonical(36));
        _refuse(_with(callData, 2, callData.length + 1), _notCanonical(68));
        _refuse(_with(callData, 2, type(uint256).max), _notCanonical(68));
        // 56 bytes stand in two words: a length of 32 ends one word too early, and padding must be zero.
        _refuse(_with(callData, 2, 32), _notCanonical(132));
        callData[callData.length - 1] = 0x01;
        _refuse(callData, _notCanonical(156));
        callData[callData.length - 1] = 0x00;
        _refuse(bytes.concat(callData, hex"00"), _notCanonical(164));
    }

    function test_RevertWhen_BatchIsNotCanonical() public {
        bytes memory callData = _execute(BATCH, _items(_calls(2)));

        // The batch begins at byte 100, behind mode, offset and length.
        _refuse(_with(callData, 3, 0x40), _notCanonical(100));
        _refuse(_with(callData, 5, 0x60), _notCanonical(100 + 64));
        _refuse(_with(callData, 6, 0x40), _notCanonical(100 + 96));
        _refuse(_with(callData, 9, 0x80), _notCanonical(100 + 192));
        _refuse(_with(callData, 10, type(uint256).max), _notCanonical(100 + 224));
        bytes memory longer = bytes.concat(_items(_calls(2)), bytes32(0));
        _refuse(_execute(BATCH, longer), _notCanonical(100 + longer.length - 32));
    }

    /* HELPERS */

    function _calls(uint256 count) private view returns (TestCall[] memory calls) {
        calls = new TestCall[](count);
        for (uint256 i = 0; i < count; i++) {
            calls[i] = routerCall("");
        }
    }

    function _execute(bytes32 mode, bytes memory execution) private pure returns (bytes memory) {
        return abi.encodeWithSelector(EXECUTE, mode, execution);
    }

    function _packed(TestCall memory call) private pure returns (bytes memory) {
        return abi.encodePacked(call.target, call.value, call.data);
    }

    function _items(TestCall[] memory calls) private pure returns (bytes memory) {
        AccountCall[] memory items = new AccountCall[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            items[i] = AccountCall({target: calls[i].target, value: calls[i].value, data: calls[i].data});
        }
        return abi.encode(items);
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

    function _refuse(bytes memory callData, bytes memory revertData) private {
        refuse(_op(_calls(3), callData), revertData);
    }

    function _with(bytes memory callData, uint256 word, uint256 value) private pure returns (bytes memory changed) {
        changed = bytes.concat(callData);
        assembly ("memory-safe") {
            mstore(add(add(changed, 0x24), mul(word, 0x20)), value) // behind length and selector
        }
    }

    function _notCanonical(uint256 position) private pure returns (bytes memory) {
        return refusal(ISessionKeyModule.CallDataNotCanonical.selector, position);
    }

    function _notSupported(bytes32 selectorOrMode) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.FunctionNotSupported.selector, selectorOrMode);
    }
}

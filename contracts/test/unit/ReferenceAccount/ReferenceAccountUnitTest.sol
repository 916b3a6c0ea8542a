// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../../src/account/ModuleConfigLib.sol";
import {IAccountExecute, IEntryPoint, PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {ManifestFixtures} from "../../utils/ManifestFixtures.sol";

/// @notice An account whose EntryPoint is the test, and a module to install.
abstract contract ReferenceAccountUnitTest is ManifestFixtures {
    uint32 internal constant ENTITY_ID = 7;
    uint32 internal constant FIRST_HOOK = 21;
    uint32 internal constant SECOND_HOOK = 22;
    bytes32 internal constant USER_OP_HASH = keccak256("user operation");

    function setUp() public virtual {
        deployAccount(IEntryPoint(makeAddress("entry point")));
        deployModule();
    }

    function _install(uint8 flags, bytes[] memory hooks) internal {
        install(
            validationConfig(address(_module), ENTITY_ID, flags),
            list(_account.execute.selector, _account.executeBatch.selector),
            hooks
        );
    }

    function _installSession(bytes[] memory hooks) internal {
        _install(ModuleConfigLib.FLAG_USER_OP, hooks);
    }

    function _ask(uint8 options, bytes memory callData, bytes memory signature) internal returns (uint256) {
        vm.prank(address(_entryPoint));
        return _account.validateUserOp(_userOp(options, callData, signature), USER_OP_HASH, 0);
    }

    function _allowed(uint8 options, bytes memory callData) internal {
        uint256 expected = _bounds(123, 456);
        _module.answer(ENTITY_ID, expected);

        assertEq(_ask(options, callData, finalSegment("")), expected, "validation data");
    }

    function _refused(uint8 options, bytes memory callData, bytes memory revertData) internal {
        vm.prank(address(_entryPoint));
        vm.expectRevert(revertData);
        _account.validateUserOp(_userOp(options, callData, finalSegment("")), USER_OP_HASH, 0);
    }

    function _userOp(uint8 options, bytes memory callData, bytes memory signature)
        internal
        view
        returns (PackedUserOperation memory userOp)
    {
        userOp = buildUserOp(address(_account), uint256(nonceKey(5, ENTITY_ID, options)) << 64 | 3, callData);
        userOp.signature = signature;
    }

    function _executeCall() internal view returns (bytes memory) {
        return abi.encodeCall(_account.execute, (address(_module), 0, ""));
    }

    function _withContext(bytes memory callData) internal pure returns (bytes memory) {
        return abi.encodePacked(IAccountExecute.executeUserOp.selector, callData);
    }

    function _bounds(uint48 validAfter, uint48 validUntil) internal pure returns (uint256) {
        return uint256(validAfter) << 208 | uint256(validUntil) << 160;
    }

    function _twoHooks() internal view returns (bytes[] memory) {
        return list(
            hookItem(address(_module), FIRST_HOOK, ModuleConfigLib.HOOK_VALIDATION, ""),
            hookItem(address(_module), SECOND_HOOK, ModuleConfigLib.HOOK_VALIDATION, "")
        );
    }
}

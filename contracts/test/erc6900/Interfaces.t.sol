// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SingleOwnerValidationModule} from "../../src/account/SingleOwnerValidationModule.sol";
import {Call} from "../../src/interfaces/ERC6900Types.sol";
import {CallTarget} from "../mocks/CallTarget.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: which interfaces account and modules have.
contract Erc6900_Interfaces_Test is Erc6900Test {
    function test_I1_AccountMustHaveItsInterfaces() public view {
        assertTrue(_account.supportsInterface(0x19822f7c), "IAccount");
        assertTrue(_account.supportsInterface(0x8dd7712f), "IAccountExecute");
        assertTrue(_account.supportsInterface(0xd2d1a782), "IModularAccount");
        assertTrue(_account.supportsInterface(0xa667dd7d), "IModularAccountView");
        assertEq(_account.accountId(), "sessionkeys.reference-account.0.1.0", "account id");
    }

    function test_I2_ModuleMustHaveItsInterfaces() public view {
        SingleOwnerValidationModule module = _ownerModule;

        assertTrue(module.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(module.supportsInterface(0x46c0c1b4), "IModule");
        assertTrue(module.supportsInterface(0xab3e34c1), "IValidationModule");
        assertGt(bytes(module.moduleId()).length, 0, "module id");
    }

    function test_I3_RevertOfOneCallMustRevertTheBatch() public {
        CallTarget target = new CallTarget();
        Call[] memory calls = new Call[](2);
        calls[0] = Call({target: address(target), value: 0, data: abi.encodeCall(target.echo, (1))});
        calls[1] = Call({target: address(target), value: 0, data: abi.encodeCall(target.fail, (2))});

        assertFailed(
            sendAsOwner(abi.encodeCall(_account.executeBatch, (calls))),
            abi.encodeWithSelector(CallTarget.Unwilling.selector, 2)
        );
        assertEq(target.calls(), 0, "calls of the target");
    }
}

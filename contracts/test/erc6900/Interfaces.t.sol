// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ModuleConfigLib} from "../../src/account/ModuleConfigLib.sol";
import {Call} from "../../src/interfaces/ERC6900Types.sol";
import {CallTarget} from "../mocks/CallTarget.sol";
import {Erc6900Test} from "./Erc6900Test.sol";

/// @notice ERC-6900: which interfaces the account has, and what they say of its calls.
contract Erc6900_Interfaces_Test is Erc6900Test {
    function test_I1_AccountMustHaveItsInterfaces() public view {
        assertTrue(_account.supportsInterface(0x19822f7c), "IAccount");
        assertTrue(_account.supportsInterface(0x8dd7712f), "IAccountExecute");
        assertTrue(_account.supportsInterface(0xd2d1a782), "IModularAccount");
        assertTrue(_account.supportsInterface(0xa667dd7d), "IModularAccountView");
        assertTrue(_account.supportsInterface(0x1626ba7e), "ERC-1271");
        assertEq(_account.accountId(), "sessionkeys.reference-account.0.1.0", "account id");
    }

    function test_I1_AccountMustAnswerForSignatures() public {
        installSession(ModuleConfigLib.FLAG_SIGNATURE, none());
        bytes32 hash = keccak256("message");
        bytes memory start = locator(ENTITY_ID, OPTION_NONE);

        bytes4 answer = _account.isValidSignature(hash, abi.encodePacked(start, finalSegment(abi.encode(hash))));
        assertEq(bytes32(answer), bytes32(bytes4(0x1626ba7e)), "answer to a signature");
        answer = _account.isValidSignature(hash, abi.encodePacked(start, finalSegment("another")));
        assertEq(bytes32(answer), bytes32(bytes4(0xffffffff)), "answer to another");
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

    /// @dev Documented limit: decision 0009. Neither is `act` listed, nor does its hook run.
    function test_I4_DocumentedLimit_ExecuteReachesAModuleAsTheAccount() public {
        installManifest(withHook(actManifest(), _module.act.selector, FIRST_HOOK, PRE_AND_POST));
        install(
            validationConfig(address(_module), ENTITY_ID, ModuleConfigLib.FLAG_USER_OP),
            list(_execute, _account.executeBatch.selector),
            none()
        );

        assertReverted(sendSession(actCall()), notAllowed(ENTITY_ID, _module.act.selector));
        assertSucceeded(sendSession(executeCall()));
        assertSucceeded(sendSession(abi.encodeCall(_account.executeBatch, (one(address(_module), actCall())))));

        bytes32 validated = step(_module.validateUserOp.selector, ENTITY_ID);
        _steps = [validated, actStep(), validated, actStep()];
        assertSteps(_steps);
        assertEq(_module.entries()[1].sender, address(_account), "whom the module takes for the caller");
    }

    /// @dev Documented limit: decision 0009.
    function test_I4_DocumentedLimit_ExecuteReachesTheModuleOfTheOwner() public {
        installSession(none());
        bytes memory data = abi.encodeCall(_ownerModule.transferOwnership, (OWNER_ENTITY_ID, _caller));

        assertSucceeded(sendSession(abi.encodeCall(_account.execute, (address(_ownerModule), 0, data))));

        assertEq(_ownerModule.ownerOf(OWNER_ENTITY_ID, address(_account)), _caller, "owner");
    }
}

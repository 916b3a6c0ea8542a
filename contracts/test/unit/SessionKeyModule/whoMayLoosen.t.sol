// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ContractApprover} from "../../mocks/ContractApprover.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may resume, loosen and re-attest: the account itself, or anybody with the approver's signature. A guardian
/// may not, and neither may an approver that only calls.
contract SessionKeyModule_WhoMayLoosen_Test is ControlUnitTest {
    function test_WhenAccountCalls() public {
        forEach(looseningKinds(), _passForAccount);
    }

    function test_WhenApproverSigned() public {
        forEach(looseningKinds(), _passSigned);
    }

    function test_WhenAccountRelaysASignature() public {
        forEach(looseningKinds(), _passRelayedByAccount);
    }

    function test_GivenApproverIsAContract() public {
        vm.etch(_approver, address(new ContractApprover("yes")).code);
        forEach(looseningKinds(), _passSignedByContract);
    }

    function test_RevertWhen_SomebodyElseCalls() public {
        forEach(looseningKinds(), _refuseCallers);
    }

    function test_RevertWhen_SomebodyElseSigned() public {
        forEach(looseningKinds(), _refuseSigners);
    }

    function test_RevertWhen_SignatureIsNotCanonical() public {
        forEach(looseningKinds(), _refuseForms);
    }

    function test_RevertGiven_ApproverIsAnother() public {
        forEach(looseningKinds(), _refuseFormerApprover);
    }

    function test_RevertGiven_ModuleNotInstalled() public {
        forEach(looseningKinds(), _refuseForStranger);
    }

    function test_RevertWhen_FormIsUnknown() public {
        forEach(looseningKinds(), _refuseUnknownForm);
    }

    function test_WhenFormIsUnknown_WithoutSignature() public {
        forEach(looseningKinds(), _passUnknownForm);
    }

    /* ALLOWED */

    function _passForAccount(Kind kind) private {
        _pass(_account, messageOf(kind), "");
    }

    function _passSigned(Kind kind) private {
        for (uint8 form = TEXT; form <= TYPED; form++) {
            uint256 world = vm.snapshotState();
            Message memory message = messageOf(kind);
            message.form = form;
            _pass(makeAddress("relayer"), message, signatureOf(message, _approverKey));
            vm.revertToStateAndDelete(world);
        }
    }

    function _passRelayedByAccount(Kind kind) private {
        Message memory message = messageOf(kind);
        _pass(_account, message, signatureOf(message, _approverKey));
    }

    function _passSignedByContract(Kind kind) private {
        Message memory message = messageOf(kind);
        refuseRelayed(encode(message, "no"), approverSignatureInvalid());
        _pass(makeAddress("relayer"), message, "yes");
    }

    function _passUnknownForm(Kind kind) private {
        Message memory message = messageOf(kind);
        message.form = 7;
        _pass(_account, message, "");
    }

    function _pass(address caller, Message memory message, bytes memory signature) private {
        callAs(caller, encode(message, signature));
        assertDone(message);
    }

    /* REFUSED */

    function _refuseCallers(Kind kind) private {
        bytes memory message = encode(messageOf(kind), "");

        refuseFrom(_guardian, message, approverSignatureInvalid());
        refuseFrom(_approver, message, approverSignatureInvalid());
        refuseFrom(_agent, message, approverSignatureInvalid());
        refuseRelayed(message, approverSignatureInvalid());
    }

    function _refuseSigners(Kind kind) private {
        Message memory message = messageOf(kind);

        refuseRelayed(signed(message, _guardianKey), approverSignatureInvalid());
        refuseRelayed(signed(message, _agentKey), approverSignatureInvalid());
        refuseFrom(_account, signed(message, _guardianKey), approverSignatureInvalid());
        // The right signer, the other form.
        bytes memory typed = signatureOf(message, _approverKey);
        message.form = TEXT;
        refuseRelayed(encode(message, typed), approverSignatureInvalid());
    }

    function _refuseForms(Kind kind) private {
        Message memory message = messageOf(kind);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_approverKey, digestOf(message));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

        refuseRelayed(encode(message, abi.encodePacked(r, s, v, hex"00")), approverSignatureInvalid());
        refuseRelayed(encode(message, abi.encodePacked(r, s)), approverSignatureInvalid());
        refuseRelayed(encode(message, abi.encodePacked(r, s, v - 27)), approverSignatureInvalid());
        refuseRelayed(encode(message, abi.encodePacked(r, order - uint256(s), 55 - v)), approverSignatureInvalid());
        refuseRelayed(encode(message, new bytes(65)), approverSignatureInvalid());
    }

    function _refuseFormerApprover(Kind kind) private {
        vm.prank(_account);
        _module.setApprover(makeAddress("new approver"));
        Message memory message = messageOf(kind);

        refuseRelayed(
            signed(message, _approverKey),
            abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, makeAddress("new approver"))
        );
    }

    function _refuseForStranger(Kind kind) private {
        Message memory message = messageOf(kind);
        message.account = makeAddress("stranger");
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, message.account);

        refuseRelayed(signed(message, _approverKey), refused);
        refuseFrom(message.account, encode(message, ""), refused);
    }

    function _refuseUnknownForm(Kind kind) private {
        Message memory message = messageOf(kind);
        bytes memory signature = signatureOf(message, _approverKey);
        message.form = 2;

        refuseRelayed(encode(message, signature), termInvalid("form", 2, 1));
    }
}

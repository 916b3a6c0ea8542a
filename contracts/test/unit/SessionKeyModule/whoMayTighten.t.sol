// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {ContractApprover} from "../../mocks/ContractApprover.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice Who may revoke, revoke all, pause and tighten: the account, the approver and guardians, by themselves or by a
/// signature that anybody relays; nobody else.
contract SessionKeyModule_WhoMayTighten_Test is ControlUnitTest {
    function test_WhenAccountCalls() public {
        forEach(tighteningKinds(), _passForAccount);
    }

    function test_WhenApproverCalls() public {
        forEach(tighteningKinds(), _passForApprover);
    }

    function test_WhenGuardianCalls() public {
        forEach(tighteningKinds(), _passForGuardian);
    }

    function test_WhenApproverSigned() public {
        forEach(tighteningKinds(), _passSignedByApprover);
    }

    function test_WhenGuardianSigned() public {
        forEach(tighteningKinds(), _passSignedByGuardian);
    }

    function test_WhenAccountRelaysASignature() public {
        forEach(tighteningKinds(), _passRelayedByAccount);
    }

    function test_GivenApproverIsAContract() public {
        vm.etch(_approver, address(new ContractApprover("yes")).code);
        forEach(tighteningKinds(), _passSignedByContract);
    }

    function test_RevertWhen_SomebodyElseCalls() public {
        forEach(tighteningKinds(), _refuseCallers);
    }

    function test_RevertWhen_SomebodyElseSigned() public {
        forEach(tighteningKinds(), _refuseSigners);
    }

    function test_RevertWhen_SignatureIsNotCanonical() public {
        forEach(tighteningKinds(), _refuseForms);
    }

    function test_RevertGiven_GuardianRemoved() public {
        vm.prank(_account);
        _module.removeGuardian(_guardian);
        forEach(tighteningKinds(), _refuseGuardian);
    }

    function test_RevertGiven_GuardianOfAnEarlierInstallation() public {
        vm.prank(_account);
        _module.onInstall(installData());
        forEach(tighteningKinds(), _refuseGuardian);
    }

    function test_RevertGiven_GuardianOfAnotherAccount() public {
        address other = makeAddress("other account");
        vm.startPrank(other);
        _module.onInstall(installData());
        (_guardian, _guardianKey) = makeKey("other guardian");
        _module.addGuardian(_guardian);
        vm.stopPrank();
        forEach(tighteningKinds(), _refuseGuardian);
    }

    function test_RevertGiven_ApproverIsAnother() public {
        vm.prank(_account);
        _module.setApprover(makeAddress("new approver"));
        forEach(tighteningKinds(), _refuseFormerApprover);
    }

    function test_RevertGiven_ModuleNotInstalled() public {
        forEach(tighteningKinds(), _refuseForStranger);
    }

    function test_RevertWhen_FormIsUnknown() public {
        forEach(tighteningKinds(), _refuseUnknownForm);
    }

    function test_WhenFormIsUnknown_WithoutSignature() public {
        forEach(tighteningKinds(), _passUnknownForm);
    }

    /* ALLOWED */

    function _passForAccount(Kind kind) private {
        _pass(_account, messageOf(kind), "");
    }

    function _passForApprover(Kind kind) private {
        _pass(_approver, messageOf(kind), "");
    }

    function _passForGuardian(Kind kind) private {
        _pass(_guardian, messageOf(kind), "");
    }

    function _passSignedByApprover(Kind kind) private {
        _passInBothForms(kind, _approverKey);
    }

    function _passSignedByGuardian(Kind kind) private {
        _passInBothForms(kind, _guardianKey);
    }

    function _passRelayedByAccount(Kind kind) private {
        Message memory message = messageOf(kind);
        _pass(_account, message, signatureOf(message, _guardianKey));
    }

    function _passSignedByContract(Kind kind) private {
        Message memory message = messageOf(kind);
        refuseRelayed(encode(message, "no"), notAuthorized(address(0)));
        _pass(makeAddress("relayer"), message, "yes");
    }

    function _passUnknownForm(Kind kind) private {
        Message memory message = messageOf(kind);
        message.form = 7;
        _pass(_guardian, message, "");
    }

    function _passInBothForms(Kind kind, uint256 key) private {
        for (uint8 form = TEXT; form <= TYPED; form++) {
            uint256 world = vm.snapshotState();
            Message memory message = messageOf(kind);
            message.form = form;
            _pass(makeAddress("relayer"), message, signatureOf(message, key));
            vm.revertToStateAndDelete(world);
        }
    }

    function _pass(address caller, Message memory message, bytes memory signature) private {
        callAs(caller, encode(message, signature));
        assertDone(message);
    }

    /* REFUSED */

    function _refuseCallers(Kind kind) private {
        bytes memory message = encode(messageOf(kind), "");

        refuseFrom(_agent, message, notAuthorized(_agent));
        refuseFrom(address(_module), message, notAuthorized(address(_module)));
        refuseFrom(makeAddress("relayer"), message, notAuthorized(makeAddress("relayer")));
    }

    function _refuseSigners(Kind kind) private {
        Message memory message = messageOf(kind);
        bytes memory byAgent = signed(message, _agentKey);

        refuseRelayed(byAgent, notAuthorized(_agent));
        refuseFrom(_account, byAgent, notAuthorized(_agent));
        refuseFrom(_approver, byAgent, notAuthorized(_agent));
        refuseFrom(_guardian, byAgent, notAuthorized(_agent));
        // The right signer, the other form.
        bytes memory typed = signatureOf(message, _approverKey);
        message.form = TEXT;
        refuseRelayed(encode(message, typed), notAuthorized(recovered(digestOf(message), typed)));
    }

    function _refuseForms(Kind kind) private {
        Message memory message = messageOf(kind);
        bytes memory right = signatureOf(message, _approverKey);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_approverKey, digestOf(message));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory nobody = notAuthorized(address(0));

        refuseRelayed(encode(message, bytes.concat(right, hex"00")), nobody);
        refuseRelayed(encode(message, abi.encodePacked(r, s)), nobody);
        refuseRelayed(encode(message, abi.encodePacked(r, s, v - 27)), nobody);
        refuseRelayed(encode(message, abi.encodePacked(r, order - uint256(s), 55 - v)), nobody);
        refuseRelayed(encode(message, new bytes(65)), nobody);
    }

    function _refuseGuardian(Kind kind) private {
        refuseFrom(_guardian, encode(messageOf(kind), ""), notAuthorized(_guardian));
        refuseRelayed(signed(messageOf(kind), _guardianKey), notAuthorized(_guardian));
    }

    function _refuseFormerApprover(Kind kind) private {
        refuseFrom(_approver, encode(messageOf(kind), ""), notAuthorized(_approver));
        refuseRelayed(signed(messageOf(kind), _approverKey), notAuthorized(_approver));
    }

    function _refuseForStranger(Kind kind) private {
        Message memory message = messageOf(kind);
        message.account = makeAddress("stranger");
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, makeAddress("stranger"));

        refuseRelayed(encode(message, ""), refused);
        refuseRelayed(signed(message, _approverKey), refused);
        if (kind != Kind.REVOKE) refuseFrom(makeAddress("stranger"), encode(message, ""), refused);
    }

    function _refuseUnknownForm(Kind kind) private {
        Message memory message = messageOf(kind);
        bytes memory signature = signatureOf(message, _approverKey);
        message.form = 2;

        refuseRelayed(encode(message, signature), termInvalid("form", 2, 1));
    }
}

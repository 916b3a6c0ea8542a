// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_NORMAL} from "../../../src/interfaces/ISessionKeyModule.sol";
import {Echo} from "../../mocks/Echo.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice What the module's fallback does: it runs the control code on the module's own storage, for what that code
/// knows, and gives back its outcome. Called directly, the control code reaches nothing.
contract SessionKeyModule_Dispatch_Test is ControlUnitTest {
    ISessionKeyModule private _control;
    /// @dev Modules whose control code answers, and reverts, with what it was asked.
    address[2] private _echoing;

    /// @dev The module under test is deployed once more, with control code whose address is known.
    function setUp() public override {
        super.setUp();
        address control = vm.deployCode("SessionControl.sol:SessionControl", abi.encode(_messages));
        _control = ISessionKeyModule(control);
        bytes memory arguments = abi.encode(_messages, control);
        _module = ISessionKeyModule(vm.deployCode("SessionKeyModule.sol:SessionKeyModule", arguments));
        vm.startPrank(_account);
        _module.onInstall(installData());
        _module.addGuardian(_guardian);
        vm.stopPrank();
        _id = relayGrant(defaultTerms());
        for (uint256 i = 0; i < 2; i++) {
            control = vm.deployCode("SessionControl.sol:SessionControl", abi.encode(_messages));
            arguments = abi.encode(_messages, control);
            _echoing[i] = vm.deployCode("SessionKeyModule.sol:SessionKeyModule", arguments);
            vm.etch(control, address(new Echo(i == 1)).code);
        }
    }

    /// @dev A call of code that is not there succeeds and does nothing.
    function test_RevertWhen_ControlCodeIsNotThere() public {
        bytes memory code = vm.getCode("SessionKeyModule.sol:SessionKeyModule");
        assertEq(_create(bytes.concat(code, abi.encode(_messages, makeAddress("no code")))), address(0), "no code");

        deployHelpers();
        assertEq(_create(bytes.concat(code, abi.encode(_messages, _control))), address(0), "code of other helpers");
    }

    function test_RevertWhen_SelectorIsUnknown() public {
        bytes[6] memory calls = [
            bytes(hex"deadbeef"),
            hex"00000000",
            hex"dead",
            "",
            abi.encodeWithSignature("initialize(address)", _agent),
            abi.encodePacked(hex"ffffffff", new bytes(320))
        ];
        vm.record();
        for (uint256 i = 0; i < calls.length; i++) {
            refuseFrom(_account, calls[i], "");
        }
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
    }

    function test_RevertWhen_EtherIsSent() public {
        vm.deal(address(this), 1 ether);
        bytes[4] memory calls = [
            bytes(""),
            abi.encodeCall(_module.moduleId, ()),
            abi.encodeCall(_module.revokeAll, (_account, TYPED, "")),
            hex"deadbeef"
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done, bytes memory answer) = address(_module).call{value: 1}(calls[i]);
            assertFalse(done, "ether");
            assertEq(answer, "", "revert data");
        }
        assertEq(address(_module).balance, 0, "balance");
    }

    function test_WhenControlCodeAnswers() public view {
        (bool done, bytes memory answer) = address(_module).staticcall(abi.encodeCall(_module.moduleId, ()));
        assertTrue(done, "view");
        assertEq(abi.decode(answer, (string)), "sessionkeys.session-key-module.0.1.0", "answer of the control code");
    }

    function test_RevertWhen_ControlCodeReverts() public {
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.GuardianForbidden.selector, address(0));
        refuseFrom(_account, abi.encodeCall(_module.addGuardian, (address(0))), refused);
    }

    /// @dev Any calldata goes there as it is, with the caller, and any answer comes back as it is.
    function testFuzz_WhenControlCodeIsAnything(bytes4 selector, bytes calldata arguments, address caller) public {
        bytes4[4] memory own =
            [_module.grant.selector, _module.revoke.selector, _module.revokeAll.selector, bytes4(0x0ab8785f)];
        for (uint256 i = 0; i < 4; i++) {
            if (selector == own[i]) return;
        }
        if (selector == 0x97003203) return;

        bytes memory data = bytes.concat(selector, arguments);
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(caller);
            (bool done, bytes memory answer) = _echoing[i].call(data);
            assertEq(done, i == 0, "outcome");
            assertEq(answer, abi.encodePacked(caller, data), "answer");
        }
    }

    /// @dev It sees the account that calls, and the module as itself.
    function test_WhenControlCodeRunsAsTheModule() public {
        assertEq(_module.domainSeparator(), _plainDomain(address(_module)), "domain of the module");
        assertEq(_control.domainSeparator(), _plainDomain(address(_control)), "domain of the control code");
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.GuardianForbidden.selector, address(_module));
        refuseFrom(_account, abi.encodeCall(_module.addGuardian, (address(_module))), refused);
    }

    function test_WhenControlIsCalledDirectly() public {
        vm.record();
        vm.startPrank(_account);
        _control.onInstall(installData());
        _control.setApprover(_agent);
        _control.setConcurrentLimit(1);
        _control.addGuardian(_agent);
        _control.tightenMode(_account, 2, 0, 0, TYPED, "");
        _control.onUninstall("");
        vm.stopPrank();

        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(reads.length + writes.length, 0, "storage of the module");
        assertEq(_module.accountState(_account).approver(), _approver, "approver");
        assertEq(_module.accountState(_account).mode(), MODE_NORMAL, "mode");
        allow(defaultTerms(), transferCall(1));
    }

    /// @dev A message for the module means nothing to the control code: it would be its own domain's.
    function test_RevertWhen_ControlIsGivenAMessageOfTheModule() public {
        vm.prank(_account);
        _control.onInstall(installData());
        bytes memory data = signed(messageOf(Kind.TIGHTEN), _approverKey);
        Message memory own = messageOf(Kind.TIGHTEN);
        own.module = address(_control);

        (bool done, bytes memory answer) = address(_control).call(data);
        assertFalse(done, "message of the module");
        bytes memory signature = signatureOf(messageOf(Kind.TIGHTEN), _approverKey);
        assertEq(answer, notAuthorized(recovered(digestOf(own), signature)), "revert data");
    }

    /// @dev The other half of the code is not there, so nothing can be granted or validated directly.
    function test_RevertWhen_ControlIsAskedForTheModulesHalf() public {
        bytes[4] memory calls = [
            abi.encodeCall(_module.revoke, (_account, _id, TYPED, "")),
            abi.encodeCall(_module.revokeAll, (_account, TYPED, "")),
            abi.encodeCall(_module.grant, (_account, route(), "", TYPED, "")),
            bytes(hex"0ab8785f")
        ];
        for (uint256 i = 0; i < calls.length; i++) {
            vm.prank(_account);
            (bool done, bytes memory answer) = address(_control).call(calls[i]);
            assertFalse(done, "not there");
            assertEq(answer, "", "revert data");
        }
    }

    function _plainDomain(address module) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("SessionKeys"),
                keccak256("1"),
                block.chainid,
                module
            )
        );
    }

    function _create(bytes memory code) private returns (address made) {
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
    }
}

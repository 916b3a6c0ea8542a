// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {ControlUnitTest} from "./ControlUnitTest.sol";

/// @notice What a guardian may do: whoMayTighten; what not: whoMayLoosen.
contract SessionKeyModule_AddGuardian_Test is ControlUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.addGuardian(_agent);
    }

    function test_RevertWhen_GuardianIsForbidden() public {
        address[2] memory forbidden = [address(0), address(_module)];
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(_account);
            vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.GuardianForbidden.selector, forbidden[i]));
            _module.addGuardian(forbidden[i]);
        }
    }

    function test_WhenGuardiansAreSeveral() public {
        _add(_agent);
        assertTrue(_isGuardian(_guardian), "the first");
        assertTrue(_isGuardian(_agent), "the second");
        assertFalse(_isGuardian(_approver), "somebody else");
    }

    function test_WhenAddedTwice() public {
        _add(_guardian);
        assertTrue(_isGuardian(_guardian), "still one");
    }

    function test_WhenAddedForOneAccount() public {
        address other = makeAddress("other account");
        vm.prank(other);
        _module.onInstall(installData());
        (bool isGuardian,) = _module.signerOf(other, _guardian);
        assertFalse(isGuardian, "of another account");
    }

    function test_RevertWhen_GuardianGrants() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;
        bytes memory packed = terms.packed();
        bytes memory signature =
            signDigest(_guardianKey, _messages.grantDigest(address(_module), _account, route(), packed, TYPED));

        refuseRelayed(
            abi.encodeCall(_module.grant, (_account, route(), packed, TYPED, signature)), approverSignatureInvalid()
        );
        refuseFrom(
            _guardian, abi.encodeCall(_module.grant, (_account, route(), packed, TYPED, "")), approverSignatureInvalid()
        );
    }

    /// @dev Configuration is the account's alone: the same call by a guardian speaks for the guardian.
    function test_RevertWhen_GuardianConfigures() public {
        bytes memory refused = abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, _guardian);
        refuseFrom(_guardian, abi.encodeCall(_module.addGuardian, (_agent)), refused);
        refuseFrom(_guardian, abi.encodeCall(_module.setConcurrentLimit, (1)), refused);
        refuseFrom(_guardian, abi.encodeCall(_module.setApprover, (_agent)), refused);
    }

    function test_WhenGuardianIsTheSessionKey() public {
        _add(_agent);
        relay(signed(messageOf(Kind.PAUSE), _agentKey));
        assertDone(messageOf(Kind.PAUSE));
    }

    function test_GivenInstalledAgain() public {
        vm.prank(_account);
        _module.onInstall(installData());
        assertFalse(_isGuardian(_guardian), "of an earlier installation");
        _add(_guardian);
        assertTrue(_isGuardian(_guardian), "of this one");
    }

    /// @dev An epoch is no installation.
    function test_GivenEpochPassed() public {
        vm.startPrank(_account);
        _module.revokeAll(_account, TYPED, "");
        _module.setApprover(_agent);
        vm.stopPrank();
        assertTrue(_isGuardian(_guardian), "still one");
    }

    function test_WhenAdded() public {
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.GuardianAdded(_account, _agent);
        _add(_agent);
        assertEq(currentEpoch(), 1, "epoch");
        allow(defaultTerms(), transferCall(1));
    }

    function _add(address guardian) private {
        vm.prank(_account);
        _module.addGuardian(guardian);
    }

    function _isGuardian(address signer) private view returns (bool isGuardian) {
        (isGuardian,) = _module.signerOf(_account, signer);
    }
}

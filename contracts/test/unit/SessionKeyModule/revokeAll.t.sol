// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

contract SessionKeyModule_RevokeAll_Test is SessionKeyModuleUnitTest {
    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.revokeAll(stranger, TYPED, "");
    }

    function test_RevertWhen_FormIsUnknown() public {
        bytes memory signature = _signature(1, TYPED);
        vm.expectRevert(termInvalid("form", 2, 1));
        _module.revokeAll(_account, 2, signature);
    }

    function test_RevertWhen_SignatureIsNotTheApprovers() public {
        bytes32 digest = _messages.allRevocationDigest(address(_module), _account, 1, TYPED);

        _refuse(TYPED, "");
        _refuse(TYPED, signDigest(_agentKey, digest));
        _refuse(TEXT, signDigest(_approverKey, digest));
        bytes memory signature = signDigest(_agentKey, digest);
        vm.prank(_account);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, _agent));
        _module.revokeAll(_account, TYPED, signature);
    }

    function test_RevertWhen_SignatureIsForAnotherEpochOrAccount() public {
        _refuse(TYPED, _signature(0, TYPED));
        _refuse(TYPED, _signature(2, TYPED));
        _refuse(TEXT, _signature(2, TEXT));
        _refuse(TYPED, signDigest(_approverKey, _messages.allRevocationDigest(address(_module), _agent, 1, TYPED)));
    }

    function test_RevertWhen_SignatureIsReplayed() public {
        bytes memory signature = _signature(1, TYPED);
        _module.revokeAll(_account, TYPED, signature);

        _refuse(TYPED, signature);
    }

    function test_WhenRelayedByAnyone() public {
        _assertEndsEverything(TYPED, _signature(1, TYPED));
    }

    function test_WhenRelayedInTextForm() public {
        _assertEndsEverything(TEXT, _signature(1, TEXT));
    }

    function test_WhenAccountNeedsNoSignature() public {
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");
        assertEq(epoch(), 2, "epoch");
    }

    function test_WhenSignedAhead() public {
        bytes memory ahead = _signature(2, TYPED);
        _module.revokeAll(_account, TYPED, _signature(1, TYPED));

        _module.revokeAll(_account, TYPED, ahead);

        assertEq(epoch(), 3, "epoch");
    }

    function test_WhenGrantsComeAfterwards() public {
        relayGrant(defaultTerms());
        _module.revokeAll(_account, TYPED, _signature(1, TYPED));
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.epoch = 2;

        relayGrant(terms);

        assertEq(granted(), 1, "the count of grants starts anew");
        allow(terms, transferCall(1));
    }

    function test_WhenRevoked() public {
        bytes memory signature = _signature(1, TYPED);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.AllSessionsRevoked(_account, 2);
        _module.revokeAll(_account, TYPED, signature);
    }

    /* HELPERS */

    function _signature(uint32 ofEpoch, uint8 form) private view returns (bytes memory) {
        return signDigest(_approverKey, _messages.allRevocationDigest(address(_module), _account, ofEpoch, form));
    }

    /// @dev Named is who it recovers to over the message of this form and epoch, or who calls without a signature.
    function _refuse(uint8 form, bytes memory signature) private {
        bytes32 digest = _messages.allRevocationDigest(address(_module), _account, epoch(), form);
        address signer = signature.length == 0 ? address(this) : recovered(digest, signature);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotAuthorized.selector, _account, signer));
        _module.revokeAll(_account, form, signature);
    }

    /// @dev Live sessions and signed grants that nobody has used yet; the configuration stays.
    function _assertEndsEverything(uint8 form, bytes memory signature) private {
        SessionEncoder.Terms memory live = defaultTerms();
        SessionEncoder.Terms memory unused = defaultTerms();
        unused.salt++;
        relayGrant(live);

        _module.revokeAll(_account, form, signature);

        (address approver, uint32 current, uint16 count, uint8 shift, uint8 width) = accountStateOf(_module, _account);
        assertEq(approver, _approver, "approver");
        assertEq(current, 2, "epoch");
        assertEq(count, 0, "grants");
        assertEq(shift, 104, "nonce shift");
        assertEq(width, 152, "nonce width");
        bytes memory refused = refusal(ISessionKeyModule.EpochPassed.selector, 1, 2);
        refuse(live, transferCall(1), refused);
        refuseGrant(live, refused);
        refuseGrant(unused, refused);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule, MODE_RESTRICTED} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice A grant that takes the place of a session: that one dies, its seat and its pause pass on.
contract SessionKeyModule_Replaces_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    SessionId private _old;

    function setUp() public override {
        super.setUp();
        SessionEncoder.Terms memory first = defaultTerms();
        first.salt = 1;
        relayGrant(first);
        _old = relayGrant(defaultTerms());
    }

    function test_WhenRelayed() public {
        SessionEncoder.Terms memory terms = _replacing(_old);
        SessionId id = relayGrant(terms);
        _assertReplaced(id);
        allow(terms, transferCall(1));
        refuse(defaultTerms(), transferCall(1), _revoked(_old));
    }

    function test_WhenFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = _replacing(_old);
        assertEq(uint160(validate(enablingOp(terms, one(transferCall(1)), TYPED))), 0, "signature is right");
        _assertReplaced(sessionIdOf(terms));
        allow(terms, transferCall(1));
    }

    function test_WhenAccountCalls() public {
        SessionEncoder.Terms memory terms = _replacing(_old);
        bytes memory packed = terms.packed();
        vm.prank(_account);
        _assertReplaced(_module.grant(_account, route(), packed, TYPED, ""));
    }

    function test_GivenReplacedIsPaused() public {
        _pause(_old);
        SessionEncoder.Terms memory terms = _replacing(_old);
        SessionId id = relayGrant(terms);

        assertTrue(_module.sessionStatus(_account, id).isPaused(), "the pause passes on");
        refuse(terms, transferCall(1), abi.encodeWithSelector(ISessionKeyModule.SessionIsPaused.selector, id));
        vm.prank(_account);
        _module.resume(_account, id, 0, 0, 0, TYPED, "");
        allow(terms, transferCall(1));
    }

    /// @dev The first operation is of the new session, and that one is paused then.
    function test_RevertGiven_ReplacedIsPaused_WhenFirstOperationCarriesTheGrant() public {
        _pause(_old);
        SessionEncoder.Terms memory terms = _replacing(_old);
        refuse(
            enablingOp(terms, one(transferCall(1)), TYPED),
            abi.encodeWithSelector(ISessionKeyModule.SessionIsPaused.selector, sessionIdOf(terms))
        );
    }

    function test_GivenReplacedIsExpired() public {
        skip(31 days);
        SessionEncoder.Terms memory terms = _replacing(_old);
        terms.expiresAt += 60 days;
        terms.grantDeadline += 60 days;
        _assertReplaced(relayGrant(terms));
    }

    function test_RevertGiven_ReplacedIsUnknown() public {
        _refuseReplacing(SessionId.wrap(keccak256("unknown")));
    }

    function test_RevertGiven_ReplacedIsRevoked() public {
        vm.prank(_account);
        _module.revoke(_account, _old, TYPED, "");
        _refuseReplacing(_old);
    }

    function test_RevertGiven_ReplacedWasRevokedBeforeItsGrant() public {
        SessionEncoder.Terms memory unused = defaultTerms();
        unused.salt = 99;
        SessionId id = sessionIdOf(unused);
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");
        _refuseReplacing(id);
    }

    function test_RevertGiven_ReplacedWasReplaced() public {
        relayGrant(_replacing(_old));
        SessionEncoder.Terms memory second = _replacing(_old);
        second.salt++;
        refuseGrant(second, _notLive(_old));
    }

    function test_RevertGiven_ReplacedIsEvicted() public {
        vm.prank(_account);
        _module.setConcurrentLimit(1);
        relayGrant(_another());
        _refuseReplacing(_old);
    }

    function test_GivenReplacedIsAtTheFloor() public {
        vm.prank(_account);
        _module.setConcurrentLimit(1);
        _assertReplaced(relayGrant(_replacing(_old)));
        assertEq(_module.accountState(_account).floor(), 1, "the floor stays");
    }

    function test_RevertGiven_ReplacedIsOfAnEarlierEpoch() public {
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");
        SessionEncoder.Terms memory terms = _replacing(_old);
        terms.epoch = 2;
        refuseGrant(terms, _notLive(_old));
    }

    function test_RevertGiven_ReplacedIsOfAnotherAccount() public {
        address other = makeAddress("other account");
        vm.prank(other);
        _module.onInstall(installData());
        SessionEncoder.Terms memory terms = defaultTerms();
        bytes memory packed = terms.packed();
        vm.prank(other);
        SessionId id = _module.grant(other, route(), packed, TYPED, "");
        _refuseReplacing(id);
    }

    function test_RevertGiven_Restricted() public {
        vm.prank(_account);
        _module.tightenMode(_account, MODE_RESTRICTED, 0, 0, TYPED, "");
        refuseGrant(_replacing(_old), refusal(ISessionKeyModule.ModeForbids.selector, MODE_RESTRICTED));
    }

    function test_GivenAllSeatsTaken() public {
        bytes32 slot = keccak256(abi.encode(_account, uint256(0)));
        uint256 state = uint256(vm.load(address(_module), slot)) | uint256(type(uint16).max) << 48;
        vm.store(address(_module), slot, bytes32(state));
        SessionEncoder.Terms memory terms = _another();
        refuseGrant(terms, refusal(ISessionKeyModule.GrantsExhausted.selector, 1));

        SessionId id = relayGrant(_replacing(_old));
        assertEq(_module.sessionStatus(_account, id).seat(), 1, "seat");
        assertEq(granted(), type(uint16).max, "granted");
    }

    function test_GivenGrantIsLive() public {
        SessionId id = relayGrant(_replacing(_old));
        vm.record();
        assertEq(SessionId.unwrap(relayGrant(_replacing(_old))), SessionId.unwrap(id), "a no-op");
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 0, "writes");
    }

    function test_RevertWhen_SignatureIsWrong() public {
        bytes memory packed = _replacing(_old).packed();
        bytes memory signature = approve(defaultTerms(), TYPED);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.ApproverSignatureInvalid.selector, _approver));
        _module.grant(_account, route(), packed, TYPED, signature);
        allow(defaultTerms(), transferCall(1));
    }

    function test_WhenReplaced() public {
        SessionEncoder.Terms memory terms = _replacing(_old);
        bytes memory packed = terms.packed();
        bytes memory signature = approve(terms, TYPED);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionRevoked(_account, _old);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.SessionGranted(_account, sessionIdOf(terms), _agent, route(), packed);
        _module.grant(_account, route(), packed, TYPED, signature);
    }

    /* HELPERS */

    function _replacing(SessionId id) private view returns (SessionEncoder.Terms memory terms) {
        terms = _another();
        terms.detailFlags = 2;
        terms.replaces = SessionId.unwrap(id);
    }

    function _another() private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.salt = 50;
    }

    function _pause(SessionId id) private {
        vm.prank(_account);
        _module.pause(_account, id, 0, 0, TYPED, "");
    }

    function _refuseReplacing(SessionId id) private {
        refuseGrant(_replacing(id), _notLive(id));
        assertFalse(isKnown(sessionIdOf(_replacing(id))), "known");
    }

    function _notLive(SessionId id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.ReplacedNotLive.selector, id);
    }

    function _revoked(SessionId id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISessionKeyModule.SessionIsRevoked.selector, id);
    }

    function _assertReplaced(SessionId id) private view {
        assertTrue(_module.sessionStatus(_account, _old).isRevoked(), "the replaced one");
        assertEq(_module.sessionStatus(_account, id).seat(), 1, "its seat");
        assertEq(granted(), 2, "no seat is taken");
    }
}

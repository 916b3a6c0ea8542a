// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISessionKeyModule} from "../../../src/interfaces/ISessionKeyModule.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice The concurrent limit: the newest sessions live, the seats below the floor are dead for ever.
contract SessionKeyModule_SetConcurrentLimit_Test is SessionKeyModuleUnitTest {
    using SessionEncoder for SessionEncoder.Terms;

    function test_RevertGiven_ModuleNotInstalled() public {
        address stranger = makeAddress("stranger");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ISessionKeyModule.NotInstalled.selector, stranger));
        _module.setConcurrentLimit(1);
    }

    function test_WhenLimitIsSet_EvictsAtOnce() public {
        _grant(5);
        _setLimit(2);

        _assertState(5, 3, 2);
        for (uint16 seat = 0; seat < 3; seat++) {
            _refuseEvicted(seat, 3);
        }
        allow(_terms(3), transferCall(1));
        allow(_terms(4), transferCall(1));
    }

    function test_WhenLimitIsNotReached() public {
        _grant(2);
        _setLimit(2);

        _assertState(2, 0, 2);
        allow(_terms(0), transferCall(1));
        allow(_terms(1), transferCall(1));
    }

    function test_GivenLimit_WhenGranted() public {
        _setLimit(2);
        _grant(2);
        _assertState(2, 0, 2);

        relayGrant(_terms(2));
        _assertState(3, 1, 2);
        _refuseEvicted(0, 1);
        allow(_terms(1), transferCall(1));
        allow(_terms(2), transferCall(1));
    }

    function test_GivenLimit_WhenFirstOperationCarriesTheGrant() public {
        _setLimit(1);
        _grant(1);
        assertEq(uint160(validate(enablingOp(_terms(1), one(transferCall(1)), TYPED))), 0, "signature is right");

        _assertState(2, 1, 1);
        _refuseEvicted(0, 1);
        allow(_terms(1), transferCall(1));
    }

    /// @dev Inside an epoch the floor never falls.
    function test_WhenLimitIsRaisedOrOff() public {
        _grant(5);
        _setLimit(1);
        _assertState(5, 4, 1);
        _setLimit(3);
        _assertState(5, 4, 3);
        _setLimit(0);
        _assertState(5, 4, 0);
        _refuseEvicted(3, 4);

        relayGrant(_terms(5));
        relayGrant(_terms(6));
        _assertState(7, 4, 0);
        _setLimit(3);
        _assertState(7, 4, 3);
        relayGrant(_terms(7));
        _assertState(8, 5, 3);
    }

    /// @dev Seats count while the limit is off, so that it holds as soon as it is on.
    function test_WhenLimitIsOff() public {
        _grant(3);
        _assertState(3, 0, 0);
        allow(_terms(0), transferCall(1));
    }

    function test_WhenLimitIsTheGreatest() public {
        _setLimit(255);
        _assertState(0, 0, 255);
        _fastForward(255);
        _setLimit(255);
        _assertState(255, 0, 255);
        _fastForward(256);
        _setLimit(255);
        _assertState(256, 1, 255);
    }

    /// @dev A seat is taken by the dead, too, until it falls out.
    function test_GivenSessionRevoked() public {
        _setLimit(2);
        _grant(2);
        vm.prank(_account);
        _module.revoke(_account, sessionIdOf(_terms(1)), TYPED, "");

        relayGrant(_terms(2));
        _refuseEvicted(0, 1);
        allow(_terms(2), transferCall(1));
    }

    function test_GivenSessionEvicted_WhenGrantedAgain() public {
        _grant(2);
        _setLimit(1);
        SessionEncoder.Terms memory terms = _terms(0);
        bytes memory packed = terms.packed();
        bytes memory signature = approve(terms, TYPED);

        vm.expectRevert(refusal(ISessionKeyModule.SessionEvicted.selector, 0, 1));
        _module.grant(_account, route(), packed, TYPED, signature);
        refuse(enablingOp(terms, one(transferCall(1)), TYPED), refusal(ISessionKeyModule.SessionEvicted.selector, 0, 1));
    }

    function test_WhenEpochChanges() public {
        _grant(3);
        _setLimit(1);
        vm.prank(_account);
        _module.revokeAll(_account, TYPED, "");

        _assertState(0, 0, 1);
        SessionEncoder.Terms memory terms = _terms(9);
        terms.epoch = 2;
        relayGrant(terms);
        _assertState(1, 0, 1);
        allow(terms, transferCall(1));
    }

    function test_WhenAnotherAccountSetsIts() public {
        _grant(2);
        address other = makeAddress("other account");
        vm.startPrank(other);
        _module.onInstall(installData());
        _module.setConcurrentLimit(1);
        vm.stopPrank();

        _assertState(2, 0, 0);
    }

    function test_WhenSet() public {
        _grant(5);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ConcurrentLimitChanged(_account, 2, 3);
        _setLimit(2);
        vm.expectEmit(address(_module));
        emit ISessionKeyModule.ConcurrentLimitChanged(_account, 0, 3);
        _setLimit(0);
    }

    /* HELPERS */

    function _terms(uint256 seat) private view returns (SessionEncoder.Terms memory terms) {
        terms = defaultTerms();
        terms.salt = uint64(100 + seat);
    }

    function _grant(uint256 count) private {
        for (uint256 i = 0; i < count; i++) {
            relayGrant(_terms(i));
        }
    }

    function _setLimit(uint8 limit) private {
        vm.prank(_account);
        _module.setConcurrentLimit(limit);
    }

    /// @dev As if so many sessions had been granted: the count stands at bit 48 of the account's slot.
    function _fastForward(uint256 count) private {
        bytes32 slot = keccak256(abi.encode(_account, uint256(0)));
        uint256 state = uint256(vm.load(address(_module), slot)) & ~(uint256(0xffff) << 48);
        vm.store(address(_module), slot, bytes32(state | count << 48));
    }

    function _refuseEvicted(uint16 seat, uint16 floor) private {
        refuse(_terms(seat), transferCall(1), refusal(ISessionKeyModule.SessionEvicted.selector, seat, floor));
    }

    function _assertState(uint16 count, uint16 floor, uint8 limit) private view {
        assertEq(_module.accountState(_account).granted(), count, "granted");
        assertEq(_module.accountState(_account).floor(), floor, "floor");
        assertEq(_module.accountState(_account).limit(), limit, "limit");
    }
}

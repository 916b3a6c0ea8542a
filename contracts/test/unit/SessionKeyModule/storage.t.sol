// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SessionEncoder} from "../../utils/SessionEncoder.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Where everything stands. The account is the innermost mapping key of all of it (ERC-7562).
contract SessionKeyModule_Storage_Test is SessionKeyModuleUnitTest {
    function test_WhenInstalled() public view {
        // approver 160 ‖ epoch 32 ‖ granted 16 ‖ floor 16 ‖ limit 8 ‖ mode 8 ‖ nonceShift 8 ‖ nonceWidth 8
        bytes memory expected =
            abi.encodePacked(_approver, uint32(1), uint16(0), uint16(0), uint8(0), uint8(0), uint8(104), uint8(152));
        assertEq(_load(_accountSlot()), bytes32(expected), "account");
    }

    function test_WhenGranted() public {
        vm.record();
        SessionId id = relayGrant(defaultTerms());

        bytes memory expected =
            abi.encodePacked(_approver, uint32(1), uint16(1), uint16(0), uint8(0), uint8(0), uint8(104), uint8(152));
        assertEq(_load(_accountSlot()), bytes32(expected), "account");
        assertEq(_load(_recordSlot(id)), _status(0, 0), "status");
        _assertWrites(_accountSlot(), _recordSlot(id));
    }

    function test_WhenGrantedSecond() public {
        relayGrant(defaultTerms());
        SessionEncoder.Terms memory terms = defaultTerms();
        terms.salt++;

        assertEq(_load(_recordSlot(relayGrant(terms))), _status(1, 0), "status");
    }

    function test_WhenRevoked() public {
        SessionId id = relayGrant(defaultTerms());
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        assertEq(_load(_recordSlot(id)), _status(0, 1), "status");
    }

    function test_WhenRevokedBeforeItsGrant() public {
        SessionId id = sessionIdOf(defaultTerms());
        vm.prank(_account);
        _module.revoke(_account, id, TYPED, "");

        assertEq(uint256(_load(_recordSlot(id))), 1 << 88, "status");
    }

    function test_WhenBudgetsAreCharged() public {
        SessionEncoder.Terms memory terms =
            withBudget(defaultTerms(), SessionEncoder.budget(0, address(_token), 1_000e6, 0));
        SessionId id = relayGrant(terms);
        vm.record();

        allow(terms, transferCall(7));

        uint256 window = Defaults.NOW / 1 days;
        uint256 first = uint256(_recordSlot(id)) + 1;
        assertEq(uint256(_load(bytes32(first))), window << 216 | 7 << 108, "calendar: index 40, used 108, carry 108");
        assertEq(uint256(_load(bytes32(first + 1))), 7, "lifetime: used");
        assertEq(_module.budgetSlot(_account, id, 0), window << 216 | 7 << 108, "view of the first budget");
        assertEq(_module.budgetSlot(_account, id, 1), 7, "view of the second budget");
        _assertWrites(bytes32(first), bytes32(first + 1));
    }

    function test_WhenTheFirstOperationCarriesTheGrant() public {
        SessionEncoder.Terms memory terms = defaultTerms();
        SessionId id = sessionIdOf(terms);
        vm.record();

        validate(enablingOp(terms, one(transferCall(7)), TEXT));

        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 3, "writes");
        for (uint256 i = 0; i < reads.length; i++) {
            bool own = reads[i] == _accountSlot() || reads[i] == _recordSlot(id)
                || reads[i] == bytes32(uint256(_recordSlot(id)) + 1);
            assertTrue(own, "a slot that is not associated with the account");
        }
        (reads, writes) = vm.accesses(address(_messages));
        assertEq(reads.length + writes.length, 0, "slots of the helper");
        (reads, writes) = vm.accesses(address(_renderer));
        assertEq(reads.length + writes.length, 0, "slots of the renderer");
    }

    /* HELPERS */

    function _accountSlot() private view returns (bytes32) {
        return keccak256(abi.encode(_account, uint256(0)));
    }

    function _recordSlot(SessionId id) private view returns (bytes32) {
        return keccak256(abi.encode(_account, keccak256(abi.encode(id, uint256(1)))));
    }

    /// @dev expiresAt 48 ‖ lastActivity 48 ‖ renewals 16 ‖ seat 16 ‖ epoch 32 ‖ flags 8 ‖ 88 zero bits
    function _status(uint16 seat, uint8 flags) private pure returns (bytes32) {
        return
            bytes32(abi.encodePacked(Defaults.NOW + 30 days, uint48(0), uint16(0), seat, uint32(1), flags, uint88(0)));
    }

    function _load(bytes32 slot) private view returns (bytes32) {
        return vm.load(address(_module), slot);
    }

    function _assertWrites(bytes32 first, bytes32 second) private view {
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 2, "writes");
        assertEq(writes[0], first, "first write");
        assertEq(writes[1], second, "second write");
    }
}

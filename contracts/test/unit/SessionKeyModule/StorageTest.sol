// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionId} from "../../../src/types/SessionId.sol";
import {ControlFixtures} from "../../utils/ControlFixtures.sol";
import {Defaults} from "../../utils/Defaults.sol";
import {SegmentFixtures} from "../../utils/SegmentFixtures.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice Where everything stands: the slots by their formulas, the contents by their layouts, written out.
abstract contract StorageTest is SessionKeyModuleUnitTest, ControlFixtures, SegmentFixtures {
    uint8 internal constant REVOKED = 1;
    uint8 internal constant PAUSED = 2;

    uint48 internal constant EXPIRES_AT = Defaults.NOW + 30 days;

    /* SLOTS */

    /// @dev mapping(address account => …) at 0.
    function accountSlot() internal view returns (bytes32) {
        return keccak256(abi.encode(account(), uint256(0)));
    }

    /// @dev mapping(SessionId => mapping(address account => …)) at 1.
    function recordSlot(SessionId id) internal view returns (bytes32) {
        return keccak256(abi.encode(account(), keccak256(abi.encode(id, uint256(1)))));
    }

    function budgetSlotOf(SessionId id, uint256 index) internal view returns (bytes32) {
        return bytes32(uint256(recordSlot(id)) + 1 + index);
    }

    /// @dev mapping(address account => …) at 2.
    function controlSlot() internal view returns (bytes32) {
        return keccak256(abi.encode(account(), uint256(2)));
    }

    /// @dev mapping(address signer => mapping(address account => …)) at 3.
    function signerSlot(address signer) internal view returns (bytes32) {
        return keccak256(abi.encode(account(), keccak256(abi.encode(signer, uint256(3)))));
    }

    /* LAYOUTS */

    /// @dev approver 160 ‖ epoch 32 ‖ granted 16 ‖ floor 16 ‖ limit 8 ‖ mode 8 ‖ nonceShift 8 ‖ nonceWidth 8
    function assertAccount(uint32 epoch, uint16 granted, uint16 floor, uint8 limit, uint8 mode) internal view {
        bytes memory expected = abi.encodePacked(_approver, epoch, granted, floor, limit, mode, uint8(104), uint8(152));
        assertEq(load(accountSlot()), bytes32(expected), "account");
    }

    /// @dev expiresAt 48 ‖ lastActivity 48 ‖ renewals 16 ‖ seat 16 ‖ epoch 32 ‖ flags 8 ‖ 88 zero bits
    function assertStatus(
        SessionId id,
        uint48 expiresAt,
        uint48 lastActivity,
        uint16 renewals,
        uint16 seat,
        uint8 flags
    ) internal view {
        bytes memory expected = abi.encodePacked(expiresAt, lastActivity, renewals, seat, uint32(1), flags, uint88(0));
        assertEq(load(recordSlot(id)), bytes32(expected), "status");
    }

    /// @dev 160 zero bits ‖ tightenings 32 ‖ installation 32
    function assertControl(uint32 installation, uint32 tightenings) internal view {
        assertEq(load(controlSlot()), bytes32(abi.encodePacked(uint192(0), tightenings, installation)), "control");
    }

    /// @dev 160 zero bits ‖ sequence 64 ‖ installation that it is a guardian of 32
    function assertSigner(address signer, uint32 guardianOf, uint64 sequence) internal view {
        assertEq(load(signerSlot(signer)), bytes32(abi.encodePacked(uint160(0), sequence, guardianOf)), "signer");
    }

    function assertBudget(SessionId id, uint256 index, uint256 expected, string memory layout) internal view {
        assertEq(bytes32(uint256(load(budgetSlotOf(id, index)))), bytes32(expected), layout);
        assertEq(_module.budgetSlot(account(), id, index), expected, "view of the budget");
    }

    /* ACCESSES, since vm.record() */

    function assertWrites(bytes32 only) internal view {
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 1, "writes");
        assertEq(writes[0], only, "write");
    }

    function assertWrites(bytes32 first, bytes32 second) internal view {
        (, bytes32[] memory writes) = vm.accesses(address(_module));
        assertEq(writes.length, 2, "writes");
        assertEq(writes[0], first, "first write");
        assertEq(writes[1], second, "second write");
    }

    function load(bytes32 slot) internal view returns (bytes32) {
        return vm.load(address(_module), slot);
    }
}

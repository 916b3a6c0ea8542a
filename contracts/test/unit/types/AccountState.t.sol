// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccountState, AccountStateLib} from "../../../src/types/AccountState.sol";
import {Test} from "../../utils/Test.sol";

/// @notice The account's slot against abi.encodePacked: each change touches its own fields.
contract AccountStateTest is Test {
    struct Fields {
        address approver;
        uint32 epoch;
        uint16 granted;
        uint16 floor;
        uint8 limit;
        uint8 mode;
        uint8 nonceShift;
        uint8 nonceWidth;
    }

    function testFuzz_Pack(address approver, uint32 epoch, uint8 limit, uint8 shift, uint8 width) public pure {
        AccountState state = AccountStateLib.pack(approver, epoch, limit, shift, width);
        _assertEq(state, Fields(approver, epoch, 0, 0, limit, 0, shift, width));
    }

    function testFuzz_Fields(Fields memory fields) public pure {
        AccountState state = _wrap(fields);
        assertEq(state.approver(), fields.approver, "approver");
        assertEq(state.epoch(), fields.epoch, "epoch");
        assertEq(state.granted(), fields.granted, "granted");
        assertEq(state.floor(), fields.floor, "floor");
        assertEq(state.limit(), fields.limit, "limit");
        assertEq(state.mode(), fields.mode, "mode");
        assertEq(state.nonceShift(), fields.nonceShift, "nonceShift");
        assertEq(state.nonceWidth(), fields.nonceWidth, "nonceWidth");
    }

    function testFuzz_WithOneMoreGranted(Fields memory fields) public pure {
        fields.granted = uint16(bound(fields.granted, 0, type(uint16).max - 1));
        AccountState state = _wrap(fields);
        fields.granted++;
        _raiseFloor(fields);
        _assertEq(state.withOneMoreGranted(), fields);
    }

    function testFuzz_WithLimit(Fields memory fields, uint8 limit) public pure {
        AccountState state = _wrap(fields);
        fields.limit = limit;
        _raiseFloor(fields);
        _assertEq(state.withLimit(limit), fields);
    }

    function testFuzz_WithMode(Fields memory fields, uint8 mode) public pure {
        AccountState state = _wrap(fields);
        fields.mode = mode;
        _assertEq(state.withMode(mode), fields);
    }

    function testFuzz_WithNextEpoch(Fields memory fields, address approver) public pure {
        fields.epoch = uint32(bound(fields.epoch, 0, type(uint32).max - 1));
        AccountState state = _wrap(fields);
        fields.approver = approver;
        fields.epoch++;
        (fields.granted, fields.floor) = (0, 0);
        _assertEq(state.withNextEpoch(approver), fields);
    }

    /// @dev An epoch never comes back.
    function test_RevertWhen_EpochsAreUsedUp() public {
        Fields memory fields;
        fields.epoch = type(uint32).max;
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        this.nextEpoch(_wrap(fields));
    }

    function nextEpoch(AccountState state) external pure returns (AccountState) {
        return state.withNextEpoch(address(1));
    }

    /// @dev floor = max(floor, granted − limit) if there is a limit.
    function _raiseFloor(Fields memory fields) private pure {
        if (fields.limit == 0 || fields.granted < fields.limit) return;
        uint16 least = fields.granted - fields.limit;
        if (least > fields.floor) fields.floor = least;
    }

    function _wrap(Fields memory fields) private pure returns (AccountState) {
        bytes memory packed =
            abi.encodePacked(fields.approver, fields.epoch, fields.granted, fields.floor, fields.limit, fields.mode);
        return AccountState.wrap(uint256(bytes32(abi.encodePacked(packed, fields.nonceShift, fields.nonceWidth))));
    }

    function _assertEq(AccountState state, Fields memory fields) private pure {
        assertEq(AccountState.unwrap(state), AccountState.unwrap(_wrap(fields)), "state");
    }
}

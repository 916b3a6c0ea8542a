// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SessionState} from "../../../src/SessionState.sol";
import {IApproverMessages} from "../../../src/interfaces/IApproverMessages.sol";
import {SessionId} from "../../../src/types/SessionId.sol";
import {SessionStatus} from "../../../src/types/SessionStatus.sol";
import {NoHelpers} from "../../mocks/NoHelpers.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Where the record of a session begins, in assembly, against the formula and against Solidity's own access.
contract SessionState_SlotOf_Test is SessionState, Test {
    constructor() SessionState(IApproverMessages(address(new NoHelpers()))) {}

    function testFuzz_SlotOf(bytes32 id, address account, uint256 status, uint256 budget, uint8 index) public {
        index = index % 8;
        uint256 slot = _slotOf(SessionId.wrap(id), account);
        assertEq(bytes32(slot), keccak256(abi.encode(account, keccak256(abi.encode(id, uint256(1))))), "formula");

        Record storage record = _records[SessionId.wrap(id)][account];
        record.status = SessionStatus.wrap(status);
        record.budgets[index] = budget;
        assertEq(uint256(vm.load(address(this), bytes32(slot))), status, "status");
        unchecked {
            assertEq(uint256(vm.load(address(this), bytes32(slot + 1 + index))), budget, "budget");
        }
    }

    /// @dev Another session, another account: records of nine slots do not meet.
    function testFuzz_SlotOf_WhenAnother(bytes32 id, address account, bytes32 otherId, address other) public view {
        bool isSame = id == otherId && account == other;
        uint256 slot = _slotOf(SessionId.wrap(id), account);
        uint256 otherSlot = _slotOf(SessionId.wrap(otherId), other);
        uint256 distance = slot > otherSlot ? slot - otherSlot : otherSlot - slot;
        assertEq(distance < 9, isSame, "one record");
    }
}

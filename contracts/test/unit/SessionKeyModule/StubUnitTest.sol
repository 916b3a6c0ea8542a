// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PackedUserOperation} from "../../../src/interfaces/IERC4337.sol";
import {SessionKeyModuleUnitTest} from "./SessionKeyModuleUnitTest.sol";

/// @notice What the module takes for an operation with a real signature and with a stub.
abstract contract StubUnitTest is SessionKeyModuleUnitTest {
    /// @dev Each in the same state, with nothing warm.
    function gasOf(PackedUserOperation memory userOp, uint256 expected) internal returns (uint256 gasUsed) {
        uint256 snapshot = vm.snapshotState();
        vm.cool(address(_module));
        vm.cool(address(_messages));
        vm.cool(address(_renderer));
        vm.cool(address(_verifier));

        uint256 answer;
        (answer, gasUsed) = this.measure(userOp);

        assertEq(uint160(answer), expected, "whose signature it is");
        vm.revertToStateAndDelete(snapshot);
    }

    /// @dev Through a call, so that it is inside the transaction that `--isolate` makes of it: only the module counts.
    function measure(PackedUserOperation calldata userOp) external returns (uint256 answer, uint256 gasUsed) {
        bytes32 userOpHash = this.getUserOpHash(userOp);
        vm.prank(_account);
        uint256 before = gasleft();
        answer = _module.validateUserOp(ENTITY_ID, userOp, userOpHash);
        gasUsed = before - gasleft();
    }

    function checkStub(uint256 stub, uint256 real) internal pure {
        assertGe(stub, real, "gas with a stub, at least that with the real signature");
        assertLe(stub * 100, real * 115, "gas with a stub, at most 1.15 times that with the real signature");
    }
}

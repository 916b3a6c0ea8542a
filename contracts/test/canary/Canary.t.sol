// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "../utils/Test.sol";

/// @notice Fails on command. The test script makes it fail first, to prove that a failing test is noticed.
contract CanaryTest is Test {
    function test_Canary_SingsUnlessToldToFail() public view {
        assertFalse(vm.envOr("CANARY", false), "the canary was told to fail");
    }
}

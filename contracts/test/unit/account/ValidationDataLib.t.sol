// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ValidationDataLib} from "../../../src/account/ValidationDataLib.sol";
import {IReferenceAccount} from "../../../src/interfaces/IReferenceAccount.sol";
import {Test} from "../../utils/Test.sol";

contract ValidationDataLibTest is Test {
    uint256 private constant FOREVER = type(uint48).max;
    uint48 private constant BLOCK_RANGE_FLAG = 1 << 47;

    function testFuzz_Intersect_HoldsExactlyWhenBothHold(
        uint48 firstAfter,
        uint48 firstUntil,
        uint48 secondAfter,
        uint48 secondUntil,
        uint48 time
    ) public view {
        firstAfter = uint48(bound(firstAfter, 0, BLOCK_RANGE_FLAG - 1));
        secondAfter = uint48(bound(secondAfter, 0, BLOCK_RANGE_FLAG - 1));
        time = uint48(bound(time, 0, BLOCK_RANGE_FLAG - 1));

        uint256 both = this.intersect(_pack(firstAfter, firstUntil, 0), _pack(secondAfter, secondUntil, 0));

        bool expected = _holds(firstAfter, firstUntil, time) && _holds(secondAfter, secondUntil, time);
        assertEq(_holds(uint48(both >> 208), uint48(both >> 160), time), expected, "holds at the time");
        assertEq(uint160(both), 0, "authorizer");
    }

    function test_Intersect_IsNoIfOneIsNo() public view {
        assertEq(this.intersect(1, 0), FOREVER << 160 | 1, "first says no");
        assertEq(this.intersect(0, 1), FOREVER << 160 | 1, "second says no");
        assertEq(this.intersect(1, 5), FOREVER << 160 | 1, "no goes before an aggregator");
        assertEq(this.intersect(0, 0), FOREVER << 160, "none says no");
    }

    function test_Intersect_KeepsTheAggregatorOfTheSecond() public view {
        assertEq(this.intersect(0, 5), FOREVER << 160 | 5, "validation data");
    }

    function test_RevertWhen_OneIsARangeOfBlocks() public {
        bytes memory refusal =
            abi.encodeWithSelector(IReferenceAccount.BlockRangeNotSupported.selector, BLOCK_RANGE_FLAG);

        vm.expectRevert(refusal);
        this.intersect(_pack(BLOCK_RANGE_FLAG, BLOCK_RANGE_FLAG + 1, 0), 0);
        vm.expectRevert(refusal);
        this.intersect(0, _pack(BLOCK_RANGE_FLAG, BLOCK_RANGE_FLAG + 1, 0));
        this.intersect(_pack(BLOCK_RANGE_FLAG - 1, BLOCK_RANGE_FLAG, 0), 0);
    }

    function intersect(uint256 first, uint256 second) external pure returns (uint256) {
        return ValidationDataLib.intersect(first, second);
    }

    function _holds(uint48 validAfter, uint48 validUntil, uint48 time) private pure returns (bool) {
        return time >= validAfter && (validUntil == 0 || time <= validUntil);
    }

    function _pack(uint48 validAfter, uint48 validUntil, uint160 authorizer) private pure returns (uint256) {
        return uint256(validAfter) << 208 | uint256(validUntil) << 160 | authorizer;
    }
}

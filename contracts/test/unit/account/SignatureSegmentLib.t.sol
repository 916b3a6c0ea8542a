// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SignatureSegmentLib} from "../../../src/account/SignatureSegmentLib.sol";
import {Test} from "../../utils/Test.sol";

contract SignatureSegmentLibTest is Test {
    using SignatureSegmentLib for bytes;

    function testFuzz_Take_GivesBackWhatWasPutIn(uint8 index, bytes memory data, bytes memory rest) public view {
        index = uint8(bound(index, 0, 254));
        if (data.length == 0) data = "data";

        (bytes memory taken, bytes memory left) =
            this.take(abi.encodePacked(index, uint32(data.length), data, rest), index);

        assertEq(taken, data, "segment");
        assertEq(left, rest, "rest");
    }

    function testFuzz_Take_LeavesWhatIsForOthers(uint8 index, uint8 found, bytes memory rest) public view {
        index = uint8(bound(index, 0, 254));
        found = uint8(bound(found, uint256(index) + 1, 255));

        (bytes memory taken, bytes memory left) = this.take(abi.encodePacked(found, rest), index);

        assertEq(taken, "", "segment");
        assertEq(left, abi.encodePacked(found, rest), "rest");
    }

    function test_RevertWhen_TakeFindsALowerIndex() public {
        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.SegmentUnexpected.selector, 3));
        this.take(hex"0300000001aaff", 4);
    }

    function test_RevertWhen_TakeFindsNothing() public {
        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.FinalSegmentMissing.selector));
        this.take("", 0);
    }

    function test_RevertWhen_TheSegmentIsEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.SegmentEmpty.selector, 4));
        this.take(hex"0400000000ff", 4);
    }

    function test_RevertWhen_TheHeaderIsTruncated() public {
        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.SegmentTruncated.selector, 4, 4, 5));
        this.take(hex"04000000", 4);
    }

    function test_RevertWhen_TheSegmentIsTruncated() public {
        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.SegmentTruncated.selector, 4, 6, 7));
        this.take(hex"0400000002aa", 4);
    }

    function test_RevertWhen_TheLengthIsHuge() public {
        vm.expectRevert(
            abi.encodeWithSelector(SignatureSegmentLib.SegmentTruncated.selector, 4, 6, 5 + uint256(type(uint32).max))
        );
        this.take(hex"04ffffffffaa", 4);
    }

    function testFuzz_TakeFinal_GivesTheRest(bytes memory data) public view {
        assertEq(this.takeFinal(abi.encodePacked(uint8(0xff), data)), data, "final segment");
    }

    function testFuzz_RevertWhen_TakeFinalFindsAnotherSegment(uint8 found, bytes memory data) public {
        found = uint8(bound(found, 0, 254));

        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.SegmentUnexpected.selector, found));
        this.takeFinal(abi.encodePacked(found, data));
    }

    function test_RevertWhen_TakeFinalFindsNothing() public {
        vm.expectRevert(abi.encodeWithSelector(SignatureSegmentLib.FinalSegmentMissing.selector));
        this.takeFinal("");
    }

    function take(bytes calldata segments, uint256 index) external pure returns (bytes memory, bytes memory) {
        (bytes calldata segment, bytes calldata rest) = segments.take(index);
        return (segment, rest);
    }

    function takeFinal(bytes calldata segments) external pure returns (bytes memory) {
        return segments.takeFinal();
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Data for several modules in one signature
///
/// @dev Segments: (index 1 byte ‖ length 4 ‖ data)*, indexes strictly increasing, length not 0; then 0xff ‖ data to the
/// end. There is exactly one encoding of the same data.
library SignatureSegmentLib {
    uint8 internal constant FINAL_INDEX = 0xff;

    /// @dev Length of index and length before the data of a segment (bytes).
    uint256 private constant HEADER_LENGTH = 5;

    /// @notice The segments end before the final one.
    error FinalSegmentMissing();

    /// @notice A segment is out of order, listed twice, or for a hook that does not exist.
    /// @param index The index found.
    error SegmentUnexpected(uint256 index);

    /// @notice A segment without data; leave it out.
    /// @param index Its index.
    error SegmentEmpty(uint256 index);

    /// @notice A segment says that it is longer than what is left.
    /// @param index Its index.
    /// @param actual What is left (bytes).
    /// @param expected What it needs (bytes).
    error SegmentTruncated(uint256 index, uint256 actual, uint256 expected);

    /// @notice Takes the segment of a hook.
    /// @param segments What is left of the segments.
    /// @param index The index of the hook, below 0xff.
    /// @return segment The data for the hook, empty if there is no segment for it.
    /// @return rest What is left then.
    function take(bytes calldata segments, uint256 index)
        internal
        pure
        returns (bytes calldata segment, bytes calldata rest)
    {
        if (segments.length == 0) revert FinalSegmentMissing();
        uint256 found = uint8(segments[0]);
        if (found < index) revert SegmentUnexpected(found);
        if (found > index) return (segments[:0], segments);

        if (segments.length < HEADER_LENGTH) revert SegmentTruncated(index, segments.length, HEADER_LENGTH);
        uint256 length = uint32(bytes4(segments[1:HEADER_LENGTH]));
        if (length == 0) revert SegmentEmpty(index);
        uint256 end = HEADER_LENGTH + length;
        if (segments.length < end) revert SegmentTruncated(index, segments.length, end);

        return (segments[HEADER_LENGTH:end], segments[end:]);
    }

    /// @notice Takes the final segment.
    /// @param segments What is left of the segments.
    /// @return segment The data for the validation.
    function takeFinal(bytes calldata segments) internal pure returns (bytes calldata segment) {
        if (segments.length == 0) revert FinalSegmentMissing();
        uint256 found = uint8(segments[0]);
        if (found != FINAL_INDEX) revert SegmentUnexpected(found);

        return segments[1:];
    }
}

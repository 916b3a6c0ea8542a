// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Model of the intersection of validation data: both answers hold, or none
/// @notice Claims: a second lies within the common bounds exactly if it lies within both; the common answer is a failure
/// exactly if one of them is; only the second one's aggregator passes on.
/// @dev `ValidationDataLib.intersect`, without the packing. 0 as the upper bound is for ever.
contract ValidationData {
    uint256 internal constant FOR_EVER = 2 ** 48 - 1;
    uint256 internal constant BLOCK_RANGE_FLAG = 2 ** 47;
    uint256 internal constant FAILED = 1;

    struct Answer {
        uint256 validAfter;
        uint256 validUntil;
        uint256 authorizer;
    }

    /// @param second_ Any time.
    function intersect(Answer memory first, Answer memory other, uint256 second_)
        external
        pure
        returns (uint256 validAfter, uint256 validUntil, uint256 authorizer)
    {
        require(first.validAfter <= FOR_EVER && first.validUntil <= FOR_EVER && first.authorizer <= FAILED);
        require(other.validAfter <= FOR_EVER && other.validUntil <= FOR_EVER && other.authorizer < 2 ** 160);
        require(second_ < BLOCK_RANGE_FLAG);
        require(first.validAfter < BLOCK_RANGE_FLAG && other.validAfter < BLOCK_RANGE_FLAG);

        uint256 firstUntil = first.validUntil == 0 ? FOR_EVER : first.validUntil;
        uint256 otherUntil = other.validUntil == 0 ? FOR_EVER : other.validUntil;
        bool failed = first.authorizer == FAILED || other.authorizer == FAILED;
        authorizer = failed ? FAILED : other.authorizer;
        validUntil = firstUntil < otherUntil ? firstUntil : otherUntil;
        validAfter = first.validAfter > other.validAfter ? first.validAfter : other.validAfter;

        bool inFirst = second_ >= first.validAfter && (first.validUntil == 0 || second_ <= first.validUntil);
        bool inOther = second_ >= other.validAfter && (other.validUntil == 0 || second_ <= other.validUntil);
        assert((second_ >= validAfter && second_ <= validUntil) == (inFirst && inOther));
        assert((authorizer == FAILED) == (first.authorizer == FAILED || other.authorizer == FAILED));
        assert(authorizer == FAILED || authorizer == other.authorizer);
        // Never "for ever" by accident.
        assert(validUntil != 0);
        assert(validAfter <= FOR_EVER && validUntil <= FOR_EVER);
    }
}

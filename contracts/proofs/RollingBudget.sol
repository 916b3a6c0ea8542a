// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Model of a rolling budget: no interval of one period ever exceeds the limit
/// @notice Claim: of the operations that are included in any interval of one period, the amounts never add up to more
/// than the limit; where operations use the grace, in any interval of one period less GRACE.
/// @dev `RollingWindow.moveTo`, `charged` and `BudgetLib._chargeRolling`, without the packing; amounts are in units. A time
/// is the number of its bucket and the seconds since it began; a period is four buckets. By induction, as CalendarBudget.
contract RollingBudget {
    uint256 internal constant GRACE = 120;
    uint256 internal constant MIN_BUCKET = 900;

    struct State {
        uint256 index;
        /// Buckets index, index - 1, … index - 4.
        uint256 b0;
        uint256 b1;
        uint256 b2;
        uint256 b3;
        uint256 b4;
    }

    struct Operation {
        /// The bucket that it claims, and the second of it.
        uint256 claimed;
        uint256 second;
        bool grace;
        uint256 amount;
        /// When it is included.
        uint256 realBucket;
        uint256 realSecond;
    }

    /// @dev The interval begins at this second of this bucket and has four buckets less `shorter` seconds.
    struct Interval {
        uint256 bucket;
        uint256 second;
        uint256 shorter;
    }

    /// @notice An operation that is included in the interval claims one of five buckets.
    /// @param length Of a bucket.
    /// @return first The oldest of them.
    function claimable(Operation memory op, Interval memory interval, uint256 length)
        external
        pure
        returns (uint256 first)
    {
        require(length >= MIN_BUCKET && length < 2 ** 30);
        require(op.claimed < 2 ** 38 && interval.bucket > 0 && interval.bucket < 2 ** 38);
        require(interval.second < length && op.second < length && op.realSecond < length);
        // Nobody uses the grace, or the interval is shorter by it.
        require(interval.shorter == GRACE || (interval.shorter == 0 && !op.grace));

        // The bounds which the EntryPoint enforces: from the claim to the end of the bucket, or GRACE later.
        bool late = op.grace && length - op.second < GRACE;
        require(
            (op.realBucket == op.claimed && op.realSecond >= op.second)
                || (late && op.realBucket == op.claimed + 1 && op.realSecond < GRACE)
        );

        // In the interval.
        require(
            op.realBucket > interval.bucket || (op.realBucket == interval.bucket && op.realSecond >= interval.second)
        );
        bool wraps = interval.second < interval.shorter;
        uint256 last = wraps ? interval.bucket + 3 : interval.bucket + 4;
        uint256 end = wraps ? interval.second + length - interval.shorter : interval.second - interval.shorter;
        require(op.realBucket < last || (op.realBucket == last && op.realSecond < end));

        first = wraps ? interval.bucket - 1 : interval.bucket;
        assert(op.claimed >= first);
        assert(op.claimed <= first + 4);
    }

    /// @notice What is charged to any five buckets in a row never exceeds the limit.
    /// @param first The oldest of them.
    /// @param counted What was charged to them before.
    /// @return b0 The newest bucket after the charge, and so on.
    function charge(State memory s, uint256 claimed, uint256 amount, uint256 limit, uint256 first, uint256 counted)
        external
        pure
        returns (uint256 b0, uint256 b1, uint256 b2, uint256 b3, uint256 b4)
    {
        require(limit < 2 ** 42 && s.index < 2 ** 38 && claimed < 2 ** 38 && first < 2 ** 38);
        require(s.b0 <= limit && s.b1 <= limit && s.b2 <= limit && s.b3 <= limit && s.b4 <= limit);
        require(s.b0 + s.b1 + s.b2 + s.b3 + s.b4 <= limit);
        // The invariant: not more than the buckets from `first` on hold, or the limit once `first` has left the five.
        require(counted <= limit && (s.index >= first || counted == 0));
        require(s.index != first || counted <= s.b0);
        require(s.index != first + 1 || counted <= s.b0 + s.b1);
        require(s.index != first + 2 || counted <= s.b0 + s.b1 + s.b2);
        require(s.index != first + 3 || counted <= s.b0 + s.b1 + s.b2 + s.b3);
        require(s.index != first + 4 || counted <= s.b0 + s.b1 + s.b2 + s.b3 + s.b4);

        require(claimed >= s.index);
        uint256 steps = claimed - s.index;
        b0 = steps == 0 ? s.b0 : 0;
        b1 = steps == 0 ? s.b1 : steps == 1 ? s.b0 : 0;
        b2 = steps == 0 ? s.b2 : steps == 1 ? s.b1 : steps == 2 ? s.b0 : 0;
        b3 = steps == 0 ? s.b3 : steps == 1 ? s.b2 : steps == 2 ? s.b1 : steps == 3 ? s.b0 : 0;
        b4 = steps == 0 ? s.b4 : steps == 1 ? s.b3 : steps == 2 ? s.b2 : steps == 3 ? s.b1 : steps == 4 ? s.b0 : 0;
        require(b0 + b1 + b2 + b3 + b4 + amount <= limit);
        b0 += amount;
        uint256 total = claimed >= first && claimed <= first + 4 ? counted + amount : counted;

        assert(b0 + b1 + b2 + b3 + b4 <= limit);
        assert(total <= limit && (claimed >= first || total == 0));
        assert(claimed != first || total <= b0);
        assert(claimed != first + 1 || total <= b0 + b1);
        assert(claimed != first + 2 || total <= b0 + b1 + b2);
        assert(claimed != first + 3 || total <= b0 + b1 + b2 + b3);
        assert(claimed != first + 4 || total <= b0 + b1 + b2 + b3 + b4);
    }
}

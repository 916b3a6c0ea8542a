namespace SessionKeys.Bundler.Client;

/// <summary>Applies one record to one lane: pure, and refusing what would give a lane to two.</summary>
internal static class LaneSteps
{
    private const int MaxHolderLength = 64;

    public static LaneState Apply(LaneState before, LaneRecord record)
    {
        CheckHolder(record.Lane, record.Holder);
        return record switch
        {
            LaneLeased leased => Lease(before, leased),
            LaneRenewed renewed => Renew(before, renewed),
            LaneCovered covered => Cover(before, covered),
            LaneReleased => Release(before, record),
            LaneRecovered recovered => Recover(before, recovered),
            _ => throw new ArgumentOutOfRangeException(nameof(record), record.Name, "Pass a record about a lane."),
        };
    }

    /// <summary>A new submission takes a lane that is free or that its holder has leased and not used.</summary>
    public static LaneState Prepare(LaneState before, SubmissionPrepared record)
    {
        CheckHolder(record.Lane, record.Holder);
        bool isOwn = before.IsLeased(record.At) && before.Holder == record.Holder;
        if (before.Submission is not null || before.CoveredSequence is not null && isOwn)
        {
            throw BookErrors.LaneTaken(record.Lane, "an operation that is not decided stands on it");
        }

        if (!isOwn && !before.IsFree(record.At))
        {
            throw BookErrors.LaneTaken(record.Lane, $"somebody else has it until {before.Until:u}");
        }

        return Given(before, record.Holder, record.Until) with { Submission = record.Id };
    }

    /// <summary>The end of a submission frees its lane; a reorganisation moves the count back.</summary>
    public static LaneState Follow(LaneState before, Submission after, SubmissionRecord record)
    {
        ulong next = record switch
        {
            OperationIncluded => Math.Max(before.NextSequence, SequenceOf(after) + 1),
            InclusionUndone => SequenceOf(after),
            SubmissionFailed { Proof: { } proof } => Math.Max(before.NextSequence, proof.ChainSequence),
            SubmissionDropped dropped => Math.Max(before.NextSequence, dropped.Proof.ChainSequence),
            _ => before.NextSequence,
        };
        return after.IsResolved ? new LaneState { NextSequence = next } : before with { NextSequence = next };
    }

    /// <summary>Also the way in which somebody else goes on with a submission whose holder is gone.</summary>
    private static LaneState Lease(LaneState before, LaneLeased record)
    {
        if (before.IsLeased(record.At))
        {
            throw BookErrors.LaneTaken(record.Lane, $"somebody has it until {before.Until:u}");
        }

        return Given(before, record.Holder, record.Until);
    }

    private static LaneState Renew(LaneState before, LaneRenewed record)
    {
        RequireLease(before, record);
        return before with { Until = Later(before.Until, record.Until) };
    }

    private static LaneState Cover(LaneState before, LaneCovered record)
    {
        RequireLease(before, record);
        if (before.Submission is not null)
        {
            throw BookErrors.LaneTaken(record.Lane, $"submission {before.Submission} stands on it");
        }

        if (record.Until <= record.ClaimEnd)
        {
            throw BookErrors.LaneLost(record.Lane, "the lease would be over before the claim that is signed under it");
        }

        return before with
        {
            Until = Later(before.Until, record.Until),
            CoveredSequence = record.Sequence,
            ClaimEnd = record.ClaimEnd,
        };
    }

    private static LaneState Release(LaneState before, LaneRecord record)
    {
        RequireHolder(before, record);
        return new LaneState { Submission = before.Submission, NextSequence = before.NextSequence };
    }

    private static LaneState Recover(LaneState before, LaneRecovered record)
    {
        RequireHolder(before, record);
        return before.IsDecided(new LaneReading(record.ChainSequence, record.ChainTime))
            ? new LaneState { NextSequence = Math.Max(before.NextSequence, record.ChainSequence) }
            : throw BookErrors.LaneTaken(record.Lane, $"its holder may still use it until {before.Until:u}");
    }

    private static LaneState Given(LaneState before, string holder, DateTimeOffset until) => new()
    {
        Holder = holder,
        Until = until,
        Submission = before.Submission,
        NextSequence = before.NextSequence,
    };

    private static ulong SequenceOf(Submission submission) => LaneSequence.Of(submission.Attempts[0].Nonce);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static void RequireLease(LaneState before, LaneRecord record)
    {
        RequireHolder(before, record);
        if (!before.IsLeased(record.At))
        {
            throw BookErrors.LaneLost(record.Lane, $"the lease was over at {before.Until:u}");
        }
    }

    private static void RequireHolder(LaneState before, LaneRecord record)
    {
        if (before.Holder != record.Holder)
        {
            throw BookErrors.LaneLost(record.Lane, before.Holder is null ? "nobody has it" : "somebody else has it");
        }
    }

    private static void CheckHolder(NonceLane lane, string holder)
    {
        if (holder.Length is 0 or > MaxHolderLength)
        {
            throw BookErrors.LaneTaken(lane, $"the holder's name has {holder.Length} characters, not 1 to 64");
        }
    }
}

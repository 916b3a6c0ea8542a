using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// The log was compacted: everything before this record is forgotten, and what still matters follows.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Before">How many records the log had; the numbers go on, so that nobody mistakes old for new.</param>
/// <param name="Kept">How many records of what still matters follow.</param>
internal sealed record LogCompacted(DateTimeOffset At, ulong Before, ulong Kept) : BookRecord(At)
{
    public const string RecordName = "log-compacted.1";

    public override string Name => RecordName;

    private static ReadOnlySpan<byte> Beginning => "{\"record\":\"log-compacted."u8;

    public static LogCompacted Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Unsigned("before"u8), reader.Unsigned("kept"u8));

    /// <summary>How many records stand before the first one of a log.</summary>
    /// <exception cref="SessionKeyException">The record is of another version.</exception>
    public static long RecordsBefore(ReadOnlySpan<byte> first) =>
        first.StartsWith(Beginning) ? (long)((LogCompacted)RecordJson.Decode(first)).Before : 0;

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("before"u8, Before);
        writer.WriteNumber("kept"u8, Kept);
    }
}

/// <summary>A record that says how something stood when the log was compacted.</summary>
/// <param name="At">When it was compacted.</param>
internal abstract record KeptRecord(DateTimeOffset At) : BookRecord(At);

/// <summary>A lane as it stood.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="State">Who had it.</param>
internal sealed record LaneKept(DateTimeOffset At, NonceLane Lane, LaneState State) : KeptRecord(At)
{
    public const string RecordName = "lane-kept.1";

    public override string Name => RecordName;

    public static LaneKept Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Lane(),
        new LaneState
        {
            Holder = reader.IsNull("holder"u8) ? null : reader.Text("holder"u8),
            Until = reader.IsNull("until"u8) ? default : reader.Milliseconds("until"u8),
            Submission = reader.IsNull("submission"u8) ? null : reader.Text("submission"u8),
            CoveredSequence = reader.IsNull("coveredSequence"u8) ? null : reader.Unsigned("coveredSequence"u8),
            ClaimEnd = reader.IsNull("claimEnd"u8) ? default : reader.Seconds("claimEnd"u8),
            NextSequence = reader.Unsigned("nextSequence"u8),
        });

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteLane(Lane);
        writer.WriteTextOrNull("holder"u8, State.Holder);
        if (State.Until == default)
        {
            writer.WriteNull("until"u8);
        }
        else
        {
            writer.WriteMilliseconds("until"u8, State.Until);
        }

        writer.WriteTextOrNull("submission"u8, State.Submission);
        if (State.CoveredSequence is { } sequence)
        {
            writer.WriteNumber("coveredSequence"u8, sequence);
        }
        else
        {
            writer.WriteNull("coveredSequence"u8);
        }

        if (State.ClaimEnd == default)
        {
            writer.WriteNull("claimEnd"u8);
        }
        else
        {
            writer.WriteSeconds("claimEnd"u8, State.ClaimEnd);
        }

        writer.WriteNumber("nextSequence"u8, State.NextSequence);
    }
}

/// <summary>A submission as it stood; its attempts follow, each in a record of its own.</summary>
/// <param name="At">When.</param>
/// <param name="Submission">It, without attempts.</param>
internal sealed record SubmissionKept(DateTimeOffset At, Submission Submission) : KeptRecord(At)
{
    public const string RecordName = "submission-kept.1";

    public override string Name => RecordName;

    public static SubmissionKept Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, KeptJson.ReadSubmission(ref reader));

    public override void WriteFields(Utf8JsonWriter writer) => KeptJson.Write(writer, Submission);
}

/// <summary>An attempt of a submission as it stood.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Attempt">The attempt.</param>
internal sealed record AttemptKept(DateTimeOffset At, string Id, SubmissionAttempt Attempt) : KeptRecord(At)
{
    public const string RecordName = "attempt-kept.1";

    public override string Name => RecordName;

    public static AttemptKept Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Text("id"u8), KeptJson.ReadAttempt(ref reader));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        KeptJson.Write(writer, Attempt);
    }
}

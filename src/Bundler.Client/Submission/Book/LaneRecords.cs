using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>A lane, or the work on the submission that stands on it, goes to a holder.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Holder">Who gets it.</param>
/// <param name="Until">The first moment in which the lease is over.</param>
internal sealed record LaneLeased(DateTimeOffset At, NonceLane Lane, string Holder, DateTimeOffset Until)
    : LaneRecord(At, Lane, Holder)
{
    public const string RecordName = "lane-leased.1";

    public override string Name => RecordName;

    public DateTimeOffset Until { get; } = RecordTime.ToMilliseconds(Until);

    public static LaneLeased Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Lane(), reader.Text("holder"u8), reader.Milliseconds("until"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteLane(Lane);
        writer.WriteString("holder"u8, Holder);
        writer.WriteMilliseconds("until"u8, Until);
    }
}

/// <summary>The holder keeps its lane longer.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Until">The new end; never earlier than the old one.</param>
internal sealed record LaneRenewed(DateTimeOffset At, NonceLane Lane, string Holder, DateTimeOffset Until)
    : LaneRecord(At, Lane, Holder)
{
    public const string RecordName = "lane-renewed.1";

    public override string Name => RecordName;

    public DateTimeOffset Until { get; } = RecordTime.ToMilliseconds(Until);

    public static LaneRenewed Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Lane(), reader.Text("holder"u8), reader.Milliseconds("until"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteLane(Lane);
        writer.WriteString("holder"u8, Holder);
        writer.WriteMilliseconds("until"u8, Until);
    }
}

/// <summary>The holder is about to sign an operation outside submissions; the lease outlasts its claim.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Sequence">The lower 64 bits of the nonce.</param>
/// <param name="ClaimEnd">The last second of chain time of the operation.</param>
/// <param name="Until">The end of the lease, behind the end of the claim.</param>
internal sealed record LaneCovered(
    DateTimeOffset At, NonceLane Lane, string Holder, ulong Sequence, DateTimeOffset ClaimEnd, DateTimeOffset Until)
    : LaneRecord(At, Lane, Holder)
{
    public const string RecordName = "lane-covered.1";

    public override string Name => RecordName;

    public DateTimeOffset ClaimEnd { get; } = RecordTime.ToSeconds(ClaimEnd);

    public DateTimeOffset Until { get; } = RecordTime.ToMilliseconds(Until);

    public static LaneCovered Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Lane(),
        reader.Text("holder"u8),
        reader.Unsigned("sequence"u8),
        reader.Seconds("claimEnd"u8),
        reader.Milliseconds("until"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteLane(Lane);
        writer.WriteString("holder"u8, Holder);
        writer.WriteNumber("sequence"u8, Sequence);
        writer.WriteSeconds("claimEnd"u8, ClaimEnd);
        writer.WriteMilliseconds("until"u8, Until);
    }
}

/// <summary>The holder gives its lane back.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Holder">Who had it.</param>
internal sealed record LaneReleased(DateTimeOffset At, NonceLane Lane, string Holder) : LaneRecord(At, Lane, Holder)
{
    public const string RecordName = "lane-released.1";

    public override string Name => RecordName;

    public static LaneReleased Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Lane(), reader.Text("holder"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteLane(Lane);
        writer.WriteString("holder"u8, Holder);
    }
}

/// <summary>Somebody else ends a lease whose operation is used up on the chain, or can no longer be included.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Holder">Whose lease ends.</param>
/// <param name="ChainSequence">The next sequence of the lane, as the node says.</param>
/// <param name="ChainTime">The time of the latest block.</param>
internal sealed record LaneRecovered(
    DateTimeOffset At, NonceLane Lane, string Holder, ulong ChainSequence, DateTimeOffset ChainTime)
    : LaneRecord(At, Lane, Holder)
{
    public const string RecordName = "lane-recovered.1";

    public override string Name => RecordName;

    public DateTimeOffset ChainTime { get; } = RecordTime.ToSeconds(ChainTime);

    public static LaneRecovered Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Lane(),
        reader.Text("holder"u8),
        reader.Unsigned("chainSequence"u8),
        reader.Seconds("chainTime"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteLane(Lane);
        writer.WriteString("holder"u8, Holder);
        writer.WriteNumber("chainSequence"u8, ChainSequence);
        writer.WriteSeconds("chainTime"u8, ChainTime);
    }
}

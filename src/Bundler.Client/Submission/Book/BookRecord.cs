using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>One thing that happened, as the log keeps it for ever.</summary>
/// <param name="At">When, by the clock of the machine; cut to whole milliseconds.</param>
/// <remarks>
/// The name of a record ends with its version. A changed form gets a new name, and the old one stays readable.
/// </remarks>
internal abstract record BookRecord(DateTimeOffset At)
{
    public DateTimeOffset At { get; } = RecordTime.ToMilliseconds(At);

    public abstract string Name { get; }

    /// <summary>Writes the fields that follow name and time, always all of them and in this order.</summary>
    public abstract void WriteFields(Utf8JsonWriter writer);
}

/// <summary>A record about one submission.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
internal abstract record SubmissionRecord(DateTimeOffset At, string Id) : BookRecord(At);

/// <summary>A record about the lease of one lane.</summary>
/// <param name="At">When.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Holder">Whose lease: a name that is drawn anew for each lease.</param>
internal abstract record LaneRecord(DateTimeOffset At, NonceLane Lane, string Holder) : BookRecord(At);

namespace SessionKeys.Bundler.Client;

/// <summary>How a journal file is shared.</summary>
public sealed class JournalFileOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait at most until others have finished their appends.</summary>
    /// <value>From 10 ms to 10 minutes; the default is 10 s. An append takes milliseconds.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The moments of a compaction where tests let the process die.</summary>
    internal const string Rewritten = "rewritten";

    /// <inheritdoc cref="Rewritten"/>
    internal const string Renamed = "renamed";

    /// <summary>Called at these moments; what it throws ends the compaction like a crash.</summary>
    internal Action<string>? FaultPoint { get; init; }

    internal void Validate() => new OptionRange(nameof(JournalFileOptions)).Check(
        LockTimeout, Shortest, Longest);
}

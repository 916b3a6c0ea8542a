namespace SessionKeys.Bundler.Client;

/// <summary>Who has a lane, as the book knows it; <c>default</c> values mean a lane that nobody has.</summary>
internal sealed record LaneState
{
    public static readonly LaneState Untouched = new();

    /// <summary>Gets whose lease it is, or null.</summary>
    public string? Holder { get; init; }

    /// <summary>Gets the first moment (clock of the machine) in which the lease is over.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Gets the unresolved submission that stands on the lane, or null.</summary>
    public string? Submission { get; init; }

    /// <summary>Gets the sequence that an operation outside submissions was signed for, or null.</summary>
    public ulong? CoveredSequence { get; init; }

    /// <summary>Gets the last second of chain time in which that operation can be included.</summary>
    public DateTimeOffset ClaimEnd { get; init; }

    /// <summary>Gets the lowest sequence that is not known to be used: a node that says less lags behind.</summary>
    public ulong NextSequence { get; init; }

    public bool IsLeased(DateTimeOffset now) => Holder is not null && now < Until;

    public bool IsFree(DateTimeOffset now) => Submission is null && !IsLeased(now);

    /// <summary>Says whether the operation outside submissions is included, replaced or past its claim.</summary>
    public bool IsDecided(LaneReading chain) =>
        CoveredSequence is { } sequence && (chain.Sequence > sequence || chain.ChainTime > ClaimEnd);
}

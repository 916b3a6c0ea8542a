namespace SessionKeys;

/// <summary>What a token permission allows: how much of one asset, by time.</summary>
internal sealed record TokenPermission
{
    /// <summary>Gets native or a token.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Gets how the amount goes by time.</summary>
    public required BudgetShape Shape { get; init; }

    /// <summary>Gets the first second in unix seconds, or null for the time of the request.</summary>
    public Located<long>? Start { get; init; }

    /// <summary>Gets the words of whoever asks.</summary>
    public string? Justification { get; init; }
}

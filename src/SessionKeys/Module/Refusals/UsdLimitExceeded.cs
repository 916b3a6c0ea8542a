namespace SessionKeys;

/// <summary>The guard's limit in US dollars does not hold what the operation spends.</summary>
public sealed record UsdLimitExceeded : SessionRefusal
{
    internal UsdLimitExceeded(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The limit of one window, inclusive, in US dollars with 8 decimals.</summary>
    public UInt256 Limit => Number("limit");

    /// <summary>What the window has used before this operation, in US dollars with 8 decimals.</summary>
    public UInt256 Spent => Number("spent");

    /// <summary>What this operation would add, in US dollars with 8 decimals, rounded up.</summary>
    public UInt256 Requested => Number("requested");

    /// <summary>When the next window begins; null where that lies behind the calendar.</summary>
    public DateTimeOffset? ResetsAt => Time("resetsAt");

    private protected override string ErrorName => nameof(UsdLimitExceeded);
}

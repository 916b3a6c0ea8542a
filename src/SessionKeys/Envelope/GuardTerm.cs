namespace SessionKeys;

/// <summary>The execution guard that watches a session, and its limit in US dollars.</summary>
public sealed record GuardTerm
{
    /// <summary>Gets the guard's contract.</summary>
    /// <value>Above 0xffff.</value>
    public required Address Guard { get; init; }

    /// <summary>Gets the limit of one period, inclusive, in US dollars with 8 decimals.</summary>
    /// <value>0 = no limit; then period and list are off, too.</value>
    public required UInt128 UsdLimit { get; init; }

    /// <summary>Gets the length of one period.</summary>
    /// <value>Whole seconds, at least 10 minutes, below 2^32; zero without a limit.</value>
    public required TimeSpan UsdPeriod { get; init; }

    /// <summary>Gets the hash of the list of price feeds that the guard counts by.</summary>
    /// <value><see cref="PriceFeedList.Hash"/> of a list that the guard knows; zero without a limit.</value>
    public required Hash32 FeedsHash { get; init; }
}

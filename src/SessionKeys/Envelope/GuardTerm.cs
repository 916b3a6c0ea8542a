namespace SessionKeys;

/// <summary>
/// The execution guard that watches a session, and its limit in US dollars. Not enforced by this version.
/// </summary>
public sealed record GuardTerm
{
    /// <summary>Gets the guard's contract.</summary>
    /// <value>Not zero.</value>
    public required Address Guard { get; init; }

    /// <summary>Gets the limit of one period, inclusive, in the guard's unit of US dollars.</summary>
    public required UInt128 UsdLimit { get; init; }

    /// <summary>Gets the length of one period.</summary>
    /// <value>Whole seconds, below 2^32.</value>
    public required TimeSpan UsdPeriod { get; init; }

    /// <summary>Gets the hash of the price feeds that the guard uses.</summary>
    public required Hash32 FeedsHash { get; init; }
}

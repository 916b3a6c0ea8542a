namespace SessionKeys;

/// <summary>The execution guard that holds a sum in US dollars, at the prices of the moment.</summary>
/// <param name="Guard">The guard's contract; it must be installed on the account.</param>
/// <param name="FeedsHash">
/// The hash of the registered list of price feeds (<see cref="PriceFeedList.Hash"/>), with a feed for each spent asset.
/// </param>
public sealed record UsdGuard(Address Guard, Hash32 FeedsHash)
{
    /// <summary>The longest window that the guard counts in: from 1970 until 2106-02-07, so a whole session.</summary>
    internal static readonly TimeSpan WholeSession = TimeSpan.FromSeconds(uint.MaxValue);

    /// <summary>The term of the envelope.</summary>
    internal GuardTerm Term(UInt128 usdLimit) => new()
    {
        Guard = Guard,
        UsdLimit = usdLimit,
        UsdPeriod = WholeSession,
        FeedsHash = FeedsHash,
    };
}

namespace SessionKeys;

/// <summary>Prices of one moment, by which a sum in dollars becomes limits in tokens.</summary>
/// <remarks>Nobody looks whether they hold later: the limits stay as they are when prices move.</remarks>
public sealed record UsdPrices
{
    /// <summary>Gets the moment of the prices.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets where the prices come from, for the person.</summary>
    /// <value>1 … 32 characters of <c>[A-Za-z0-9._-]</c>.</value>
    public required string Source { get; init; }

    /// <summary>Gets the prices, each asset once.</summary>
    public required ValueList<UsdPrice> Prices { get; init; }
}

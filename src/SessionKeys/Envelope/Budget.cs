namespace SessionKeys;

/// <summary>A limit on the sum of what a session spends of one asset.</summary>
/// <remarks>Several budgets on one asset are allowed; every spend counts to each of them.</remarks>
public sealed record Budget
{
    /// <summary>Gets what is counted.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Gets the limit, inclusive, in the unit of the asset (wei, operations or token base units).</summary>
    /// <value>For a calendar budget below 2^108.</value>
    public required UInt128 Limit { get; init; }

    /// <summary>Gets how time is counted.</summary>
    /// <value>Default: <see cref="BudgetKind.Lifetime"/>.</value>
    public BudgetKind Kind { get; init; }

    /// <summary>Gets the length of a window.</summary>
    /// <value>
    /// Whole seconds; zero for a lifetime budget, at least 600 s for calendar, at least 3,600 s for rolling.
    /// </value>
    public TimeSpan Period { get; init; }

    /// <summary>Makes a budget for the whole life of the session.</summary>
    /// <param name="asset">What is counted.</param>
    /// <param name="limit">The limit, inclusive, in the unit of the asset.</param>
    /// <returns>The budget.</returns>
    public static Budget Lifetime(Asset asset, UInt128 limit) => new() { Asset = asset, Limit = limit };

    /// <summary>Makes a budget for each calendar window.</summary>
    /// <param name="asset">What is counted.</param>
    /// <param name="limit">The limit of one window, inclusive, in the unit of the asset, below 2^108.</param>
    /// <param name="period">The length of a window: whole seconds, at least 600 s. A day begins at 00:00 UTC.</param>
    /// <returns>The budget.</returns>
    public static Budget Calendar(Asset asset, UInt128 limit, TimeSpan period) =>
        new() { Asset = asset, Limit = limit, Kind = BudgetKind.Calendar, Period = period };
}

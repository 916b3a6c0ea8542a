namespace SessionKeys;

/// <summary>A limit on the sum of what a session spends of one asset.</summary>
/// <remarks>Several budgets on one asset are allowed; every spend counts to each of them.</remarks>
public sealed record Budget
{
    /// <summary>What a bucket of a rolling window holds.</summary>
    private static readonly UInt128 MaxRollingUnits = (UInt128.One << 42) - 1;

    /// <summary>Gets what is counted.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Gets the limit, inclusive, in the unit of the asset (wei, operations or token base units).</summary>
    /// <value>For a calendar budget below 2^108.</value>
    public required UInt128 Limit { get; init; }

    /// <summary>Gets the amount that a rolling budget counts in; a spend is rounded up to a multiple of it.</summary>
    /// <value>
    /// max(1, ⌈limit / (2^42 − 1)⌉): 1 for limits below 2^42. Of a limit that is no multiple of it the rest is never
    /// spent; <see cref="Rolling"/> makes it one. Means nothing for the other kinds.
    /// </value>
    public UInt128 RollingUnit => RollingUnitOf(Limit);

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

    /// <summary>Makes a budget for any interval of one period: a hard bound, wherever the interval begins.</summary>
    /// <param name="asset">What is counted.</param>
    /// <param name="atMost">The limit, inclusive, in the unit of the asset.</param>
    /// <param name="period">
    /// The length of the interval: whole seconds, at least 3,600 s and a multiple of 4. What was spent counts for one
    /// to one and a quarter periods.
    /// </param>
    /// <returns>
    /// The budget, its limit lowered to a multiple of its <see cref="RollingUnit"/>: by less than one unit.
    /// </returns>
    public static Budget Rolling(Asset asset, UInt128 atMost, TimeSpan period)
    {
        // Where no multiple of the unit is left that needs it, the greatest limit with the next smaller unit is taken.
        UInt128 unit = RollingUnitOf(atMost);
        UInt128 limit = UInt128.Max(atMost - (atMost % unit), (unit - 1) * MaxRollingUnits);
        return new() { Asset = asset, Limit = limit, Kind = BudgetKind.Rolling, Period = period };
    }

    internal static UInt128 RollingUnitOf(UInt128 limit)
    {
        UInt128 remainder = limit % MaxRollingUnits == UInt128.Zero ? UInt128.Zero : UInt128.One;
        return UInt128.Max((limit / MaxRollingUnits) + remainder, UInt128.One);
    }
}

namespace SessionKeys;

/// <summary>What a budget has left in one of its windows.</summary>
/// <param name="Used">
/// What counts against the limit; for a rolling budget in whole units, of the last five buckets.
/// </param>
/// <param name="Left">What one operation may still take.</param>
/// <param name="ResetsAt">
/// The first second of the next window (rolling: bucket), in unix seconds; 0 for a lifetime budget: never.
/// </param>
public readonly record struct BudgetWindow(UInt256 Used, UInt256 Left, ulong ResetsAt)
{
    private const ulong ShortestPeriod = 4;

    /// <summary>Reads the slot that the module stores for a budget.</summary>
    /// <param name="budget">The terms of the budget.</param>
    /// <param name="slot">
    /// Lifetime: the amount used. Calendar: window index 40 ‖ used 108 ‖ carry 108 bits, where the next window starts
    /// with the carry. Rolling: bucket index 46 ‖ five buckets of 42 bits, the newest lowest, in units of <see
    /// cref="Budget.RollingUnit"/>.
    /// </param>
    /// <param name="time">The second to look at, in unix seconds.</param>
    /// <returns>
    /// The window that holds <paramref name="time"/>; the one that was charged last if that is later, in which case
    /// the module refuses the time (<c>WindowPassed</c>).
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="budget"/> is null.</exception>
    public static BudgetWindow Read(Budget budget, UInt256 slot, ulong time)
    {
        ArgumentNullException.ThrowIfNull(budget);

        // Shorter periods cannot be granted; they are looked at as if they were this long.
        ulong period = Math.Max((ulong)(budget.Period.Ticks / TimeSpan.TicksPerSecond), ShortestPeriod);
        return budget.Kind switch
        {
            BudgetKind.Lifetime => new BudgetWindow(slot, Rest(budget.Limit, slot), 0),
            BudgetKind.Calendar => ReadCalendar(budget, new CalendarWindow(slot), time / period, period),
            _ => ReadRolling(budget, new RollingWindow(slot), time / (period / 4), period / 4),
        };
    }

    private static BudgetWindow ReadCalendar(Budget budget, CalendarWindow window, ulong index, ulong period)
    {
        index = Math.Max(index, window.Index);
        UInt256 used = window.MoveTo(index).Used;
        return new BudgetWindow(used, Rest(budget.Limit, used), (index + 1) * period);
    }

    private static BudgetWindow ReadRolling(Budget budget, RollingWindow window, ulong index, ulong bucket)
    {
        index = Math.Max(index, window.Index);
        UInt128 unit = budget.RollingUnit;
        UInt256 used = window.MoveTo(index).Sum;
        return new BudgetWindow(used * unit, Rest(budget.Limit / unit, used) * unit, (index + 1) * bucket);
    }

    private static UInt256 Rest(UInt256 limit, UInt256 used) => used < limit ? limit - used : UInt256.Zero;
}

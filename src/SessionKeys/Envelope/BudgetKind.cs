namespace SessionKeys;

/// <summary>How the time of a budget is counted.</summary>
public enum BudgetKind : byte
{
    /// <summary>One limit for the whole life of the session.</summary>
    Lifetime = 0,

    /// <summary>One limit for each window; windows are aligned to unix time 0 in UTC.</summary>
    Calendar = 1,

    /// <summary>
    /// One limit for any interval of one period, less <see cref="EnvelopeLimits.Grace"/> where an operation used it.
    /// </summary>
    Rolling = 2,
}

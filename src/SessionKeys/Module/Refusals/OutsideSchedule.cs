namespace SessionKeys;

/// <summary>The operation claims a time of day or a weekday outside the session's schedule.</summary>
public sealed record OutsideSchedule : SessionRefusal
{
    internal OutsideSchedule(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The first time of day, UTC.</summary>
    public TimeSpan From => Seconds("from");

    /// <summary>The time of day at which the schedule ends, UTC.</summary>
    public TimeSpan To => Seconds("to");

    /// <summary>The weekdays, UTC.</summary>
    public Weekdays Days => (Weekdays)(byte)(Number("weekdays") & 0x7fUL);

    /// <summary>The time that the operation claimed; null for a second after the year 9999.</summary>
    public DateTimeOffset? ClaimedAt => Time("claimedAt");

    private protected override string ErrorName => nameof(OutsideSchedule);
}

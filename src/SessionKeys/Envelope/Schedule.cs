namespace SessionKeys;

/// <summary>The seconds of the week, in UTC, in which a session may act.</summary>
public sealed record Schedule
{
    /// <summary>Gets the first allowed second of the day, inclusive.</summary>
    /// <value>Whole seconds since 00:00 UTC, below <see cref="To"/>.</value>
    public required TimeSpan From { get; init; }

    /// <summary>Gets the end of the allowed seconds of the day, exclusive.</summary>
    /// <value>Whole seconds since 00:00 UTC, at most 86,400.</value>
    public required TimeSpan To { get; init; }

    /// <summary>Gets the allowed days.</summary>
    /// <value>At least one day.</value>
    public required Weekdays Weekdays { get; init; }

    /// <summary>Finds the last second from which on the next one is not allowed.</summary>
    /// <param name="time">A second that is allowed.</param>
    /// <returns>The end of the run of allowed seconds; null when it has none, or the second is not allowed.</returns>
    internal DateTimeOffset? EndOfRun(DateTimeOffset time)
    {
        DateTimeOffset midnight = new(time.UtcDateTime.Date, TimeSpan.Zero);
        TimeSpan ofDay = time - midnight;
        if (!IsAllowed(midnight) || ofDay < From || ofDay >= To)
        {
            return null;
        }

        // Only a whole day runs on into the next one.
        bool isWholeDay = From == TimeSpan.Zero && To == EnvelopeLimits.Day;
        int days = 1;
        while (isWholeDay && days < 7 && IsAllowed(midnight.AddDays(days)))
        {
            days++;
        }

        return isWholeDay && days == 7 ? null : midnight.AddDays(days - 1) + To - TimeSpan.FromSeconds(1);
    }

    /// <summary>The later of a second and the begin of the allowed seconds of a day.</summary>
    /// <param name="time">A second; where it is not allowed, nothing changes.</param>
    /// <param name="other">The other second.</param>
    internal DateTimeOffset StartOfRun(DateTimeOffset time, DateTimeOffset other)
    {
        DateTimeOffset midnight = new(time.UtcDateTime.Date, TimeSpan.Zero);
        bool runsOn = From == TimeSpan.Zero && To == EnvelopeLimits.Day && IsAllowed(midnight.AddDays(-1));
        bool isAllowed = IsAllowed(midnight) && time - midnight >= From && time - midnight < To;
        return isAllowed && !runsOn && midnight + From > other ? midnight + From : other;
    }

    private bool IsAllowed(DateTimeOffset day)
    {
        const int daysFromSundayToMonday = 6;
        int sinceMonday = ((int)day.DayOfWeek + daysFromSundayToMonday) % 7;
        return ((int)Weekdays & (1 << sinceMonday)) != 0;
    }
}

/// <summary>Days of the week, in UTC.</summary>
[Flags]
public enum Weekdays : byte
{
    /// <summary>No day.</summary>
    None = 0,

    /// <summary>Monday.</summary>
    Monday = 1,

    /// <summary>Tuesday.</summary>
    Tuesday = 2,

    /// <summary>Wednesday.</summary>
    Wednesday = 4,

    /// <summary>Thursday.</summary>
    Thursday = 8,

    /// <summary>Friday.</summary>
    Friday = 16,

    /// <summary>Saturday.</summary>
    Saturday = 32,

    /// <summary>Sunday.</summary>
    Sunday = 64,

    /// <summary>Monday to Friday.</summary>
    WorkingDays = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>Every day.</summary>
    All = WorkingDays | Saturday | Sunday,
}

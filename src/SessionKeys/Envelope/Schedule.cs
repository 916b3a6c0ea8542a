namespace SessionKeys;

/// <summary>The seconds of the week, in UTC, in which a session may act. Not enforced by this version.</summary>
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

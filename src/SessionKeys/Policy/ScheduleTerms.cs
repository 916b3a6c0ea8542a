namespace SessionKeys;

/// <summary>from 24 (inclusive) ‖ to 24 (exclusive) ‖ weekdays 8 (Monday = bit 0); 0: any time.</summary>
internal readonly record struct ScheduleTerms(ulong Packed)
{
    private const ulong Day = 86_400;

    public bool IsAnyTime => Packed == 0;

    public ulong From => Packed >> 32;

    public ulong To => (Packed >> 8) & 0xffffff;

    public ulong Weekdays => Packed & 0xff;

    public bool Allows(ulong time)
    {
        ulong second = time % Day;
        return AllowsDay(time / Day) && From <= second && second < To;
    }

    /// <summary>The last second of the allowed stretch that an allowed second is in.</summary>
    /// <returns><see cref="ulong.MaxValue"/> if every second is allowed.</returns>
    public ulong EndOf(ulong time)
    {
        ulong day = time / Day;
        if (From != 0 || To != Day)
        {
            return (day * Day) + To - 1;
        }

        for (ulong next = day + 1; next < day + 7; next++)
        {
            if (!AllowsDay(next))
            {
                return (next * Day) - 1;
            }
        }

        return ulong.MaxValue;
    }

    /// <summary>Day 0 of unix time was a Thursday.</summary>
    private bool AllowsDay(ulong day) => ((Weekdays >> (int)((day + 3) % 7)) & 1) != 0;
}

namespace SessionKeys;

/// <summary>What a session has used of its limit in US dollars, in the window that was charged last.</summary>
/// <param name="Index">
/// The number of the window: unix seconds / <see cref="GuardTerm.UsdPeriod"/>, rounded down, below 2^48; 0 when nothing
/// was charged yet.
/// </param>
/// <param name="Spent">US dollars with 8 decimals, in that window.</param>
public sealed record UsdWindow(ulong Index, UInt128 Spent)
{
    /// <summary>Tells what counts against the limit at a time: nothing once another window has begun.</summary>
    /// <param name="time">The chain's time, not before 1970; parts of a second do not count.</param>
    /// <param name="period">The session's <see cref="GuardTerm.UsdPeriod"/>: whole seconds, at least 1.</param>
    /// <returns>US dollars with 8 decimals.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public UInt128 SpentAt(DateTimeOffset time, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, DateTimeOffset.UnixEpoch);
        if (period <= TimeSpan.Zero || !UnixTime.IsEncodable(period))
        {
            throw new ArgumentOutOfRangeException(
                nameof(period),
                period,
                $"A period was refused: {period:c}; allowed are whole seconds from 1 to {uint.MaxValue}. " +
                "Pass the period of the session's guard.");
        }

        long index = (time - DateTimeOffset.UnixEpoch).Ticks / period.Ticks;
        return (ulong)index == Index ? Spent : UInt128.Zero;
    }
}

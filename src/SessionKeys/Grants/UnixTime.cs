using System.Globalization;

namespace SessionKeys;

/// <summary>Converts times and durations to the whole seconds of the signed format.</summary>
internal static class UnixTime
{
    /// <summary>The first second that the format cannot hold: 2^47.</summary>
    private const long End = 1L << 47;

    public static bool IsEncodable(DateTimeOffset time) =>
        time.UtcTicks % TimeSpan.TicksPerSecond == 0 && time.ToUnixTimeSeconds() is >= 0 and < End;

    public static bool IsEncodable(TimeSpan duration) =>
        duration.Ticks % TimeSpan.TicksPerSecond == 0
        && duration.Ticks / TimeSpan.TicksPerSecond is >= 0 and <= uint.MaxValue;

    public static ulong Seconds(DateTimeOffset time, string term) => IsEncodable(time)
        ? (ulong)time.ToUnixTimeSeconds()
        : throw GrantEncodingException.CannotWrite(
            term,
            time.ToString("O", CultureInfo.InvariantCulture),
            "a whole second from 1970-01-01T00:00:00Z on",
            "Round it to whole seconds.");

    public static uint Seconds(TimeSpan duration, string term) => IsEncodable(duration)
        ? (uint)(duration.Ticks / TimeSpan.TicksPerSecond)
        : throw GrantEncodingException.CannotWrite(
            term,
            duration.ToString("c", CultureInfo.InvariantCulture),
            $"whole seconds from 0 to {uint.MaxValue}",
            "Round it to whole seconds.");

    /// <summary>Reads seconds that come from bytes; false for a year after 9999, which .NET cannot hold.</summary>
    public static bool TryRead(ulong seconds, out DateTimeOffset time)
    {
        bool isRepresentable = seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        time = isRepresentable ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : default;
        return isRepresentable;
    }

    /// <summary>Writes a time as the signed texts do.</summary>
    public static string ToText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

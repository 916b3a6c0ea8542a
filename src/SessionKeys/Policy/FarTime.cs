using System.Globalization;

namespace SessionKeys;

/// <summary>
/// Seconds after the year 9999, which the module takes and .NET's calendar does not hold. The calendar repeats every
/// 400 years.
/// </summary>
internal static class FarTime
{
    private const ulong FourHundredYears = 146_097UL * 86_400;

    /// <summary>9999-12-31 23:59:59 UTC.</summary>
    private const ulong LastSecond = 253_402_300_799;

    public static bool IsFar(ulong seconds) => seconds > LastSecond;

    /// <summary>The same second of the calendar, before the year 10000.</summary>
    public static ulong Fold(ulong seconds) => seconds - (Eras(seconds) * FourHundredYears);

    /// <summary>As the signed texts write it: the year then has more digits.</summary>
    public static string ToText(ulong seconds)
    {
        DateTimeOffset folded = DateTimeOffset.FromUnixTimeSeconds((long)Fold(seconds));
        ulong year = (ulong)folded.Year + (400 * Eras(seconds));
        const int yearDigits = 4;
        return year.ToString("D4", CultureInfo.InvariantCulture) + UnixTime.ToText(folded)[yearDigits..];
    }

    private static ulong Eras(ulong seconds) =>
        IsFar(seconds) ? (seconds - LastSecond + FourHundredYears - 1) / FourHundredYears : 0;
}

using System.Globalization;

namespace SessionKeys.Bundler.Client;

/// <summary>Durations in messages, the same under every culture.</summary>
internal static class DurationText
{
    /// <summary>Seconds with at most three digits behind a point.</summary>
    public static string Seconds(this TimeSpan duration) =>
        duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}

namespace SessionKeys.Bundler.Client;

/// <summary>Cuts times to what a record keeps, so that a book read anew equals the one that wrote it.</summary>
internal static class RecordTime
{
    public static DateTimeOffset ToMilliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    public static DateTimeOffset ToSeconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

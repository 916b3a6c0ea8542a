namespace SessionKeys.Bundler.Client;

/// <summary>What goes wrong with lanes beyond what the book refuses.</summary>
internal static class LaneErrors
{
    public static SessionKeyException Busy(int lanes, TimeSpan waited) => new(
        "lanes-busy",
        $"No nonce lane became free in {waited.Seconds()} s, which is the allowed time: all {lanes} are in "
            + "use. Wait longer, give leases back when their operation is included, or grant and use more lanes.");
}

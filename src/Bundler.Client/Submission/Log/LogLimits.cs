namespace SessionKeys.Bundler.Client;

/// <summary>The limits that every log keeps, so that what one takes every other takes too.</summary>
internal static class LogLimits
{
    public const int MaxRecordLength = 1024 * 1024;
    public const int MaxRecordsOfStep = 64;
    public const int MaxBytesOfStep = 4 * 1024 * 1024;

    public static void CheckKnown(long known) => ArgumentOutOfRangeException.ThrowIfNegative(known);

    public static void CheckAdditions(IReadOnlyList<byte[]> additions)
    {
        ArgumentNullException.ThrowIfNull(additions);
        if (additions.Count > MaxRecordsOfStep)
        {
            throw Refuse($"{additions.Count} records", $"{MaxRecordsOfStep} records", "Append them in several steps.");
        }

        int total = 0;
        foreach (byte[] record in additions)
        {
            ArgumentNullException.ThrowIfNull(record);
            if (record.Length is 0 or > MaxRecordLength)
            {
                throw Refuse(
                    $"a record of {record.Length} bytes", $"1 to {MaxRecordLength} bytes", "Make it smaller.");
            }

            if (record.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1f) >= 0)
            {
                throw Refuse("a record with a control character", "bytes from 0x20 on", "Escape it.");
            }

            total += record.Length;
        }

        if (total > MaxBytesOfStep)
        {
            throw Refuse($"{total} bytes", $"{MaxBytesOfStep} bytes", "Append the records in several steps.");
        }
    }

    public static SessionKeyException Shorter(long known, long length) => new(
        "submission-log-shorter",
        $"The submission log was refused: it has {length} records, and {known} were read from it before. It was "
            + "replaced or restored from a backup. Start anew, so that every unresolved submission is compared with "
            + "the chain first.");

    private static SessionKeyException Refuse(string actual, string allowed, string advice) => new(
        "submission-log-limit", $"A step of the submission log was refused: {actual}; allowed is {allowed}. {advice}");
}

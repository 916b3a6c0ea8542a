namespace SessionKeys.Bundler.Client;

/// <summary>The bounds that a <see cref="JsonRpcClient"/> sets to the other side.</summary>
public sealed class JsonRpcOptions
{
    /// <summary>How long one request may take, from sending to the last byte of the answer.</summary>
    /// <value>From 1 ms to 1 hour; the default is 30 s.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may be, after decompression.</summary>
    /// <value>Bytes, from 1,024 to 268,435,456; the default is 4,194,304 (4 MiB).</value>
    public int MaxReplyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How deep objects and arrays of an answer may be nested.</summary>
    /// <value>From 8 to 256; the default is 64.</value>
    public int MaxDepth { get; init; } = 64;

    internal void Validate()
    {
        if (RequestTimeout < TimeSpan.FromMilliseconds(1) || RequestTimeout > TimeSpan.FromHours(1))
        {
            throw Refused(nameof(RequestTimeout), RequestTimeout, "1 ms to 1 hour");
        }

        if (MaxReplyBytes is < 1024 or > 256 * 1024 * 1024)
        {
            throw Refused(nameof(MaxReplyBytes), MaxReplyBytes, "1,024 to 268,435,456 bytes");
        }

        if (MaxDepth is < 8 or > 256)
        {
            throw Refused(nameof(MaxDepth), MaxDepth, "8 to 256");
        }
    }

    private static ArgumentOutOfRangeException Refused(string option, object actual, string allowed) =>
        new(option, actual, $"JsonRpcOptions.{option} allows {allowed}; set a value in this range.");
}

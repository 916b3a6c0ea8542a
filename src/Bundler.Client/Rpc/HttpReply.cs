namespace SessionKeys.Bundler.Client;

/// <summary>An HTTP answer that arrived completely.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type that the server named, or null.</param>
/// <param name="Body">The bytes.</param>
internal readonly record struct HttpReply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

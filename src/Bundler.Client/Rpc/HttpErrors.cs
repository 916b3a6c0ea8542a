using System.Globalization;
using System.Text;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// What an answer means that is not JSON-RPC: a proxy's page, a web framework's error, another service.
/// </summary>
internal static class HttpErrors
{
    private const int ReadBytes = 4096;
    private const int ShownCharacters = 120;

    /// <summary>The error for a body that is not JSON.</summary>
    public static BundlerException NotJson(RpcExchange exchange, HttpReply reply) =>
        NotJsonRpc(exchange, reply, reply.Body.IsEmpty ? "the reply is empty" : "the reply is not valid JSON");

    /// <summary>The error for a body without a JSON-RPC result or error.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="problem">What is wrong with the body.</param>
    public static BundlerException NotJsonRpc(RpcExchange exchange, HttpReply reply, string problem) =>
        exchange.Fail(KindOf(reply.Status), string.Create(
            CultureInfo.InvariantCulture,
            $"{problem}: HTTP {reply.Status}, {TypeOf(reply)}, {reply.Body.Length} bytes{Beginning(exchange, reply)}"));

    /// <summary>The kind of a bare HTTP status.</summary>
    public static BundlerErrorKind KindOf(int status) => status switch
    {
        401 or 403 => BundlerErrorKind.Unauthorized,
        408 => BundlerErrorKind.Timeout,
        429 => BundlerErrorKind.RateLimited,
        >= 500 => BundlerErrorKind.Unavailable,
        >= 200 and < 300 => BundlerErrorKind.MalformedReply,
        _ => BundlerErrorKind.HttpRefused,
    };

    private static string TypeOf(HttpReply reply) =>
        reply.ContentType is null ? "no content type" : ServerText.Clean(reply.ContentType);

    private static string Beginning(RpcExchange exchange, HttpReply reply)
    {
        ReadOnlySpan<byte> start = reply.Body.Span[..Math.Min(reply.Body.Length, ReadBytes)];
        string text = ServerText.Clean(exchange.Redact(Encoding.UTF8.GetString(start)));
        string shown = text[..Math.Min(text.Length, ShownCharacters)];
        return shown.Length == 0 ? string.Empty : $", beginning with \"{shown}\"";
    }
}

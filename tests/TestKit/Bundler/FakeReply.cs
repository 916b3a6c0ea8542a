using System.Globalization;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>What the <see cref="FakeBundler"/> answers to one request: a JSON-RPC reply or a fault.</summary>
public sealed record FakeReply
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The content type, or null to send none.</summary>
    public string? ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>The body; the text <c>$id</c> is replaced by the id of the request.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>Further header lines, each without its line end.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>How long the server waits before it answers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many bytes of the body are sent before the connection is cut; null sends all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether the connection stays open and silent after the last byte.</summary>
    public bool HoldsOpen { get; init; }

    /// <summary>Whether the connection is closed without any answer.</summary>
    public bool ClosesAtOnce { get; init; }

    /// <summary>How many times the body is sent, announced as one long body.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>
    /// Whether the length of the body is announced; without it the end of the connection ends the body.
    /// </summary>
    public bool AnnouncesLength { get; init; } = true;

    /// <summary>A JSON-RPC result.</summary>
    /// <param name="json">The result as JSON text.</param>
    public static FakeReply Result(string json) =>
        new() { Body = $$"""{"jsonrpc":"2.0","id":$id,"result":{{json}}}""" };

    /// <summary>A JSON-RPC error.</summary>
    /// <param name="json">The <c>error</c> member as JSON text.</param>
    /// <param name="status">The HTTP status beside it.</param>
    public static FakeReply Error(string json, int status = 200) =>
        new() { Status = status, Body = $$"""{"jsonrpc":"2.0","id":$id,"error":{{json}}}""" };

    /// <summary>The usual JSON-RPC error of a code and a message without quotation marks.</summary>
    public static FakeReply Error(int code, string message) =>
        Error(string.Create(CultureInfo.InvariantCulture, $$"""{"code":{{code}},"message":"{{message}}"}"""));

    /// <summary>A web page, as proxies send it.</summary>
    public static FakeReply Html(int status) => new()
    {
        Status = status,
        ContentType = "text/html",
        Body = "<!doctype html><html><head><title>Bad Gateway</title></head><body>nginx</body></html>",
    };

    /// <summary>A body that ends in the middle of the JSON, although its announced length is reached.</summary>
    public static FakeReply Unfinished() => new() { Body = """{"jsonrpc":"2.0","id":$id,"result":{"success":tr""" };

    /// <summary>A result whose connection is cut before the announced length is reached.</summary>
    /// <param name="json">The result as JSON text.</param>
    public static FakeReply Cut(string json) => Result(json) with { CutAfter = 10 };

    /// <summary>A body of many bytes.</summary>
    /// <param name="megabytes">How many times 1,048,576 bytes.</param>
    /// <param name="announcesLength">Whether the length stands in the header.</param>
    public static FakeReply Huge(int megabytes, bool announcesLength) => new()
    {
        Body = new string(' ', 1024 * 1024),
        Repeat = megabytes,
        AnnouncesLength = announcesLength,
    };

    /// <summary>A connection that is closed without an answer.</summary>
    public static FakeReply Closed() => new() { ClosesAtOnce = true };

    /// <summary>Nested arrays as a result.</summary>
    /// <param name="depth">How many.</param>
    public static FakeReply Nested(int depth) => Result(new StringBuilder()
        .Append('[', depth).Append(']', depth).ToString());
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>
/// As much HTTP/1.1 as the <see cref="FakeBundler"/> needs: one request and one reply for each connection.
/// </summary>
internal static class FakeHttp
{
    private const int LongestHead = 16 * 1024;

    /// <summary>Reads a request with an announced length.</summary>
    public static async Task<(string ContentType, string Body)> ReadRequestAsync(
        NetworkStream stream, CancellationToken cancellationToken)
    {
        string[] head = await ReadHeadAsync(stream, cancellationToken);
        int length = int.Parse(HeaderOf(head, "Content-Length"), CultureInfo.InvariantCulture);
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return (HeaderOf(head, "Content-Type"), Encoding.UTF8.GetString(body));
    }

    /// <summary>Writes a reply with its faults.</summary>
    public static async Task WriteReplyAsync(
        NetworkStream stream, FakeReply reply, string id, CancellationToken cancellationToken)
    {
        if (reply.ClosesAtOnce)
        {
            return;
        }

        byte[] body = Encoding.UTF8.GetBytes(reply.Body.Replace("$id", id, StringComparison.Ordinal));
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Scripted\r\nConnection: close\r\n");
        if (reply.AnnouncesLength)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {(long)body.Length * reply.Repeat}\r\n");
        }

        if (reply.ContentType is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {reply.ContentType}\r\n");
        }

        foreach (string header in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{header}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellationToken);
        ReadOnlyMemory<byte> sent = body.AsMemory(0, Math.Min(reply.CutAfter ?? body.Length, body.Length));
        for (int i = 0; i < reply.Repeat; i++)
        {
            await stream.WriteAsync(sent, cancellationToken);
        }

        if (reply.HoldsOpen)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    private static async Task<string[]> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!EndsHead(head))
        {
            if (head.Length == LongestHead || await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new IOException("The request's head is longer than 16 KiB or ended early.");
            }

            head.Append((char)one[0]);
        }

        return head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool EndsHead(StringBuilder head) =>
        head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';

    private static string HeaderOf(string[] head, string name)
    {
        string prefix = name + ":";
        string? line = Array.Find(head, line => line.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return line is null ? throw new IOException($"The request has no {name}.") : line[prefix.Length..].Trim();
    }
}

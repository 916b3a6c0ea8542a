using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>
/// A test double: an HTTP server on loopback that answers JSON-RPC requests with scripted replies and faults. It knows
/// nothing of UserOperations; what it says was recorded from real bundlers by the tests that use it.
/// </summary>
public sealed class FakeBundler : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<FakeRequest, FakeReply>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly Task _serving;

    private FakeBundler()
    {
        _listener.Start();
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Endpoint = new Uri($"http://127.0.0.1:{port}/");
        _serving = ServeAsync();
    }

    /// <summary>The server's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>The requests so far, the oldest first.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>Starts a server on a free port of loopback.</summary>
    public static FakeBundler Start() => new();

    /// <summary>Scripts a method: one reply after the other, the last one for ever.</summary>
    /// <param name="method">The JSON-RPC method.</param>
    /// <param name="replies">At least one reply.</param>
    /// <returns>This server.</returns>
    public FakeBundler On(string method, params FakeReply[] replies)
    {
        ArgumentOutOfRangeException.ThrowIfZero(replies.Length);
        int next = -1;
        return On(method, _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)]);
    }

    /// <summary>Scripts a method by a function of the request.</summary>
    /// <param name="method">The JSON-RPC method.</param>
    /// <param name="answer">Makes the reply.</param>
    /// <returns>This server.</returns>
    public FakeBundler On(string method, Func<FakeRequest, FakeReply> answer)
    {
        _scripts[method] = answer;
        return this;
    }

    /// <summary>The requests of one method, the oldest first.</summary>
    public IReadOnlyList<FakeRequest> RequestsOf(string method) =>
        [.. _requests.Where(request => request.Method == method)];

    /// <summary>Stops the server and cuts open connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the server was stopped
        }

        await Task.WhenAll(connections);
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                NetworkStream stream = connection.GetStream();
                (string contentType, string body) = await FakeHttp.ReadRequestAsync(stream, _stop.Token);
                using JsonDocument document = JsonDocument.Parse(body);
                string id = document.RootElement.GetProperty("id").GetRawText();
                var request = new FakeRequest(
                    document.RootElement.GetProperty("method").GetString()!,
                    document.RootElement.GetProperty("params").Clone(),
                    contentType,
                    body);
                _requests.Enqueue(request);
                FakeReply reply = _scripts.TryGetValue(request.Method, out Func<FakeRequest, FakeReply>? script)
                    ? script(request)
                    : FakeReply.Error(-32601, $"Method {request.Method} is not supported");
                await Task.Delay(reply.Delay, _stop.Token);
                await FakeHttp.WriteReplyAsync(stream, reply, id, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // the client went away or the server was stopped
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace SessionKeys.Ledger.Tests;

/// <summary>A server that answers the first command of each client with any bytes, however wrong.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    private RawServer(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        _listener.Start();
        _work = RunAsync(behaviour);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sends these bytes and then keeps the connection open, silent.</summary>
    public static RawServer Sending(params byte[] bytes) => new(async (stream, token) =>
    {
        await stream.WriteAsync(bytes, token);
        await Task.Delay(Timeout.Infinite, token);
    });

    /// <summary>Sends these bytes and closes the connection.</summary>
    public static RawServer SendingAndClosing(params byte[] bytes) => new(
        (stream, token) => stream.WriteAsync(bytes, token).AsTask());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task RunAsync(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        while (true)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            byte[] command = new byte[4];
            await client.GetStream().ReadExactlyAsync(command, _stop.Token);
            await behaviour(client.GetStream(), _stop.Token);
        }
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace SessionKeys.TestKit;

/// <summary>The port of an emulated device on 127.0.0.1, in the TCP framing of Speculos. As Speculos, it answers only
/// its newest client, and an answer that comes late goes to whoever is connected then.</summary>
internal sealed class EmulatedPort : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<byte[]> _commands = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationToken _stop;
    private TcpClient? _newest;
    private int _acceptedClients;

    public EmulatedPort(CancellationToken stop)
    {
        _stop = stop;
        _listener.Start();
        Number = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Number { get; }

    public int AcceptedClients => Volatile.Read(ref _acceptedClients);

    /// <summary>Every command that arrives, until the end.</summary>
    public IAsyncEnumerable<byte[]> CommandsAsync() => _commands.Reader.ReadAllAsync(_stop);

    /// <summary>Forgets the commands that nobody has taken yet.</summary>
    public void DropCommands()
    {
        while (_commands.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Takes clients until the end, and their commands.</summary>
    public async Task AcceptAsync()
    {
        List<Task> readers = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop);
                client.NoDelay = true;
                Interlocked.Exchange(ref _newest, client);
                Interlocked.Increment(ref _acceptedClients);
                readers.Add(ReadAsync(client));
            }
        }
        finally
        {
            await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The length in front does not count the status word. A client that left gets nothing.</summary>
    public async Task ReplyAsync(byte[] data, ushort status)
    {
        byte[] frame = [0, 0, 0, 0, .. data, (byte)(status >> 8), (byte)(status & 0xff)];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        try
        {
            if (_newest is { Connected: true } client)
            {
                await client.GetStream().WriteAsync(frame, _stop);
            }
        }
        catch (Exception exception) when (
            exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client left between two lines: nobody is there to be told.
        }
    }

    /// <summary>Ends the connection with the newest client.</summary>
    public void HangUp() => Interlocked.Exchange(ref _newest, null)?.Dispose();

    public void Dispose()
    {
        _listener.Dispose();
        HangUp();
    }

    private async Task ReadAsync(TcpClient client)
    {
        using (client)
        {
            byte[] header = new byte[4];
            while (true)
            {
                await client.GetStream().ReadExactlyAsync(header, _stop);
                uint length = BinaryPrimitives.ReadUInt32BigEndian(header);
                if (length > ushort.MaxValue)
                {
                    return;
                }

                byte[] apdu = new byte[length];
                await client.GetStream().ReadExactlyAsync(apdu, _stop);
                _commands.Writer.TryWrite(apdu);
            }
        }
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SessionKeys.TestKit;

/// <summary>The device's side of the packets, between one arrival of the device and its leaving. Written from the
/// description of the format, without the host's code.</summary>
internal sealed class EmulatedHidLink : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly NetworkStream _stream;
    private readonly Queue<byte[]> _channels = new();
    private readonly List<byte> _command = [];
    private byte[] _channel = [];
    private int _expected;
    private int _next;

    public EmulatedHidLink(
        int port, Action<IReadOnlyList<byte[]>> onReply, Action<EmulatedHidLink> onEnd)
    {
        _client.Connect(IPAddress.Loopback, port);
        _stream = _client.GetStream();
        _ = PumpAsync(onReply, onEnd);
    }

    /// <summary>How many commands were not answered yet.</summary>
    public int PendingCommands
    {
        get
        {
            lock (_channels)
            {
                return _channels.Count;
            }
        }
    }

    /// <summary>Takes a report of the host. A packet with number 0 begins a new command; others must fit.</summary>
    public void Receive(byte[] report)
    {
        byte[] packet = report[1..];
        int number = (packet[3] << 8) | packet[4];
        if (packet[2] != 5 || (number != 0 && (number != _next || !packet.AsSpan(0, 2).SequenceEqual(_channel))))
        {
            return;
        }

        if (number == 0)
        {
            _channel = packet[..2];
            _command.Clear();
            _expected = (packet[5] << 8) | packet[6];
            _next = 0;
        }

        _command.AddRange(packet[(number == 0 ? 7 : 5)..]);
        _next++;
        if (_command.Count >= _expected)
        {
            Send([.. _command[.._expected]]);
        }
    }

    public void Dispose() => _client.Dispose();

    private void Send(byte[] command)
    {
        lock (_channels)
        {
            _channels.Enqueue(_channel);
        }

        byte[] frame = new byte[4 + command.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, command.Length);
        command.CopyTo(frame, 4);
        try
        {
            _stream.Write(frame);
        }
        catch (IOException)
        {
            // The app ended: the pump notices it, too, and the device leaves.
        }
    }

    private async Task PumpAsync(Action<IReadOnlyList<byte[]>> onReply, Action<EmulatedHidLink> onEnd)
    {
        try
        {
            byte[] header = new byte[4];
            while (true)
            {
                await _stream.ReadExactlyAsync(header);
                byte[] reply = new byte[BinaryPrimitives.ReadInt32BigEndian(header) + 2];
                await _stream.ReadExactlyAsync(reply);
                onReply(Cut(reply));
                lock (_channels)
                {
                    _channels.Dequeue();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            onEnd(this);
        }
    }

    /// <summary>Cuts a reply into packets on the channel of its command.</summary>
    private List<byte[]> Cut(byte[] reply)
    {
        byte[] channel;
        lock (_channels)
        {
            channel = _channels.Peek();
        }

        byte[] rest = [(byte)(reply.Length >> 8), (byte)(reply.Length & 0xff), .. reply];
        List<byte[]> packets = [];
        for (int start = 0; start < rest.Length; start += 59)
        {
            byte[] packet = new byte[64];
            channel.CopyTo(packet, 0);
            packet[2] = 5;
            packet[4] = (byte)packets.Count;
            rest.AsSpan(start, Math.Min(59, rest.Length - start)).CopyTo(packet.AsSpan(5));
            packets.Add(packet);
        }

        return packets;
    }
}

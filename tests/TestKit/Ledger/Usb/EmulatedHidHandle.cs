using System.Collections.Concurrent;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>One connection of a host with an emulated device.</summary>
internal sealed class EmulatedHidHandle(EmulatedHidDevice device) : IHidDevice
{
    private readonly BlockingCollection<byte[]> _packets = [];

    public int UnreadPackets => _packets.Count;

    public static HidException Gone() => new(HidFault.Gone, "The emulated device is gone");

    public void Write(ReadOnlySpan<byte> report) => device.Write(this, report.ToArray());

    public int Read(Span<byte> packet, TimeSpan limit)
    {
        if (_packets.TryTake(out byte[]? next, limit))
        {
            next.CopyTo(packet);
            return next.Length;
        }

        return _packets.IsCompleted ? throw Gone() : 0;
    }

    public void Deliver(byte[] packet) => _packets.Add(packet);

    public void End() => _packets.CompleteAdding();

    public void Dispose()
    {
        device.Close(this);
        _packets.Dispose();
    }
}

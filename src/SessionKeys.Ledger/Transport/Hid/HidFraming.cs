using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>The framing of USB HID: packets of 64 bytes with channel, tag 05 and sequence, zero padded. The first
/// carries the total length and 57 bytes, each further one 59 bytes.</summary>
internal static class HidFraming
{
    /// <summary>The bytes of a packet.</summary>
    public const int PacketLength = 64;

    /// <summary>The bytes of a report that is written: the report's id 00 and a packet.</summary>
    public const int ReportLength = 1 + PacketLength;

    /// <summary>The tag of a packet that carries a command or a reply.</summary>
    public const byte Tag = 0x05;

    /// <summary>Channel, tag and sequence.</summary>
    public const int HeaderLength = 5;

    /// <summary>The bytes of the total length, in the first packet only.</summary>
    public const int TotalLength = 2;

    /// <summary>The most bytes that one message of any kind can have, by its length of two bytes.</summary>
    public const int MaxMessage = ushort.MaxValue;

    /// <summary>Cuts a message into reports, in the order in which they are written.</summary>
    public static byte[][] Encode(ushort channel, ReadOnlySpan<byte> message)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MaxMessage);
        List<byte[]> reports = [];
        do
        {
            byte[] report = new byte[ReportLength];
            Span<byte> rest = report.AsSpan(1);
            BinaryPrimitives.WriteUInt16BigEndian(rest, channel);
            rest[2] = Tag;
            BinaryPrimitives.WriteUInt16BigEndian(rest[3..], (ushort)reports.Count);
            rest = rest[HeaderLength..];
            if (reports.Count == 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)message.Length);
                rest = rest[TotalLength..];
            }

            int taken = Math.Min(rest.Length, message.Length);
            message[..taken].CopyTo(rest);
            message = message[taken..];
            reports.Add(report);
        }
        while (!message.IsEmpty);

        return [.. reports];
    }
}

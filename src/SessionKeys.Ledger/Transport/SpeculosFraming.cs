using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>The framing of Speculos' TCP port: a four-byte big-endian length before each command and each
/// reply.</summary>
internal static class SpeculosFraming
{
    /// <summary>The number of bytes of the length in front.</summary>
    public const int HeaderLength = 4;

    /// <summary>The number of bytes of a status word, which the length of a reply does not count.</summary>
    public const int StatusLength = 2;

    /// <summary>The most data bytes of a reply: the 260-byte buffer of a device without the status word.</summary>
    public const int MaxReplyData = 258;

    /// <summary>Puts the length in front of a command.</summary>
    public static byte[] EncodeCommand(ReadOnlySpan<byte> apdu)
    {
        byte[] frame = new byte[HeaderLength + apdu.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, apdu.Length);
        apdu.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>Reads how many bytes follow the header of a reply, status word included.</summary>
    /// <returns>False when the announced length is more than any device sends.</returns>
    public static bool TryReadReplyLength(ReadOnlySpan<byte> header, out int bodyLength, out uint announced)
    {
        announced = BinaryPrimitives.ReadUInt32BigEndian(header);
        bool isPlausible = announced <= MaxReplyData;
        bodyLength = isPlausible ? (int)announced + StatusLength : 0;
        return isPlausible;
    }
}

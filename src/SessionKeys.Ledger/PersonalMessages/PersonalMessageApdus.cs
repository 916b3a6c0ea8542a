using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>Cuts a personal message into commands.</summary>
internal static class PersonalMessageApdus
{
    /// <summary>The first command carries path and total length in front of its part of the message.</summary>
    public static IReadOnlyList<Apdu> Split(DerivationPath path, ReadOnlySpan<byte> message)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        return CommandChunks.Split(
            "SIGN PERSONAL MESSAGE", 0x08, firstP1: 0x00, nextP1: 0x80, [.. path.ToBytes(), .. length], message);
    }
}

using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>Cuts a personal message into commands.</summary>
internal static class PersonalMessageApdus
{
    private const string Name = "SIGN PERSONAL MESSAGE";

    /// <summary>The first command carries path and total length in front of its part of the message.</summary>
    public static IReadOnlyList<Apdu> Split(DerivationPath path, ReadOnlySpan<byte> message)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        byte[] head = [.. path.ToBytes(), .. length];
        int firstPart = Math.Min(message.Length, Apdu.MaxData - head.Length);
        List<Apdu> apdus = [new(Name, 0xe0, 0x08, 0x00, 0x00, [.. head, .. message[..firstPart]])];
        for (int offset = firstPart; offset < message.Length; offset += Apdu.MaxData)
        {
            int part = Math.Min(message.Length - offset, Apdu.MaxData);
            apdus.Add(new Apdu(Name, 0xe0, 0x08, 0x80, 0x00, message.Slice(offset, part).ToArray()));
        }

        return apdus;
    }
}

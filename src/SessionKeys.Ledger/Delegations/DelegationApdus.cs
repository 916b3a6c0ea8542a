using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>Writes a delegation as tagged values and cuts it into commands.</summary>
internal static class DelegationApdus
{
    private const byte FormatVersion = 1;

    public static IReadOnlyList<Apdu> Split(DerivationPath path, AccountDelegation delegation)
    {
        byte[] tagged =
        [
            .. Field(0x00, [FormatVersion]),
            .. Field(0x01, delegation.Delegate.ToArray()),
            .. Field(0x02, Shortest(delegation.ChainId)),
            .. Field(0x03, Shortest(delegation.Nonce)),
        ];
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)tagged.Length);
        return CommandChunks.Split(
            "SIGN DELEGATION", 0x34, firstP1: 0x01, nextP1: 0x00, [.. path.ToBytes(), .. length], tagged);
    }

    private static byte[] Field(byte tag, byte[] value) => [tag, (byte)value.Length, .. value];

    /// <summary>Big endian without zeros in front; zero is one byte.</summary>
    private static byte[] Shortest(ulong number)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        int first = bytes.AsSpan(0, sizeof(ulong) - 1).IndexOfAnyExcept((byte)0);
        return bytes[(first < 0 ? sizeof(ulong) - 1 : first)..];
    }
}

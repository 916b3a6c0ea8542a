namespace SessionKeys;

/// <summary>Writes the recursive length prefix encoding (RLP), in which transactions are signed.</summary>
internal static class Rlp
{
    private const byte ShortBytes = 0x80;
    private const byte ShortList = 0xc0;

    /// <summary>The longest content whose length stands in its one-byte head.</summary>
    private const int MaxShortLength = 55;

    /// <summary>Encodes a string of bytes; one byte below 0x80 stands for itself.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> value) =>
        value.Length == 1 && value[0] < ShortBytes ? [value[0]] : [.. Head(ShortBytes, value.Length), .. value];

    /// <summary>Encodes an integer: big endian without leading zeros, so that zero is the empty string.</summary>
    public static byte[] Number(UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.Length];
        value.WriteBigEndian(word);
        return Bytes(word[^((value.BitLength + 7) / 8)..]);
    }

    /// <summary>Encodes a list of items that are encoded already.</summary>
    public static byte[] List(params ReadOnlySpan<byte[]> items)
    {
        int length = 0;
        foreach (byte[] item in items)
        {
            length += item.Length;
        }

        List<byte> encoded = [.. Head(ShortList, length)];
        foreach (byte[] item in items)
        {
            encoded.AddRange(item);
        }

        return [.. encoded];
    }

    private static byte[] Head(byte kind, int length)
    {
        if (length <= MaxShortLength)
        {
            return [(byte)(kind + length)];
        }

        Span<byte> word = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(word, length);
        ReadOnlySpan<byte> digits = word[word.IndexOfAnyExcept((byte)0)..];
        return [(byte)(kind + MaxShortLength + digits.Length), .. digits];
    }
}

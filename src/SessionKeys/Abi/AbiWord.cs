using System.Numerics;

namespace SessionKeys;

/// <summary>
/// Writes the value of an elementary type of fixed size as one word; contract calls and EIP-712 share it.
/// </summary>
internal static class AbiWord
{
    /// <summary>The number of bytes of a word.</summary>
    public const int Length = 32;

    /// <summary>Writes a value into a word of zeros.</summary>
    /// <returns>False when the value has a wrong type, is out of range, or has a wrong number of bytes.</returns>
    public static bool TryWrite(AbiType type, object? value, Span<byte> word)
    {
        switch (type.Kind, value)
        {
            case (AbiKind.UnsignedInteger, UInt256 number) when number.BitLength <= type.Size:
                number.WriteBigEndian(word);
                return true;
            case (AbiKind.UnsignedInteger, BigInteger number)
                when number.Sign >= 0 && number.GetBitLength() <= type.Size:
                ((UInt256)number).WriteBigEndian(word);
                return true;
            case (AbiKind.SignedInteger, UInt256 number) when number.BitLength < type.Size:
                number.WriteBigEndian(word);
                return true;
            case (AbiKind.SignedInteger, BigInteger number) when number.GetBitLength() < type.Size:
                WriteTwosComplement(number, word);
                return true;
            case (AbiKind.Address, Address address):
                address.CopyTo(word[(Length - Address.Length)..]);
                return true;
            case (AbiKind.Boolean, bool boolean):
                word[Length - 1] = boolean ? (byte)1 : (byte)0;
                return true;
            case (AbiKind.FixedBytes, byte[] bytes) when bytes.Length == type.Size:
                bytes.CopyTo(word);
                return true;
            case (AbiKind.FixedBytes, Hash32 hash) when type.Size == Hash32.Length:
                hash.CopyTo(word);
                return true;
            case (AbiKind.FixedBytes, Selector selector) when type.Size == Selector.Length:
                selector.CopyTo(word);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Says which values a type takes.</summary>
    public static string DescribeAllowed(AbiType type) => type.Kind switch
    {
        AbiKind.UnsignedInteger => $"a UInt256 or BigInteger from 0 to 2^{type.Size} - 1",
        AbiKind.SignedInteger => $"a BigInteger or UInt256 from -2^{type.Size - 1} to 2^{type.Size - 1} - 1",
        AbiKind.Address => "an Address",
        AbiKind.Boolean => "a bool",
        AbiKind.FixedBytes when type.Size == Hash32.Length => "a Hash32 or a byte[] of 32 bytes",
        AbiKind.FixedBytes when type.Size == Selector.Length => "a Selector or a byte[] of 4 bytes",
        AbiKind.FixedBytes => $"a byte[] of {type.Size} bytes",
        AbiKind.Bytes => "a byte[]",
        AbiKind.String => "a string of well-formed UTF-16",
        AbiKind.Array when type.FixedCount is int count => $"a list of {count} objects",
        AbiKind.Array => "a list of objects",
        _ => $"a list of {type.Components.Count} objects",
    };

    /// <summary>
    /// Says what was given: numbers with their value, bytes and lists with their length, all else by its type.
    /// </summary>
    public static string DescribeActual(object? value) => value switch
    {
        null => "null",
        UInt256 number => $"{number}",
        BigInteger number when number.GetBitLength() <= 512 => $"{number}",
        byte[] bytes => $"a byte[] of {bytes.Length} bytes",
        IReadOnlyList<object> list => $"a list of {list.Count} objects",
        _ => $"a {value.GetType().Name}",
    };

    private static void WriteTwosComplement(BigInteger number, Span<byte> word)
    {
        if (number.Sign < 0)
        {
            word.Fill(0xff);
        }

        int count = number.GetByteCount();
        _ = number.TryWriteBytes(word[(Length - count)..], out _, isBigEndian: true);
    }
}

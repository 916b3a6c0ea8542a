using System.Buffers;
using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Writes bytes and numbers as hexadecimal JSON strings without making strings of them.</summary>
internal static class HexWriter
{
    private const int LargestOnStack = 512;

    /// <summary>Writes bytes as 0x and pairs of digits.</summary>
    public static void WriteBytes(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        int length = 2 + (2 * bytes.Length);
        byte[]? rented = length > LargestOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> text = rented ?? stackalloc byte[LargestOnStack];
        "0x"u8.CopyTo(text);
        _ = Convert.TryToHexStringLower(bytes, text[2..], out _);
        writer.WriteString(name, text[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Writes a number as 0x and digits without leading zeros.</summary>
    public static void WriteQuantity(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.Length];
        value.WriteBigEndian(word);
        Span<byte> digits = stackalloc byte[2 * UInt256.Length];
        _ = Convert.TryToHexStringLower(word, digits, out _);
        int zeros = Math.Min(digits.IndexOfAnyExcept((byte)'0'), digits.Length - 1);
        zeros = zeros < 0 ? digits.Length - 1 : zeros;
        Span<byte> text = stackalloc byte[2 + (2 * UInt256.Length)];
        "0x"u8.CopyTo(text);
        digits[zeros..].CopyTo(text[2..]);
        writer.WriteString(name, text[..(2 + digits.Length - zeros)]);
    }

    /// <summary>Writes an address in lower case.</summary>
    public static void WriteAddress(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        address.CopyTo(bytes);
        writer.WriteBytes(name, bytes);
    }

    /// <summary>Writes a word with its leading zeros.</summary>
    public static void WriteWord(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Hash32 word)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        word.CopyTo(bytes);
        writer.WriteBytes(name, bytes);
    }
}

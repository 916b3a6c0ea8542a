using System.Globalization;
using System.Numerics;
using System.Text;

namespace SessionKeys.Ledger;

/// <summary>Writes single values as a device takes them and as it shows them.</summary>
internal static class LeafEncoder
{
    private const string Ellipsis = "...";

    public static TypedLeaf Encode(string key, FieldType type, object value, string path) => type.Kind switch
    {
        FieldKind.UInt or FieldKind.Int when ToInteger(value) is { } number => EncodeInteger(key, type, number, path),
        FieldKind.Address when value is Address address => new TypedLeaf(key, address.ToArray(), address.ToString()),
        FieldKind.Bool when value is bool flag => new TypedLeaf(
            key, [flag ? (byte)1 : (byte)0], flag ? "true" : "false"),
        FieldKind.String when value is string text => EncodeString(key, text, path),
        FieldKind.FixedBytes when ToBytes(value) is { } bytes && bytes.Length == type.Size
            => new TypedLeaf(key, bytes, ShowBytes(bytes)),
        FieldKind.Bytes when value is byte[] bytes => EncodeBytes(key, bytes, path),
        _ => throw LedgerErrors.BadData(
            $"The value {path} was refused.", $"It is a {Describe(value)}; its type is {Describe(type)}.",
            "Correct the value."),
    };

    private static BigInteger? ToInteger(object value) => value switch
    {
        UInt256 number => number,
        BigInteger number => number,
        _ => null,
    };

    private static byte[]? ToBytes(object value) => value switch
    {
        byte[] bytes => bytes,
        Hash32 hash => hash.ToArray(),
        Selector selector => selector.ToArray(),
        _ => null,
    };

    /// <summary>Not negative: as short as possible, zero in one byte. Negative: two's complement in the full
    /// width.</summary>
    private static TypedLeaf EncodeInteger(string key, FieldType type, BigInteger number, string path)
    {
        int bits = 8 * type.Size;
        BigInteger end = BigInteger.One << (type.Kind == FieldKind.Int ? bits - 1 : bits);
        BigInteger start = type.Kind == FieldKind.Int ? -end : BigInteger.Zero;
        if (number < start || number >= end)
        {
            throw LedgerErrors.BadData(
                $"The value {path} was refused.", $"{number} does not fit into {Describe(type)}.",
                "Correct the value.");
        }

        BigInteger sent = number.Sign < 0 ? number + (BigInteger.One << bits) : number;
        return new TypedLeaf(
            key, sent.ToByteArray(isUnsigned: true, isBigEndian: true), number.ToString(CultureInfo.InvariantCulture));
    }

    private static TypedLeaf EncodeString(string key, string text, string path)
    {
        if (text.Any(c => c is < ' ' or > '~'))
        {
            throw LedgerErrors.BadData(
                $"The text {path} was refused because a device would not show it as it is.",
                "It has a character outside printable ASCII (20 to 7e); newlines forge lines, other letters vanish.",
                "Remove the character.");
        }

        if (text.Length > TypedDataLimits.MaxShownCharacters)
        {
            throw LedgerErrors.TooLarge(
                $"The text {path}",
                $"{text.Length} characters; only {TypedDataLimits.MaxShownCharacters} are shown.");
        }

        return new TypedLeaf(key, Encoding.ASCII.GetBytes(text), text);
    }

    /// <summary>Long byte strings are accepted although their end is not shown: nobody reads call data as
    /// digits.</summary>
    private static TypedLeaf EncodeBytes(string key, byte[] bytes, string path)
        => bytes.Length <= TypedDataLimits.MaxValueBytes
            ? new TypedLeaf(key, bytes, ShowBytes(bytes))
            : throw LedgerErrors.TooLarge(
                $"The value {path}", $"{bytes.Length} bytes; at most {TypedDataLimits.MaxValueBytes} are possible.");

    private static string ShowBytes(byte[] bytes)
    {
        string text = "0x" + Convert.ToHexString(bytes);
        return text.Length <= TypedDataLimits.MaxShownCharacters
            ? text
            : string.Concat(text.AsSpan(0, TypedDataLimits.MaxShownCharacters), Ellipsis);
    }

    private static string Describe(object value)
        => ToBytes(value) is { } bytes ? $"byte string of {bytes.Length}" : value.GetType().Name;

    private static string Describe(FieldType type) => type.Kind switch
    {
        FieldKind.UInt => $"uint{8 * type.Size}",
        FieldKind.Int => $"int{8 * type.Size}",
        FieldKind.FixedBytes => $"bytes{type.Size}",
        _ => type.Kind.ToString(),
    };
}

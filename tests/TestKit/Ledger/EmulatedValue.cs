using System.Globalization;
using System.Numerics;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>What the emulated app makes of one value: the 32 bytes that are hashed, and the text that is
/// shown.</summary>
internal sealed record EmulatedValue(byte[] Word, string Text)
{
    private const int ShownCharacters = 379;

    public static EmulatedValue Read(EmulatedField field, byte[] value)
    {
        bool fits = field.Kind switch
        {
            EmulatedKind.UInt => value.Length > 0 && value.Length <= field.Size,
            EmulatedKind.Int when field.Size is not (1 or 2 or 4 or 8 or 16 or 32) => false,
            EmulatedKind.Int => value.Length > 0 && value.Length <= field.Size,
            EmulatedKind.Address => value.Length == 20,
            EmulatedKind.Bool => value is [0 or 1],
            EmulatedKind.FixedBytes => value.Length == field.Size,
            _ => true,
        };
        if (!fits)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        return field.Kind switch
        {
            EmulatedKind.UInt => new EmulatedValue(PadLeft(value, 0), Number(value, isUnsigned: true)),
            EmulatedKind.Int => ReadSigned(field, value),
            EmulatedKind.Address => new EmulatedValue(PadLeft(value, 0), Address.FromBytes(value).ToString()),
            EmulatedKind.Bool => new EmulatedValue(PadLeft(value, 0), value[0] == 1 ? "true" : "false"),
            EmulatedKind.FixedBytes => new EmulatedValue([.. value, .. new byte[32 - value.Length]], Digits(value)),
            EmulatedKind.Bytes => new EmulatedValue(Keccak256.Hash(value).ToArray(), Digits(value)),
            _ => new EmulatedValue(Keccak256.Hash(value).ToArray(), Printable(value)),
        };
    }

    /// <summary>A negative number comes in the full width of its type; only then its sign reaches the upper
    /// bytes.</summary>
    private static EmulatedValue ReadSigned(EmulatedField field, byte[] value)
    {
        bool isNegative = value.Length == field.Size && (value[0] & 0x80) != 0;
        return new EmulatedValue(PadLeft(value, isNegative ? (byte)0xff : (byte)0), Number(value, !isNegative));
    }

    private static byte[] PadLeft(byte[] value, byte fill) => [.. Enumerable.Repeat(fill, 32 - value.Length), .. value];

    private static string Number(byte[] value, bool isUnsigned)
        => new BigInteger(value, isUnsigned, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    private static string Digits(byte[] value) => Cut("0x" + Convert.ToHexString(value));

    /// <summary>Bytes that are no ASCII letters vanish from the display, though they are signed.</summary>
    private static string Printable(byte[] value)
        => Cut(Encoding.ASCII.GetString([.. value.Where(b => b is (>= 0x20 and <= 0x7e) or (byte)'\n')]));

    private static string Cut(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "...";
}

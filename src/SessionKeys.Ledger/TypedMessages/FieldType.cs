using System.Globalization;
using System.Text;

namespace SessionKeys.Ledger;

/// <summary>The type of a member of a struct, taken apart.</summary>
/// <param name="Kind">The kind of a single value.</param>
/// <param name="Size">The bytes of an integer or of <c>bytesN</c>, 1 to 32; 0 for other kinds.</param>
/// <param name="StructName">The name of a struct; empty for other kinds.</param>
/// <param name="Levels">The array dimensions from left to right: the length of a fixed one, null for a dynamic
/// one.</param>
internal sealed record FieldType(FieldKind Kind, int Size, string StructName, IReadOnlyList<int?> Levels)
{
    private const byte ArrayFlag = 0x80;
    private const byte SizeFlag = 0x40;

    public static FieldType Parse(string text)
    {
        List<int?> levels = [];
        string baseType = text;
        while (baseType.EndsWith(']'))
        {
            int open = baseType.LastIndexOf('[');
            if (open < 1)
            {
                throw Refuse(text, "an array dimension is not closed");
            }

            levels.Insert(0, ParseLevel(text, baseType.AsSpan(open + 1, baseType.Length - open - 2)));
            baseType = baseType[..open];
        }

        if (levels.Count > TypedDataLimits.MaxDimensions)
        {
            throw LedgerErrors.TooLarge(
                $"The type {text}",
                $"{levels.Count} array dimensions; at most {TypedDataLimits.MaxDimensions} are possible.");
        }

        (FieldKind kind, int size) = ParseBase(text, baseType);
        return new FieldType(kind, size, kind == FieldKind.Struct ? baseType : string.Empty, levels);
    }

    /// <summary>Writes the description of the type that a definition carries, up to the key.</summary>
    public byte[] ToBytes()
    {
        List<byte> bytes = [(byte)((byte)Kind | (Levels.Count > 0 ? ArrayFlag : 0) | (Size > 0 ? SizeFlag : 0))];
        if (Kind == FieldKind.Struct)
        {
            bytes.Add((byte)StructName.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(StructName));
        }

        if (Size > 0)
        {
            bytes.Add((byte)Size);
        }

        if (Levels.Count > 0)
        {
            bytes.Add((byte)Levels.Count);
            foreach (int? level in Levels)
            {
                bytes.AddRange(level is { } length ? [1, (byte)length] : [0]);
            }
        }

        return [.. bytes];
    }

    private static int? ParseLevel(string text, ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty)
        {
            return null;
        }

        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length is < 1 or > TypedDataLimits.MaxElements)
        {
            throw Refuse(text, $"an array dimension is not 1 to {TypedDataLimits.MaxElements}");
        }

        return length;
    }

    private static (FieldKind Kind, int Size) ParseBase(string text, string baseType) => baseType switch
    {
        "address" => (FieldKind.Address, 0),
        "bool" => (FieldKind.Bool, 0),
        "string" => (FieldKind.String, 0),
        "bytes" => (FieldKind.Bytes, 0),
        _ when TryReadNumber(baseType, "uint", out int bits) => bits is >= 8 and <= 256 && bits % 8 == 0
            ? (FieldKind.UInt, bits / 8)
            : throw Refuse(text, "an unsigned integer has 8 to 256 bits in steps of 8; write uint256 for uint"),
        _ when TryReadNumber(baseType, "int", out int bits) => bits is 8 or 16 or 32 or 64 or 128 or 256
            ? (FieldKind.Int, bits / 8)
            : throw Refuse(text, "a device shows signed integers only of 8, 16, 32, 64, 128 and 256 bits"),
        _ when TryReadNumber(baseType, "bytes", out int bytes) => bytes is >= 1 and <= 32
            ? (FieldKind.FixedBytes, bytes)
            : throw Refuse(text, "a fixed byte string has 1 to 32 bytes"),
        _ => (FieldKind.Struct, 0),
    };

    /// <summary>Reads what follows the prefix; nothing or a zero in front counts as 0, which no type allows.</summary>
    private static bool TryReadNumber(string baseType, string prefix, out int number)
    {
        number = 0;
        if (!baseType.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> digits = baseType.AsSpan(prefix.Length);
        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        return digits.Length > 3 || digits.IsEmpty || digits[0] == '0'
            || int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static LedgerException Refuse(string text, string rule)
        => LedgerErrors.BadData(
            $"The type \"{text}\" of a typed message was refused.", $"{rule}.", "Correct the type.");
}

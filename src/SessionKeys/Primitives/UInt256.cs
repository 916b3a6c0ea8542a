using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace SessionKeys;

/// <summary>
/// An unsigned integer of 256 bits, the word of the EVM: amounts in wei or token base units, gas, nonces.
/// </summary>
/// <remarks>
/// An immutable value; <c>default</c> is <see cref="Zero"/>. Arithmetic never wraps around: it throws instead.
/// </remarks>
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    /// <summary>The number of bytes of a word: 32.</summary>
    public const int Length = 32;

    /// <summary>0.</summary>
    public static readonly UInt256 Zero;

    /// <summary>1.</summary>
    public static readonly UInt256 One = new(0, 0, 0, 1);

    /// <summary>2^256 - 1.</summary>
    public static readonly UInt256 MaxValue = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    /// <summary>Word 0 is the least significant, as in an addition by hand from the right.</summary>
    private UInt256(ulong word3, ulong word2, ulong word1, ulong word0)
    {
        _word0 = word0;
        _word1 = word1;
        _word2 = word2;
        _word3 = word3;
    }

    /// <summary>Tells whether the number is 0.</summary>
    public bool IsZero => (_word0 | _word1 | _word2 | _word3) == 0;

    /// <summary>The number of bits without leading zeros.</summary>
    /// <value>0 for 0, 256 for <see cref="MaxValue"/>.</value>
    public int BitLength =>
        _word3 != 0 ? 256 - BitOperations.LeadingZeroCount(_word3)
        : _word2 != 0 ? 192 - BitOperations.LeadingZeroCount(_word2)
        : _word1 != 0 ? 128 - BitOperations.LeadingZeroCount(_word1)
        : 64 - BitOperations.LeadingZeroCount(_word0);

    /// <summary>Reads a number.</summary>
    /// <param name="text">
    /// Decimal digits, or <c>0x</c> and 1 to 64 hexadecimal digits; no sign, no spaces, no separators.
    /// </param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text has another form.</exception>
    /// <exception cref="OverflowException">The number is larger than <see cref="MaxValue"/>.</exception>
    public static UInt256 Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsWellFormed(text, out NumberStyles style, out ReadOnlySpan<char> digits))
        {
            throw new FormatException(
                $"A number was refused: {Hex.Describe(text)}; allowed are decimal digits, or 0x and 1 to 64 " +
                "hexadecimal digits. Remove signs, spaces and separators.");
        }

        return (UInt256)ParseDigits(digits, style);
    }

    /// <summary>Reads a number and says whether it was well formed and in range.</summary>
    /// <param name="text">The text; null is refused.</param>
    /// <param name="value">The number, or 0 when the method returns false.</param>
    /// <returns>True when <see cref="Parse"/> would accept <paramref name="text"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out UInt256 value)
    {
        value = Zero;
        if (text is null || !IsWellFormed(text, out NumberStyles style, out ReadOnlySpan<char> digits))
        {
            return false;
        }

        BigInteger parsed = ParseDigits(digits, style);
        if (parsed.GetBitLength() > 256)
        {
            return false;
        }

        value = (UInt256)parsed;
        return true;
    }

    /// <summary>Reads a big-endian number.</summary>
    /// <param name="source">0 to 32 bytes; missing leading bytes are zero.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException"><paramref name="source"/> is longer than 32 bytes.</exception>
    public static UInt256 ReadBigEndian(ReadOnlySpan<byte> source)
    {
        if (source.Length > Length)
        {
            throw new ArgumentException(
                $"A number was refused: {source.Length} bytes; allowed are 0 to {Length}. Pass one word.",
                nameof(source));
        }

        Span<byte> word = stackalloc byte[Length];
        word.Clear();
        source.CopyTo(word[(Length - source.Length)..]);
        return new UInt256(
            BinaryPrimitives.ReadUInt64BigEndian(word),
            BinaryPrimitives.ReadUInt64BigEndian(word[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(word[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(word[24..]));
    }

    /// <summary>Writes the number as a big-endian word.</summary>
    /// <param name="destination">At least 32 bytes; the first 32 are written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter.</exception>
    public void WriteBigEndian(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word0);
    }

    /// <summary>Copies the number as a big-endian word.</summary>
    /// <returns>A new array of 32 bytes.</returns>
    public byte[] ToArray()
    {
        byte[] word = new byte[Length];
        WriteBigEndian(word);
        return word;
    }

    /// <inheritdoc/>
    public bool Equals(UInt256 other) =>
        _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2 && _word3 == other._word3;

    /// <summary>Orders numbers by size.</summary>
    /// <param name="other">The number to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(UInt256 other)
    {
        int order = _word3.CompareTo(other._word3);
        order = order != 0 ? order : _word2.CompareTo(other._word2);
        order = order != 0 ? order : _word1.CompareTo(other._word1);
        return order != 0 ? order : _word0.CompareTo(other._word0);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Not HashCode.Combine of the words: the hash of a ulong folds its halves, which makes collisions easy to choose.
        Span<byte> bytes = stackalloc byte[Length];
        WriteBigEndian(bytes);
        HashCode hash = default;
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>Writes the number in decimal digits.</summary>
    /// <returns>Digits without separators or leading zeros.</returns>
    public override string ToString() => BitLength <= 64
        ? _word0.ToString(CultureInfo.InvariantCulture)
        : ((BigInteger)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the number as a JSON-RPC quantity.</summary>
    /// <returns><c>0x</c> and hexadecimal digits in lower case without leading zeros; <c>0x0</c> for 0.</returns>
    public string ToHex()
    {
        Span<byte> word = stackalloc byte[Length];
        WriteBigEndian(word);
        ReadOnlySpan<char> digits = Convert.ToHexStringLower(word).AsSpan().TrimStart('0');
        return digits.IsEmpty ? "0x0" : string.Concat("0x", digits);
    }

    private static bool IsWellFormed(string text, out NumberStyles style, out ReadOnlySpan<char> digits)
    {
        bool isHex = text.StartsWith("0x", StringComparison.Ordinal);
        style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        digits = isHex ? text.AsSpan(2) : text;
        if (digits.IsEmpty || digits.Length > (isHex ? 64 : 78))
        {
            return false;
        }

        foreach (char digit in digits)
        {
            if (isHex ? !char.IsAsciiHexDigit(digit) : !char.IsAsciiDigit(digit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A leading zero keeps a hexadecimal number positive.</summary>
    private static BigInteger ParseDigits(ReadOnlySpan<char> digits, NumberStyles style) =>
        BigInteger.Parse(string.Concat("0", digits), style, CultureInfo.InvariantCulture);
}

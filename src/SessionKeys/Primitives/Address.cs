using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SessionKeys;

/// <summary>A 20-byte address of an account or contract.</summary>
/// <remarks>
/// An immutable value; <c>default</c> is <see cref="Zero"/>. Text is written with the checksum of EIP-55.
/// </remarks>
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>The number of bytes of an address: 20.</summary>
    public const int Length = 20;

    /// <summary>The address whose bytes are all zero.</summary>
    public static readonly Address Zero;

    private readonly ulong _high;
    private readonly ulong _middle;
    private readonly uint _low;

    private Address(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _middle = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>Tells whether all bytes are zero.</summary>
    public bool IsZero => this == Zero;

    /// <summary>Takes an address from its bytes.</summary>
    /// <param name="bytes">Exactly 20 bytes.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static Address FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException(
                $"An address was refused: {bytes.Length} bytes; allowed is exactly {Length}. " +
                "Pass the bytes without padding.",
                nameof(bytes));
        }

        return new Address(bytes);
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">
    /// <c>0x</c> and 40 hexadecimal digits; when both cases occur they must be the EIP-55 checksum.
    /// </param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text has another form, or its checksum is wrong.</exception>
    public static Address Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[Length];
        if (!Hex.TryParseInto(text, bytes))
        {
            throw new FormatException(
                $"An address was refused: {Hex.Describe(text)}; allowed is 0x and 40 hexadecimal digits. " +
                "Check that the whole address was copied.");
        }

        Address address = new(bytes);
        if (!HasValidCase(text, address))
        {
            throw new FormatException(
                $"The address {text} was refused: its upper and lower case is not its EIP-55 checksum, " +
                $"which is {address}. Compare the address with its source; if only the case is wrong, " +
                "write it in lower case.");
        }

        return address;
    }

    /// <summary>Reads an address and says whether it was well formed.</summary>
    /// <param name="text">The text; null is refused.</param>
    /// <param name="address">The address, or <see cref="Zero"/> when the method returns false.</param>
    /// <returns>True when <paramref name="text"/> obeys the rules of <see cref="Parse"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (Hex.TryParseInto(text, bytes))
        {
            Address parsed = new(bytes);
            if (HasValidCase(text, parsed))
            {
                address = parsed;
                return true;
            }
        }

        address = Zero;
        return false;
    }

    /// <summary>Compares two addresses for equality.</summary>
    /// <param name="left">The first address.</param>
    /// <param name="right">The second address.</param>
    /// <returns>True when all bytes are equal.</returns>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Compares two addresses for inequality.</summary>
    /// <param name="left">The first address.</param>
    /// <param name="right">The second address.</param>
    /// <returns>True when any byte differs.</returns>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">At least 20 bytes; the first 20 are written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _low);
    }

    /// <summary>Copies the bytes.</summary>
    /// <returns>A new array of 20 bytes.</returns>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => _high == other._high && _middle == other._middle && _low == other._low;

    /// <summary>Orders addresses as unsigned big-endian numbers, as Solidity compares them.</summary>
    /// <param name="other">The address to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Address other)
    {
        int order = _high.CompareTo(other._high);
        order = order != 0 ? order : _middle.CompareTo(other._middle);
        return order != 0 ? order : _low.CompareTo(other._low);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Not HashCode.Combine of the words: the hash of a ulong folds its halves, which makes collisions easy to choose.
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        HashCode hash = default;
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>Writes the address with its EIP-55 checksum.</summary>
    /// <returns><c>0x</c> and 40 digits.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        Span<char> text = stackalloc char[2 + (2 * Length)];
        text[0] = '0';
        text[1] = 'x';
        Convert.TryToHexStringLower(bytes, text[2..], out _);
        ApplyChecksum(text[2..]);
        return new string(text);
    }

    private static bool HasValidCase(string text, Address address)
    {
        ReadOnlySpan<char> digits = text.AsSpan(2);
        bool isMixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        return !isMixed || string.Equals(text, address.ToString(), StringComparison.Ordinal);
    }

    /// <summary>
    /// A letter is upper case where the same nibble of the hash of the lower-case digits is 8 or more.
    /// </summary>
    private static void ApplyChecksum(Span<char> digits)
    {
        Span<byte> ascii = stackalloc byte[2 * Length];
        for (int i = 0; i < digits.Length; i++)
        {
            ascii[i] = (byte)digits[i];
        }

        Span<byte> hash = stackalloc byte[Hash32.Length];
        Keccak256.Hash(ascii, hash);
        for (int i = 0; i < digits.Length; i++)
        {
            int nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0x0f;
            if (nibble >= 8)
            {
                digits[i] = char.ToUpperInvariant(digits[i]);
            }
        }
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SessionKeys;

/// <summary>32 bytes: a Keccak-256 hash, a <c>bytes32</c> word or a storage slot.</summary>
/// <remarks>An immutable value; <c>default</c> is <see cref="Zero"/>.</remarks>
public readonly struct Hash32 : IEquatable<Hash32>, IComparable<Hash32>
{
    /// <summary>The number of bytes: 32.</summary>
    public const int Length = 32;

    /// <summary>The word whose bytes are all zero.</summary>
    public static readonly Hash32 Zero;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    private Hash32(ReadOnlySpan<byte> bytes)
    {
        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _word3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Tells whether all bytes are zero.</summary>
    public bool IsZero => (_word0 | _word1 | _word2 | _word3) == 0;

    /// <summary>Takes a word from its bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <returns>The word.</returns>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException(
                $"A 32-byte word was refused: {bytes.Length} bytes; allowed is exactly {Length}. Pass the whole word.",
                nameof(bytes));
        }

        return new Hash32(bytes);
    }

    /// <summary>Reads a word.</summary>
    /// <param name="text"><c>0x</c> and 64 hexadecimal digits of either case.</param>
    /// <returns>The word.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Hash32 Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParse(text, out Hash32 hash))
        {
            return hash;
        }

        throw new FormatException(
            $"A 32-byte word was refused: {Hex.Describe(text)}; allowed is 0x and 64 hexadecimal digits. " +
            "Check that the whole word was copied.");
    }

    /// <summary>Reads a word and says whether it was well formed.</summary>
    /// <param name="text">The text; null is refused.</param>
    /// <param name="hash">The word, or <see cref="Zero"/> when the method returns false.</param>
    /// <returns>True when <paramref name="text"/> obeys the rules of <see cref="Parse"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bool isWellFormed = Hex.TryParseInto(text, bytes);
        hash = isWellFormed ? new Hash32(bytes) : Zero;
        return isWellFormed;
    }

    /// <summary>Compares two words for equality.</summary>
    /// <param name="left">The first word.</param>
    /// <param name="right">The second word.</param>
    /// <returns>True when all bytes are equal.</returns>
    public static bool operator ==(Hash32 left, Hash32 right) => left.Equals(right);

    /// <summary>Compares two words for inequality.</summary>
    /// <param name="left">The first word.</param>
    /// <param name="right">The second word.</param>
    /// <returns>True when any byte differs.</returns>
    public static bool operator !=(Hash32 left, Hash32 right) => !left.Equals(right);

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">At least 32 bytes; the first 32 are written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word3);
    }

    /// <summary>Copies the bytes.</summary>
    /// <returns>A new array of 32 bytes.</returns>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Hash32 other) =>
        _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2 && _word3 == other._word3;

    /// <summary>Orders words as unsigned big-endian numbers, as Solidity compares them.</summary>
    /// <param name="other">The word to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Hash32 other)
    {
        int order = _word0.CompareTo(other._word0);
        order = order != 0 ? order : _word1.CompareTo(other._word1);
        order = order != 0 ? order : _word2.CompareTo(other._word2);
        return order != 0 ? order : _word3.CompareTo(other._word3);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash32 other && Equals(other);

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

    /// <summary>Writes the word in lower case.</summary>
    /// <returns><c>0x</c> and 64 digits.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Hex.Format(bytes);
    }
}

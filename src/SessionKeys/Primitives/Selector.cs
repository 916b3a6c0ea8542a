using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SessionKeys;

/// <summary>The four bytes that name a function, an error or an interface of a contract.</summary>
/// <remarks>An immutable value; <c>default</c> is <c>0x00000000</c>.</remarks>
public readonly struct Selector : IEquatable<Selector>, IComparable<Selector>
{
    /// <summary>The number of bytes of a selector: 4.</summary>
    public const int Length = 4;

    private readonly uint _value;

    private Selector(uint value) => _value = value;

    /// <summary>Takes a selector from its bytes.</summary>
    /// <param name="bytes">Exactly 4 bytes.</param>
    /// <returns>The selector.</returns>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static Selector FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException(
                $"A selector was refused: {bytes.Length} bytes; allowed is exactly {Length}. " +
                "Pass the first 4 bytes of the call data.",
                nameof(bytes));
        }

        return new Selector(BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    /// <summary>Computes the selector of a function or error from its canonical signature.</summary>
    /// <param name="signature">
    /// The name and canonical types, for example <c>transfer(address,uint256)</c>: no spaces, no argument names,
    /// <c>uint256</c> and not <c>uint</c>.
    /// </param>
    /// <returns>The first 4 bytes of the Keccak-256 hash of the signature.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="signature"/> is null.</exception>
    /// <exception cref="FormatException">
    /// The signature is not a name with canonical types in balanced parentheses.
    /// </exception>
    public static Selector FromSignature(string signature)
    {
        _ = AbiFunction.ParseArguments(signature);
        Span<byte> hash = stackalloc byte[Hash32.Length];
        Keccak256.Hash(Encoding.ASCII.GetBytes(signature), hash);
        return FromBytes(hash[..Length]);
    }

    /// <summary>Reads a selector.</summary>
    /// <param name="text"><c>0x</c> and 8 hexadecimal digits of either case.</param>
    /// <returns>The selector.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Selector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParse(text, out Selector selector))
        {
            return selector;
        }

        throw new FormatException(
            $"A selector was refused: {Hex.Describe(text)}; allowed is 0x and 8 hexadecimal digits. " +
            "To compute it from a signature, call Selector.FromSignature.");
    }

    /// <summary>Reads a selector and says whether it was well formed.</summary>
    /// <param name="text">The text; null is refused.</param>
    /// <param name="selector">The selector, or <c>0x00000000</c> when the method returns false.</param>
    /// <returns>True when <paramref name="text"/> obeys the rules of <see cref="Parse"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Selector selector)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bool isWellFormed = Hex.TryParseInto(text, bytes);
        selector = isWellFormed ? FromBytes(bytes) : default;
        return isWellFormed;
    }

    /// <summary>Compares two selectors for equality.</summary>
    /// <param name="left">The first selector.</param>
    /// <param name="right">The second selector.</param>
    /// <returns>True when all bytes are equal.</returns>
    public static bool operator ==(Selector left, Selector right) => left.Equals(right);

    /// <summary>Compares two selectors for inequality.</summary>
    /// <param name="left">The first selector.</param>
    /// <param name="right">The second selector.</param>
    /// <returns>True when any byte differs.</returns>
    public static bool operator !=(Selector left, Selector right) => !left.Equals(right);

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">At least 4 bytes; the first 4 are written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt32BigEndian(destination, _value);
    }

    /// <summary>Copies the bytes.</summary>
    /// <returns>A new array of 4 bytes.</returns>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Selector other) => _value == other._value;

    /// <summary>Orders selectors as unsigned big-endian numbers, as Solidity compares them.</summary>
    /// <param name="other">The selector to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Selector other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Selector other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Writes the selector in lower case.</summary>
    /// <returns><c>0x</c> and 8 digits.</returns>
    public override string ToString() => Hex.Format(ToArray());
}

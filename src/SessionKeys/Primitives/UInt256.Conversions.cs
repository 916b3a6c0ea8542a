using System.Globalization;
using System.Numerics;

namespace SessionKeys;

public readonly partial struct UInt256
{
    /// <summary>Widens a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The same number.</returns>
    public static implicit operator UInt256(ulong value) => new(0, 0, 0, value);

    /// <summary>Widens a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The same number.</returns>
    public static implicit operator UInt256(UInt128 value) =>
        new(0, 0, (ulong)(value >> 64), (ulong)(value & ulong.MaxValue));

    /// <summary>Widens a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The same number.</returns>
    public static implicit operator BigInteger(UInt256 value)
    {
        Span<byte> word = stackalloc byte[Length];
        value.WriteBigEndian(word);
        return new BigInteger(word, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Narrows a number.</summary>
    /// <param name="value">0 to 2^256 - 1.</param>
    /// <returns>The same number.</returns>
    /// <exception cref="OverflowException">
    /// <paramref name="value"/> is negative or needs more than 256 bits.
    /// </exception>
    public static explicit operator UInt256(BigInteger value)
    {
        if (value.Sign < 0 || value.GetBitLength() > 256)
        {
            throw new OverflowException(
                $"The number {Describe(value)} was refused: allowed are 0 to 2^256 - 1. " +
                "Check the amount and its sign.");
        }

        Span<byte> bytes = stackalloc byte[Length];
        _ = value.TryWriteBytes(bytes, out int written, isUnsigned: true, isBigEndian: true);
        return ReadBigEndian(bytes[..written]);
    }

    /// <summary>Narrows a number.</summary>
    /// <param name="value">0 to 2^64 - 1.</param>
    /// <returns>The same number.</returns>
    /// <exception cref="OverflowException"><paramref name="value"/> needs more than 64 bits.</exception>
    public static explicit operator ulong(UInt256 value) => value.BitLength <= 64
        ? value._word0
        : throw new OverflowException(
            $"The number {value} was refused: allowed are 0 to {ulong.MaxValue}. Use a wider type.");

    /// <summary>Narrows a number.</summary>
    /// <param name="value">0 to 2^128 - 1.</param>
    /// <returns>The same number.</returns>
    /// <exception cref="OverflowException"><paramref name="value"/> needs more than 128 bits.</exception>
    public static explicit operator UInt128(UInt256 value) => value.BitLength <= 128
        ? new UInt128(value._word1, value._word0)
        : throw new OverflowException($"The number {value} was refused: allowed are 0 to 2^128 - 1. Use a wider type.");

    /// <summary>Compares two numbers for equality.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>True when they are equal.</returns>
    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    /// <summary>Compares two numbers for inequality.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    /// <summary>Compares two numbers.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>True when the first is smaller.</returns>
    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    /// <summary>Compares two numbers.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>True when the first is larger.</returns>
    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    /// <summary>Compares two numbers.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>True when the first is smaller or equal.</returns>
    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    /// <summary>Compares two numbers.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>True when the first is larger or equal.</returns>
    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;

    private static string Describe(BigInteger value) =>
        value.GetBitLength() <= 512 ? value.ToString(CultureInfo.InvariantCulture) : $"of {value.GetBitLength()} bits";
}

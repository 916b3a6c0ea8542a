using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>The packed value of a rule <see cref="Comparison.AtLeastRatio"/>.</summary>
/// <param name="OtherWord">The calldata word that is multiplied, 0 … 255.</param>
/// <param name="Numerator">Below 2^124.</param>
/// <param name="Denominator">Below 2^124, not 0.</param>
public readonly record struct Ratio(byte OtherWord, UInt128 Numerator, UInt128 Denominator)
{
    /// <summary>The largest numerator and denominator: 2^124 − 1.</summary>
    public static readonly UInt128 MaxPart = (UInt128.One << 124) - 1;

    /// <summary>Takes a ratio out of the value of a rule.</summary>
    /// <param name="value">other word 8 bits ‖ numerator 124 bits ‖ denominator 124 bits.</param>
    /// <returns>The ratio.</returns>
    public static Ratio FromValue(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[32];
        value.WriteBigEndian(bytes);
        UInt128 middle = BinaryPrimitives.ReadUInt128BigEndian(bytes[1..]);
        UInt128 low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
        return new Ratio(bytes[0], middle >> 4, low & MaxPart);
    }

    /// <summary>Packs the ratio into the value of a rule.</summary>
    /// <returns>other word 8 bits ‖ numerator 124 bits ‖ denominator 124 bits.</returns>
    /// <exception cref="InvalidOperationException">The numerator or the denominator is wider than 124 bits.</exception>
    public UInt256 ToValue()
    {
        if (Numerator > MaxPart || Denominator > MaxPart)
        {
            throw new InvalidOperationException(
                $"The ratio {Numerator} / {Denominator} was refused: allowed is each part below 2^124. " +
                "Shorten the fraction.");
        }

        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Denominator);
        UInt128 high = ((UInt128)OtherWord << 120) | (Numerator >> 4);
        BinaryPrimitives.WriteUInt128BigEndian(bytes, high);
        bytes[16] |= (byte)((byte)(Numerator & 0x0f) << 4);
        return UInt256.ReadBigEndian(bytes);
    }
}

namespace SessionKeys;

/// <summary>Whether a word meets a rule, for the comparisons that need nothing but numbers.</summary>
internal static class RuleJudge
{
    private static readonly UInt256 SignBit = UInt256.One << 255;

    /// <param name="comparison"><see cref="Comparison.Equal"/> to <see cref="Comparison.AtLeastSigned"/>.</param>
    /// <param name="actual">The word.</param>
    /// <param name="allowed">The value of the rule.</param>
    public static bool IsOrdered(Comparison comparison, UInt256 actual, UInt256 allowed) => comparison switch
    {
        Comparison.Equal => actual == allowed,
        Comparison.NotEqual => actual != allowed,
        Comparison.AtMost => actual <= allowed,
        Comparison.AtLeast => actual >= allowed,
        Comparison.AtMostSigned => Signed(actual) <= Signed(allowed),
        _ => Signed(actual) >= Signed(allowed),
    };

    /// <summary>actual × denominator ≥ other × numerator, both products in 512 bits.</summary>
    public static bool IsAtLeastRatio(Ratio ratio, UInt256 actual, UInt256 other)
    {
        (UInt256 high, UInt256 low) = UInt256.Multiply512(actual, ratio.Denominator);
        (UInt256 otherHigh, UInt256 otherLow) = UInt256.Multiply512(other, ratio.Numerator);
        return high == otherHigh ? low >= otherLow : high > otherHigh;
    }

    /// <summary>The order of int256 is that of uint256 with the sign turned over.</summary>
    private static UInt256 Signed(UInt256 word) => word >= SignBit ? word - SignBit : word | SignBit;
}

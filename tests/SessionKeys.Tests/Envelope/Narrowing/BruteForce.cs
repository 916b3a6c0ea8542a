using System.Numerics;

namespace SessionKeys.Tests;

/// <summary>Judges single calls by the words of docs/encoding.md, without the code under test.</summary>
internal static class BruteForce
{
    public static bool Allows(
        CapabilityEnvelope envelope, Address target, Selector selector, UInt128 value, UInt256[] words) =>
        envelope.Capabilities.Any(
            capability => capability.Target == target && capability.Selector == selector
                && value <= capability.MaxValue && capability.Rules.All(rule => Holds(rule, words)));

    public static bool Holds(Rule rule, UInt256[] words)
    {
        (BigInteger word, BigInteger value) = (words[rule.Word], rule.Value);
        return rule.Comparison switch
        {
            Comparison.Equal => word == value,
            Comparison.NotEqual => word != value,
            Comparison.AtMost => word <= value,
            Comparison.AtLeast => word >= value,
            Comparison.AtMostSigned => Signed(word) <= Signed(value),
            Comparison.AtLeastSigned => Signed(word) >= Signed(value),
            Comparison.InSet => rule.Set.Contains(words[rule.Word]),
            Comparison.EqualsAccount => word == BigInteger.Parse("00acc0", System.Globalization.NumberStyles.HexNumber),
            _ => IsAtLeastRatio(rule, words, word),
        };
    }

    private static bool IsAtLeastRatio(Rule rule, UInt256[] words, BigInteger word)
    {
        Ratio ratio = Ratio.FromValue(rule.Value);
        return word * (BigInteger)ratio.Denominator >= (BigInteger)words[ratio.OtherWord] * (BigInteger)ratio.Numerator;
    }

    private static BigInteger Signed(BigInteger word) =>
        word >= BigInteger.One << 255 ? word - (BigInteger.One << 256) : word;
}

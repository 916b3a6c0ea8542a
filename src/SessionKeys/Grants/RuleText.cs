using System.Globalization;
using System.Numerics;

namespace SessionKeys;

/// <summary>Describes a rule as the grant text does, from its word on.</summary>
internal static class RuleText
{
    public static string Describe(Rule rule) => rule.Comparison switch
    {
        Comparison.Equal => $"{rule.Word} equals {Value(rule)}",
        Comparison.NotEqual => $"{rule.Word} differs from {Value(rule)}",
        Comparison.AtMost => $"{rule.Word} at most {Value(rule)}",
        Comparison.AtLeast => $"{rule.Word} at least {Value(rule)}",
        Comparison.AtMostSigned => $"{rule.Word} signed at most {Signed(rule.Value)}",
        Comparison.AtLeastSigned => $"{rule.Word} signed at least {Signed(rule.Value)}",
        Comparison.InSet => $"{rule.Word} in set {Hex.Format(rule.Value.ToArray())}",
        Comparison.EqualsAccount => $"{rule.Word} equals the account",
        Comparison.AtLeastRatio => Describe(rule.Word, Ratio.FromValue(rule.Value)),
        _ => throw new ArgumentOutOfRangeException(
            nameof(rule),
            rule.Comparison,
            "The comparison is not one of docs/encoding.md; use a value of the enumeration."),
    };

    /// <summary>Writes a word that is two's complement in decimal digits.</summary>
    public static string Signed(UInt256 value) =>
        new BigInteger(value.ToArray(), isUnsigned: false, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    private static string Describe(byte word, Ratio ratio) =>
        $"{word} at least word {ratio.OtherWord} times {ratio.Numerator} / {ratio.Denominator}";

    private static string Value(Rule rule)
    {
        byte[] word = rule.Value.ToArray();
        return rule.PrintForm switch
        {
            PrintForm.Decimal => rule.Value.ToString(),
            PrintForm.Address => Hex.Format(word.AsSpan(12)),
            _ => Hex.Format(word),
        };
    }
}

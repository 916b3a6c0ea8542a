using System.Numerics;

namespace SessionKeys.Tests;

/// <summary>What the design says of a capability and a call, in as few words as possible.</summary>
internal static class CapabilityJudge
{
    public static bool Allows(Capability capability, Call call) =>
        call.Target == capability.Target
        && call.Selector == capability.Selector
        && call.Value <= capability.MaxValue
        && (call.Data.Length is 0 or >= 4)
        && capability.Rules.All(rule => Holds(rule, call));

    /// <summary>What a call counts of a token.</summary>
    public static BigInteger Counts(Capability capability, Call call) => capability.Spends.Aggregate(
        BigInteger.Zero,
        (sum, spend) => sum + (spend.FixedAmount ?? (BigInteger)Word(call, spend.Word)!.Value));

    private static bool Holds(Rule rule, Call call) => Word(call, rule.Word) is { } word && rule.Comparison switch
    {
        Comparison.Equal => word == rule.Value,
        Comparison.NotEqual => word != rule.Value,
        Comparison.AtMost => word <= rule.Value,
        Comparison.AtLeast => word >= rule.Value,
        Comparison.InSet => rule.Set.Contains(word),
        Comparison.EqualsAccount => word == WordOf(Samples.Account),
        Comparison.AtLeastRatio => HoldsRatio(Ratio.FromValue(rule.Value), word, call),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Comparison, "Judge it here."),
    };

    private static bool HoldsRatio(Ratio ratio, UInt256 word, Call call) =>
        (BigInteger)word * ratio.Denominator >= (BigInteger)Word(call, ratio.OtherWord)!.Value * ratio.Numerator;

    private static UInt256 WordOf(Address address) => UInt256.ReadBigEndian([.. new byte[12], .. address.ToArray()]);

    private static UInt256? Word(Call call, byte word) => call.TryGetWord(word, out UInt256 value) ? value : null;
}

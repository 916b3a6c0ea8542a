namespace SessionKeys;

/// <summary>Tells whether calldata that meets one rule always meets another one.</summary>
internal static class RuleImplication
{
    /// <summary>Tells whether a rule follows from at least one of several.</summary>
    public static bool Follows(Rule rule, ValueList<Rule> from) => from.Any(each => Implies(each, rule));

    /// <summary>Tells whether a rule says at least what another one says. False where that is not known.</summary>
    public static bool Implies(Rule rule, Rule other)
    {
        if (rule.Word != other.Word)
        {
            return false;
        }

        return IsSame(rule, other) || rule.Comparison switch
        {
            Comparison.Equal => Holds(other, rule.Value),
            Comparison.InSet => rule.Set.Count > 0 && rule.Set.All(member => Holds(other, member)),
            Comparison.AtMost => other.Comparison switch
            {
                Comparison.AtMost => rule.Value <= other.Value,
                Comparison.NotEqual => other.Value > rule.Value,
                _ => false,
            },
            Comparison.AtLeast => other.Comparison switch
            {
                Comparison.AtLeast => rule.Value >= other.Value,
                Comparison.NotEqual => other.Value < rule.Value,
                _ => false,
            },
            Comparison.AtMostSigned => other.Comparison switch
            {
                Comparison.AtMostSigned => Order(rule.Value) <= Order(other.Value),
                Comparison.NotEqual => Order(other.Value) > Order(rule.Value),
                _ => false,
            },
            Comparison.AtLeastSigned => other.Comparison switch
            {
                Comparison.AtLeastSigned => Order(rule.Value) >= Order(other.Value),
                Comparison.NotEqual => Order(other.Value) < Order(rule.Value),
                _ => false,
            },
            Comparison.AtLeastRatio => other.Comparison == Comparison.AtLeastRatio
                && IsAtLeast(Ratio.FromValue(rule.Value), Ratio.FromValue(other.Value)),
            _ => false,
        };
    }

    /// <summary>Tells whether both rules ask the same; how they are shown does not matter.</summary>
    public static bool IsSame(Rule left, Rule right) =>
        left.Comparison == right.Comparison && left.Word == right.Word && left.Value == right.Value;

    /// <summary>Tells whether a known word meets a rule on it. False where more than the word decides.</summary>
    private static bool Holds(Rule rule, UInt256 word) => rule.Comparison switch
    {
        Comparison.Equal => word == rule.Value,
        Comparison.NotEqual => word != rule.Value,
        Comparison.AtMost => word <= rule.Value,
        Comparison.AtLeast => word >= rule.Value,
        Comparison.AtMostSigned => Order(word) <= Order(rule.Value),
        Comparison.AtLeastSigned => Order(word) >= Order(rule.Value),
        Comparison.InSet => rule.Set.Contains(word),
        _ => false,
    };

    private static bool IsAtLeast(Ratio ratio, Ratio other) => ratio.OtherWord == other.OtherWord
        && other.Denominator != 0
        && (UInt256)ratio.Numerator * other.Denominator >= (UInt256)other.Numerator * ratio.Denominator;

    /// <summary>Maps two's complement numbers to unsigned ones in the same order.</summary>
    private static UInt256 Order(UInt256 word)
    {
        UInt256 half = UInt256.One << 255;
        return word >= half ? word - half : word + half;
    }
}

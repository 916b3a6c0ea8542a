namespace SessionKeys;

/// <summary>Rules on the rules of a capability.</summary>
internal static class WordRules
{
    public static void Check(ViolationList violations, string path, ValueList<Rule> rules)
    {
        violations.InvalidIf(
            rules.Count > EnvelopeLimits.MaxRules,
            $"{path}.rules",
            "the number of rules",
            $"{rules.Count}",
            $"at most {EnvelopeLimits.MaxRules}",
            "Use fewer rules.");
        for (int i = 0; i < rules.Count; i++)
        {
            Check(violations, $"{path}.rules[{i}]", rules[i]);
        }
    }

    private static void Check(ViolationList violations, string path, Rule rule)
    {
        if (rule.Comparison > Comparison.AtLeastRatio)
        {
            violations.Invalid(
                $"{path}.comparison", "a comparison", $"{(byte)rule.Comparison}", "0 to 8", "Choose one by its name.");
            return;
        }

        PrintForm? required = rule.Comparison switch
        {
            Comparison.AtMostSigned or Comparison.AtLeastSigned or Comparison.AtLeastRatio => PrintForm.Decimal,
            Comparison.InSet => PrintForm.Hex,
            Comparison.EqualsAccount => PrintForm.Address,
            _ => null,
        };
        violations.InvalidIf(
            rule.PrintForm > PrintForm.Hex || (required is { } form && rule.PrintForm != form),
            $"{path}.printForm",
            "the print form of a rule",
            $"{rule.PrintForm}",
            required is { } only ? $"{only}" : "Decimal, Address or Hex",
            "Leave printForm out.");
        violations.InvalidIf(
            rule.PrintForm == PrintForm.Address && rule.Value.BitLength > 160,
            $"{path}.value",
            "a value that is shown as an address",
            $"{rule.Value}",
            "below 2^160",
            "Choose another print form, or correct the address.");
        violations.InvalidIf(
            rule.Comparison == Comparison.EqualsAccount && !rule.Value.IsZero,
            $"{path}.value",
            "the value of a rule equalsAccount",
            $"{rule.Value}",
            "none",
            "Remove the value.");
        violations.InvalidIf(
            rule.Comparison == Comparison.AtLeastRatio && Ratio.FromValue(rule.Value).Denominator == 0,
            $"{path}.denominator",
            "a denominator",
            "0",
            "at least 1",
            "Correct the fraction.");
    }
}

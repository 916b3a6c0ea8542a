namespace SessionKeys;

/// <summary>Rules that say less than they look, or nothing can meet.</summary>
internal static class RuleLint
{
    public static void Check(FindingList findings, string path, Capability capability)
    {
        for (int i = 0; i < capability.Rules.Count; i++)
        {
            Rule rule = capability.Rules[i];
            string at = $"{path}.rules[{i}]";
            if (rule.Comparison == Comparison.NotEqual
                && !capability.Rules.Any(each => each.Word == rule.Word && each.Comparison != Comparison.NotEqual))
            {
                findings.Add(
                    LintSeverity.Warning, "forbids-single-values", at,
                    $"{capability.Id} only forbids single values of word {rule.Word}",
                    "Everything else is allowed, and a new address costs nothing.",
                    "Say what is allowed: equal, inSet or a range.");
            }

            if (rule.Comparison == Comparison.InSet && rule.Set.Count == 0)
            {
                findings.Add(
                    LintSeverity.Warning, "set-unknown", at,
                    $"{capability.Id} allows a set of which only the root {rule.Value} is known",
                    "Nobody can say here what is in it.",
                    "Give the members; the root is computed from them.");
            }

            if (capability.Rules.Take(i).Any(earlier => RuleImplication.Implies(earlier, rule)))
            {
                findings.Add(
                    LintSeverity.Advice, "rule-says-nothing", at,
                    $"{TermText.Rule(rule)} follows from a rule before it",
                    "The person reads a line more, and every operation pays for it.",
                    "Leave it out.");
            }

            if (capability.Rules.Take(i).Any(earlier => Contradicts(earlier, rule)))
            {
                findings.Add(
                    LintSeverity.Warning, "rule-never-met", at,
                    $"{TermText.Rule(rule)} contradicts a rule before it",
                    "No call can meet both: the capability is of no use.",
                    "Correct one of the two.");
            }
        }
    }

    private static bool Contradicts(Rule rule, Rule other) =>
        rule.Word == other.Word && (IsExcluded(rule, other) || IsExcluded(other, rule));

    /// <summary>A known value that the other rule does not take, or a range that begins after the other one
    /// ends.</summary>
    private static bool IsExcluded(Rule rule, Rule other) => rule.Comparison switch
    {
        Comparison.Equal => other.Comparison <= Comparison.InSet && IsKnown(other)
            && !RuleImplication.Implies(rule, other),
        Comparison.AtLeast => other.Comparison == Comparison.AtMost && rule.Value > other.Value,
        _ => false,
    };

    private static bool IsKnown(Rule rule) => rule.Comparison != Comparison.InSet || rule.Set.Count > 0;
}

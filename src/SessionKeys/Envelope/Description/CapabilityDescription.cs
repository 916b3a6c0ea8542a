namespace SessionKeys;

/// <summary>One allowed call with its conditions.</summary>
internal static class CapabilityDescription
{
    public static IEnumerable<string> Lines(
        int number, Capability capability, CapabilityEnvelope envelope, Wording wording)
    {
        string essential = capability.Essential ? ", also in restricted mode" : "";
        yield return $"{number}. {capability.Id}: it may call {Function(capability.Selector)} of " +
            $"{wording.Contract(capability.Target)}{essential}.";
        foreach (Rule rule in capability.Rules)
        {
            yield return $"  Only if word {Rule(rule)}.";
        }

        yield return capability.MaxValue == 0
            ? "  It sends no native currency."
            : $"  Each call sends at most {wording.Amount(capability.MaxValue, Asset.Native)}.";
        foreach (Spend spend in capability.Spends)
        {
            string amount = spend.FixedAmount is { } fixedAmount
                ? wording.Amount(fixedAmount, spend.Asset) : $"the amount in word {spend.Word}";
            int budgets = envelope.Budgets.Count(budget => budget.Asset == spend.Asset);
            yield return $"  Each call counts {amount} to {(budgets == 1 ? "the limit" : $"the {budgets} limits")} " +
                $"for {wording.Name(spend.Asset)}.";
        }

        if (capability.Spends.Count == 0)
        {
            yield return "  What it moves is NOT COUNTED to any limit.";
        }
    }

    private static string Function(Selector selector) =>
        selector == default ? "nothing (no calldata)" : KnownFunctions.Describe(selector);

    /// <summary>The members of a set are named while they can be read.</summary>
    private static string Rule(Rule rule)
    {
        const int few = 5;
        return rule.Comparison != Comparison.InSet || rule.Set.Count == 0 ? RuleText.Describe(rule)
            : rule.Set.Count > few ? $"{rule.Word} is one of {rule.Set.Count} values"
            : $"{rule.Word} is one of {string.Join(", ", rule.Set.Select(member => Hex.Format(member.ToArray())))}";
    }
}

namespace SessionKeys;

/// <summary>Changes of the allowed calls.</summary>
internal static class CapabilityChanges
{
    public static void Add(ChangeList changes, ValueList<Capability> before, ValueList<Capability> after)
    {
        Dictionary<(Address Target, Selector Selector), Capability> older = CapabilityIndex.Of(before);
        _ = CapabilityIndex.Of(after);
        for (int i = 0; i < after.Count; i++)
        {
            string path = $"$.capabilities[{i}]";
            if (older.Remove(CapabilityIndex.Key(after[i]), out Capability? old))
            {
                Add(changes, path, old, after[i]);
            }
            else
            {
                changes.Add(path, "capability", TermText.None, Name(after[i]), EnvelopeEffect.Widens);
            }
        }

        for (int i = 0; i < before.Count; i++)
        {
            if (older.ContainsKey(CapabilityIndex.Key(before[i])))
            {
                changes.Add(
                    $"$.capabilities[{i}]", "capability", Name(before[i]), TermText.None, EnvelopeEffect.Narrows);
            }
        }
    }

    private static string Name(Capability capability) =>
        $"{capability.Id}, {KnownFunctions.Describe(capability.Selector)} of {capability.Target}";

    private static void Add(ChangeList changes, string path, Capability before, Capability after)
    {
        changes.Compare(
            $"{path}.id", "name of a capability", before.Id, after.Id, id => id, EnvelopeEffect.Describes);
        changes.Compare(
            $"{path}.maxValue", $"wei per call of {after.Id}", before.MaxValue, after.MaxValue, value => $"{value}",
            after.MaxValue < before.MaxValue ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens);
        AddRules(changes, $"{path}.rules", before, after);
        AddSpends(changes, $"{path}.spends", before, after);
        changes.Compare(
            $"{path}.essential", $"use of {after.Id} in restricted mode", before.Essential, after.Essential,
            TermText.YesNo, after.Essential ? EnvelopeEffect.Widens : EnvelopeEffect.Narrows);
    }

    private static void AddRules(ChangeList changes, string path, Capability before, Capability after)
    {
        string subject = $"rule of {after.Id}";
        HashSet<Rule> shown = [];
        foreach (Rule rule in before.Rules.Where(rule => !after.Rules.Any(each => RuleImplication.IsSame(each, rule))))
        {
            Rule? now = after.Rules.FirstOrDefault(each => RuleImplication.Implies(each, rule))
                ?? after.Rules.FirstOrDefault(each => each.Word == rule.Word && each.Comparison == rule.Comparison);
            EnvelopeEffect effect = RuleImplication.Follows(rule, after.Rules)
                ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens;
            changes.Add(path, subject, TermText.Rule(rule), now is null ? TermText.None : TermText.Rule(now), effect);
            if (now is not null)
            {
                shown.Add(now);
            }
        }

        foreach (Rule rule in after.Rules.Where(rule => !shown.Contains(rule)))
        {
            Rule? same = before.Rules.FirstOrDefault(each => RuleImplication.IsSame(each, rule));
            if (same is null)
            {
                changes.Add(path, subject, TermText.None, TermText.Rule(rule), EnvelopeEffect.Narrows);
            }
            else if (same.PrintForm != rule.PrintForm)
            {
                changes.Add(
                    path, $"print form of a {subject}", $"{same.PrintForm}", $"{rule.PrintForm}",
                    EnvelopeEffect.Describes);
            }
        }
    }

    /// <summary>Every spend is taken once: two equal spends count twice.</summary>
    private static void AddSpends(ChangeList changes, string path, Capability before, Capability after)
    {
        string subject = $"spend of {after.Id}";
        List<Spend> left = [.. after.Spends];
        List<Spend> lost = [.. before.Spends.Where(spend => !left.Remove(spend))];
        foreach (Spend spend in lost)
        {
            Spend? now = left.Find(each => each.Asset == spend.Asset && each.FixedAmount >= spend.FixedAmount);
            EnvelopeEffect effect = now is null ? EnvelopeEffect.Widens : EnvelopeEffect.Narrows;
            now ??= left.Find(each => each.Asset == spend.Asset);
            changes.Add(
                path, subject, TermText.Spend(spend), now is null ? TermText.None : TermText.Spend(now), effect);
            if (now is not null)
            {
                left.Remove(now);
            }
        }

        left.ForEach(spend => changes.Add(
            path, subject, TermText.None, TermText.Spend(spend), EnvelopeEffect.Narrows));
    }
}

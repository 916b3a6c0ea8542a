namespace SessionKeys;

/// <summary>The capabilities that both envelopes have, or those of either.</summary>
internal static class NarrowCapabilities
{
    public static ValueList<Capability> Common(ValueList<Capability> first, ValueList<Capability> second)
    {
        Dictionary<(Address Target, Selector Selector), Capability> others = CapabilityIndex.Of(second);
        ValueList<Capability> common = first
            .Select((capability, i) => others.TryGetValue(CapabilityIndex.Key(capability), out Capability? other)
                ? Common($"$.capabilities[{i}]", capability, other) : null)
            .OfType<Capability>()
            .ToValueList();
        return common.Count > 0 ? common : throw NarrowErrors.NoCommonValue(
            "$.capabilities", $"{first.Count} functions of contracts", $"{second.Count} others");
    }

    public static ValueList<Capability> All(ValueList<Capability> first, ValueList<Capability> second)
    {
        Dictionary<(Address Target, Selector Selector), Capability> known = CapabilityIndex.Of(first);
        List<Capability> all = [.. first];
        for (int i = 0; i < second.Count; i++)
        {
            Capability capability = second[i];
            if (!known.TryGetValue(CapabilityIndex.Key(capability), out Capability? same))
            {
                all.Add(capability);
            }
            else if (same with { Id = capability.Id } != capability)
            {
                throw NarrowErrors.NoCommonValue(
                    "$.capabilities", $"{same.Id}", $"{capability.Id} with other conditions on its function");
            }
        }

        return all.Count <= EnvelopeLimits.MaxCapabilities
            ? all.ToValueList()
            : throw NarrowErrors.TooMany("$.capabilities", all.Count, EnvelopeLimits.MaxCapabilities);
    }

    private static Capability Common(string path, Capability first, Capability second) => first with
    {
        MaxValue = UInt128.Min(first.MaxValue, second.MaxValue),
        Rules = Rules($"{path}.rules", first.Rules, second.Rules),
        Spends = Spends($"{path}.spends", first.Spends, second.Spends),
        Essential = first.Essential && second.Essential,
    };

    /// <summary>All rules of both; one that follows from another is left out.</summary>
    private static ValueList<Rule> Rules(string path, ValueList<Rule> first, ValueList<Rule> second)
    {
        List<Rule> rules = [];
        foreach (Rule rule in first.Concat(second))
        {
            if (rules.Exists(each => RuleImplication.Implies(each, rule)))
            {
                continue;
            }

            rules.RemoveAll(each => RuleImplication.Implies(rule, each));
            rules.Add(rule);
        }

        return rules.Count <= EnvelopeLimits.MaxRules
            ? rules.ToValueList()
            : throw NarrowErrors.TooMany(path, rules.Count, EnvelopeLimits.MaxRules);
    }

    /// <summary>All spends of both; an equal spend is taken once for both, but as often as one of them has
    /// it.</summary>
    private static ValueList<Spend> Spends(string path, ValueList<Spend> first, ValueList<Spend> second)
    {
        List<Spend> shared = [.. first];
        List<Spend> spends = [.. first, .. second.Where(spend => !shared.Remove(spend))];
        return spends.Count <= EnvelopeLimits.MaxSpends
            ? spends.ToValueList()
            : throw NarrowErrors.TooMany(path, spends.Count, EnvelopeLimits.MaxSpends);
    }
}

using System.Globalization;

namespace SessionKeys.Demo.Terminal;

/// <summary>An envelope as rows of term and value.</summary>
internal static class EnvelopeTable
{
    public static IReadOnlyList<(string Term, string Value)> Rows(SessionGrant grant)
    {
        CapabilityEnvelope envelope = grant.Envelope;
        List<(string Term, string Value)> rows =
        [
            ("account", $"{grant.Context.Account} on chain {grant.Context.ChainId}, epoch {grant.Context.Epoch}"),
            ("sessionKey", grant.SessionKey.ToString()),
            ("validAfter", Time(envelope.ValidAfter)),
            ("expiresAt", Time(envelope.ExpiresAt)),
            ("nonceDomain", $"{envelope.NonceDomain} ({1 << envelope.LaneBits} lanes)"),
            ("paymaster", envelope.Paymaster.ToString()),
            ("feesUnlimited", envelope.FeesUnlimited ? "yes" : "no"),
        ];
        foreach (Budget budget in envelope.Budgets)
        {
            rows.Add(("budget", $"{Name(budget.Asset)}\n{Describe(budget)}"));
        }

        foreach (Capability capability in envelope.Capabilities)
        {
            rows.Add(("capability", $"{capability.Id}\n{Describe(capability)}"));
        }

        rows.Add(("label", envelope.Label));
        rows.Add(("grantDeadline", Time(envelope.GrantDeadline)));
        return rows;
    }

    private static string Describe(Budget budget) => budget.Kind == BudgetKind.Lifetime
        ? $"{budget.Limit} for life"
        : $"{budget.Limit} in each window of {(long)budget.Period.TotalSeconds} s";

    private static string Describe(Capability capability)
    {
        List<string> parts = [$"{capability.Selector} at {capability.Target}"];
        parts.AddRange(capability.Rules.Select(rule => $"word {rule.Word} {Describe(rule)}"));
        parts.AddRange(capability.Spends.Select(spend =>
            spend.FixedAmount is { } amount
                ? $"spends {amount} of {Name(spend.Asset)}"
                : $"spends word {spend.Word} of {Name(spend.Asset)}"));
        if (capability.Spends.Count == 0)
        {
            parts.Add("not counted");
        }

        return string.Join('\n', parts);
    }

    private static string Describe(Rule rule) => rule.Comparison switch
    {
        Comparison.EqualsAccount => "is the account",
        Comparison.InSet => $"is one of {rule.Set.Count} values",
        _ when rule.PrintForm == PrintForm.Address =>
            $"{Name(rule.Comparison)} {Address.FromBytes(rule.Value.ToArray().AsSpan(12))}",
        _ => $"{Name(rule.Comparison)} {rule.Value}",
    };

    private static string Name(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "equals",
        Comparison.AtMost => "at most",
        Comparison.AtLeast => "at least",
        _ => comparison.ToString(),
    };

    /// <summary>The name of a reserved asset, or a token's address as the other rows write addresses.</summary>
    private static string Name(Asset asset) =>
        Address.TryParse(asset.ToString(), out Address token) ? token.ToString() : asset.ToString();

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

namespace SessionKeys;

/// <summary>A last second of inclusion, and the term that it comes from.</summary>
/// <param name="Term">For example <c>expiresAt</c> or <c>budget 1</c>.</param>
/// <param name="LastSecond">Inclusive, in UTC.</param>
public sealed record TimeBound(string Term, DateTimeOffset LastSecond)
{
    /// <summary>A rolling period has four buckets.</summary>
    private const long Buckets = 4;

    private const string BudgetPrefix = "budget ";

    /// <summary>Whether a window ends here, which grace can extend.</summary>
    internal bool IsOfBudget => Term.StartsWith(BudgetPrefix, StringComparison.Ordinal);

    /// <summary>Computes the bounds that the module gives an operation, the earliest first.</summary>
    /// <param name="facts">What the sender knows.</param>
    /// <returns>
    /// The end of the session, of the claim, of the grant, of the renewer's consent and of the allowed time of day; of
    /// its time to live and its idle timeout as far as they are known; and the end of the window of each calendar or
    /// rolling budget, which bounds the operation only if it charges that budget.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="facts"/> is null.</exception>
    public static ValueList<TimeBound> Of(RefusalFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        CapabilityEnvelope envelope = facts.Grant.Envelope;
        List<TimeBound> bounds = [new("expiresAt", envelope.ExpiresAt)];
        AddIf(bounds, "notAfter", facts.Claim.NotAfter);
        AddIf(bounds, "grantDeadline", facts.CarriesGrant ? envelope.GrantDeadline : null);
        AddIf(bounds, "renewer's deadline", facts.Options?.Consent?.Deadline);
        AddIf(bounds, "schedule", envelope.Schedule?.EndOfRun(facts.Claim.ClaimedAt));
        AddIf(bounds, "ttl", EndOfTtl(facts));
        AddIf(bounds, "idleTimeout", EndOfIdle(facts));
        for (int i = 0; i < envelope.Budgets.Count; i++)
        {
            AddIf(bounds, $"{BudgetPrefix}{i + 1}", WindowEnd(facts, envelope.Budgets[i]));
        }

        return bounds.OrderBy(bound => bound.LastSecond).ToValueList();
    }

    private static void AddIf(List<TimeBound> bounds, string term, DateTimeOffset? lastSecond)
    {
        if (lastSecond is { } known)
        {
            bounds.Add(new(term, known));
        }
    }

    private static DateTimeOffset? EndOfTtl(RefusalFacts facts)
    {
        TimeSpan ttl = facts.Grant.Envelope.Ttl;
        return ttl == TimeSpan.Zero ? null
            : facts.CarriesGrant ? Activation(facts) + ttl
            : Known(facts.Status?.ExpiresAt);
    }

    private static DateTimeOffset? EndOfIdle(RefusalFacts facts)
    {
        TimeSpan timeout = facts.Grant.Envelope.IdleTimeout;
        return timeout == TimeSpan.Zero ? null
            : (facts.CarriesGrant ? Activation(facts) : Known(facts.Status?.LastActivity)) + timeout;
    }

    private static DateTimeOffset Activation(RefusalFacts facts)
    {
        DateTimeOffset validAfter = facts.Grant.Envelope.ValidAfter;
        return facts.Claim.ClaimedAt > validAfter ? facts.Claim.ClaimedAt : validAfter;
    }

    /// <summary>A status that is all zero says nothing of times.</summary>
    private static DateTimeOffset? Known(ulong? seconds) =>
        seconds is > 0 and { } known && UnixTime.TryRead(known, out DateTimeOffset time) ? time : null;

    private static DateTimeOffset? WindowEnd(RefusalFacts facts, Budget budget)
    {
        long period = budget.Period.Ticks / TimeSpan.TicksPerSecond;
        long window = budget.Kind switch
        {
            BudgetKind.Calendar => period,
            BudgetKind.Rolling => period / Buckets,
            _ => 0,
        };
        if (window == 0)
        {
            return null;
        }

        long claimed = facts.Claim.ClaimedAt.ToUnixTimeSeconds();
        DateTimeOffset next = DateTimeOffset.FromUnixTimeSeconds(((claimed / window) + 1) * window);
        bool usesGrace = facts.Options is { Grace: true } && next - facts.Claim.ClaimedAt < EnvelopeLimits.Grace;
        return next - TimeSpan.FromSeconds(1) + (usesGrace ? EnvelopeLimits.Grace : TimeSpan.Zero);
    }
}

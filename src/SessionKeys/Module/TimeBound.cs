namespace SessionKeys;

/// <summary>A last second of inclusion, and the term that it comes from.</summary>
/// <param name="Term">For example <c>expiresAt</c> or <c>budget 1</c>.</param>
/// <param name="LastSecond">Inclusive, in UTC.</param>
public sealed record TimeBound(string Term, DateTimeOffset LastSecond)
{
    /// <summary>Computes the bounds that the module gives an operation by its claim, the earliest first.</summary>
    /// <param name="envelope">The session's envelope.</param>
    /// <param name="claim">What the operation claims.</param>
    /// <param name="carriesGrant">Whether the operation brings the grant on chain.</param>
    /// <returns>
    /// The end of the session, of the claim and of the grant, and the end of the window of each calendar budget, which
    /// bounds the operation only if it charges that budget.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="envelope"/> is null.</exception>
    public static ValueList<TimeBound> Of(CapabilityEnvelope envelope, Claim claim, bool carriesGrant)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        List<TimeBound> bounds = [new("expiresAt", envelope.ExpiresAt)];
        if (claim.NotAfter is { } notAfter)
        {
            bounds.Add(new("notAfter", notAfter));
        }

        if (carriesGrant)
        {
            bounds.Add(new("grantDeadline", envelope.GrantDeadline));
        }

        for (int i = 0; i < envelope.Budgets.Count; i++)
        {
            Budget budget = envelope.Budgets[i];
            if (budget.Kind == BudgetKind.Calendar && budget.Period > TimeSpan.Zero)
            {
                bounds.Add(new($"budget {i + 1}", WindowEnd(claim.ClaimedAt, budget.Period)));
            }
        }

        return bounds.OrderBy(bound => bound.LastSecond).ToValueList();
    }

    private static DateTimeOffset WindowEnd(DateTimeOffset claimedAt, TimeSpan period)
    {
        long seconds = period.Ticks / TimeSpan.TicksPerSecond;
        long window = claimedAt.ToUnixTimeSeconds() / seconds;
        return DateTimeOffset.FromUnixTimeSeconds(((window + 1) * seconds) - 1);
    }
}

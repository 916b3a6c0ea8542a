namespace SessionKeys;

/// <summary>How long a stolen session key would be of use.</summary>
internal static class LifeLint
{
    private static readonly TimeSpan LongLife = TimeSpan.FromDays(31);
    private static readonly TimeSpan LifeWithoutCheckpoint = TimeSpan.FromDays(2);
    private static readonly TimeSpan LifeWithoutUse = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongGrant = TimeSpan.FromDays(7);

    public static void Check(FindingList findings, CapabilityEnvelope envelope)
    {
        TimeSpan life = envelope.ExpiresAt - envelope.ValidAfter;
        bool hasTtl = envelope.Ttl != TimeSpan.Zero;
        if (life > LongLife)
        {
            findings.Add(
                envelope.IdleTimeout == TimeSpan.Zero && !hasTtl ? LintSeverity.Danger : LintSeverity.Warning,
                "long-life", "$.expiresAt",
                $"the session may live for {TermText.Duration(life)}",
                "A key that leaks in that time is of use to its finder until somebody notices.",
                "Let it expire within a month, and sign a new grant then.");
        }

        if (life > LifeWithoutCheckpoint && !hasTtl)
        {
            findings.Add(
                LintSeverity.Advice, "no-ttl", "$.ttl",
                $"the session lives for {TermText.Duration(life)} without a renewal",
                "Nobody has to confirm in between that the job still runs.",
                "Set ttl with maxRenewals, and a renewer other than the session key.");
        }

        if (hasTtl && envelope.MaxRenewals > 0 && envelope.Renewer.IsZero)
        {
            findings.Add(
                LintSeverity.Warning, "renews-itself", "$.renewer",
                $"the session key renews itself, {envelope.MaxRenewals} times",
                "Who steals the key renews it too: the ttl does not shorten what a thief has.",
                "Name a renewer: a key on another machine, such as a policy server.");
        }

        if (life > LifeWithoutUse && envelope.IdleTimeout == TimeSpan.Zero)
        {
            findings.Add(
                LintSeverity.Warning, "no-idle-timeout", "$.idleTimeout",
                $"the session lives for {TermText.Duration(life)}, used or not",
                "A forgotten session stays open.",
                "Set idleTimeout to a little more than the longest pause of the job.");
        }

        TimeSpan deadline = envelope.GrantDeadline - envelope.ValidAfter;
        if (deadline > LongGrant)
        {
            findings.Add(
                LintSeverity.Advice, "long-grant-deadline", "$.grantDeadline",
                $"the signed grant may come on chain for {TermText.Duration(deadline)}",
                "Whoever holds the signature may open the session at any time until then.",
                "Let the grant end an hour after it is signed.");
        }
    }
}

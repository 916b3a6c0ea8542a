namespace SessionKeys;

/// <summary>Changes of the times of a session.</summary>
internal static class LifeChanges
{
    public static void Add(ChangeList changes, CapabilityEnvelope before, CapabilityEnvelope after)
    {
        changes.Compare(
            "$.keyType", "kind of session key", before.KeyType, after.KeyType, type => type.ToString(),
            EnvelopeEffect.Alters);
        changes.Compare(
            "$.validAfter", "valid after", before.ValidAfter, after.ValidAfter, TermText.Time,
            after.ValidAfter > before.ValidAfter ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens);
        changes.Compare(
            "$.expiresAt", "expires at", before.ExpiresAt, after.ExpiresAt, TermText.Time,
            after.ExpiresAt < before.ExpiresAt ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens);
        changes.Compare("$.ttl", "ttl", before.Ttl, after.Ttl, TermText.Duration, OfLimit(before.Ttl, after.Ttl));
        AddRenewals(changes, before, after);
        changes.Compare(
            "$.idleTimeout", "idle timeout", before.IdleTimeout, after.IdleTimeout, TermText.Duration,
            OfLimit(before.IdleTimeout, after.IdleTimeout));
        changes.Compare(
            "$.schedule", "schedule", before.Schedule, after.Schedule, TermText.Schedule,
            OfSchedule(before.Schedule, after.Schedule));
    }

    private static void AddRenewals(ChangeList changes, CapabilityEnvelope before, CapabilityEnvelope after)
    {
        // Without a ttl the session lived on without renewals: whatever they are now, it is no more.
        bool hadTtl = before.Ttl != TimeSpan.Zero;
        changes.Compare(
            "$.maxRenewals", "renewals", before.MaxRenewals, after.MaxRenewals, count => $"{count}",
            hadTtl && after.MaxRenewals > before.MaxRenewals ? EnvelopeEffect.Widens : EnvelopeEffect.Narrows);
        bool mayRenew = hadTtl && after.MaxRenewals > 0;
        changes.Compare(
            "$.renewer", "renewer", before.Renewer, after.Renewer,
            renewer => renewer.IsZero ? "session key" : renewer.ToString(),
            !mayRenew || before.Renewer.IsZero ? EnvelopeEffect.Narrows : EnvelopeEffect.Alters);
    }

    /// <summary>Zero is off: no limit.</summary>
    private static EnvelopeEffect OfLimit(TimeSpan before, TimeSpan after) =>
        after != TimeSpan.Zero && (before == TimeSpan.Zero || after < before)
            ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens;

    private static EnvelopeEffect OfSchedule(Schedule? before, Schedule? after) =>
        before is null ? EnvelopeEffect.Narrows
        : after is not null && after.From >= before.From && after.To <= before.To
            && (after.Weekdays & ~before.Weekdays) == Weekdays.None ? EnvelopeEffect.Narrows
        : EnvelopeEffect.Widens;
}

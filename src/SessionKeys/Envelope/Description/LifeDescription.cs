namespace SessionKeys;

/// <summary>When the session may act.</summary>
internal static class LifeDescription
{
    public static IEnumerable<string> Lines(CapabilityEnvelope envelope, Wording wording)
    {
        string key = envelope.KeyType == KeyType.Secp256k1 ? "secp256k1" : "P-256";
        string name = envelope.Label.Length == 0 ? "The session" : $"The session {envelope.Label}";
        yield return $"{name} signs with a {key} key.";
        yield return $"It may act from {wording.Time(envelope.ValidAfter)} to {wording.Time(envelope.ExpiresAt)}.";
        if (envelope.Ttl != TimeSpan.Zero)
        {
            string renewer = envelope.Renewer.IsZero ? "by itself" : $"with the consent of {envelope.Renewer}";
            string renewals = envelope.MaxRenewals switch
            {
                0 => "It cannot be renewed.",
                1 => $"It may be renewed once, {renewer}.",
                var count => $"It may be renewed {count} times, {renewer}.",
            };
            yield return $"It ends {TermText.Duration(envelope.Ttl)} after its begin. {renewals}";
        }

        if (envelope.IdleTimeout != TimeSpan.Zero)
        {
            yield return $"It falls asleep when it is not used for {TermText.Duration(envelope.IdleTimeout)}.";
        }

        if (envelope.Schedule is { } schedule)
        {
            yield return $"It acts only on {TermText.Schedule(schedule)}.";
        }

        if (envelope.Replaces is { } replaced)
        {
            yield return $"Its begin ends the session {replaced}.";
        }

        yield return $"The grant must be used for the first time by {wording.Time(envelope.GrantDeadline)}.";
    }
}

namespace SessionKeys;

/// <summary>The session has ended.</summary>
public sealed record SessionExpired : SessionRefusal
{
    internal SessionExpired(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The last second of the session; null for a second after the year 9999.</summary>
    public DateTimeOffset? ExpiresAt => Time("expiresAt");

    /// <summary>The time that the operation claimed; null for a second after the year 9999.</summary>
    public DateTimeOffset? ClaimedAt => Time("claimedAt");

    private protected override string ErrorName => nameof(SessionExpired);
}

namespace SessionKeys;

/// <summary>The session has not begun.</summary>
public sealed record SessionNotYetValid : SessionRefusal
{
    internal SessionNotYetValid(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The first second of the session; null for a second after the year 9999.</summary>
    public DateTimeOffset? ValidAfter => Time("validAfter");

    /// <summary>The time that the operation claimed; null for a second after the year 9999.</summary>
    public DateTimeOffset? ClaimedAt => Time("claimedAt");

    private protected override string ErrorName => nameof(SessionNotYetValid);
}

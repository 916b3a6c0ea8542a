namespace SessionKeys;

/// <summary>The session fell asleep: nothing attested it within its idle timeout.</summary>
public sealed record SessionDormant : SessionRefusal
{
    internal SessionDormant(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The last activity; null for a second after the year 9999.</summary>
    public DateTimeOffset? LastActivity => Time("lastActivity");

    /// <summary>How long the session lives after an activity.</summary>
    public TimeSpan IdleTimeout => Seconds("idleTimeout");

    /// <summary>The time that the operation claimed; null for a second after the year 9999.</summary>
    public DateTimeOffset? ClaimedAt => Time("claimedAt");

    private protected override string ErrorName => nameof(SessionDormant);
}

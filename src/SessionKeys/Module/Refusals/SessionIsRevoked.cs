namespace SessionKeys;

/// <summary>The session was revoked, for good.</summary>
public sealed record SessionIsRevoked : SessionRefusal
{
    internal SessionIsRevoked(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The session.</summary>
    public Hash32 SessionId => Hash32.FromBytes(Bytes("sessionId"));

    private protected override string ErrorName => nameof(SessionIsRevoked);
}

namespace SessionKeys;

/// <summary>The session is paused until its owner resumes it.</summary>
public sealed record SessionIsPaused : SessionRefusal
{
    internal SessionIsPaused(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The session.</summary>
    public Hash32 SessionId => Hash32.FromBytes(Bytes("sessionId"));

    private protected override string ErrorName => nameof(SessionIsPaused);
}

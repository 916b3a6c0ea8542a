namespace SessionKeys;

/// <summary>The session has not come on chain, and the operation carries no grant of it.</summary>
public sealed record SessionUnknown : SessionRefusal
{
    internal SessionUnknown(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The session.</summary>
    public Hash32 SessionId => Hash32.FromBytes(Bytes("sessionId"));

    private protected override string ErrorName => nameof(SessionUnknown);
}

namespace SessionKeys;

/// <summary>Newer sessions took the place that the account's concurrent limit gave this one.</summary>
public sealed record SessionEvicted : SessionRefusal
{
    internal SessionEvicted(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The session's seat.</summary>
    public uint Seat => (uint)(ulong)Number("seat");

    /// <summary>The lowest seat that is still alive.</summary>
    public uint Floor => (uint)(ulong)Number("floor");

    private protected override string ErrorName => nameof(SessionEvicted);
}

namespace SessionKeys;

/// <summary>All sessions of the account's earlier epoch ended at once.</summary>
public sealed record EpochPassed : SessionRefusal
{
    internal EpochPassed(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The epoch of the session.</summary>
    public uint Granted => (uint)(ulong)Number("granted");

    /// <summary>The account's epoch.</summary>
    public uint Current => (uint)(ulong)Number("current");

    private protected override string ErrorName => nameof(EpochPassed);
}

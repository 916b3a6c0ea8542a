namespace SessionKeys;

/// <summary>The account's mode forbids it.</summary>
public sealed record ModeForbids : SessionRefusal
{
    internal ModeForbids(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The account's mode.</summary>
    public AccountMode Mode => (AccountMode)(byte)Number("mode");

    private protected override string ErrorName => nameof(ModeForbids);
}

namespace SessionKeys;

/// <summary>What an ERC-7715 request leaves open, and who decides it: the wallet or the operator.</summary>
public sealed record Erc7715ImportOptions
{
    /// <summary>Gets the account that is asked.</summary>
    /// <value>Default: null, the one that the request names; needed when it names none. Another one is refused.</value>
    public Address? Account { get; init; }

    /// <summary>Gets the chain id.</summary>
    /// <value>Default: null, the one that the request names; needed when it names none. Another one is refused.</value>
    public ulong? ChainId { get; init; }

    /// <summary>Gets the address of the session key.</summary>
    /// <value>Default: null, the one that the request names; needed when it names none. Another one is refused.</value>
    public Address? SessionKey { get; init; }

    /// <summary>Gets what a token permission does not say and an envelope must, such as who pays the fees.</summary>
    /// <value>Default: null; then only <see cref="Erc7715PermissionTypes.SessionKeysCall"/> is imported.</value>
    public TokenPermissionTerms? TokenTerms { get; init; }

    /// <summary>Gets how a request may be narrowed that allows it and cannot be honoured exactly.</summary>
    /// <value>Default: not at all.</value>
    public PermissionAdjustments Adjustments { get; init; } = new();
}

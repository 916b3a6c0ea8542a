namespace SessionKeys;

/// <summary>The terms of an envelope that a token permission of ERC-7715 does not speak of.</summary>
/// <remarks>
/// Who pays the fees is one of them, and there is no default for it: a gas budget, one named paymaster, or
/// <see cref="FeesUnlimited"/>.
/// </remarks>
public sealed record TokenPermissionTerms
{
    /// <summary>Gets the time of the request: now, as the caller knows it.</summary>
    /// <value>Whole seconds. A permission without a start begins here.</value>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Gets the last second in which the signed grant may come on chain, inclusive.</summary>
    public required DateTimeOffset GrantDeadline { get; init; }

    /// <summary>Gets the nonce domain.</summary>
    public required string NonceDomain { get; init; }

    /// <summary>Gets the binary logarithm of the number of nonce lanes.</summary>
    /// <value>Default: 0, one lane.</value>
    public byte LaneBits { get; init; }

    /// <summary>Gets the budgets on fees.</summary>
    /// <value>Each on <see cref="Asset.Gas"/>; default: empty.</value>
    public ValueList<Budget> GasBudgets { get; init; }

    /// <summary>Gets who pays the fees.</summary>
    /// <value>Default: <see cref="PaymasterTerm.None"/>, the account.</value>
    public PaymasterTerm Paymaster { get; init; }

    /// <summary>Tells whether fees are not limited. Shown to the person as <c>NOT LIMITED</c>.</summary>
    /// <value>Default: false.</value>
    public bool FeesUnlimited { get; init; }

    /// <summary>Gets the signature scheme of the session key, which the request names by its address only.</summary>
    /// <value>Default: <see cref="KeyType.Secp256k1"/>.</value>
    public KeyType KeyType { get; init; }

    /// <summary>Gets the module, where it is known already.</summary>
    /// <value>Default: null, bound later.</value>
    public Address? Module { get; init; }

    /// <summary>Gets the route, where it is known already.</summary>
    /// <value>Default: null, bound later.</value>
    public Route? Route { get; init; }

    /// <summary>Gets the epoch, where it is known already.</summary>
    /// <value>Default: null, bound later.</value>
    public uint? Epoch { get; init; }

    /// <summary>Gets the session that this very grant kills.</summary>
    /// <value>Default: null, none.</value>
    public SessionId? Replaces { get; init; }

    /// <summary>Gets the name of the session that the person sees.</summary>
    /// <value>Default: empty.</value>
    public string Label { get; init; } = "";

    /// <summary>Tells whether the grant text adds symbols and decimals of tokens.</summary>
    /// <value>Default: false.</value>
    public bool TokenNames { get; init; }

    /// <summary>Gets a number that makes otherwise equal sessions different.</summary>
    /// <value>Default: 0. Of several permissions in one request each has the next number.</value>
    public ulong Salt { get; init; }
}

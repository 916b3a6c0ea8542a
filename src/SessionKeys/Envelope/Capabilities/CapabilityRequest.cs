namespace SessionKeys;

/// <summary>A registered capability with what is particular to one session.</summary>
/// <remarks>Every bound that is named must be one that the function has; what it needs must be named.</remarks>
public sealed record CapabilityRequest
{
    /// <summary>Gets the capability id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the chain id.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Gets the token that is spent, or null for a function that spends none.</summary>
    public Asset? Token { get; init; }

    /// <summary>Gets who may be paid, approved or called.</summary>
    /// <value>
    /// Default: empty. When it is not, a known contract that the function is called on must be among them too.
    /// </value>
    public ValueList<Address> Destinations { get; init; }

    /// <summary>Gets the tokens that may come back from an exchange.</summary>
    public ValueList<Address> ReceivedTokens { get; init; }

    /// <summary>Gets the most that one call may move, inclusive, in token base units.</summary>
    /// <value>Default: null, bounded by the budgets alone.</value>
    public UInt128? MaxAmount { get; init; }

    /// <summary>Gets the worst rate of an exchange: base units received for base units spent.</summary>
    /// <value>Default: null, none: whoever orders transactions may then take all but the least.</value>
    public (UInt128 Received, UInt128 Spent)? WorstRate { get; init; }

    /// <summary>Gets the native value that one call may send, inclusive, in wei.</summary>
    /// <value>Default: 0.</value>
    public UInt128 MaxValue { get; init; }

    /// <summary>Gets whether the capability stays usable in <see cref="AccountMode.Restricted"/>.</summary>
    /// <value>Default: false.</value>
    public bool Essential { get; init; }
}

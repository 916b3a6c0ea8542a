namespace SessionKeys;

/// <summary>One function of one contract that a session may call, and under which conditions.</summary>
public sealed record Capability
{
    /// <summary>Gets the name that the person sees.</summary>
    /// <value>1 … 32 characters of <c>[a-z0-9._-]</c>.</value>
    public required string Id { get; init; }

    /// <summary>Gets the contract that may be called.</summary>
    public required Address Target { get; init; }

    /// <summary>Gets the function that may be called.</summary>
    /// <value><c>0x00000000</c> stands for empty calldata.</value>
    public required Selector Selector { get; init; }

    /// <summary>Gets the native value that one call may send, inclusive, in wei.</summary>
    /// <value>Default: 0, no native value. A value above 0 needs a native budget.</value>
    public UInt128 MaxValue { get; init; }

    /// <summary>Gets the rules on the calldata; all must hold.</summary>
    /// <value>At most 8.</value>
    public ValueList<Rule> Rules { get; init; }

    /// <summary>Gets what each call counts to the budgets.</summary>
    /// <value>At most 4. None means that calls are not counted, which the grant text says.</value>
    public ValueList<Spend> Spends { get; init; }

    /// <summary>
    /// Tells whether the capability stays usable while the account is in <see cref="AccountMode.Restricted"/>.
    /// </summary>
    /// <value>Default: false.</value>
    public bool Essential { get; init; }

    /// <summary>Begins a capability with the declaration of a function, for rules on its parameters by name.</summary>
    /// <param name="abi">
    /// For example <c>function transfer(address to, uint256 amount)</c>, see <see cref="AbiSignature.Parse"/>.
    /// </param>
    /// <returns>A builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="abi"/> is null.</exception>
    /// <exception cref="FormatException">The text is no declaration.</exception>
    public static CapabilityBuilder FromAbi(string abi) => new(AbiSignature.Parse(abi));
}

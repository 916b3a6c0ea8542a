namespace SessionKeys.Bundler.Client;

/// <summary>What an operation shall do; everything else is filled in by <see cref="UserOperationSender"/>.</summary>
public sealed record UserOperationDraft
{
    /// <summary>The account.</summary>
    public required Address Sender { get; init; }

    /// <summary>The nonce's key: 192 bits, which select validation, nonce domain and lane.</summary>
    public required UInt256 NonceKey { get; init; }

    /// <summary>What the EntryPoint calls the account with.</summary>
    public required ReadOnlyMemory<byte> CallData { get; init; }

    /// <summary>The factory of an account that does not exist yet.</summary>
    /// <value>Default: null.</value>
    public Address? Factory { get; init; }

    /// <summary>The call data of the factory.</summary>
    /// <value>Default: empty.</value>
    public ReadOnlyMemory<byte> FactoryData { get; init; }

    /// <summary>Gas limits to use instead of an estimate, which asks the bundler first.</summary>
    /// <value>Default: null, the bundler estimates.</value>
    public GasEstimate? Gas { get; init; }

    /// <summary>The nonce, or null for the next one of <see cref="NonceKey"/> on the chain.</summary>
    /// <value>Default: null.</value>
    public UInt256? Nonce { get; init; }

    /// <summary>The fees, or null for those that the bundler asks for.</summary>
    /// <value>Default: null.</value>
    public FeesPerGas? Fees { get; init; }

    /// <summary>Who shall pay, or null for the account.</summary>
    /// <value>Default: null.</value>
    public SponsorshipRequest? Sponsorship { get; init; }

    /// <summary>
    /// The permission by which an EIP-7702 account gets its code together with this operation; <see cref="Factory"/> is
    /// then the mark of such accounts.
    /// </summary>
    /// <value>Default: null.</value>
    public Eip7702Authorization? Authorization { get; init; }

    /// <summary>What the estimation shall assume instead of the chain's state, or null.</summary>
    /// <value>Default: null.</value>
    public IReadOnlyDictionary<Address, AccountOverride>? StateOverrides { get; init; }

    /// <summary>What the operation may cost.</summary>
    /// <value>Default: <see cref="OperationLimits.Default"/>.</value>
    public OperationLimits Limits { get; init; } = OperationLimits.Default;
}

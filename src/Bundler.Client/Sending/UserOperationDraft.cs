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
}

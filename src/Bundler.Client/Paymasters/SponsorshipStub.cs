namespace SessionKeys.Bundler.Client;

/// <summary>What a paymaster's service says before gas is estimated (<c>pm_getPaymasterStubData</c>).</summary>
public sealed record SponsorshipStub
{
    /// <summary>The paymaster.</summary>
    public required Address Paymaster { get; init; }

    /// <summary>Its data; as long as the final data, and as costly to judge.</summary>
    public required ReadOnlyMemory<byte> PaymasterData { get; init; }

    /// <summary>
    /// The gas for its validation; null where the bundler shall estimate it, and for EntryPoint v0.6.
    /// </summary>
    public UInt256? VerificationGasLimit { get; init; }

    /// <summary>The gas for it after the call, which no bundler can estimate; null for EntryPoint v0.6.</summary>
    public UInt256? PostOpGasLimit { get; init; }

    /// <summary>
    /// A placeholder of the signature that the paymaster gives after the account's own (EntryPoint v0.9); empty for a
    /// paymaster that signs before, inside <see cref="PaymasterData"/>.
    /// </summary>
    public ReadOnlyMemory<byte> PaymasterSignature { get; init; }

    /// <summary>Who pays, or null where the service does not say.</summary>
    public Sponsor? Sponsor { get; init; }

    /// <summary>Whether <see cref="PaymasterData"/> is final already.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Puts the stub into an operation.</summary>
    /// <param name="operation">The operation; whatever it had of a paymaster is replaced.</param>
    /// <returns>The operation with this paymaster.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public UserOperation ApplyTo(UserOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation with
        {
            Paymaster = Paymaster,
            PaymasterData = PaymasterData,
            PaymasterVerificationGasLimit = VerificationGasLimit ?? UInt256.Zero,
            PaymasterPostOpGasLimit = PostOpGasLimit ?? UInt256.Zero,
            PaymasterSignature = PaymasterSignature,
        };
    }
}

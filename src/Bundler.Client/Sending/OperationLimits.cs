namespace SessionKeys.Bundler.Client;

/// <summary>
/// The bounds of what an operation may cost, checked after everybody filled in gas and fees and before it is signed.
/// </summary>
public sealed record OperationLimits
{
    /// <summary>The bounds with their defaults.</summary>
    public static readonly OperationLimits Default = new();

    /// <summary>The most gas that all limits of an operation may add up to.</summary>
    /// <value>
    /// Default: 60,000,000, more than bundlers take on Ethereum; a rollup that counts its data fee as gas may need
    /// more.
    /// </value>
    public ulong MaxTotalGas { get; init; } = 60_000_000;

    /// <summary>The most that an operation may cost whoever pays, in wei.</summary>
    /// <value>Default: null, no bound beside the gas.</value>
    public UInt256? MaxCostWei { get; init; }

    /// <summary>Adds up all gas that an operation may be charged for.</summary>
    /// <param name="operation">The operation with its gas.</param>
    /// <param name="version">The EntryPoint; v0.6 charges its verification gas three times with a paymaster.</param>
    /// <returns>The gas.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public static UInt256 TotalGas(UserOperation operation, EntryPointVersion version)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ulong verifications = version == EntryPointVersion.V06 && operation.Paymaster is not null ? 3UL : 1UL;
        return operation.PreVerificationGas
            + (operation.VerificationGasLimit * verifications)
            + operation.CallGasLimit
            + operation.PaymasterVerificationGasLimit
            + operation.PaymasterPostOpGasLimit;
    }

    /// <summary>Refuses an operation beyond the bounds.</summary>
    /// <param name="operation">The operation with its gas and fees.</param>
    /// <param name="version">The EntryPoint.</param>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    /// <exception cref="BundlerException">
    /// The operation is beyond them (<see cref="BundlerErrorKind.CostOutOfBounds"/>).
    /// </exception>
    public void Check(UserOperation operation, EntryPointVersion version)
    {
        UInt256 gas = TotalGas(operation, version);
        if (gas > MaxTotalGas)
        {
            throw LocalErrors.Refuse(
                BundlerErrorKind.CostOutOfBounds,
                operation.Sender,
                $"its gas limits add up to {gas}, allowed are {MaxTotalGas}");
        }

        // No overflow: the gas has at most 64 bits here, and RPC and packing hold fees to 128 bits.
        if (operation.MaxFeePerGas.BitLength > 128)
        {
            throw LocalErrors.Refuse(
                BundlerErrorKind.CostOutOfBounds,
                operation.Sender,
                $"its maxFeePerGas is {operation.MaxFeePerGas} wei, allowed is less than 2^128");
        }

        UInt256 cost = gas * operation.MaxFeePerGas;
        if (MaxCostWei is { } most && cost > most)
        {
            throw LocalErrors.Refuse(
                BundlerErrorKind.CostOutOfBounds,
                operation.Sender,
                $"it may cost {cost} wei, allowed are {most} wei");
        }
    }
}

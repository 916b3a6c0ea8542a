namespace SessionKeys.Bundler.Client;

/// <summary>The gas that a bundler proposes for an operation.</summary>
/// <param name="PreVerificationGas">The gas paid to the bundler for what the chain does not measure.</param>
/// <param name="VerificationGasLimit">The gas for creation and validation of the account.</param>
/// <param name="CallGasLimit">The gas for the call.</param>
/// <param name="PaymasterVerificationGasLimit">The gas for validation by the paymaster, or null without one.</param>
/// <param name="PaymasterPostOpGasLimit">
/// The gas for the paymaster after the call; null or 0 where the bundler does not estimate it, as most do not.
/// </param>
public sealed record GasEstimate(
    UInt256 PreVerificationGas,
    UInt256 VerificationGasLimit,
    UInt256 CallGasLimit,
    UInt256? PaymasterVerificationGasLimit,
    UInt256? PaymasterPostOpGasLimit)
{
    private const uint HighestMarginPercent = 1000;

    /// <summary>Puts the estimate into an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="preVerificationGasMarginPercent">
    /// What is added to <see cref="PreVerificationGas"/>, from 0 to 1,000 percent. Bundlers check it again at sending,
    /// when the real signature has fewer zero bytes than the stub; 5 covers what was measured.
    /// </param>
    /// <returns>
    /// The operation with this gas. Without a paymaster its gas is untouched; a paymaster's gas that the bundler does
    /// not estimate keeps the operation's value.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The margin is above 1,000 percent.</exception>
    public UserOperation ApplyTo(UserOperation operation, uint preVerificationGasMarginPercent = 5)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(preVerificationGasMarginPercent, HighestMarginPercent);
        UserOperation filled = operation with
        {
            PreVerificationGas = WithMargin(PreVerificationGas, preVerificationGasMarginPercent),
            VerificationGasLimit = VerificationGasLimit,
            CallGasLimit = CallGasLimit,
        };
        return operation.Paymaster is null
            ? filled
            : filled with
            {
                PaymasterVerificationGasLimit =
                    NonZero(PaymasterVerificationGasLimit) ?? operation.PaymasterVerificationGasLimit,
                PaymasterPostOpGasLimit = NonZero(PaymasterPostOpGasLimit) ?? operation.PaymasterPostOpGasLimit,
            };
    }

    internal static GasEstimate Read(RpcValue estimate) => new(
        estimate.Field("preVerificationGas").GasQuantity(),
        // Old servers of EntryPoint v0.6 have the limit under its former name only.
        (estimate.Optional("verificationGasLimit") ?? estimate.Optional("verificationGas")
            ?? estimate.Field("verificationGasLimit")).GasQuantity(),
        estimate.Field("callGasLimit").GasQuantity(),
        estimate.Optional("paymasterVerificationGasLimit")?.GasQuantity(),
        estimate.Optional("paymasterPostOpGasLimit")?.GasQuantity());

    private static UInt256? NonZero(UInt256? gas) => gas is { IsZero: false } ? gas : null;

    /// <summary>Rounded up; no overflow, because estimates have at most 128 bits.</summary>
    private static UInt256 WithMargin(UInt256 gas, uint percent) => ((gas * (100UL + percent)) + 99UL) / 100UL;
}

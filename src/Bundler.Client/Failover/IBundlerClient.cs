namespace SessionKeys.Bundler.Client;

/// <summary>What an operation needs of bundlers: one (<see cref="BundlerClient"/>) or several.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IBundlerClient
{
    /// <summary>Asks for the chain.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The chain id.</returns>
    /// <exception cref="BundlerException">The call was refused, or no usable answer arrived.</exception>
    Task<UInt256> GetChainIdAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks which EntryPoints are served.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The EntryPoints, the preferred one first.</returns>
    /// <exception cref="BundlerException">The call was refused, or no usable answer arrived.</exception>
    Task<IReadOnlyList<Address>> GetSupportedEntryPointsAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks how much gas an operation needs.</summary>
    /// <param name="operation">The operation with a stub signature of the final length.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="stateOverrides">What to assume instead of the chain's state, or null.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null; its signature may be a stub.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The estimate; <see cref="GasEstimate.ApplyTo"/> puts it into the operation.</returns>
    /// <exception cref="BundlerException">The operation was refused, or no usable answer arrived.</exception>
    Task<GasEstimate> EstimateUserOperationGasAsync(
        UserOperation operation,
        Address entryPoint,
        IReadOnlyDictionary<Address, AccountOverride>? stateOverrides = null,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default);

    /// <summary>Sends a signed operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null.</param>
    /// <param name="cancellationToken">Ends the call; the operation may have been accepted nevertheless.</param>
    /// <returns>The hash that was computed here.</returns>
    /// <exception cref="BundlerException">
    /// The operation was refused, or it is not known whether it was. The error carries the operation's hash. Where
    /// <see cref="BundlerException.IsTransient"/> is true the operation may have been accepted; sending the same signed
    /// operation again is safe.
    /// </exception>
    Task<UserOperationHash> SendUserOperationAsync(
        UserOperation operation,
        Address entryPoint,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default);

    /// <summary>Asks for an operation by its hash.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// The operation, or null if it is not known; some bundlers answer null also while it is pending.
    /// </returns>
    /// <exception cref="BundlerException">The call was refused, or no usable answer arrived.</exception>
    Task<SubmittedUserOperation?> GetUserOperationAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default);

    /// <summary>Asks for the receipt of an operation.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The receipt, or null while the operation is not in a block.</returns>
    /// <exception cref="BundlerException">The call was refused, or no usable answer arrived.</exception>
    Task<UserOperationReceipt?> GetUserOperationReceiptAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default);

    /// <summary>Asks where an operation stands, by <c>pimlico_getUserOperationStatus</c>.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status, or null if there is no such method.</returns>
    /// <exception cref="BundlerException">The call was refused, or no usable answer arrived.</exception>
    Task<UserOperationStatus?> GetUserOperationStatusAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default);

    /// <summary>Waits until an operation is in a block.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="options">How long and how often to ask, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The receipt, also of an operation whose call reverted: see <see cref="UserOperationReceipt.EnsureSuccess"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="BundlerException">No receipt came in time, or the operation was dropped. The error carries the
    /// hash.</exception>
    Task<UserOperationReceipt> WaitForReceiptAsync(
        UserOperationHash hash, ReceiptWaitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Asks which fees to pay.</summary>
    /// <param name="tier">How soon the operation should be included.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The fees in wei per gas.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tier"/> is not one of the named
    /// values.</exception>
    /// <exception cref="BundlerException">Nobody quoted fees, or no usable answer arrived.</exception>
    Task<FeesPerGas> GetGasPriceAsync(
        FeeTier tier = FeeTier.Standard, CancellationToken cancellationToken = default);
}

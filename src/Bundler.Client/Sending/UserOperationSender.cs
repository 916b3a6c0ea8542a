namespace SessionKeys.Bundler.Client;

/// <summary>Takes an operation from its draft to its receipt: nonce, fees, gas, signature, sending, waiting.</summary>
/// <remarks>Thread-safe. Each step can be called alone. Nothing is sent twice.</remarks>
public sealed class UserOperationSender
{
    /// <summary>Nothing is in a block in the moment in which it was sent.</summary>
    private static readonly ReceiptWaitOptions AfterSend = new() { FirstPause = TimeSpan.FromMilliseconds(200) };

    private readonly IBundlerClient _bundler;
    private readonly NodeClient _node;
    private readonly UInt256 _chainId;

    /// <summary>Creates a sender for one canonical EntryPoint of one chain.</summary>
    /// <param name="bundler">The bundler, or several behind one.</param>
    /// <param name="node">A node of the same chain.</param>
    /// <param name="chainId">The chain's id, from the configuration or the node.</param>
    /// <param name="version">The EntryPoint's version.</param>
    public UserOperationSender(IBundlerClient bundler, NodeClient node, UInt256 chainId, EntryPointVersion version)
    {
        ArgumentNullException.ThrowIfNull(bundler);
        ArgumentNullException.ThrowIfNull(node);
        _bundler = bundler;
        _node = node;
        _chainId = chainId;
        Version = version;
        EntryPoint = EntryPoints.AddressOf(version);
    }

    /// <summary>The EntryPoint's version.</summary>
    public EntryPointVersion Version { get; }

    /// <summary>The EntryPoint that operations go to.</summary>
    public Address EntryPoint { get; }

    internal IBundlerClient Bundler => _bundler;

    internal UInt256 ChainId => _chainId;

    /// <summary>
    /// Fills in nonce, fees, gas limits, paymaster and a stub signature, and checks what others filled in.
    /// </summary>
    /// <param name="draft">What the operation shall do.</param>
    /// <param name="signer">Who will sign it.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The operation, complete but for its signature and one that a paymaster gives after it.</returns>
    /// <exception cref="BundlerException">
    /// The bundler or the paymaster's service refused the operation, an answer was not usable, or an answer would have
    /// the signer sign something else than the draft: <see cref="BundlerErrorKind.AnswerChangesOperation"/>,
    /// <see cref="BundlerErrorKind.PaymasterNotAllowed"/>, <see cref="BundlerErrorKind.SponsorshipChanged"/> or
    /// <see cref="BundlerErrorKind.CostOutOfBounds"/>.
    /// </exception>
    public async Task<UserOperation> PrepareAsync(
        UserOperationDraft draft, IUserOperationSigner signer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(signer);
        UInt256 nonce = draft.Nonce ?? await _node
            .GetNonceAsync(EntryPoint, draft.Sender, draft.NonceKey, cancellationToken)
            .ConfigureAwait(false);
        FeesPerGas fees = draft.Fees
            ?? await _bundler.GetGasPriceAsync(FeeTier.Standard, cancellationToken).ConfigureAwait(false);
        UserOperation operation = new()
        {
            Sender = draft.Sender,
            Nonce = nonce,
            Factory = draft.Factory ?? (draft.Authorization is null ? null : UserOperation.Eip7702Factory),
            FactoryData = draft.FactoryData,
            Eip7702Delegate = draft.Authorization?.Address,
            CallData = draft.CallData,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
        };
        operation = operation with { Signature = signer.StubSignature(operation) };
        if (draft.Sponsorship is not { } sponsorship)
        {
            operation = await WithGasAsync(operation, draft, cancellationToken).ConfigureAwait(false);
            draft.Limits.Check(operation, Version);
            return operation;
        }

        SponsorshipSteps steps = new(sponsorship, EntryPoint, Version, draft.Authorization);
        SponsorshipStub stub = await steps.AskAsync(operation, cancellationToken).ConfigureAwait(false);
        operation = await WithGasAsync(stub.ApplyTo(operation), draft, cancellationToken).ConfigureAwait(false);
        operation = SponsorshipSteps.KeepGas(operation, stub);
        draft.Limits.Check(operation, Version);
        return await steps.FinishAsync(operation, stub, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signs a prepared operation.</summary>
    /// <param name="operation">What <see cref="PrepareAsync"/> returned.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <returns>The operation with its final signature.</returns>
    public async Task<UserOperation> SignAsync(
        UserOperation operation, IUserOperationSigner signer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(signer);
        UserOperationHash hash = UserOperationHasher.Hash(operation, Version, EntryPoint, _chainId);
        return operation with
        {
            Signature = await signer.SignAsync(operation, hash, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>
    /// Fills in the signature of a paymaster that signs after the account (EntryPoint v0.9); other operations are
    /// returned as they are. The hash stays the same.
    /// </summary>
    /// <param name="operation">What <see cref="SignAsync"/> returned.</param>
    /// <param name="draft">The draft that it was prepared from.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The operation, complete.</returns>
    /// <exception cref="BundlerException">The service refused, or its answer changes the operation.</exception>
    public async Task<UserOperation> CompleteAsync(
        UserOperation operation, UserOperationDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(draft);
        return await CompleteAsync(operation, draft.Sponsorship, draft.Authorization, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc cref="CompleteAsync(UserOperation, UserOperationDraft, CancellationToken)"/>
    internal async Task<UserOperation> CompleteAsync(
        UserOperation operation,
        SponsorshipRequest? sponsorship,
        Eip7702Authorization? authorization,
        CancellationToken cancellationToken) => operation.PaymasterSignature.IsEmpty || sponsorship is null
            ? operation
            : await sponsorship.Service
                .SignAsync(operation, EntryPoint, sponsorship.Context, authorization, cancellationToken)
                .ConfigureAwait(false);

    /// <summary>Prepares, signs and sends an operation and waits for its receipt.</summary>
    /// <param name="draft">What the operation shall do.</param>
    /// <param name="signer">Who signs it.</param>
    /// <param name="cancellationToken">Ends the calls; once sent, the operation may still be included.</param>
    /// <returns>The receipt, also of an operation whose call reverted: see
    /// <see cref="UserOperationReceipt.EnsureSuccess"/>.</returns>
    /// <exception cref="BundlerException">
    /// The bundler refused the operation: <see cref="BundlerException.RevertData"/> holds the module's error; or what
    /// others filled in was refused here, see <see cref="PrepareAsync"/>; or no receipt came in time, or the receipt is
    /// of another operation.
    /// </exception>
    public async Task<UserOperationReceipt> SendAsync(
        UserOperationDraft draft, IUserOperationSigner signer, CancellationToken cancellationToken = default)
    {
        UserOperation prepared = await PrepareAsync(draft, signer, cancellationToken).ConfigureAwait(false);
        UserOperation signed = await SignAsync(prepared, signer, cancellationToken).ConfigureAwait(false);
        UserOperation complete = await CompleteAsync(signed, draft, cancellationToken).ConfigureAwait(false);
        UserOperationHash hash = await _bundler
            .SendUserOperationAsync(complete, EntryPoint, draft.Authorization, cancellationToken)
            .ConfigureAwait(false);
        UserOperationReceipt receipt = await _bundler
            .WaitForReceiptAsync(hash, AfterSend, cancellationToken)
            .ConfigureAwait(false);
        return receipt.EnsureOf(complete, EntryPoint);
    }

    private async Task<UserOperation> WithGasAsync(
        UserOperation operation, UserOperationDraft draft, CancellationToken cancellationToken)
    {
        GasEstimate gas = draft.Gas ?? await _bundler
            .EstimateUserOperationGasAsync(
                operation, EntryPoint, draft.StateOverrides, draft.Authorization, cancellationToken)
            .ConfigureAwait(false);
        return gas.ApplyTo(operation);
    }
}

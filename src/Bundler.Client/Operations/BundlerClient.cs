using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>A bundler of ERC-4337 operations for EntryPoint v0.6 to v0.9, spoken to by ERC-7769.</summary>
/// <remarks>
/// Thread-safe. Nothing is sent twice by itself: a call fails with a <see cref="BundlerException"/> that says whether
/// the same request may be repeated. Replies are read strictly.
/// </remarks>
public sealed partial class BundlerClient : IBundlerClient
{
    private const string ReceiptMethod = "eth_getUserOperationReceipt";

    private readonly JsonRpcClient _rpc;
    private readonly UInt256 _chainId;
    private readonly BundlerClientOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly GasPriceSource _prices;
    private volatile bool _hasNoStatus;

    /// <summary>Creates a client of one bundler on one chain.</summary>
    /// <param name="rpc">The connection to the bundler.</param>
    /// <param name="chainId">
    /// The chain's id, which is part of every operation's hash. Take it from the configuration or the node and not from
    /// the bundler, so that a bundler of another chain is noticed.
    /// </param>
    /// <param name="options">What may be used besides the bundler, or null.</param>
    public BundlerClient(JsonRpcClient rpc, UInt256 chainId, BundlerClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rpc);
        _rpc = rpc;
        _chainId = chainId;
        _options = options ?? new BundlerClientOptions();
        _timeProvider = _options.TimeProvider ?? TimeProvider.System;
        _prices = new GasPriceSource(rpc, _options.Node);
    }

    /// <summary>Asks for the bundler's chain.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The chain id.</returns>
    /// <exception cref="BundlerException">The bundler refused the call, or no usable answer arrived.</exception>
    public Task<UInt256> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        _rpc.CallAsync("eth_chainId", null, static result => result.Quantity(), cancellationToken);

    /// <summary>Asks which EntryPoints the bundler serves.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The EntryPoints, the preferred one first.</returns>
    /// <exception cref="BundlerException">The bundler refused the call, or no usable answer arrived.</exception>
    public Task<IReadOnlyList<Address>> GetSupportedEntryPointsAsync(CancellationToken cancellationToken = default) =>
        _rpc.CallAsync(
            "eth_supportedEntryPoints",
            null,
            static result => result.List(static entryPoint => entryPoint.Address()),
            cancellationToken);

    /// <summary>Asks how much gas an operation needs.</summary>
    /// <param name="operation">
    /// The operation with a stub signature of the final length. Gas limits of zero are the bundler's to find.
    /// </param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="stateOverrides">What to assume instead of the chain's state, or null.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null; its signature may be a stub.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The estimate; <see cref="GasEstimate.ApplyTo"/> puts it into the operation.</returns>
    /// <exception cref="ArgumentException">The version of the EntryPoint is not known.</exception>
    /// <exception cref="BundlerException">
    /// The bundler refused the operation, or no usable answer arrived, or its answer is for another operation
    /// (<see cref="BundlerErrorKind.AnswerChangesOperation"/>).
    /// </exception>
    public Task<GasEstimate> EstimateUserOperationGasAsync(
        UserOperation operation,
        Address entryPoint,
        IReadOnlyDictionary<Address, AccountOverride>? stateOverrides = null,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        EntryPointVersion version = VersionOf(entryPoint);
        return _rpc.CallAsync(
            "eth_estimateUserOperationGas",
            writer =>
            {
                UserOperationJson.WriteForEstimate(writer, operation, version, authorization);
                writer.WriteStringValue(entryPoint.ToString());
                if (stateOverrides is not null)
                {
                    AccountOverride.Write(writer, stateOverrides);
                }
            },
            answer =>
            {
                AnswerChecks.RefuseOtherOperation(answer, operation, entryPoint, version);
                return GasEstimate.Read(answer);
            },
            cancellationToken);
    }

    /// <summary>Sends a signed operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null.</param>
    /// <param name="cancellationToken">Ends the call; the operation may have been accepted nevertheless.</param>
    /// <returns>The hash that was computed here and confirmed by the bundler.</returns>
    /// <exception cref="ArgumentException">The version of the EntryPoint is not known.</exception>
    /// <exception cref="SessionKeyException">The operation cannot be hashed.</exception>
    /// <exception cref="BundlerException">
    /// The bundler refused the operation, or no usable answer arrived, or it answered with another hash. The error
    /// carries the operation's hash. Where <see cref="BundlerException.IsTransient"/> is true the operation may have
    /// been accepted; sending the same signed operation again is safe.
    /// </exception>
    public async Task<UserOperationHash> SendUserOperationAsync(
        UserOperation operation,
        Address entryPoint,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        EntryPointVersion version = VersionOf(entryPoint);
        UserOperationHash expected = UserOperationHasher.Hash(operation, version, entryPoint, _chainId);
        try
        {
            return await _rpc.CallAsync(
                "eth_sendUserOperation",
                writer => WriteSend(writer, operation, entryPoint, version, authorization),
                result => Confirm(result, expected),
                cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            e.UserOperationHash = expected;
            throw;
        }
    }

    /// <summary>Asks for an operation by its hash.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// The operation, or null if the bundler does not know it. Some bundlers answer null also while it is pending.
    /// </returns>
    /// <exception cref="BundlerException">
    /// The bundler refused the call, or no usable answer arrived, or the operation in it has another hash.
    /// </exception>
    public Task<SubmittedUserOperation?> GetUserOperationAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default) => _rpc.CallAsync(
            "eth_getUserOperationByHash",
            writer => writer.WriteStringValue(hash.ToString()),
            result => result.IsNull ? null : SubmittedUserOperation.Read(result, hash, _chainId, FindVersion),
            cancellationToken);

    /// <summary>Asks for the receipt of an operation.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The receipt, or null while the operation is not in a block.</returns>
    /// <exception cref="BundlerException">The bundler refused the call, or no usable answer arrived.</exception>
    public Task<UserOperationReceipt?> GetUserOperationReceiptAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default) => _rpc.CallAsync(
            ReceiptMethod,
            writer => writer.WriteStringValue(hash.ToString()),
            result => result.IsNull ? null : UserOperationReceipt.Read(result, hash),
            cancellationToken);

    /// <summary>Asks where an operation stands, by <c>pimlico_getUserOperationStatus</c>.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status, or null if the bundler has no such method; it is then not asked again.</returns>
    /// <exception cref="BundlerException">The bundler refused the call, or no usable answer arrived.</exception>
    public async Task<UserOperationStatus?> GetUserOperationStatusAsync(
        UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        if (_hasNoStatus)
        {
            return null;
        }

        try
        {
            return await _rpc.CallAsync(
                "pimlico_getUserOperationStatus",
                writer => writer.WriteStringValue(hash.ToString()),
                UserOperationStatus.Read,
                cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e) when (e.Kind == BundlerErrorKind.MethodNotFound)
        {
            _hasNoStatus = true;
            return null;
        }
    }

    /// <summary>Waits until an operation is in a block.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="options">How long and how often to ask, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The receipt, also of an operation whose call reverted: see <see cref="UserOperationReceipt.EnsureSuccess"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="BundlerException">
    /// The time is over (<see cref="BundlerErrorKind.ReceiptTimeout"/>), the bundler dropped the operation
    /// (<see cref="BundlerErrorKind.OperationDropped"/>), or it refused to answer. The error carries the hash.
    /// Transient failures do not end the wait.
    /// </exception>
    public async Task<UserOperationReceipt> WaitForReceiptAsync(
        UserOperationHash hash, ReceiptWaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReceiptWaitOptions wait = options ?? new ReceiptWaitOptions();
        wait.Validate();
        var waiter = new ReceiptWaiter(this, new RpcExchange(ReceiptMethod, _rpc.Endpoint), wait, _timeProvider);
        try
        {
            return await waiter.WaitAsync(hash, cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            e.UserOperationHash = hash;
            throw;
        }
    }

    /// <summary>
    /// Asks which fees to pay: first the bundler, in the ways of Pimlico, Skandha and Rundler, because bundlers refuse
    /// others; then the node if there is one. A method that the bundler does not have is not asked for again.
    /// </summary>
    /// <param name="tier">How soon the operation should be included; only Pimlico's fees differ by tier.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The fees in wei per gas.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tier"/> is not one of the named
    /// values.</exception>
    /// <exception cref="BundlerException">Neither quoted fees, or no usable answer arrived.</exception>
    public Task<FeesPerGas> GetGasPriceAsync(
        FeeTier tier = FeeTier.Standard, CancellationToken cancellationToken = default) =>
        _prices.GetAsync(tier, cancellationToken);

    /// <summary>Writes the parameters of a send.</summary>
    internal static void WriteSend(
        Utf8JsonWriter writer,
        UserOperation operation,
        Address entryPoint,
        EntryPointVersion version,
        Eip7702Authorization? authorization)
    {
        UserOperationJson.Write(writer, operation, version, authorization);
        writer.WriteStringValue(entryPoint.ToString());
    }

    private static UserOperationHash Confirm(RpcValue result, UserOperationHash expected)
    {
        Hash32 answered = result.Hash();
        return answered == expected.Value
            ? expected
            : throw result.Exchange.Fail(
                BundlerErrorKind.UserOperationHashMismatch, $"it answered {answered}, computed is {expected}");
    }

    private EntryPointVersion? FindVersion(Address entryPoint) =>
        _options.FurtherEntryPoints.TryGetValue(entryPoint, out EntryPointVersion version)
            || EntryPoints.TryGetVersion(entryPoint, out version)
                ? version
                : null;

    private EntryPointVersion VersionOf(Address entryPoint) => FindVersion(entryPoint)
        ?? throw new ArgumentException(
            $"The EntryPoint {entryPoint} was refused: it is none of the canonical ones for v0.6 to v0.9. "
                + "Name its version in BundlerClientOptions.FurtherEntryPoints.",
            nameof(entryPoint));
}

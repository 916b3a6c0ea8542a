namespace SessionKeys.Ledger;

/// <summary>Speaks with the Ethereum app of a Ledger.</summary>
/// <remarks>
/// Safe for use from several threads: requests queue, because a device has one person in front of it. Requests that
/// show something wait without a limit; end them by cancelling, which also closes the transport. Nothing falls back to
/// a weaker form: a typed message is never sent as a hash. Signatures come back as the device made them;
/// <see cref="LedgerApprover"/> checks them.
/// </remarks>
public sealed class EthereumApp : IAsyncDisposable
{
    /// <summary>How long a command that shows nothing may take: 10 seconds.</summary>
    public static readonly TimeSpan DefaultSilentLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneRequest = new(1, 1);
    private readonly ILedgerTransport _transport;
    private readonly DeviceLink _link;

    /// <summary>Creates a client.</summary>
    /// <param name="transport">The open connection, which is disposed of with this client.</param>
    /// <param name="silentLimit">How long a command that shows nothing may take; null is
    /// <see cref="DefaultSilentLimit"/>.</param>
    /// <param name="timeProvider">The clock of that limit; null is the system's.</param>
    public EthereumApp(ILedgerTransport transport, TimeSpan? silentLimit = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _transport = transport;
        _link = new DeviceLink(transport, silentLimit ?? DefaultSilentLimit, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Gets how the device shows what it asks, or null if the transport does not tell.</summary>
    public DeviceDisplay? Display => _transport.Display;

    /// <summary>Asks which app is open. The dashboard answers too.</summary>
    /// <param name="cancellationToken">Ends the wait and closes the transport.</param>
    /// <returns>The app.</returns>
    /// <exception cref="LedgerException">The device is locked, gone, or gave no proper reply.</exception>
    public Task<AppAndVersion> GetAppAndVersionAsync(CancellationToken cancellationToken = default)
        => QueueAsync(_link.GetAppAndVersionAsync, cancellationToken);

    /// <summary>Asks for the version of the app and whether blind signing is on.</summary>
    /// <param name="cancellationToken">Ends the wait and closes the transport.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="LedgerException">The device is locked, gone, in another app, or gave no proper
    /// reply.</exception>
    public Task<AppConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default)
        => QueueAsync(_link.GetConfigurationAsync, cancellationToken);

    /// <summary>Asks for the address of a key.</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="display">True to let the person compare and confirm the address on the device.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport.</param>
    /// <returns>The address, which was compared with the public key that came along.</returns>
    /// <exception cref="LedgerException">The person refused, or the device is not ready or gave no proper
    /// reply.</exception>
    public Task<Address> GetAddressAsync(
        DerivationPath path, bool display = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return QueueAsync(
            async token =>
            {
                Apdu apdu = Apdu.Address(path, display);
                byte[] data = await _link.RequestAsync(apdu, path, isSilent: !display, token).ConfigureAwait(false);
                return AddressReply.Parse(data, apdu.Name);
            },
            cancellationToken);
    }

    /// <summary>Lets the person compare and confirm an address below the name of a network.</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="chainId">The chain; it changes the name of the network on the screen and nothing else.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport.</param>
    /// <returns>The confirmed address, which was compared with the public key that came along.</returns>
    /// <exception cref="LedgerException">The person refused, or the device is not ready or gave no proper
    /// reply.</exception>
    public Task<Address> ConfirmAddressAsync(
        DerivationPath path, ulong chainId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        Apdu apdu = Apdu.AddressOnChain(path, chainId);
        return QueueAsync(
            async token => AddressReply.Parse(
                await _link.RequestAsync(apdu, path, isSilent: false, token).ConfigureAwait(false), apdu.Name),
            cancellationToken);
    }

    /// <summary>Asks for a public key and its chain code, from which the addresses below it can be listed without the
    /// device. Nothing is shown.</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport.</param>
    /// <returns>The key, which was compared with the address that came along.</returns>
    /// <exception cref="LedgerException">The device is not ready or gave no proper reply.</exception>
    public Task<ExtendedPublicKey> GetExtendedPublicKeyAsync(
        DerivationPath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        Apdu apdu = Apdu.ExtendedPublicKey(path);
        return QueueAsync(
            async token => AddressReply.ParseExtended(
                await _link.RequestAsync(apdu, path, isSilent: true, token).ConfigureAwait(false), apdu.Name),
            cancellationToken);
    }

    /// <summary>Lets the person read and sign a message with the prefix of EIP-191. No setting of the app is
    /// needed.</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="message">The message, with the limits of <see cref="PersonalMessageReview.Check"/>.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport; the device may still show the
    /// message.</param>
    /// <returns>The signature, not checked yet.</returns>
    /// <exception cref="LedgerException">The message would not be shown in full, the person refused, or the device is
    /// not ready.</exception>
    public Task<EcdsaSignature> SignPersonalMessageAsync(
        DerivationPath path, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        PersonalMessageReview.Check(message.Span);
        PersonalMessageFlow flow = new(_link, path, PersonalMessageApdus.Split(path, message.Span));
        return QueueAsync(flow.RunAsync, cancellationToken);
    }

    /// <summary>Lets the person sign typed data field by field, without a descriptor: the app's setting <i>Raw
    /// messages</i> must be on.</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="data">The data; its memory need on the device must be at most
    /// <see cref="TypedDataHeapCost.Limit"/>.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport; the device may still show the
    /// data.</param>
    /// <returns>The signature, not checked yet.</returns>
    /// <exception cref="LedgerException">The data does not fit, the setting is off, the person refused, or the device
    /// is not ready.</exception>
    public Task<EcdsaSignature> SignTypedDataAsync(
        DerivationPath path, TypedData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        TypedDataPlan plan = TypedDataPlanner.Plan(data);
        return SignTypedDataAsync(path, plan, TypedDataHeapCost.Estimate(plan), filters: null, cancellationToken);
    }

    /// <summary>Lets the person sign typed data as a descriptor shows it, without a warning: no setting of the app is
    /// needed.</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="data">The data; its memory need on the device must be at most
    /// <see cref="TypedDataHeapCost.Limit"/>.</param>
    /// <param name="descriptor">The descriptor that Ledger signed for this data. It must show every field, and the data
    /// is never sent without it.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport; the device may still show the
    /// data.</param>
    /// <returns>The signature, not checked yet.</returns>
    /// <exception cref="LedgerException">The descriptor does not fit, the device refused it, the data does not fit, the
    /// person refused, or the device is not ready.</exception>
    public Task<EcdsaSignature> SignTypedDataAsync(
        DerivationPath path,
        TypedData data,
        TypedDataDescriptor descriptor,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(descriptor);
        TypedDataPlan plan = TypedDataPlanner.Plan(data);
        FilterCommands filters = FilterCommands.Create(descriptor, data, plan);
        int cost = TypedDataHeapCost.Estimate(plan, descriptor);
        return SignTypedDataAsync(path, plan, cost, filters, cancellationToken);
    }

    /// <summary>Closes the connection. A question that the device shows stays there until the person answers
    /// it.</summary>
    /// <returns>The end of the work.</returns>
    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private Task<EcdsaSignature> SignTypedDataAsync(
        DerivationPath path,
        TypedDataPlan plan,
        int cost,
        FilterCommands? filters,
        CancellationToken cancellationToken)
    {
        _ = TypedDataHeapCost.Require(cost);
        TypedDataFlow flow = new(_link, path, TypedDataApdus.Build(path, plan, filters));
        return QueueAsync(flow.RunAsync, cancellationToken);
    }

    /// <summary>Lets the person sign a delegation of EIP-7702: the app's setting <i>Smart accounts</i> must be on, and
    /// the app knows few contracts (<see cref="LedgerDelegates"/>).</summary>
    /// <param name="path">The path of the key.</param>
    /// <param name="delegation">What the account delegates to; its nonce is below 2^64 - 1.</param>
    /// <param name="cancellationToken">Ends the wait and closes the transport; the device may still ask.</param>
    /// <returns>The signature, not checked yet; <see cref="EcdsaSignature.V"/> is the parity of y plus 27.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The nonce is 2^64 - 1, which no chain accepts.</exception>
    /// <exception cref="LedgerException">The setting is off, the app does not sign for this contract, the person
    /// refused, or the device is not ready.</exception>
    public Task<EcdsaSignature> SignDelegationAsync(
        DerivationPath path, AccountDelegation delegation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(delegation);
        ArgumentOutOfRangeException.ThrowIfEqual(delegation.Nonce, ulong.MaxValue, nameof(delegation));
        return QueueAsync(new DelegationFlow(_link, path, delegation).RunAsync, cancellationToken);
    }

    /// <summary>The only way to hashes, and not public: <see cref="LedgerApprover"/> asks for the permission
    /// first.</summary>
    internal Task<EcdsaSignature> SignHashesAsync(
        DerivationPath path, Hash32 domainSeparator, Hash32 messageHash, CancellationToken cancellationToken)
        => QueueAsync(
            new HashedTypedDataFlow(_link, path, domainSeparator, messageHash).RunAsync, cancellationToken);

    private async Task<T> QueueAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        await _oneRequest.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await request(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneRequest.Release();
        }
    }
}

namespace SessionKeys.Ledger;

/// <summary>A person with a Ledger as approver: every signature is checked before anybody gets it.</summary>
/// <remarks>
/// Safe for use from several threads. Before each request the device's address is compared, so that the wrong device
/// asks nobody anything; afterwards the signature must have a low s and recover to the address over the digest computed
/// here.
/// </remarks>
public sealed class LedgerApprover : IApprover
{
    private readonly EthereumApp _app;
    private readonly bool _allowsBlindSigning;
    private readonly IReadOnlyList<TypedDataDescriptor> _descriptors;

    private LedgerApprover(
        EthereumApp app,
        DerivationPath path,
        Address address,
        bool allowsBlindSigning,
        IReadOnlyList<TypedDataDescriptor> descriptors)
    {
        _app = app;
        _allowsBlindSigning = allowsBlindSigning;
        _descriptors = descriptors;
        Path = path;
        Address = address;
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <summary>The path of the key.</summary>
    public DerivationPath Path { get; }

    /// <summary>How the device shows what it asks, or null if the transport does not tell.</summary>
    public DeviceDisplay? Display => _app.Display;

    /// <summary>Asks a device for its address and takes it as approver.</summary>
    /// <param name="app">The device.</param>
    /// <param name="path">The path of the key.</param>
    /// <param name="expected">The address that the approver must have, or null to take the device's. Give it whenever
    /// it is known.</param>
    /// <param name="options">What it may do beside; read once. Null is the default of every option.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The approver.</returns>
    /// <exception cref="LedgerException">The device is not ready, or holds another key
    /// (<see cref="LedgerReason.UnexpectedAddress"/>).</exception>
    public static async Task<LedgerApprover> CreateAsync(
        EthereumApp app,
        DerivationPath path,
        Address? expected = null,
        LedgerApproverOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(path);
        Address actual = await app.GetAddressAsync(path, display: false, cancellationToken).ConfigureAwait(false);
        return expected is null || expected == actual
            ? new LedgerApprover(
                app, path, actual, options is { AllowBlindSigning: true }, descriptors: [])
            : throw LedgerErrors.UnexpectedAddress(path, actual, expected.Value);
    }

    /// <summary>Takes descriptors that Ledger signed, so that the device shows typed data under their labels and
    /// without a warning.</summary>
    /// <param name="descriptors">At least one. Typed data that none of them is for is refused, never sent
    /// without.</param>
    /// <returns>An approver with the same device and key.</returns>
    /// <exception cref="ArgumentException"><paramref name="descriptors"/> is empty.</exception>
    public LedgerApprover WithDescriptors(params IReadOnlyList<TypedDataDescriptor> descriptors)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        ArgumentOutOfRangeException.ThrowIfZero(descriptors.Count, nameof(descriptors));
        return new LedgerApprover(_app, Path, Address, _allowsBlindSigning, [.. descriptors]);
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerException">The message would not be shown in full, the person refused, the device is not
    /// ready or another one, or the signature is wrong.</exception>
    public async ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        PersonalMessageReview.Check(message.Span);
        await CompareAddressAsync(cancellationToken).ConfigureAwait(false);
        EcdsaSignature signature =
            await _app.SignPersonalMessageAsync(Path, message, cancellationToken).ConfigureAwait(false);
        return Check(signature, PersonalMessage.Digest(message.Span));
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerException">The data does not fit, the setting is off, none of the descriptors is for it,
    /// its descriptor was refused, the person refused, the device is not ready or another one, or the signature is
    /// wrong.</exception>
    public async ValueTask<EcdsaSignature> SignTypedDataAsync(
        TypedData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Hash32 digest = data.Digest();
        TypedDataDescriptor? descriptor = _descriptors.Count == 0 ? null : _descriptors.FirstOrDefault(
            each => each.IsFor(data)) ?? throw DescriptorErrors.Unsuitable(
                $"None of {_descriptors.Count} is for it", TypedDataDescriptor.KeyOf(data));
        await CompareAddressAsync(cancellationToken).ConfigureAwait(false);
        EcdsaSignature signature = await (descriptor is null
            ? _app.SignTypedDataAsync(Path, data, cancellationToken)
            : _app.SignTypedDataAsync(Path, data, descriptor, cancellationToken)).ConfigureAwait(false);
        return Check(signature, digest);
    }

    /// <summary>Lets the person sign typed data of which the device shows two hashes only. The setting <i>Blind
    /// signing</i> of the app must be on.</summary>
    /// <remarks>No other method falls back to this one, and this one never sends the message itself.</remarks>
    /// <param name="data">The data; it may be of any size.</param>
    /// <param name="cancellationToken">Ends the wait; the device may still show the hashes.</param>
    /// <returns>The signature, checked over the digest computed here.</returns>
    /// <exception cref="LedgerException"><see cref="LedgerReason.BlindSigningNotAllowed"/> unless
    /// <see cref="LedgerApproverOptions.AllowBlindSigning"/> was set; the setting is off, the person refused, the
    /// device is not ready or another one, or the signature is wrong.</exception>
    public async ValueTask<EcdsaSignature> SignTypedDataAsHashesAsync(
        TypedData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!_allowsBlindSigning)
        {
            throw LedgerErrors.BlindSigningNotAllowed();
        }

        Hash32 digest = data.Digest();
        await CompareAddressAsync(cancellationToken).ConfigureAwait(false);
        EcdsaSignature signature = await _app.SignHashesAsync(
            Path, data.DomainSeparator(), data.MessageHash(), cancellationToken).ConfigureAwait(false);
        return Check(signature, digest);
    }

    /// <summary>Lets the person sign a delegation of EIP-7702 for the account of this key. The setting <i>Smart
    /// accounts</i> of the app must be on, and the app knows few contracts
    /// (<see cref="LedgerDelegates"/>).</summary>
    /// <param name="delegation">What the account delegates to; its nonce is below 2^64 - 1.</param>
    /// <param name="cancellationToken">Ends the wait; the device may still ask.</param>
    /// <returns>The signature, checked over the digest computed here.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The nonce is 2^64 - 1, which no chain accepts.</exception>
    /// <exception cref="LedgerException">The setting is off, the app does not sign for this contract, the person
    /// refused, the device is not ready or another one, or the signature is wrong.</exception>
    public async ValueTask<EcdsaSignature> SignDelegationAsync(
        AccountDelegation delegation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delegation);
        await CompareAddressAsync(cancellationToken).ConfigureAwait(false);
        EcdsaSignature signature =
            await _app.SignDelegationAsync(Path, delegation, cancellationToken).ConfigureAwait(false);
        return Check(signature, delegation.Digest());
    }

    private async Task CompareAddressAsync(CancellationToken cancellationToken)
    {
        Address actual = await _app.GetAddressAsync(Path, display: false, cancellationToken).ConfigureAwait(false);
        if (actual != Address)
        {
            throw LedgerErrors.UnexpectedAddress(Path, actual, Address);
        }
    }

    private EcdsaSignature Check(EcdsaSignature signature, Hash32 digest)
    {
        if (!signature.IsLowS)
        {
            throw LedgerErrors.SignatureMismatch("Its s is above half the order of the curve", Address);
        }

        if (!Secp256k1.TryRecover(digest, signature, out Address signer))
        {
            throw LedgerErrors.SignatureMismatch("No key can have made it", Address);
        }

        return signer == Address ? signature : throw LedgerErrors.SignatureMismatch(
            $"It recovers to {signer}", Address);
    }
}

namespace SessionKeys;

/// <summary>A person with a browser wallet as approver: the page asks it, every answer is verified here.</summary>
/// <remarks>
/// Prefer the typed form: wallets show its fields by name. As safe for use by several threads as the delegate is.
/// </remarks>
public sealed class BrowserWalletApprover : IApprover
{
    private readonly Func<BrowserWalletRequest, CancellationToken, ValueTask<string>> _ask;

    /// <summary>Names a wallet's account and the way to the wallet.</summary>
    /// <param name="address">The account whose signature counts.</param>
    /// <param name="ask">
    /// Brings <see cref="BrowserWalletRequest.Json"/> to the page, and what <c>ethereum.request</c> gave back
    /// (<see cref="BrowserWalletRequest.Verify"/> says in which forms). It need not be trusted.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="ask"/> is null.</exception>
    public BrowserWalletApprover(
        Address address, Func<BrowserWalletRequest, CancellationToken, ValueTask<string>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        Address = address;
        _ask = ask;
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    /// <exception cref="SessionKeyException">The wallet did not sign, or its answer is not the signature
    /// (<see cref="BrowserWalletRequest.Verify"/>).</exception>
    public ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        AskAsync(BrowserWalletRequest.ForMessage(Address, message.Span), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="SessionKeyException">The data does not fit its types, the wallet did not sign, or its answer is
    /// not the signature (<see cref="BrowserWalletRequest.Verify"/>).</exception>
    public ValueTask<EcdsaSignature> SignTypedDataAsync(
        TypedData data, CancellationToken cancellationToken = default) =>
        AskAsync(BrowserWalletRequest.ForTypedData(Address, data), cancellationToken);

    /// <summary>Writes the address of the account.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();

    private async ValueTask<EcdsaSignature> AskAsync(BrowserWalletRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string answer = await _ask(request, cancellationToken).ConfigureAwait(false);
        return request.Verify(answer);
    }
}

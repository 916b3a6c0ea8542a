namespace SessionKeys.Bundler.Client;

/// <summary>Brings a call to the chain in an ordinary transaction (EIP-1559) that any funded key pays for.</summary>
/// <remarks>
/// In two steps, so that nothing is sent twice under two nonces: <see cref="SignAsync"/> fixes the transaction, <see
/// cref="SendAsync"/> may be repeated with it, by anybody, any number of times. Thread-safe; two transactions that are
/// signed at once may get the same nonce, of which one is included.
/// </remarks>
/// <param name="node">A node of the chain.</param>
/// <param name="payer">The key that pays, of secp256k1; any signer of digests will do, also one that is no session's.
/// </param>
/// <param name="options">How long to wait for the receipt; null for the defaults.</param>
/// <param name="timeProvider">The clock of the waiting; null for the system's.</param>
public sealed class TransactionRelay(
    NodeClient node, ISessionKeySigner payer, ReceiptWaitOptions? options = null, TimeProvider? timeProvider = null)
{
    private readonly NodeClient _node = node ?? throw new ArgumentNullException(nameof(node));
    private readonly ISessionKeySigner _payer = Require(payer);
    private readonly ReceiptWaitOptions _options = Validated(options);
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>Signs a transaction with the payer's next nonce, current fees and a quarter more gas than estimated.
    /// Nothing is sent.</summary>
    /// <param name="call">The call that the transaction makes.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>What <see cref="SendAsync"/> sends.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="CallRevertedException">The call would revert.</exception>
    /// <exception cref="BundlerException">The node refused a call, for example because the payer has too little
    /// ether, or no usable answer arrived.</exception>
    public async Task<SignedTransaction> SignAsync(Call call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ulong gas = await _node.EstimateGasAsync(_payer.Address, call, cancellationToken).ConfigureAwait(false);
        FeesPerGas fees = await _node.GetFeesAsync(cancellationToken).ConfigureAwait(false);
        Eip1559Transaction transaction = new()
        {
            ChainId = (ulong)await _node.GetChainIdAsync(cancellationToken).ConfigureAwait(false),
            Nonce = await _node.GetTransactionCountAsync(_payer.Address, cancellationToken).ConfigureAwait(false),
            MaxPriorityFeePerGasWei = fees.MaxPriorityFeePerGas,
            MaxFeePerGasWei = fees.MaxFeePerGas,
            GasLimit = gas + (gas / 4),
            Call = call,
        };
        ReadOnlyMemory<byte> signature = await _payer.SignAsync(transaction.SigningHash(), cancellationToken)
            .ConfigureAwait(false);
        SignedTransaction signed = transaction.Sign(EcdsaSignature.Parse(signature.Span));
        return signed.Sender == _payer.Address
            ? signed
            : throw new SessionKeyException(
                "relay-payer-mismatch",
                $"A signature was refused: it recovers to {signed.Sender}; allowed is one of the payer "
                    + $"{_payer.Address}. Nothing was sent. Check the key service.");
    }

    /// <summary>Sends a signed transaction and waits for its receipt.</summary>
    /// <param name="transaction">The transaction; sending it again does no harm.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction may still be included.</param>
    /// <returns>The receipt of a transaction that succeeded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="transaction"/> is null.</exception>
    /// <exception cref="BundlerException">The node refused the transaction, and it is not on the chain.</exception>
    /// <exception cref="SessionKeyException">It was included and reverted (<c>relay-reverted</c>), or no receipt came
    /// in time (<c>relay-pending</c>).</exception>
    public async Task<TransactionReceipt> SendAsync(
        SignedTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        TransactionReceipt receipt = await new TransactionWait(_node, transaction, _options, _time)
            .RunAsync(cancellationToken).ConfigureAwait(false);
        return receipt.IsSuccess == true
            ? receipt
            : throw new SessionKeyException(
                "relay-reverted",
                $"The transaction {transaction.Hash} was included in block {receipt.BlockNumber} and reverted: it used "
                    + $"{receipt.GasUsed} gas and changed nothing. Look at the state again: somebody else may have "
                    + "done the same before.");
    }

    private static ISessionKeySigner Require(ISessionKeySigner payer)
    {
        ArgumentNullException.ThrowIfNull(payer);
        return payer.KeyType == KeyType.Secp256k1
            ? payer
            : throw new ArgumentException(
                $"A payer was refused: its key is of {payer.KeyType}; allowed is secp256k1. Pay from an ordinary "
                    + "account.",
                nameof(payer));
    }

    private static ReceiptWaitOptions Validated(ReceiptWaitOptions? options)
    {
        ReceiptWaitOptions valid = options ?? new ReceiptWaitOptions();
        valid.Validate();
        return valid;
    }
}

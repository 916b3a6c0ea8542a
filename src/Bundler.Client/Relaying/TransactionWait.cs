namespace SessionKeys.Bundler.Client;

/// <summary>Sends one signed transaction, again where its arrival is in doubt, and asks for its receipt until it is
/// there or the time is over.</summary>
internal sealed class TransactionWait(
    NodeClient node, SignedTransaction transaction, ReceiptWaitOptions options, TimeProvider timeProvider)
{
    private const double Growth = 1.5;

    private bool _isSent;
    private bool _mayHaveArrived;
    private BundlerException? _lastFailure;

    public async Task<TransactionReceipt> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        TimeSpan pause = options.PollInterval;
        try
        {
            while (true)
            {
                BundlerException? refusal = _isSent ? null : await TrySendAsync(both.Token).ConfigureAwait(false);
                if (await AskAsync(both.Token).ConfigureAwait(false) is { } receipt)
                {
                    return receipt;
                }

                if (refusal is not null && !_mayHaveArrived)
                {
                    throw refusal;
                }

                await Task.Delay(pause, timeProvider, both.Token).ConfigureAwait(false);
                pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * Growth), options.MaxPollInterval.Ticks));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string last = _lastFailure is null ? string.Empty : $", last failure: {_lastFailure.Kind}";
            throw new SessionKeyException(
                "relay-pending",
                $"No receipt of the transaction {transaction.Hash} came within {options.Timeout.Seconds()} s"
                    + $"{last}; it may still be included. Send the same signed transaction again: it counts once. Do "
                    + "not sign another one before this nonce is used.",
                _lastFailure);
        }
    }

    /// <summary>Returns a refusal, which counts unless an earlier sending may have arrived or the receipt is
    /// there.</summary>
    private async Task<BundlerException?> TrySendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await node.SendRawTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e) when (e.IsTransient || e.Kind == BundlerErrorKind.MalformedReply)
        {
            // Whether it arrived is not known: the same bytes once more.
            _mayHaveArrived = true;
            _lastFailure = e;
            return null;
        }
        catch (BundlerException e) when (e.Kind != BundlerErrorKind.AlreadyKnown)
        {
            _isSent = true;
            _lastFailure = e;
            return e;
        }
        catch (BundlerException)
        {
            // An earlier sending arrived.
        }

        _isSent = _mayHaveArrived = true;
        return null;
    }

    private async Task<TransactionReceipt?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await node.GetTransactionReceiptAsync(transaction.Hash, cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e) when (e.IsTransient)
        {
            _lastFailure = e;
            return null;
        }
    }
}

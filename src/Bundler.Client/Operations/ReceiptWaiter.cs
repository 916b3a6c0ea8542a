namespace SessionKeys.Bundler.Client;

/// <summary>
/// Asks for a receipt until it is there, the bundler has given the operation up, or the time is over.
/// </summary>
internal sealed class ReceiptWaiter(
    IBundlerClient bundler, RpcExchange exchange, ReceiptWaitOptions options, TimeProvider timeProvider)
{
    private const double Growth = 1.5;

    /// <summary>One answer may be older than the receipt, so that only two in a row count.</summary>
    private const int GivenUpAnswers = 2;

    private int _givenUpInARow;
    private long _statusAskedAt = timeProvider.GetTimestamp();
    private BundlerException? _lastFailure;

    public async Task<UserOperationReceipt> WaitAsync(UserOperationHash hash, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        TimeSpan pause = options.PollInterval;
        try
        {
            if (options.FirstPause > TimeSpan.Zero)
            {
                await Task.Delay(options.FirstPause, timeProvider, both.Token).ConfigureAwait(false);
            }

            while (true)
            {
                if (await AskAsync(hash, both.Token).ConfigureAwait(false) is { } receipt)
                {
                    return receipt;
                }

                await Task.Delay(pause, timeProvider, both.Token).ConfigureAwait(false);
                pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * Growth), options.MaxPollInterval.Ticks));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string last = _lastFailure is null ? string.Empty : $", last failure: {_lastFailure.Kind}";
            string detail = $"hash {hash}, waited {options.Timeout.Seconds()} s{last}";
            throw Fail(BundlerErrorKind.ReceiptTimeout, detail, hash);
        }
    }

    private async Task<UserOperationReceipt?> AskAsync(UserOperationHash hash, CancellationToken cancellationToken)
    {
        try
        {
            UserOperationReceipt? receipt =
                await bundler.GetUserOperationReceiptAsync(hash, cancellationToken).ConfigureAwait(false);
            if (receipt is null && await IsGivenUpAsync(hash, cancellationToken).ConfigureAwait(false))
            {
                throw Fail(BundlerErrorKind.OperationDropped, $"hash {hash}", hash);
            }

            return receipt;
        }
        catch (BundlerException e) when (e.IsTransient)
        {
            _lastFailure = e;
            return null;
        }
    }

    /// <summary>The status is only a hint: where it cannot be had, the receipt and the clock decide.</summary>
    private async Task<bool> IsGivenUpAsync(UserOperationHash hash, CancellationToken cancellationToken)
    {
        bool isSuspected = _givenUpInARow > 0;
        if (!isSuspected && timeProvider.GetElapsedTime(_statusAskedAt) < options.StatusInterval)
        {
            return false;
        }

        _statusAskedAt = timeProvider.GetTimestamp();
        UserOperationStatus? status = null;
        try
        {
            status = await bundler.GetUserOperationStatusAsync(hash, cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            _lastFailure = e;
        }

        _givenUpInARow = status is { IsGivenUp: true } ? _givenUpInARow + 1 : 0;
        return _givenUpInARow == GivenUpAnswers;
    }

    private BundlerException Fail(BundlerErrorKind kind, string detail, UserOperationHash hash)
    {
        BundlerException error = exchange.Fail(kind, detail, _lastFailure);
        error.UserOperationHash = hash;
        return error;
    }
}

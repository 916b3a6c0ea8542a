namespace SessionKeys.Bundler.Client;

/// <summary>Finds out on the node what became of a submission. The bundler's word only says where to look.</summary>
internal sealed class ChainView(IBundlerClient bundler, NodeClient node, SessionSubmitterOptions options)
{
    /// <summary>Clocks of machines and chains differ by less.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    private ulong? _unusedAt;

    /// <summary>Asks for the nonce, and if it is used, by whom.</summary>
    public async Task<ChainFinding> LookAsync(Submission submission, CancellationToken cancellationToken)
    {
        // The head first: a nonce that is unused now was unused at that head too.
        BlockHeader head = await node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        UInt256 nonce = await node
            .GetNonceAsync(submission.EntryPoint, submission.Sender, submission.NonceKey, cancellationToken)
            .ConfigureAwait(false);
        ulong next = LaneSequence.Of(nonce);
        if (submission.LatestAttempt is not { } attempt || next <= LaneSequence.Of(attempt.Nonce))
        {
            _unusedAt = head.Number;
            return new ChainFinding(head, next, false, null, null);
        }

        if (await SearchNearAsync(submission, head, next, cancellationToken).ConfigureAwait(false) is { } near)
        {
            return near;
        }

        SubmissionInclusion? told = await AskBundlerAsync(submission, cancellationToken).ConfigureAwait(false);
        return told is not null
            ? new ChainFinding(head, next, true, told, null)
            : await ScanAsync(submission, head, next, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads on the node where a transaction included an operation; null if it did not.</summary>
    public async Task<SubmissionInclusion?> ReadAsync(
        Hash32 transaction, UserOperationHash hash, Submission submission, CancellationToken cancellationToken)
    {
        TransactionReceipt? receipt = await node
            .GetTransactionReceiptAsync(transaction, cancellationToken)
            .ConfigureAwait(false);
        foreach (LogEntry log in receipt?.Logs ?? [])
        {
            bool isEvent = OperationEvents.TryRead(
                log,
                submission.EntryPoint,
                submission.Sender,
                out UserOperationHash found,
                out _,
                out bool success);
            if (isEvent && found == hash)
            {
                return new SubmissionInclusion(hash, transaction, receipt!.BlockHash, receipt.BlockNumber, success);
            }
        }

        return null;
    }

    /// <summary>Whoever watched knows the few blocks to look in: a busy bundler need not be asked.</summary>
    private async Task<ChainFinding?> SearchNearAsync(
        Submission submission, BlockHeader head, ulong next, CancellationToken cancellationToken)
    {
        if (_unusedAt is not { } before || head.Number >= before + (ulong)options.LogRange)
        {
            return null;
        }

        try
        {
            return await SearchAsync(submission, head, next, before, null, cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException)
        {
            return null; // The bundler says it too.
        }
    }

    private async Task<SubmissionInclusion?> AskBundlerAsync(
        Submission submission, CancellationToken cancellationToken)
    {
        foreach (SubmissionAttempt attempt in submission.Attempts.Reverse())
        {
            UserOperationReceipt? receipt = null;
            try
            {
                receipt = await bundler
                    .GetUserOperationReceiptAsync(attempt.Hash, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (BundlerException)
            {
                // The node's logs say it too.
            }

            SubmissionInclusion? inclusion = receipt is null
                ? null
                : await ReadAsync(
                    receipt.Bundle.TransactionHash, attempt.Hash, submission, cancellationToken)
                    .ConfigureAwait(false);
            if (inclusion is not null)
            {
                return inclusion;
            }
        }

        return null;
    }

    /// <summary>
    /// Goes back from the head until the nonce's operation is found, or the submission was not there yet.
    /// </summary>
    private async Task<ChainFinding> ScanAsync(
        Submission submission, BlockHeader head, ulong next, CancellationToken cancellationToken)
    {
        DateTimeOffset begin = Begin(submission);
        ulong range = (ulong)options.LogRange;
        ulong to = head.Number;
        while (true)
        {
            ulong from = to < range ? 0 : to - range + 1;
            if (await SearchAsync(submission, head, next, from, to, cancellationToken).ConfigureAwait(false)
                is { } found)
            {
                return found;
            }

            BlockHeader? first = from == 0
                ? null
                : await node.GetBlockAsync(from, cancellationToken).ConfigureAwait(false);
            if (first is null || first.Time < begin)
            {
                return new ChainFinding(head, next, true, null, null);
            }

            to = from - 1;
        }
    }

    /// <summary>Finds the nonce's operation in a range of blocks; null if it is not there.</summary>
    private async Task<ChainFinding?> SearchAsync(
        Submission submission, BlockHeader head, ulong next, ulong from, ulong? to, CancellationToken cancellationToken)
    {
        UInt256 nonce = submission.LatestAttempt!.Nonce;
        IReadOnlyList<LogEntry> logs = await node
            .GetLogsAsync(
                OperationEvents.FilterOf(submission.EntryPoint, submission.Sender, from, to), cancellationToken)
            .ConfigureAwait(false);
        foreach (LogEntry log in logs)
        {
            bool isOwn = OperationEvents.TryRead(
                log,
                submission.EntryPoint,
                submission.Sender,
                out UserOperationHash hash,
                out UInt256 used,
                out _);
            if (isOwn && used == nonce)
            {
                return await FoundAsync(submission, head, next, hash, log, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Before it nothing of the submission can be in the chain, whatever the machine's clock said.</summary>
    private DateTimeOffset Begin(Submission submission)
    {
        TimeSpan patience = options.ClaimPolicy.Patience ?? TimeSpan.Zero;
        DateTimeOffset claimed = submission.Attempts[0].ValidUntil - patience;
        return (claimed < submission.PreparedAt ? claimed : submission.PreparedAt) - ClockTolerance;
    }

    private async Task<ChainFinding> FoundAsync(
        Submission submission,
        BlockHeader head,
        ulong next,
        UserOperationHash hash,
        LogEntry log,
        CancellationToken cancellationToken)
    {
        if (submission.FindAttempt(hash) is null)
        {
            return new ChainFinding(head, next, true, null, hash);
        }

        SubmissionInclusion? inclusion = log.TransactionHash is { } transaction
            ? await ReadAsync(transaction, hash, submission, cancellationToken).ConfigureAwait(false)
            : null;

        // A log whose transaction is gone meanwhile: the chain was reorganised between the two questions.
        return new ChainFinding(head, next, inclusion is not null, inclusion, null);
    }
}

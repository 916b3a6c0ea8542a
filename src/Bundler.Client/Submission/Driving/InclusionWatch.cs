namespace SessionKeys.Bundler.Client;

/// <summary>Compares an inclusion with the chain until it is final, moved, or gone.</summary>
internal sealed class InclusionWatch(string id, SubmissionDesk desk)
{
    /// <summary>One answer may come from a node that lags behind.</summary>
    private const int MissingReceipts = 2;

    private int _missing;

    /// <summary>Records what changed.</summary>
    /// <param name="submission">The submission as it is known.</param>
    /// <param name="now">Where the node has its operation now, or null.</param>
    /// <param name="head">The latest block, read before that.</param>
    /// <param name="cancellationToken">Ends the wait for the log.</param>
    /// <returns>The submission as it is then.</returns>
    public async Task<Submission> CompareAsync(
        Submission submission, SubmissionInclusion? now, BlockHeader head, CancellationToken cancellationToken)
    {
        _missing = now is null ? _missing + 1 : 0;
        DateTimeOffset at = desk.Clock.GetUtcNow();
        SubmissionInclusion known = submission.Inclusion!;
        if (now is null && _missing >= MissingReceipts)
        {
            _missing = 0;
            return await desk.RecordAsync(new InclusionUndone(at, id, known.BlockHash), cancellationToken)
                .ConfigureAwait(false);
        }

        if (now is not null && now != known)
        {
            return await desk.RecordAsync(new OperationIncluded(at, id, now), cancellationToken).ConfigureAwait(false);
        }

        if (now is null || head.Number < now.BlockNumber + (ulong)desk.Options.Confirmations)
        {
            return submission;
        }

        desk.Reach(FaultPoints.ConfirmedNotRecorded);
        Submission final = await desk.RecordAsync(
            new SubmissionFinal(at, id, now.BlockHash, head.Number - now.BlockNumber), cancellationToken)
            .ConfigureAwait(false);
        desk.Reach(FaultPoints.Final);
        return final;
    }
}

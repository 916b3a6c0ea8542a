namespace SessionKeys.Bundler.Client;

/// <summary>Sends one batch, and its calls one by one where the batch was refused before a signature.</summary>
internal sealed class BatchRun(BatchSend send, bool sendsRefusedOneByOne)
{
    /// <summary>Ends every call of the batch; never throws.</summary>
    public async Task RunAsync(IReadOnlyList<QueuedCall> batch)
    {
        BatchOutcome? outcome = await TrySendAsync(batch).ConfigureAwait(false);
        if (outcome?.Refusal is not { } refusal)
        {
            return;
        }

        if (!sendsRefusedOneByOne || batch.Count == 1)
        {
            FailAll(batch, refusal);
            return;
        }

        await SendOneByOneAsync(batch, refusal).ConfigureAwait(false);
    }

    /// <summary>Calls whose callers have gone are left out: nothing of them was signed yet.</summary>
    private async Task SendOneByOneAsync(IReadOnlyList<QueuedCall> batch, Exception batchRefusal)
    {
        bool isUnclear = false;
        foreach (QueuedCall queued in batch)
        {
            if (isUnclear)
            {
                // The nonce of the unclear operation may be in use: what is left stays refused.
                queued.Fail(batchRefusal);
            }
            else if (!queued.IsOver)
            {
                BatchOutcome? outcome = await TrySendAsync([queued], batchRefusal).ConfigureAwait(false);
                isUnclear = outcome is null;
                if (outcome?.Refusal is { } refusal)
                {
                    queued.Fail(refusal);
                }
            }
        }
    }

    /// <summary>Sends calls and completes them if they are included; null after an end that is not clear.</summary>
    private async Task<BatchOutcome?> TrySendAsync(IReadOnlyList<QueuedCall> batch, Exception? batchRefusal = null)
    {
        try
        {
            Call[] calls = [.. batch.Select(queued => queued.Call)];
            BatchOutcome outcome = await send(calls, CancellationToken.None).ConfigureAwait(false);
            if (outcome.Inclusion is { } inclusion)
            {
                for (int i = 0; i < batch.Count; i++)
                {
                    batch[i].Complete(new CallOutcome(inclusion, i, batch.Count, batchRefusal));
                }
            }

            return outcome;
        }
        catch (Exception e) // whatever the sender throws belongs to the callers, who wait for it
        {
            FailAll(batch, e);
            return null;
        }
    }

    private static void FailAll(IReadOnlyList<QueuedCall> batch, Exception error)
    {
        foreach (QueuedCall queued in batch)
        {
            queued.Fail(error);
        }
    }
}

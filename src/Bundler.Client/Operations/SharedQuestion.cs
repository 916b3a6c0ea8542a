namespace SessionKeys.Bundler.Client;

/// <summary>Lets callers who ask the same while it is being asked share the answer.</summary>
/// <remarks>
/// Thread-safe. The request is its first caller's, and ends with that caller's token. Who shared it and got nothing
/// asks alone, so that nobody waits for the failures of others twice.
/// </remarks>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="askAsync">Asks once.</param>
internal sealed class SharedQuestion<T>(Func<CancellationToken, Task<T>> askAsync)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<(bool IsAnswer, T? Answer)>? _underWay;

    public async Task<T> AskAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<(bool IsAnswer, T? Answer)> own =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<(bool IsAnswer, T? Answer)>? other;
        lock (_lock)
        {
            other = _underWay;
            _underWay ??= own;
        }

        if (other is null)
        {
            return await LeadAsync(own, cancellationToken).ConfigureAwait(false);
        }

        (bool isAnswer, T? answer) = await other.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return isAnswer ? answer! : await askAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> LeadAsync(
        TaskCompletionSource<(bool IsAnswer, T? Answer)> own, CancellationToken cancellationToken)
    {
        (bool IsAnswer, T? Answer) outcome = default;
        try
        {
            T answer = await askAsync(cancellationToken).ConfigureAwait(false);
            outcome = (true, answer);
            return answer;
        }
        finally
        {
            lock (_lock)
            {
                _underWay = null;
            }

            own.SetResult(outcome);
        }
    }
}

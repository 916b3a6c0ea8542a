namespace SessionKeys.Bundler.Client;

/// <summary>A call that waits for its operation, and the promise of its outcome.</summary>
internal sealed class QueuedCall(Call call, long queuedAt)
{
    private readonly TaskCompletionSource<CallOutcome> _outcome =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Call Call { get; } = call;

    /// <summary>The time stamp at which it was queued.</summary>
    public long QueuedAt { get; } = queuedAt;

    public Task<CallOutcome> Outcome => _outcome.Task;

    /// <summary>Whether its caller waits no longer.</summary>
    public bool IsOver => _outcome.Task.IsCompleted;

    public void Complete(CallOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(Exception error) => _outcome.TrySetException(error);

    public void Cancel(CancellationToken cancellationToken = default) => _outcome.TrySetCanceled(cancellationToken);
}

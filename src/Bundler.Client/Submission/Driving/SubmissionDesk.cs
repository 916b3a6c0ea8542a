using System.Collections.Concurrent;

namespace SessionKeys.Bundler.Client;

/// <summary>What all drivers of one submitter share: the book, the leases, and who wants to know of changes.</summary>
internal sealed class SubmissionDesk(BookKeeper keeper, SessionSubmitterOptions options, string holder)
    : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SubmissionRefusal> _pauses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, long Since)> _foreign =
        new(StringComparer.Ordinal);

    private readonly CancellationTokenSource _stop = new();

    public TimeProvider Clock { get; } = options.TimeProvider ?? TimeProvider.System;

    public SessionSubmitterOptions Options => options;

    public string Holder => holder;

    public BookKeeper Keeper => keeper;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>The submission as it is known, with what holds it up.</summary>
    public Submission? Find(string id)
    {
        Submission? found = keeper.Book.Find(id);
        return found is { IsResolved: false } && _pauses.TryGetValue(id, out SubmissionRefusal? pause)
            ? found with { Refusal = pause }
            : found;
    }

    public LaneState Lane(NonceLane lane) => keeper.Book.Lane(lane);

    /// <summary>Reads what others appended.</summary>
    public Task<SubmissionBook> ReadAsync(CancellationToken cancellationToken) => keeper.ReadAsync(cancellationToken);

    /// <summary>Changes the book, and tells those who wait for this submission.</summary>
    public async Task<T> ChangeAsync<T>(
        string id, Func<SubmissionBook, BookChange<T>> decide, CancellationToken cancellationToken)
    {
        try
        {
            return await keeper.ChangeAsync(decide, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Signal(id);
        }
    }

    public Task<Submission> RecordAsync(SubmissionRecord record, CancellationToken cancellationToken)
    {
        _pauses.TryRemove(record.Id, out _);
        return ChangeAsync(
            record.Id,
            book => new BookChange<Submission>(book.With(record).Find(record.Id)!, record),
            cancellationToken);
    }

    /// <summary>Says what holds a submission up; nothing of it is recorded.</summary>
    public void Pause(string id, SubmissionRefusal refusal)
    {
        _pauses[id] = refusal;
        Signal(id);
    }

    /// <summary>Nothing holds a submission up any more.</summary>
    public void EndPause(string id)
    {
        if (_pauses.TryRemove(id, out _))
        {
            Signal(id);
        }
    }

    /// <summary>Ends at the next change of a submission in this process, or after the pause.</summary>
    public async Task WaitForChangeAsync(
        string id, Submission? seen, TimeSpan pause, CancellationToken cancellationToken)
    {
        TaskCompletionSource signal = _signals.GetOrAdd(
            id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Find(id) != seen)
        {
            return;
        }

        // After the pause somebody else may work on it: the caller reads the log.
        await signal.Task.WaitAsync(pause, Clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Makes sure that nobody else works on a submission. Two who do are safe, but do everything twice.
    /// </summary>
    /// <returns>False while somebody else does, or when it is resolved.</returns>
    public Task<bool> HoldAsync(Submission submission, CancellationToken cancellationToken)
    {
        LaneState lane = Lane(submission.Lane);
        DateTimeOffset now = Clock.GetUtcNow();
        bool isFresh = lane.Holder == holder && lane.IsLeased(now) && lane.Until - now > options.LeaseDuration / 2;
        return isFresh
            ? Task.FromResult(true)
            : keeper.ChangeAsync(book => DecideHold(book, submission), cancellationToken);
    }

    /// <summary>Tests let the process die here.</summary>
    public void Reach(string point)
    {
        try
        {
            options.FaultPoint?.Invoke(point);
        }
        catch
        {
            _stop.Cancel();
            throw;
        }
    }

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private BookChange<bool> DecideHold(SubmissionBook book, Submission submission)
    {
        LaneState lane = book.Lane(submission.Lane);
        DateTimeOffset now = Clock.GetUtcNow();
        DateTimeOffset until = now + options.LeaseDuration;
        if (book.Find(submission.Id) is not { IsResolved: false })
        {
            return new BookChange<bool>(false);
        }

        if (lane.Holder == holder && lane.IsLeased(now))
        {
            return new BookChange<bool>(true, new LaneRenewed(now, submission.Lane, holder, until));
        }

        if (!lane.IsLeased(now))
        {
            return new BookChange<bool>(true, new LaneLeased(now, submission.Lane, holder, until));
        }

        // A clock that was set back must not keep a dead holder alive: what counts is how long it gave no sign.
        (DateTimeOffset Until, long Since) seen = _foreign.AddOrUpdate(
            submission.Id,
            _ => (lane.Until, Clock.GetTimestamp()),
            (_, before) => before.Until == lane.Until ? before : (lane.Until, Clock.GetTimestamp()));
        return Clock.GetElapsedTime(seen.Since) > options.LeaseDuration * 2
            ? new BookChange<bool>(
                true,
                new LaneLeased(lane.Until, submission.Lane, holder, lane.Until + options.LeaseDuration))
            : new BookChange<bool>(false);
    }

    private void Signal(string id)
    {
        if (_signals.TryRemove(id, out TaskCompletionSource? signal))
        {
            signal.TrySetResult();
        }
    }
}

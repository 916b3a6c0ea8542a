namespace SessionKeys.Bundler.Client;

/// <summary>
/// Keeps a book in step with a log that others append to as well. Changes that arrive while an append is under way
/// go out together in the next one, so that they share its price.
/// </summary>
/// <remarks>
/// Thread-safe. Nothing is kept of an append that failed; the next one shows the book what the log really holds.
/// </remarks>
internal sealed class BookKeeper(ISubmissionLog log)
{
    private readonly Lock _lock = new();
    private readonly Queue<PendingChange> _waiting = new();
    private volatile SubmissionBook _book = SubmissionBook.Empty;
    private bool _isPumping;

    /// <summary>The keeper of a log: for logs that hold one, the same for all who use the log object.</summary>
    public static BookKeeper Of(ISubmissionLog log) => log is IBookHolder holder ? holder.Keeper : new BookKeeper(log);

    /// <summary>Gets the book as it was known last; others may have appended since.</summary>
    public SubmissionBook Book => _book;

    /// <summary>Reads what others have appended.</summary>
    public Task<SubmissionBook> ReadAsync(CancellationToken cancellationToken = default) =>
        ChangeAsync(static book => new BookChange<SubmissionBook>(book), cancellationToken);

    /// <summary>Decides with the exclusive right to append, and appends what was decided.</summary>
    /// <typeparam name="T">What the decider wants back.</typeparam>
    /// <param name="decide">Pure; sees everything that anybody appended. May run again if its turn was put off.</param>
    /// <param name="cancellationToken">Ends the wait; a change whose turn has come is carried out.</param>
    /// <returns>The decider's result, once its records are durable.</returns>
    /// <exception cref="SessionKeyException">The log failed, or a record is refused: nothing was appended.</exception>
    public async Task<T> ChangeAsync<T>(
        Func<SubmissionBook, BookChange<T>> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        cancellationToken.ThrowIfCancellationRequested();
        var change = new PendingChange<T>(decide);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingChange)state!).TryCancel(token), change);
        bool isFirst;
        lock (_lock)
        {
            _waiting.Enqueue(change);
            isFirst = !_isPumping;
            _isPumping = true;
        }

        if (isFirst)
        {
            _ = PumpAsync();
        }

        return await change.Result.ConfigureAwait(false);
    }

    /// <summary>Never throws: every failure goes to the changes that it concerns.</summary>
    private async Task PumpAsync()
    {
        while (TakeWaiting() is { } batch)
        {
            await new ChangeBatch(batch).RunAsync(log, _book, book => _book = book).ConfigureAwait(false);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private List<PendingChange>? TakeWaiting()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isPumping = false;
                return null;
            }

            List<PendingChange> batch = [];
            while (batch.Count < LogLimits.MaxRecordsOfStep && _waiting.TryDequeue(out PendingChange? change))
            {
                batch.Add(change);
            }

            return batch;
        }
    }
}

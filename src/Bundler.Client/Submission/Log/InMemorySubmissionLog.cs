namespace SessionKeys.Bundler.Client;

/// <summary>A log in the memory of this process: for tests, and where forgetting at the end is right.</summary>
/// <remarks>Thread-safe. All calls come to their end at once. It grows with every record.</remarks>
public sealed class InMemorySubmissionLog : ISubmissionLog, IBookHolder
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _records = [];
    private readonly BookKeeper _keeper;

    /// <summary>Creates an empty log.</summary>
    public InMemorySubmissionLog() => _keeper = new BookKeeper(this);

    BookKeeper IBookHolder.Keeper => _keeper;

    /// <inheritdoc/>
    public Task AppendAsync(
        long known,
        Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step,
        CancellationToken cancellationToken = default)
    {
        LogLimits.CheckKnown(known);
        ArgumentNullException.ThrowIfNull(step);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        try
        {
            Append(known, step);
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    private void Append(long known, Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step)
    {
        lock (_lock)
        {
            if (known > _records.Count)
            {
                throw LogLimits.Shorter(known, _records.Count);
            }

            int first = (int)known;
            IReadOnlyList<byte[]> additions = step(_records.GetRange(first, _records.Count - first));
            LogLimits.CheckAdditions(additions);
            _records.AddRange(additions);
        }
    }
}

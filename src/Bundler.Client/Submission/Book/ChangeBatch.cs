namespace SessionKeys.Bundler.Client;

/// <summary>Changes that go into the log together, each seeing what the ones before it did.</summary>
internal sealed class ChangeBatch(IReadOnlyList<PendingChange> changes)
{
    private readonly List<PendingChange> _decided = [];
    private int _next;

    /// <summary>Appends in as few steps as the limits of the log allow. Never throws.</summary>
    /// <param name="log">The log.</param>
    /// <param name="book">The book as it is known.</param>
    /// <param name="accept">Gets the book that is durable.</param>
    public async Task RunAsync(ISubmissionLog log, SubmissionBook book, Action<SubmissionBook> accept)
    {
        while (_next < changes.Count)
        {
            _decided.Clear();
            int before = _next;
            SubmissionBook after = book;
            try
            {
                await log.AppendAsync(book.RecordCount, news => Step(book, news, out after), CancellationToken.None)
                    .ConfigureAwait(false);
                book = after;
                accept(book);
                _decided.ForEach(static change => change.Complete());
            }
            catch (Exception e)
            {
                Fail(before, e);
            }
        }
    }

    private List<byte[]> Step(SubmissionBook book, IReadOnlyList<byte[]> news, out SubmissionBook after)
    {
        foreach (byte[] record in news)
        {
            book = book.With(RecordJson.Decode(record));
        }

        List<byte[]> additions = [];
        long total = 0;
        for (; _next < changes.Count; _next++)
        {
            PendingChange change = changes[_next];
            SubmissionBook changed = book;
            if (!change.TryStart() || change.Decide(ref changed) is not { } records)
            {
                continue;
            }

            total += records.Sum(static record => (long)record.Length);
            bool isFull = additions.Count + records.Count > LogLimits.MaxRecordsOfStep
                || total > LogLimits.MaxBytesOfStep;
            if (isFull && _decided.Count > 0)
            {
                break;
            }

            book = changed;
            additions.AddRange(records);
            _decided.Add(change);
        }

        after = book;
        return additions;
    }

    /// <summary>Where the step never ran, nobody had a turn, and all of them fail with the log.</summary>
    private void Fail(int before, Exception error)
    {
        if (_next == before)
        {
            for (; _next < changes.Count; _next++)
            {
                changes[_next].Fail(error);
            }
        }

        _decided.ForEach(change => change.Fail(error));
    }
}

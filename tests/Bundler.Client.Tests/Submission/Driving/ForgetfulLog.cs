namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A log that says it has written, and loses the end of it in a crash.</summary>
internal sealed class ForgetfulLog : ISubmissionLog
{
    private readonly Lock _lock = new();
    private List<byte[]> _records = [];

    /// <summary>Gets or sets what an append with records throws, or null.</summary>
    public Func<Exception>? Failure { get; set; }

    public Task AppendAsync(
        long known,
        Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step,
        CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            IReadOnlyList<byte[]> additions = step(_records.GetRange((int)known, _records.Count - (int)known));
            if (additions.Count > 0 && Failure is { } failure)
            {
                return Task.FromException(failure());
            }

            _records.AddRange(additions);
            return Task.CompletedTask;
        }
    }

    /// <summary>Loses all records but the first ones.</summary>
    public void Forget(int behind)
    {
        lock (_lock)
        {
            _records = [.. _records.Take(behind)];
        }
    }
}

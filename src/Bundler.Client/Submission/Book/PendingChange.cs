namespace SessionKeys.Bundler.Client;

/// <summary>A change that waits for its turn. It can be given up until then, and not any more.</summary>
internal abstract class PendingChange
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int GivenUp = 2;

    private int _phase;

    /// <summary>Starts the turn, unless the change was given up.</summary>
    public bool TryStart() =>
        Interlocked.CompareExchange(ref _phase, Started, Waiting) is Waiting or Started;

    public void TryCancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _phase, GivenUp, Waiting) == Waiting)
        {
            Cancel(token);
        }
    }

    /// <summary>Decides on the book and moves it on; null if the decider threw, which its caller gets.</summary>
    public abstract IReadOnlyList<byte[]>? Decide(ref SubmissionBook book);

    public abstract void Complete();

    public abstract void Fail(Exception error);

    protected abstract void Cancel(CancellationToken token);
}

/// <summary>A change with a result.</summary>
/// <typeparam name="T">The result.</typeparam>
/// <param name="decide">The decider.</param>
internal sealed class PendingChange<T>(Func<SubmissionBook, BookChange<T>> decide) : PendingChange
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _decided;

    public Task<T> Result => _result.Task;

    public override IReadOnlyList<byte[]>? Decide(ref SubmissionBook book)
    {
        try
        {
            BookChange<T> change = decide(book);
            SubmissionBook after = change.Records.Aggregate(book, static (each, record) => each.With(record));
            byte[][] encoded = [.. change.Records.Select(RecordJson.Encode)];
            LogLimits.CheckAdditions(encoded);
            _decided = change.Result;
            book = after;
            return encoded;
        }
        catch (Exception e)
        {
            Fail(e);
            return null;
        }
    }

    public override void Complete() => _result.TrySetResult(_decided!);

    public override void Fail(Exception error) => _result.TrySetException(error);

    protected override void Cancel(CancellationToken token) => _result.TrySetCanceled(token);
}

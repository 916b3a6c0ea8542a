namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A log on a disk that stands still before some appends.</summary>
internal sealed class StallingLog(ISubmissionLog inner) : ISubmissionLog
{
    /// <summary>Runs before each append.</summary>
    public Action BeforeAppend { get; set; } = () => { };

    public async Task AppendAsync(
        long known,
        Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step,
        CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        BeforeAppend();
        await inner.AppendAsync(known, step, cancellationToken);
    }
}

using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Allocators of lanes on a log, on a chain that a test tells.</summary>
internal static class LaneRig
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static NonceLanes Lanes(
        ISubmissionLog log,
        int count,
        TimeProvider? clock = null,
        Func<LaneReading>? read = null,
        TimeSpan? wait = null,
        TimeSpan? poll = null) => new(
            new BookKeeper(log),
            [.. Enumerable.Range(0, count).Select(lane => Lane(100 + (ulong)lane))],
            (_, _) => Task.FromResult(read is null ? new LaneReading(0, Start) : read()),
            new NonceLanesOptions
            {
                WaitTimeout = wait ?? Limit,
                PollInterval = poll ?? TimeSpan.FromMilliseconds(5),
            },
            clock ?? TimeProvider.System);
}

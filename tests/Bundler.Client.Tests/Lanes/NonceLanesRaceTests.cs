using System.Collections.Concurrent;
using static SessionKeys.Bundler.Client.Tests.LaneRig;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Callers that race for lanes.</summary>
public sealed class NonceLanesRaceTests
{
    [Fact]
    public async Task Parallel_callers_of_two_allocators_never_share_a_lane()
    {
        var log = new InMemorySubmissionLog();

        (int overlaps, int leases) = await RaceAsync(log, log);

        Assert.Equal((0, 64 * 5), (overlaps, leases));
    }

    [Fact]
    public async Task Parallel_callers_on_a_journal_file_never_share_a_lane()
    {
        using TemporaryFolder folder = new();
        using JournalFile one = new(folder.Journal);
        using JournalFile two = new(folder.Journal);

        (int overlaps, int leases) = await RaceAsync(one, two);

        Assert.Equal((0, 64 * 5), (overlaps, leases));
    }

    /// <summary>The control of the two tests above: without the exclusive right lanes are given out twice.</summary>
    [Fact]
    public async Task Parallel_callers_on_logs_that_do_not_exclude_each_other_share_lanes()
    {
        (int overlaps, _) = await RaceAsync(new InMemorySubmissionLog(), new InMemorySubmissionLog());

        Assert.True(overlaps > 0);
    }

    /// <summary>64 callers over 16 lanes, half of them on each log; counts how often a lane was had by two.</summary>
    private static async Task<(int Overlaps, int Leases)> RaceAsync(ISubmissionLog one, ISubmissionLog two)
    {
        using NonceLanes first = Lanes(one, count: 16);
        using NonceLanes second = Lanes(two, count: 16);
        var held = new ConcurrentDictionary<UInt256, int>();
        int overlaps = 0;
        int leases = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            await Task.Yield();
            for (int i = 0; i < 5; i++)
            {
                LaneLease lease = await (caller % 2 == 0 ? first : second).AcquireAsync();
                if (held.AddOrUpdate(lease.NonceKey, 1, (_, count) => count + 1) > 1)
                {
                    Interlocked.Increment(ref overlaps);
                }

                await Task.Delay(1);
                held.AddOrUpdate(lease.NonceKey, 0, (_, count) => count - 1);
                Interlocked.Increment(ref leases);
                await lease.DisposeAsync();
            }
        })).WaitAsync(Limit);
        return (overlaps, leases);
    }
}

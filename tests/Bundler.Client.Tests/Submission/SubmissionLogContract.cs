using System.Diagnostics;
using System.Text;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What every log must do; one class of tests for each implementation.</summary>
public abstract class SubmissionLogContract
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    protected abstract ISubmissionLog Log { get; }

    [Fact]
    public async Task Append_shows_the_records_behind_the_known_ones_in_order()
    {
        await AddAsync(0, "a", "b");
        await AddAsync(2, "c");

        Assert.Equal(["a", "b", "c"], await ReadAsync(0));
        Assert.Equal(["b", "c"], await ReadAsync(1));
        Assert.Equal(["c"], await ReadAsync(2));
        Assert.Empty(await ReadAsync(3));
    }

    [Fact]
    public async Task Append_with_more_known_records_than_there_are_is_refused_without_a_step()
    {
        await AddAsync(0, "a");

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => Log.AppendAsync(2, _ => throw new InvalidOperationException("the step ran")));

        Assert.Equal("submission-log-shorter", error.Id);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Log.AppendAsync(-1, _ => []));
    }

    [Fact]
    public async Task Step_that_throws_appends_nothing_and_leaves_the_log_usable()
    {
        await AddAsync(0, "a");

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Log.AppendAsync(1, _ => throw new InvalidOperationException("mine")));

        Assert.Equal("mine", error.Message);
        await AddAsync(1, "b").WaitAsync(Limit);
        Assert.Equal(["a", "b"], await ReadAsync(0));
    }

    public static TheoryData<string, int, int> RefusedSteps => new()
    {
        { "no bytes", 1, 0 },
        { "a record too long", 1, (1024 * 1024) + 1 },
        { "too many records", 65, 1 },
        { "too many bytes", 5, 1024 * 1024 },
    };

    [Theory]
    [MemberData(nameof(RefusedSteps))]
    public async Task Step_above_the_limits_is_refused_as_a_whole(string reason, int records, int length)
    {
        byte[] record = Encoding.ASCII.GetBytes(new string('x', length));

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => Log.AppendAsync(0, _ => [.. Enumerable.Repeat(record, records)]));

        Assert.True(error.Id == "submission-log-limit", reason);
        Assert.Empty(await ReadAsync(0));
    }

    [Fact]
    public async Task Step_at_the_limits_is_taken()
    {
        byte[] large = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));

        await Log.AppendAsync(0, _ => [large, large, large, large]);
        await Log.AppendAsync(4, _ => [.. Enumerable.Repeat("y"u8.ToArray(), 64)]);

        Assert.Equal(68, (await ReadAsync(0)).Count);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("a\tb")]
    [InlineData("a\0")]
    public async Task Record_with_a_control_character_is_refused(string record)
    {
        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => Log.AppendAsync(0, _ => [Encoding.ASCII.GetBytes(record)]));

        Assert.Equal("submission-log-limit", error.Id);
    }

    [Fact]
    public async Task Canceled_call_runs_no_step()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        bool ran = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Log.AppendAsync(
            0,
            _ =>
            {
                ran = true;
                return [];
            },
            canceled.Token));

        Assert.False(ran);
    }

    [Fact]
    public async Task Parallel_steps_see_each_other_and_every_record_is_there_once()
    {
        const int Callers = 16;
        const int Each = 20;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            await Task.Yield();
            for (int i = 0; i < Each; i++)
            {
                long total = -1;
                await Log.AppendAsync(0, news =>
                {
                    total = news.Count;
                    return [Encoding.ASCII.GetBytes($"{total}")];
                });
            }
        })).WaitAsync(Limit);

        List<string> records = await ReadAsync(0);
        Assert.Equal(Enumerable.Range(0, Callers * Each).Select(i => $"{i}"), records);
    }

    protected Task AddAsync(long known, params string[] records) =>
        Log.AppendAsync(known, _ => [.. records.Select(Encoding.ASCII.GetBytes)]);

    protected async Task<List<string>> ReadAsync(long known)
    {
        List<string> read = [];
        await Log.AppendAsync(known, news =>
        {
            read.AddRange(news.Select(Encoding.ASCII.GetString));
            return [];
        }).WaitAsync(Limit);
        return read;
    }

    /// <summary>The middle of many appends, so that a busy machine does not decide.</summary>
    protected async Task<TimeSpan> MedianAppendAsync(int appends)
    {
        byte[] record = Encoding.ASCII.GetBytes(new string('x', 500));
        var times = new List<TimeSpan>(appends);
        for (int i = 0; i < appends; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await Log.AppendAsync(i, _ => [record]);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Order().ElementAt(appends / 2);
    }
}

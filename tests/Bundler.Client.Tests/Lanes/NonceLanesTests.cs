using SessionKeys.TestKit;
using static SessionKeys.Bundler.Client.Tests.BookSamples;
using static SessionKeys.Bundler.Client.Tests.LaneRig;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class NonceLanesTests
{
    [Fact]
    public async Task Lease_tells_lane_and_key_and_returns_the_lane_on_disposal()
    {
        using NonceLanes lanes = Lanes(new InMemorySubmissionLog(), count: 2);
        LaneLease first = await lanes.AcquireAsync();
        LaneLease second = await lanes.AcquireAsync();

        Assert.Equal(((UInt256)0, (UInt256)100), (first.Lane, first.NonceKey));
        Assert.Equal(((UInt256)1, (UInt256)101), (second.Lane, second.NonceKey));
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using LaneLease third = await lanes.AcquireAsync();
        Assert.Equal((UInt256)0, third.Lane);
    }

    [Fact]
    public async Task Caller_that_throws_leaves_no_lane_behind()
    {
        using NonceLanes lanes = Lanes(new InMemorySubmissionLog(), count: 1);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using LaneLease lease = await lanes.AcquireAsync();
            throw new InvalidOperationException();
        });

        await using LaneLease next = await lanes.AcquireAsync().WaitAsync(Limit);
        Assert.Equal((UInt256)0, next.Lane);
    }

    [Fact]
    public async Task Waiting_caller_gets_the_lane_when_it_is_given_back_and_in_its_turn()
    {
        using NonceLanes lanes = Lanes(new InMemorySubmissionLog(), count: 1, poll: TimeSpan.FromSeconds(10));
        LaneLease held = await lanes.AcquireAsync();
        Task<LaneLease> second = lanes.AcquireAsync();
        Task<LaneLease> third = lanes.AcquireAsync();
        Assert.False(second.IsCompleted);

        await held.ReleaseAsync();
        LaneLease next = await second.WaitAsync(TimeSpan.FromSeconds(8));

        Assert.False(third.IsCompleted);
        await next.DisposeAsync();
        await (await third.WaitAsync(TimeSpan.FromSeconds(8))).DisposeAsync();
    }

    [Fact]
    public async Task Wait_without_a_free_lane_ends_with_a_named_error()
    {
        using NonceLanes lanes = Lanes(new InMemorySubmissionLog(), count: 1, wait: TimeSpan.FromMilliseconds(100));
        await using LaneLease held = await lanes.AcquireAsync();

        SessionKeyException error =
            await Assert.ThrowsAsync<SessionKeyException>(() => lanes.AcquireAsync().WaitAsync(Limit));

        Assert.Equal("lanes-busy", error.Id);
        Assert.Contains("0.1 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("all 1 are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canceled_wait_leases_nothing()
    {
        using NonceLanes lanes = Lanes(new InMemorySubmissionLog(), count: 1);
        LaneLease held = await lanes.AcquireAsync();
        using var cancel = new CancellationTokenSource();
        Task<LaneLease>[] waiting = [lanes.AcquireAsync(cancel.Token), lanes.AcquireAsync(cancel.Token)];

        await cancel.CancelAsync();
        foreach (Task<LaneLease> each in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => each.WaitAsync(Limit));
        }

        await held.DisposeAsync();
        await using LaneLease next = await lanes.AcquireAsync().WaitAsync(Limit);
        Assert.Equal((UInt256)0, next.Lane);
    }

    [Fact]
    public async Task Lane_of_a_crashed_holder_comes_back_after_its_lease()
    {
        var clock = new ManualTimeProvider(Start);
        var log = new InMemorySubmissionLog();
        using NonceLanes crashed = Lanes(log, count: 1, clock: clock);
        using NonceLanes lanes = Lanes(log, count: 1, clock: clock, wait: TimeSpan.FromHours(1));
        LaneLease lost = await crashed.AcquireAsync();
        Task<LaneLease> waiting = lanes.AcquireAsync();

        await MoveAsync(clock, lost.Until.AddMilliseconds(-1) - Start);
        Assert.False(waiting.IsCompleted);
        await MoveUntilAsync(clock, waiting);

        Assert.InRange(clock.GetUtcNow(), lost.Until, lost.Until.AddSeconds(5));
        Assert.Equal("lane-lost", (await Assert.ThrowsAsync<SessionKeyException>(() => lost.RenewAsync())).Id);
        Assert.Equal(
            "lane-lost",
            (await Assert.ThrowsAsync<SessionKeyException>(
                () => lost.CoverAsync(lost.NonceKey.ToNonce(0), ClaimEnd))).Id);
        await lost.DisposeAsync();
        Assert.Equal((UInt256)0, (await waiting).Lane);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Covered_lane_comes_back_at_once_when_the_chain_has_decided(bool isUsed)
    {
        var log = new InMemorySubmissionLog();
        LaneReading chain = new(3, ClaimEnd);
        using NonceLanes crashed = Lanes(log, count: 1);
        using NonceLanes lanes = Lanes(log, count: 1, read: () => chain, wait: TimeSpan.FromSeconds(20));
        await using (LaneLease covered = await crashed.AcquireAsync())
        {
            await covered.CoverAsync(covered.NonceKey.ToNonce(3), ClaimEnd);
            Assert.True(covered.Until > ClaimEnd);
        }

        Task<LaneLease> waiting = lanes.AcquireAsync();
        await Task.Delay(100);
        Assert.False(waiting.IsCompleted);
        chain = isUsed ? chain with { Sequence = 4 } : chain with { ChainTime = ClaimEnd.AddSeconds(1) };

        await using LaneLease next = await waiting.WaitAsync(Limit);
        Assert.Equal((UInt256)0, next.Lane);
    }

    [Fact]
    public async Task Covered_lane_is_not_given_on_by_a_clock_that_jumps()
    {
        var clock = new ManualTimeProvider(Start);
        var log = new InMemorySubmissionLog();
        LaneReading chain = new(0, Start);
        using NonceLanes lanes = Lanes(log, count: 1, clock: clock, read: () => chain, wait: TimeSpan.FromHours(1));
        LaneLease covered = await lanes.AcquireAsync();
        await covered.CoverAsync(covered.NonceKey.ToNonce(0), ClaimEnd);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(covered.Until < clock.GetUtcNow());

        Task<LaneLease> waiting = lanes.AcquireAsync();
        await MoveAsync(clock, TimeSpan.FromSeconds(3));
        Assert.False(waiting.IsCompleted);
        chain = chain with { Sequence = 1 };
        await MoveUntilAsync(clock, waiting);

        Assert.Equal((UInt256)0, (await waiting).Lane);
    }

    [Fact]
    public async Task Node_that_cannot_be_asked_leaves_the_lane_with_its_holder()
    {
        var log = new InMemorySubmissionLog();
        using NonceLanes lanes = Lanes(
            log,
            count: 1,
            read: () => throw new BundlerException(BundlerErrorKind.Unreachable, "Gone."),
            wait: TimeSpan.FromMilliseconds(150));
        LaneLease covered = await lanes.AcquireAsync();
        await covered.CoverAsync(covered.NonceKey.ToNonce(0), ClaimEnd);

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(() => lanes.AcquireAsync());

        Assert.Equal("lanes-busy", error.Id);
    }

    [Fact]
    public async Task Renewal_moves_the_end_of_the_lease_and_a_foreign_nonce_is_refused()
    {
        var clock = new ManualTimeProvider(Start);
        using NonceLanes lanes = Lanes(new InMemorySubmissionLog(), count: 1, clock: clock);
        await using LaneLease lease = await lanes.AcquireAsync();
        clock.Advance(TimeSpan.FromSeconds(30));

        await lease.RenewAsync();

        Assert.Equal(Start.AddSeconds(90), lease.Until);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => lease.CoverAsync(7, ClaimEnd));
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        Refuse(new NonceLanesOptions { MaxLanes = 0 });
        Refuse(new NonceLanesOptions { MaxLanes = 1025 });
        Refuse(new NonceLanesOptions { LeaseTime = TimeSpan.FromMilliseconds(999) });
        Refuse(new NonceLanesOptions { ClaimMargin = TimeSpan.FromTicks(-1) });
        Refuse(new NonceLanesOptions { WaitTimeout = TimeSpan.Zero });
        Refuse(new NonceLanesOptions { PollInterval = TimeSpan.FromSeconds(11) });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new JournalFile("x", new JournalFileOptions { LockTimeout = TimeSpan.FromMilliseconds(9) }));

        static void Refuse(NonceLanesOptions options) => Assert.Throws<ArgumentOutOfRangeException>(options.Validate);
    }

    /// <summary>Lets the clock run so that loops that wait come to wait again.</summary>
    private static async Task MoveAsync(ManualTimeProvider clock, TimeSpan distance)
    {
        DateTimeOffset end = clock.GetUtcNow() + distance;
        while (clock.GetUtcNow() < end)
        {
            TimeSpan step = TimeSpan.FromSeconds(1);
            clock.Advance(end - clock.GetUtcNow() < step ? end - clock.GetUtcNow() : step);
            await Task.Delay(2);
        }
    }

    private static async Task MoveUntilAsync(ManualTimeProvider clock, Task task)
    {
        for (int i = 0; i < 1000 && !task.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }

        await task.WaitAsync(Limit);
    }
}

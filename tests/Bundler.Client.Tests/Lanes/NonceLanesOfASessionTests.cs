using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What a user of <see cref="NonceLanes"/> alone gets: a log, a node, a session, and no submitter.</summary>
public sealed class NonceLanesOfASessionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Two_allocators_over_one_log_give_different_lanes_of_the_session()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 1 });
        using NonceLanes one = Lanes(rig);
        using NonceLanes two = Lanes(rig);

        await using LaneLease first = await one.AcquireAsync().WaitAsync(Limit);
        await using LaneLease second = await two.AcquireAsync().WaitAsync(Limit);
        SessionKeyException busy = await Assert.ThrowsAsync<SessionKeyException>(
            () => one.AcquireAsync().WaitAsync(Limit));
        await second.DisposeAsync();
        await using LaneLease third = await one.AcquireAsync().WaitAsync(Limit);

        Assert.Equal(((UInt256)0, (UInt256)1, (UInt256)1), (first.Lane, second.Lane, third.Lane));
        Assert.Equal("lanes-busy", busy.Id);
        Assert.All([first, second], lease => Assert.Equal(
            rig.Session.Account.NonceKey(rig.Session.Grant.Grant.Envelope, lease.Lane), lease.NonceKey));
    }

    /// <summary>The control of the test above: what keeps the lanes apart is the log.</summary>
    [Fact]
    public async Task Two_allocators_over_two_logs_give_the_same_lane_twice()
    {
        await using SubmitterRig rig = new();
        using NonceLanes one = Lanes(rig);
        using NonceLanes two = Lanes(rig, new InMemorySubmissionLog());

        await using LaneLease first = await one.AcquireAsync();
        await using LaneLease second = await two.AcquireAsync();

        Assert.Equal(first.NonceKey, second.NonceKey);
    }

    [Theory]
    [InlineData(31337, EntryPointVersion.V07)]
    [InlineData(1, EntryPointVersion.V08)]
    public async Task Lanes_of_another_chain_or_EntryPoint_are_others_although_the_key_is_the_same(
        ulong chainId, EntryPointVersion version)
    {
        await using SubmitterRig rig = new();
        using NonceLanes one = Lanes(rig);
        using NonceLanes two = Lanes(rig, chainId: chainId, version: version);

        await using LaneLease first = await one.AcquireAsync();
        await using LaneLease second = await two.AcquireAsync();

        Assert.Equal(first.NonceKey, second.NonceKey);
    }

    [Fact]
    public async Task Lane_that_was_signed_for_comes_back_when_the_node_says_that_its_claim_is_over()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        using NonceLanes one = Lanes(rig);
        using NonceLanes two = Lanes(rig, wait: TimeSpan.FromSeconds(15));
        LaneLease signed = await one.AcquireAsync();
        await signed.CoverAsync(signed.NonceKey.ToNonce(0), FakeWorld.Start.AddSeconds(60));
        await signed.DisposeAsync();

        Task<LaneLease> waiting = two.AcquireAsync();
        await Task.Delay(100);
        bool wasTaken = !waiting.IsCompleted;
        rig.World.Mine(1, seconds: 120);
        await using LaneLease next = await waiting.WaitAsync(Limit);

        Assert.True(wasTaken);
        Assert.Equal(signed.NonceKey, next.NonceKey);
    }

    [Fact]
    public async Task Node_that_does_not_answer_gives_no_lane_away()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        using NonceLanes lanes = Lanes(rig);
        LaneLease signed = await lanes.AcquireAsync();
        await signed.CoverAsync(signed.NonceKey.ToNonce(0), FakeWorld.Start.AddSeconds(60));
        await signed.DisposeAsync();
        rig.World.Mine(1, seconds: 120);
        rig.World.Node.On("eth_getBlockByNumber", _ => FakeReply.Html(503));

        SessionKeyException busy = await Assert.ThrowsAsync<SessionKeyException>(
            () => lanes.AcquireAsync().WaitAsync(Limit));

        Assert.Equal("lanes-busy", busy.Id);
    }

    [Fact]
    public async Task What_is_missing_or_out_of_range_is_refused_at_once()
    {
        await using SubmitterRig rig = new();
        CapabilityEnvelope envelope = rig.Session.Grant.Grant.Envelope;
        NodeClient node = rig.Session.Node;
        ISmartAccount account = rig.Session.Account;
        const EntryPointVersion Version = EntryPointVersion.V08;

        Assert.Throws<ArgumentNullException>(() => new NonceLanes(null!, node, 1, Version, account, envelope));
        Assert.Throws<ArgumentNullException>(() => new NonceLanes(rig.Log, null!, 1, Version, account, envelope));
        Assert.Throws<ArgumentNullException>(() => new NonceLanes(rig.Log, node, 1, Version, null!, envelope));
        Assert.Throws<ArgumentNullException>(() => new NonceLanes(rig.Log, node, 1, Version, account, null!));
        Assert.All<NonceLanesOptions>(
            [
                new() { MaxLanes = 0 }, new() { MaxLanes = 1_025 },
                new() { LeaseTime = TimeSpan.FromMilliseconds(999) }, new() { ClaimMargin = TimeSpan.FromSeconds(-1) },
                new() { WaitTimeout = TimeSpan.Zero }, new() { PollInterval = TimeSpan.FromSeconds(11) },
            ],
            options => Assert.Throws<ArgumentOutOfRangeException>(
                () => new NonceLanes(rig.Log, node, 1, Version, account, envelope, options)));
    }

    private static NonceLanes Lanes(
        SubmitterRig rig,
        ISubmissionLog? log = null,
        ulong chainId = 31337,
        EntryPointVersion version = EntryPointVersion.V08,
        TimeSpan? wait = null) => new(
            log ?? rig.Log,
            rig.Session.Node,
            chainId,
            version,
            rig.Session.Account,
            rig.Session.Grant.Grant.Envelope,
            new NonceLanesOptions
            {
                WaitTimeout = wait ?? TimeSpan.FromMilliseconds(300),
                PollInterval = TimeSpan.FromMilliseconds(5),
            });
}

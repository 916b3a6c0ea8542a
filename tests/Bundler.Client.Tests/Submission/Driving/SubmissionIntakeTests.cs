namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Which lanes a submission may stand on, and how long it waits for one.</summary>
public sealed class SubmissionIntakeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Wait_for_a_lane_is_bounded_and_ends_with_a_named_error()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(laneTimeout: 200));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit));
        await rig.FinishAsync(submitter, "order-1");
        await submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);
        Submission end = await rig.FinishAsync(submitter, "order-2");

        Assert.Equal("lanes-busy", error.Id);
        Assert.Equal(SubmissionState.Final, end.State);
    }

    /// <summary>The lease of the other one is over by this machine's clock, which may have jumped.</summary>
    [Fact]
    public async Task Lane_that_was_signed_for_outside_submissions_comes_back_by_the_word_of_the_chain_alone()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        NonceLane lane = new(
            Samples.ChainId,
            EntryPoints.V08,
            rig.Session.Account.Address,
            rig.Session.Account.NonceKey(rig.Session.Grant.Grant.Envelope, UInt256.Zero));
        DateTimeOffset start = FakeWorld.Start;
        BookRecord[] records =
        [
            new LaneLeased(start, lane, "another", start.AddSeconds(61)),
            new LaneCovered(start, lane, "another", 0, start.AddSeconds(60), start.AddSeconds(61)),
        ];
        await new BookKeeper(rig.Log).ChangeAsync(_ => new BookChange<bool>(true, records));
        OffsetClock clock = new(start.AddHours(1) - TimeProvider.System.GetUtcNow());
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(clock: clock, laneTimeout: 300));

        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]).WaitAsync(Limit));
        rig.World.Mine(1, seconds: 120);
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]).WaitAsync(Limit);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal("lanes-busy", error.Id);
        Assert.Equal(SubmissionState.Final, end.State);
    }
}

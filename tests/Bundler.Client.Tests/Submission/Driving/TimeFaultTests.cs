using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Clocks that are wrong (FI-15) and machines that stand still (FI-35).</summary>
public sealed class TimeFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(-600)]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(600)]
    public async Task FI_15_clock_of_the_machine_changes_no_claim(int seconds)
    {
        await using SubmitterRig rig = new();
        OffsetClock clock = new(TimeSpan.FromSeconds(seconds));
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 1, clock: clock));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Included, Limit);
        clock.Offset = -clock.Offset;
        await rig.FinishAsync(submitter, "order-1");

        EmulatedOperation sent = Assert.Single(rig.World.Sent);
        Assert.Single(rig.World.Taken);
        Assert.Equal(FakeWorld.Start.AddSeconds(-6), FakeWorld.ClaimOf(sent.Operation).ClaimedAt);
    }

    /// <summary>Negative control: with other rules for the claim the same bundler refuses.</summary>
    [Theory]
    [InlineData(0, 600, 40)]
    [InlineData(6, 35, 1)]
    public async Task FI_15_claim_without_lag_or_rest_is_refused(int lag, int patience, int leastRest)
    {
        await using SubmitterRig rig = new();
        ClaimPolicy policy = new()
        {
            Lag = TimeSpan.FromSeconds(lag),
            Patience = TimeSpan.FromSeconds(patience),
            LeastRest = TimeSpan.FromSeconds(leastRest),
        };
        ClaimPlan plan = policy.Plan(rig.Session.Grant.Grant, rig.World.Time);
        UserOperation prepared = await rig.Session.Sender.PrepareAsync(
            rig.Session.Draft([SubmitterRig.Transfer(7)]),
            rig.Session.Signer([SubmitterRig.Transfer(7)], plan.Claim));
        UserOperation signed = await rig.Session.Sender.SignAsync(
            prepared, rig.Session.Signer([SubmitterRig.Transfer(7)], plan.Claim));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => rig.Session.Sender.Bundler.SendUserOperationAsync(signed, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.OutsideTimeRange, error.Kind);
    }

    [Fact]
    public async Task FI_15_session_that_ends_within_forty_seconds_is_refused_with_that_reason()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with
        {
            ExpiresAt = FakeWorld.Start.AddSeconds(39),
        });
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Failed, end.State);
        Assert.Equal("claim-ends-soon", end.Refusal!.Reason);
        Assert.Contains("expiresAt", end.Refusal.Message, StringComparison.Ordinal);
        Assert.Empty(rig.World.Sent);
    }

    [Theory]
    [InlineData(41, false)]
    [InlineData(39, true)]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    public async Task FI_15_grace_is_claimed_near_the_edge_of_a_budget_window(int secondsToEdge, bool grace)
    {
        await using SubmitterRig rig = new(change: envelope => envelope with
        {
            Budgets = [Budget.Calendar(Asset.Operations, 100, TimeSpan.FromHours(1))],
        });
        rig.World.Mine(1, seconds: 3_600 - secondsToEdge);
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Included, Limit);

        Assert.Equal(grace, (FakeWorld.ClaimOf(Assert.Single(rig.World.Sent).Operation).Flags & 4) != 0);
    }

    [Fact]
    public async Task FI_35_stall_between_signing_and_sending_sends_nothing_that_is_out_of_time()
    {
        await using SubmitterRig rig = new();
        int stalls = 0;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(faultPoint: point =>
        {
            if (point == FaultPoints.Signed && ++stalls == 1)
            {
                rig.World.Mine(1, seconds: 580);
            }
        }));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(2, end.Attempts.Count);
        Assert.Equal(end.Attempts[1].Hash, Assert.Single(rig.World.Sent).Hash);
        Assert.Single(rig.World.Taken);
    }
}

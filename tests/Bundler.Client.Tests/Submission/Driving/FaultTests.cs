using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class FaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

    private static readonly FakeReply NoFunds =
        FakeReply.Error(-32500, "UserOperation reverted with reason: AA21 didn't pay prefund");

    private static readonly FakeReply NoDeposit = FakeReply.Error(-32508, "AA31 paymaster deposit too low");

    public static TheoryData<string> Profiles => [.. BundlerProfile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task FI_08_answers_of_a_pending_operation_are_not_taken_for_a_refusal(string profile)
    {
        await using SubmitterRig rig = new(BundlerProfile.All.Single(each => each.Name == profile));
        rig.World.AutoMine = false;
        int answers = 0;
        rig.World.AfterTake = _ => ++answers == 1 ? FakeReply.Closed() : null;
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Single(rig.World.Sent.Select(each => each.Hash).Distinct());
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task FI_08_used_nonce_after_a_lost_answer_is_looked_up_on_the_node(string profile)
    {
        await using SubmitterRig rig = new(BundlerProfile.All.Single(each => each.Name == profile));
        rig.World.AfterTake = _ => FakeReply.Closed();
        rig.World.HidesReceipts = true;
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task FI_09_operation_that_was_forgotten_and_replaced_is_included_late_with_one_effect()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(replaceAfter: 60, resend: 30_000));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.PoolSize == 1));
        EmulatedOperation old = Assert.Single(rig.World.ForgetPool());

        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Taken.Count > 1));
        rig.World.ForgetPool();
        rig.World.Remember(old);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(old.Hash, end.Inclusion!.Hash);
        Assert.True(end.Attempts[0].IsReplaced);
        Assert.Single(rig.World.Sent.Select(each => each.Operation.Nonce).Distinct());
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task FI_09_replacement_raises_both_fees_by_twelve_percent_or_to_what_the_bundler_asks()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        rig.World.Price = new FeesPerGas(1_001, 101);
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(replaceAfter: 50));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Taken.Count == 2));
        rig.World.Price = new FeesPerGas(5_000, 1);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Taken.Count == 3));
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(new FeesPerGas(1_001, 101), end.Attempts[0].Fees);
        Assert.Equal(new FeesPerGas(1_122, 114), end.Attempts[1].Fees);
        Assert.Equal(new FeesPerGas(5_000, 128), end.Attempts[2].Fees);
    }

    [Fact]
    public async Task FI_13_fees_above_the_cap_stop_the_submission_until_they_fall()
    {
        await using SubmitterRig rig = new();
        FeesPerGas usual = rig.World.Price;
        rig.World.Price = new FeesPerGas(usual.MaxFeePerGas * 100UL, usual.MaxPriorityFeePerGas * 100UL);
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(maxCost: 1_000_000_000));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "CostOutOfBounds");
        Submission stopped = (await submitter.FindAsync("order-1"))!;
        rig.World.Price = usual;
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Prepared, stopped.State);
        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Null(end.Refusal);
        Assert.Single(rig.World.Sent);
    }

    [Fact]
    public async Task FI_13_gas_budget_of_the_session_is_a_cap()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with
        {
            FeesUnlimited = false,
            Budgets = [Budget.Lifetime(Asset.Gas, 1_000_000)],
        });
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "CostOutOfBounds");

        Assert.Empty(rig.World.Sent);
    }

    [Theory]
    [InlineData(true, "PrefundTooLow")]
    [InlineData(false, "PrefundTooLow")]
    [InlineData(true, "PaymasterDepositTooLow")]
    [InlineData(false, "PaymasterDepositTooLow")]
    public async Task FI_14_missing_funds_pause_and_the_submission_goes_on_when_they_are_there(
        bool atEstimate, string reason)
    {
        await using SubmitterRig rig = new();
        FakeReply? poor = reason == "PrefundTooLow" ? NoFunds : NoDeposit;
        rig.World.OnEstimate = _ => atEstimate ? poor : null;
        rig.World.BeforeTake = _ => poor;
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", reason);
        if (!atEstimate)
        {
            // Hours pass: the claim ends meanwhile.
            rig.World.OnEstimate = _ => poor;
            rig.World.Mine(3, seconds: 3_600);
            await Task.Delay(50);
        }

        poor = null;
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

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

    [Fact]
    public async Task FI_33_wrong_hash_of_a_bundler_is_settled_by_the_node()
    {
        await using SubmitterRig rig = new();
        rig.World.AfterTake = _ => FakeReply.Result($"\"{Samples.Hash(9)}\"");
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Equal(rig.World.Executed[0].Operation.Hash, end.Inclusion!.Hash);
    }

    [Fact]
    public async Task FI_33_estimate_for_another_sender_is_not_signed()
    {
        await using SubmitterRig rig = new();
        rig.World.OnEstimate = _ => FakeReply.Result(
            $$"""
            {"sender":"{{LifeCycle.Paymaster}}","preVerificationGas":"0xc03a","verificationGasLimit":"0x4644d",
            "callGasLimit":"0x9597"}
            """);
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Failed, end.State);
        Assert.Equal("AnswerChangesOperation", end.Refusal!.Reason);
        Assert.Empty(rig.World.Sent);
    }

    [Fact]
    public async Task FI_17_log_that_cannot_be_written_lets_nothing_be_sent()
    {
        ForgetfulLog log = new() { Failure = () => new SessionKeyException("journal-full", "The disk is full.") };
        await using SubmitterRig rig = new(log: log);
        SessionSubmitter submitter = rig.Submitter();
        await Assert.ThrowsAsync<SessionKeyException>(
            () => submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]));

        log.Failure = null;
        SessionSubmitter second = rig.Submitter(SubmitterRig.Quick(faultPoint: point =>
        {
            if (point == FaultPoints.SignedNotRecorded)
            {
                log.Failure ??= () => new SessionKeyException("journal-full", "The disk is full.");
            }
        }));
        await second.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(second, "order-1", "journal-full");

        Assert.Empty(rig.World.Sent);
    }
}

using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Bundlers that lose answers, forget or lie (FI-08, FI-09, FI-33), and disks that are full (FI-17).</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

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

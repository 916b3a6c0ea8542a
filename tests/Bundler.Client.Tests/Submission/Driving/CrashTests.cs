using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-01 to FI-04: a submitter dies at each point, and another one finds each state of the world.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

    public enum Recovery
    {
        Resumes,
        IsAskedAgain,
        FindsItMined,
        FindsThePoolForgotten,
        FindsTheClaimOver,
        FindsABlockGone,
        HasAClockSetBack,
    }

    public static TheoryData<string, Recovery> Cases
    {
        get
        {
            TheoryData<string, Recovery> cases = [];
            foreach (string point in FaultPoints.All)
            {
                foreach (Recovery recovery in Enum.GetValues<Recovery>())
                {
                    cases.Add(point, recovery);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Crash_at_a_point_is_recovered_with_one_effect(string point, Recovery recovery)
    {
        using TemporaryFolder folder = new();
        using JournalFile log = new(folder.Journal);
        await using SubmitterRig rig = new(log: log);
        bool isRecorded = await CrashAsync(rig, point);

        Change(rig.World, recovery);
        OffsetClock clock = new(recovery == Recovery.HasAClockSetBack ? TimeSpan.FromMinutes(-10) : TimeSpan.Zero);
        SessionSubmitter second = rig.Submitter(SubmitterRig.Quick(confirmations: 2, clock: clock));
        if (recovery != Recovery.IsAskedAgain)
        {
            IReadOnlyList<Submission> resumed = await second.ResumeAsync();
            Assert.Equal(isRecorded && point != FaultPoints.Final, resumed.Count == 1);
        }

        await second.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await rig.FinishAsync(second, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
        Assert.Single(rig.World.Taken.Select(each => each.Operation.Nonce).Distinct());
        Assert.All(rig.World.Taken, each => Assert.Contains(end.Attempts, attempt => attempt.Hash == each.Hash));
        if (recovery is Recovery.Resumes or Recovery.IsAskedAgain)
        {
            Assert.Single(rig.World.Sent.Select(each => each.Hash).Distinct());
        }
    }

    [Fact]
    public async Task Lane_of_a_crashed_submission_is_used_on_without_a_gap()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        await CrashAsync(rig, FaultPoints.NonceRead);
        rig.World.AutoMine = true;

        SessionSubmitter second = rig.Submitter();
        await second.ResumeAsync();
        await second.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);
        await rig.FinishAsync(second, "order-1");
        await rig.FinishAsync(second, "order-2");

        Assert.Equal([0UL, 1UL], rig.World.Executed.Select(each => LaneSequence.Of(each.Operation.Operation.Nonce)));
    }

    /// <summary>
    /// Negative control: the append before the send is not durable, so that a crash forgets the bytes.
    /// </summary>
    [Fact]
    public async Task Checker_finds_the_second_effect_of_a_log_that_forgets_what_was_signed()
    {
        ForgetfulLog log = new();
        await using SubmitterRig rig = new(log: log);
        await CrashAsync(rig, FaultPoints.SentNotRecorded);
        rig.World.Mine();
        log.Forget(behind: 1);

        SessionSubmitter second = rig.Submitter();
        await second.ResumeAsync();
        await rig.FinishAsync(second, "order-1");

        Assert.Contains("order-1 has 2 effects", await SubmissionChecker.CheckAsync(rig, One));
    }

    /// <summary>Negative control: after a lost answer the same calls go out under a fresh nonce.</summary>
    [Fact]
    public async Task Checker_finds_the_second_effect_of_a_fresh_nonce_after_a_lost_answer()
    {
        await using SubmitterRig rig = new();
        int answers = 0;
        rig.World.AfterTake = _ => ++answers == 1 ? FakeReply.Closed() : null;
        SessionSubmitter submitter = rig.Submitter();
        await Assert.ThrowsAsync<BundlerException>(() => rig.Session.SendAsync([SubmitterRig.Transfer(7)], lane: 9));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await rig.FinishAsync(submitter, "order-1");

        Assert.Contains("order-1 has 2 effects", await SubmissionChecker.CheckAsync(rig, One));
    }

    /// <summary>Lets a submitter die at a point; says whether the submission was recorded by then.</summary>
    private static async Task<bool> CrashAsync(SubmitterRig rig, string point)
    {
        rig.World.AutoMine = false;
        TaskCompletionSource dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SessionSubmitter first = rig.Submitter(SubmitterRig.Quick(confirmations: 2, faultPoint: reached =>
        {
            if (reached == point)
            {
                dead.TrySetResult();
                throw new InvalidOperationException("the process died here");
            }
        }));
        Task submit = first.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        using CancellationTokenSource limit = new(Limit);
        while (!dead.Task.IsCompleted)
        {
            await Task.Delay(10, limit.Token);
            bool waitsForBlocks = rig.World.PoolSize > 0 || rig.World.Executed.Count > 0;
            rig.World.Mine(waitsForBlocks && FaultPoints.All.IndexOf(point) > 6 ? 1 : 0);
        }

        await dead.Task.WaitAsync(Limit);
        await submit.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(Limit);
        await first.DisposeAsync();
        return point != FaultPoints.BeforePrepared;
    }

    private static void Change(FakeWorld world, Recovery recovery)
    {
        switch (recovery)
        {
            case Recovery.FindsItMined:
                world.HidesReceipts = true;
                world.Mine();
                break;
            case Recovery.FindsThePoolForgotten:
                world.ForgetPool();
                break;
            case Recovery.FindsTheClaimOver:
                world.Mine(2, seconds: 400);
                break;
            case Recovery.FindsABlockGone when world.Executed.Count > 0 && world.BlocksSinceLastExecution < 2:
                world.Reorganise(world.BlocksSinceLastExecution + 1, keeps: false);
                break;
        }
    }
}

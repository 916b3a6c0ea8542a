using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What a cancelled submission may still do, before and after its signature, here and elsewhere.</summary>
public sealed class CancelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Cancelled_before_the_signature_it_is_dropped_at_once_and_its_lane_is_free()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.OnEstimate = _ => FakeReply.Html(503);
        SessionSubmitter submitter = rig.Submitter();
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);

        Submission cancelled = await submitter.CancelAsync("order-1");
        rig.World.OnEstimate = null;
        await submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);
        Submission next = await submitter.WaitAsync("order-2", timeout: Limit);
        Submission again = await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);

        Assert.Equal((SubmissionState.Dropped, true), (cancelled.State, cancelled.IsCancelled));
        Assert.Equal(SubmissionState.Final, next.State);
        Assert.Equal(SubmissionState.Dropped, again.State);
        Assert.Single(rig.World.Executed);
    }

    /// <summary>Between signature and record, and between record and send: the two last moments.</summary>
    [Theory]
    [InlineData(FaultPoints.SignedNotRecorded, SubmissionState.Dropped)]
    [InlineData(FaultPoints.Signed, SubmissionState.Signed)]
    public async Task Cancelled_by_somebody_else_before_the_send_nothing_is_ever_sent(
        string point, SubmissionState state)
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        SessionSubmitter other = rig.Submitter();
        TaskCompletionSource<Submission> cancelled = new();
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(faultPoint: reached =>
        {
            if (reached == point && !cancelled.Task.IsCompleted)
            {
                cancelled.SetResult(other.CancelAsync("order-1").WaitAsync(Limit).GetAwaiter().GetResult());
            }
        }));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission then = await cancelled.Task.WaitAsync(Limit);
        await Task.Delay(150);
        rig.World.Mine(1, seconds: 700);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(state, then.State);
        Assert.Equal((SubmissionState.Dropped, true), (end.State, end.IsCancelled));
        Assert.Empty(rig.World.Sent);
    }

    [Fact]
    public async Task Cancelled_after_the_send_it_is_neither_sent_again_nor_replaced_and_ends_with_its_claim()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 5, replaceAfter: 300));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);

        Submission cancelled = await submitter.CancelAsync("order-1");
        await Task.Delay(50);
        int sent = rig.World.Sent.Count;
        rig.World.ForgetPool();
        await Task.Delay(600);
        Submission waiting = (await submitter.FindAsync("order-1"))!;
        rig.World.Mine(1, seconds: 700);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal((SubmissionState.Sent, true), (cancelled.State, cancelled.IsCancelled));
        Assert.Equal(SubmissionState.Sent, waiting.State);
        Assert.NotNull(waiting.LastClaimEnd);
        Assert.Equal(sent, rig.World.Sent.Count);
        Assert.Equal((SubmissionState.Dropped, 1), (end.State, end.Attempts.Count));
        Assert.Empty(rig.World.Executed);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Cancelled_too_late_its_inclusion_is_told_also_after_a_crash()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter first = rig.Submitter();
        await first.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await first.WaitAsync("order-1", SubmissionState.Sent, Limit);
        Submission cancelled = await first.CancelAsync("order-1");
        await first.DisposeAsync();
        int sent = rig.World.Sent.Count;

        SessionSubmitter second = rig.Submitter();
        await second.ResumeAsync();
        Submission end = await rig.FinishAsync(second, "order-1");
        Submission after = await second.CancelAsync("order-1");

        Assert.True(cancelled.IsCancelled);
        Assert.Equal((SubmissionState.Final, true), (end.State, end.Inclusion!.Success));
        Assert.Equal(end, after);
        Assert.Equal(sent, rig.World.Sent.Count);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Refused_for_good_and_cancelled_it_says_until_when_its_lane_is_taken()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.BeforeTake = _ => FakeReply.Error(-32507, "AA24 signature error");
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(laneTimeout: 200));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "SignatureRejected");

        Submission cancelled = await submitter.CancelAsync("order-1");
        SessionKeyException busy = await Assert.ThrowsAsync<SessionKeyException>(
            () => submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit));
        rig.World.BeforeTake = null;
        rig.World.Mine(1, seconds: (int)(cancelled.LastClaimEnd!.Value - FakeWorld.Start).TotalSeconds + 1);
        Submission end = await rig.FinishAsync(submitter, "order-1");
        await submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);

        Assert.Equal("lanes-busy", busy.Id);
        Assert.Equal(SubmissionState.Dropped, end.State);
        Assert.Single(end.Attempts);
    }

    [Fact]
    public async Task Unknown_submission_cannot_be_cancelled()
    {
        await using SubmitterRig rig = new();

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Submitter().CancelAsync("order-1"));
    }

    private static Dictionary<string, Call> One => new() { ["order-1"] = SubmitterRig.Transfer(7) };
}

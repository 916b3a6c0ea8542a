using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What a refusal that no waiting changes does before and after a signature.</summary>
public sealed class FinalRefusalTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(-32000, "the moon is full", 200, "Unknown")]
    [InlineData(-32601, "Method not found", 200, "MethodNotFound")]
    [InlineData(-32602, "EntryPoint is not supported", 200, "EntryPointNotSupported")]
    [InlineData(0, "", 401, "Unauthorized")]
    public async Task Final_refusal_before_anything_is_signed_ends_the_submission_and_frees_the_lane(
        int code, string message, int status, string reason)
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.OnEstimate = _ => status == 200 ? FakeReply.Error(code, message) : FakeReply.Html(status);
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);
        rig.World.OnEstimate = null;
        await submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);
        Submission next = await submitter.WaitAsync("order-2", timeout: Limit);

        Assert.Equal((SubmissionState.Failed, reason), (end.State, end.Refusal!.Reason));
        Assert.Empty(end.Attempts);
        Assert.Equal(SubmissionState.Final, next.State);
    }

    [Fact]
    public async Task Refusal_that_passes_before_anything_is_signed_keeps_the_submission_waiting()
    {
        await using SubmitterRig rig = new();
        int answers = 0;
        rig.World.OnEstimate = _ => ++answers switch
        {
            <= 6 => FakeReply.Html(503),
            <= 8 => FakeReply.Error(-32000, "the moon is full"),
            _ => null,
        };
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(9, answers);
        Assert.Equal(SubmissionState.Final, end.State);
    }

    [Fact]
    public async Task Signed_operation_that_is_refused_for_good_is_not_sent_at_every_pause()
    {
        await using SubmitterRig rig = new();
        rig.World.BeforeTake = _ => FakeReply.Error(-32507, "AA24 signature error");
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 1_500));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "SignatureRejected");
        await Task.Delay(1_000);
        int sent = rig.World.Sent.Count;
        rig.World.Mine(1, seconds: 700);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(1, sent);
        Assert.Equal((SubmissionState.Failed, "SignatureRejected"), (end.State, end.Refusal!.Reason));
    }

    [Fact]
    public async Task Signed_operation_that_was_refused_for_good_by_mistake_is_sent_again_in_time()
    {
        await using SubmitterRig rig = new();
        rig.World.BeforeTake =
            _ => rig.World.Sent.Count == 1 ? FakeReply.Error(-32507, "AA24 signature error") : null;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 20));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Equal(2, rig.World.Sent.Count);
    }
}

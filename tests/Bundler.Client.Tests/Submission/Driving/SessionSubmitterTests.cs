using System.Diagnostics;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class SessionSubmitterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Calls_are_included_and_become_final_with_their_confirmations()
    {
        await using SubmitterRig rig = new();
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 3));

        Submission taken = await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission included = await submitter.WaitAsync("order-1", SubmissionState.Included, Limit);
        rig.World.Mine(3);
        Submission final = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal("order-1", taken.Id);
        Assert.Equal(SubmissionState.Included, included.State);
        Assert.Equal(SubmissionState.Final, final.State);
        Assert.True(final.Inclusion!.Success);
        Assert.Equal(rig.World.Executed[0].Transaction, final.Inclusion.TransactionHash);
        Assert.Single(rig.World.Sent);
    }

    [Fact]
    public async Task Inclusion_is_found_at_the_node_and_the_bundler_is_asked_for_nothing_meanwhile()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 60_000));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        int before = rig.World.Node.Requests.Count;
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Node.Requests.Count >= before + 20));
        Submission final = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, final.State);
        Assert.Empty(rig.World.Bundler.RequestsOf("pimlico_getUserOperationStatus"));
        Assert.Empty(rig.World.Bundler.RequestsOf("eth_getUserOperationReceipt"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bundler_is_asked_where_the_node_shows_or_gives_no_logs(bool refuses)
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        rig.World.HidesLogs = () => true;
        if (refuses)
        {
            rig.World.Node.On("eth_getLogs", FakeReply.Error(-32601, "the method eth_getLogs does not exist"));
        }

        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 60_000));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        Submission final = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, final.State);
        Assert.NotEmpty(rig.World.Bundler.RequestsOf("eth_getUserOperationReceipt"));
    }

    [Fact]
    public async Task Given_up_operation_is_sent_again_before_its_interval_and_the_status_asked_for_rarely()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        rig.World.Bundler.On(
            "pimlico_getUserOperationStatus",
            FakeReply.Result("""{"status":"not_submitted","transactionHash":null}"""),
            FakeReply.Result("""{"status":"rejected","transactionHash":null}"""),
            FakeReply.Result("""{"status":"not_submitted","transactionHash":null}"""));
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 4_000));

        long start = Stopwatch.GetTimestamp();
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Sent.Count == 2));
        TimeSpan waited = Stopwatch.GetElapsedTime(start);

        Assert.InRange(waited, TimeSpan.FromMilliseconds(2_000), TimeSpan.FromMilliseconds(3_999));
        Assert.Equal(2, rig.World.Bundler.RequestsOf("pimlico_getUserOperationStatus").Count);
        Assert.Single(rig.World.Sent.Select(each => each.Hash).Distinct());
    }

    [Fact]
    public async Task Same_id_is_one_submission_for_a_hundred_callers()
    {
        await using SubmitterRig rig = new();
        SessionSubmitter submitter = rig.Submitter();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(
            _ => submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)])));
        await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Single(rig.World.Executed);
        SessionKeyException error = await Assert.ThrowsAsync<SessionKeyException>(
            () => submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(8)]));
        Assert.Equal("submission-id-reused", error.Id);
    }

    [Fact]
    public async Task Lost_answer_leads_to_the_same_bytes_and_one_effect()
    {
        await using SubmitterRig rig = new();
        int answers = 0;
        rig.World.AfterTake = _ => ++answers == 1 ? FakeReply.Closed() : null;
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission final = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Final, final.State);
        Assert.Single(rig.World.Sent.Select(each => each.Hash).Distinct());
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    private static Dictionary<string, Call> One => new() { ["order-1"] = SubmitterRig.Transfer(7) };
}

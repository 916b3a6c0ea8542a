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

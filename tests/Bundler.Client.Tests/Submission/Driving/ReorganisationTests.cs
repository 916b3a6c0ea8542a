namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-11: blocks that were there are gone.</summary>
public sealed class ReorganisationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(5, true, false)]
    [InlineData(12, true, false)]
    [InlineData(1, false, false)]
    [InlineData(5, false, false)]
    [InlineData(12, false, false)]
    [InlineData(5, true, true)]
    public async Task FI_11_reorganisation_moves_the_state_back(int depth, bool keeps, bool revertsThen)
    {
        await using SubmitterRig rig = new();
        rig.World.Mine(20);
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 12));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission first = await submitter.WaitAsync("order-1", SubmissionState.Included, Limit);
        List<SubmissionState> states = [];
        Task watching = WatchAsync(submitter, states);
        rig.World.Mine(depth - 1);
        rig.World.AutoMine = false;
        if (revertsThen)
        {
            rig.World.Revert(first.Inclusion!.Hash);
        }

        rig.World.Reorganise(depth, keeps);
        await SubmitterRig.UntilAsync(async () =>
            (await submitter.FindAsync("order-1"))!.Inclusion?.BlockHash != first.Inclusion!.BlockHash);
        Submission end = await rig.FinishAsync(submitter, "order-1");
        await watching.WaitAsync(Limit);

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.NotEqual(first.Inclusion!.BlockHash, end.Inclusion!.BlockHash);
        Assert.NotEqual(first.Inclusion.TransactionHash, end.Inclusion.TransactionHash);
        Assert.Equal(first.Inclusion.Hash, end.Inclusion.Hash);
        Assert.Equal(!revertsThen, end.Inclusion.Success);
        Assert.Contains(SubmissionState.Sent, states);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    private static async Task WatchAsync(SessionSubmitter submitter, List<SubmissionState> states)
    {
        await foreach (Submission each in submitter.WatchAsync("order-1"))
        {
            states.Add(each.State);
        }
    }
}

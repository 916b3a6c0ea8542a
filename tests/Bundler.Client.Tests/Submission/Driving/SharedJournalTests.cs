namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-07: two submitters on one journal.</summary>
public sealed class SharedJournalTests
{
    [Fact]
    public async Task FI_07_two_submitters_on_one_journal_have_unique_nonces_without_gaps()
    {
        using TemporaryFolder folder = new();
        using JournalFile one = new(folder.Journal);
        using JournalFile two = new(folder.Journal);
        await using SubmitterRig rig = new(log: one);
        await using SessionSubmitter second = new(two, rig.Session, SubmitterRig.Quick(lease: 30_000));
        SessionSubmitter[] submitters = [rig.Submitter(SubmitterRig.Quick(lease: 30_000)), second];
        Dictionary<string, Call> accepted =
            Enumerable.Range(0, 200).ToDictionary(i => $"order-{i}", i => SubmitterRig.Transfer((ulong)i + 1));

        await Task.WhenAll(accepted.Select(async (pair, i) =>
        {
            await submitters[i % 2].SubmitAsync(pair.Key, [pair.Value]);
            await submitters[i % 2].WaitAsync(pair.Key, timeout: TimeSpan.FromSeconds(60));
        }));

        Assert.Empty(await SubmissionChecker.CheckAsync(rig, accepted));
        Assert.Equal(200, rig.World.Executed.Count);
        Assert.All(
            rig.World.Executed.GroupBy(each => each.Operation.Operation.Nonce >> 64),
            lane => Assert.Equal(
                Enumerable.Range(0, lane.Count()).Select(i => (ulong)i),
                lane.Select(each => LaneSequence.Of(each.Operation.Operation.Nonce))));
    }
}

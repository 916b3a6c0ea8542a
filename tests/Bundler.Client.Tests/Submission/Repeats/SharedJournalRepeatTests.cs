using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-07: two submitters on one journal, of which one may die.</summary>
public sealed class SharedJournalRepeatTests(ITestOutputHelper output)
{
    private const int Orders = 12;

    [Fact]
    public Task Two_submitters_on_one_journal_break_no_promise() =>
        FaultTurn.RepeatAsync(output, "FI-07", async turn =>
        {
            using TemporaryFolder folder = new();
            using JournalFile one = new(folder.Journal);
            using JournalFile two = new(folder.Journal);

            List<string> findings = await RunAsync(turn, one, two, turn.Point);

            Assert.True(findings.Count == 0, string.Join("; ", findings));
        }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: each has a journal of its own, and knows nothing of the other's lanes.</summary>
    [Fact]
    public async Task Two_submitters_on_two_journals_break_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-07 control", async turn => findings.AddRange(
            await RunAsync(turn, new InMemorySubmissionLog(), new InMemorySubmissionLog(), null)));

        Assert.NotEmpty(findings);
    }

    private static async Task<List<string>> RunAsync(
        FaultTurn turn, ISubmissionLog one, ISubmissionLog two, string? point)
    {
        await using SubmitterRig rig = new(log: one, change: each => each with { LaneBits = 2 });
        await using FaultRun run = new(turn, rig);
        await using SessionSubmitter other = new(two, rig.Session, SubmitterRig.Quick(confirmations: 1));
        string[] others = [.. Enumerable.Range(0, Orders).Select(i => $"other-{i}")];
        Array.ForEach(others, id => run.Orders.Add(id, SubmitterRig.Transfer((ulong)(100 + run.Orders.Count))));

        Task beside = run.OrderAsync(other, others, CancellationToken.None);
        await run.RunAsync(Orders, point, at => SubmitterRig.Quick(confirmations: 1, faultPoint: at));
        await beside;
        return await run.CheckAsync();
    }
}

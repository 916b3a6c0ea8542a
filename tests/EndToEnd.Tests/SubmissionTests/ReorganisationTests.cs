using System.Text.Json;
using SessionKeys.Bundler.Client;
using SessionKeys.SubmissionWorker;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>FI-11 on a real node and bundler.</summary>
public sealed class ReorganisationTests(SubmissionScenario scenario) : IClassFixture<SubmissionScenario>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public async Task Operation_of_a_block_that_is_gone_is_sent_again_and_counts_once(int depth)
    {
        DeterministicBytes random = new(FuzzProfile.Seed ^ (ulong)depth);
        for (int i = 0; i < FuzzProfile.Cases(1, 7); i++)
        {
            await ReorganiseOnceAsync(
                depth, random.Below(depth), random.Below(300), $"seed {FuzzProfile.Seed}, depth {depth}, turn {i}");
        }
    }

    /// <param name="depth">How many blocks are gone.</param>
    /// <param name="later">How many of them came after the operation's.</param>
    /// <param name="pause">How long the submitter knows of the inclusion before, milliseconds.</param>
    /// <param name="label">What a failure begins with.</param>
    private async Task ReorganiseOnceAsync(int depth, int later, int pause, string label)
    {
        SubmitJob job = await scenario.CreateJobAsync(new Dictionary<string, ulong> { ["order-1"] = 9 });
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Hex.Parse(job.Secret));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");
        using JournalFile log = new(journal);
        await using SessionSubmitter submitter = new(log, job.Client(http, key), Quick);
        for (int i = 0; i < 12; i++)
        {
            await scenario.Stack.Chain.Client.MineAsync();
        }

        await submitter.SubmitAsync("order-1", [job.Transfer(9)]);
        Submission first = await submitter.WaitAsync("order-1", SubmissionState.Included, Limit);
        for (int i = 0; i < later; i++)
        {
            await scenario.Stack.Chain.Client.MineAsync();
        }

        await Task.Delay(pause);
        await ReorganiseAsync(depth);
        List<SubmissionState> states = [];
        Submission end = await scenario.WithBlocksAsync(WatchAsync(submitter, states));

        Assert.True(end.State == SubmissionState.Final, $"{label}: {end.State}");
        Assert.True(states.Contains(SubmissionState.Sent), $"{label}: {string.Join(", ", states)}");
        Assert.True(first.Inclusion!.BlockHash != end.Inclusion!.BlockHash, $"{label}: the same block");
        IReadOnlyList<string> findings = await scenario.CheckAsync(journal, job);
        Assert.True(findings.Count == 0, $"{label}: {string.Join("; ", findings)}");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Operation_that_reverts_the_second_time_is_recorded_as_such()
    {
        SubmitJob job = await scenario.CreateJobAsync(new Dictionary<string, ulong> { ["order-1"] = 9 });
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Hex.Parse(job.Secret));
        InMemorySubmissionLog log = new();
        SessionSubmitter first = new(log, job.Client(http, key), Quick);
        await first.SubmitAsync("order-1", [job.Transfer(9)]);
        Submission included = await first.WaitAsync("order-1", SubmissionState.Included, Limit);
        await first.DisposeAsync();

        await ReorganiseAsync(1);
        UInt256 all = await scenario.Stack.GetTokenBalanceAsync(
            scenario.Stack.Contracts.Token, scenario.Rig.Account.Address);
        Call drain = Call.Function(
            scenario.Stack.Contracts.Token, "transfer(address,uint256)", SessionScenario.Recipient, all);
        await scenario.Stack.Chain.Client.ImpersonateAsync(scenario.Rig.Account.Address);
        await scenario.Stack.Chain.Client.SendTransactionAsync(
            drain.Target, drain.Data.ToArray(), scenario.Rig.Account.Address);
        await using SessionSubmitter second = new(log, job.Client(http, key), Quick);
        await second.ResumeAsync();
        Submission end = await scenario.WithBlocksAsync(WatchAsync(second, []));
        await SessionContracts.MintAsync(
            scenario.Stack.Chain, scenario.Stack.Contracts.Token, scenario.Rig.Account.Address, all);

        Assert.True(included.Inclusion!.Success);
        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Equal(included.Inclusion.Hash, end.Inclusion!.Hash);
        Assert.False(end.Inclusion.Success);
    }

    private static SessionSubmitterOptions Quick => new()
    {
        Confirmations = 14,
        PollInterval = TimeSpan.FromMilliseconds(50),
        ResendInterval = TimeSpan.FromSeconds(1),
        MaxBackoff = TimeSpan.FromSeconds(1),
        LeaseDuration = TimeSpan.FromMilliseconds(500),
    };

    private static async Task<Submission> WatchAsync(SessionSubmitter submitter, List<SubmissionState> states)
    {
        using CancellationTokenSource limit = new(Limit);
        Submission? last = null;
        await foreach (Submission each in submitter.WatchAsync("order-1", limit.Token))
        {
            states.Add(each.State);
            last = each;
        }

        return last!;
    }

    private Task<JsonElement> ReorganiseAsync(int depth) => scenario.Stack.Chain.Client.Rpc.CallAsync(
        "anvil_reorg",
        writer =>
        {
            writer.WriteNumberValue(depth);
            writer.WriteStartArray();
            writer.WriteEndArray();
        });
}

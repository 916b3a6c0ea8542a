using System.Net;
using System.Net.Sockets;
using SessionKeys.Bundler.Client;
using SessionKeys.SubmissionWorker;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>
/// Submissions over three bundlers of one chain: one that was never there, a real one that dies, a real one.
/// </summary>
public sealed class FailoverTests(SubmissionScenario scenario) : IClassFixture<SubmissionScenario>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("failover-");

    private NodeClient Node => scenario.Stack.Node;

    [Fact]
    public async Task Bundler_that_is_killed_in_the_middle_of_a_run_takes_nothing_with_it()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        int cases = FuzzProfile.Cases(2, 20);
        for (int i = 0; i < cases; i++)
        {
            await KillInARunAsync(finished: random.Below(18), milliseconds: random.Below(300));
        }
    }

    [Fact]
    public async Task Operations_that_only_a_dead_bundler_held_go_out_as_the_same_bytes_through_another()
    {
        await using AltoBundler mortal = await scenario.Stack.Chain.StartFurtherBundlerAsync();
        BundlerClient alone = Client(mortal.Url);
        await alone.SetBundlingModeAsync(BundlingMode.Manual);
        SubmitJob job = await CreateJobAsync(6);
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Hex.Parse(job.Secret));
        using JournalFile log = new(PathOf(job));
        SessionSubmitter first = new(log, Session(job, key, alone), Quick);
        Submission[] held = await Task.WhenAll(job.Submissions.Select(async each =>
        {
            await first.SubmitAsync(each.Key, [job.Transfer(each.Value)]);
            return await first.WaitAsync(each.Key, SubmissionState.Sent, Limit);
        }));

        await mortal.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        Submission?[] stranded = await Task.WhenAll(held.Select(each => first.FindAsync(each.Id)));
        await first.DisposeAsync();
        FailoverBundler pool = Pool(mortal);
        await using SessionSubmitter second = new(log, Session(job, key, pool), Quick);
        await second.ResumeAsync();
        Submission[] ends = await scenario.WithBlocksAsync(
            Task.WhenAll(held.Select(each => second.WaitAsync(each.Id, timeout: Limit))));

        // Without another bundler nothing moves: what follows is the pool's doing.
        Assert.All(stranded, each => Assert.Equal(SubmissionState.Sent, each!.State));
        Assert.All(ends.Zip(held), pair =>
        {
            Assert.Equal(SubmissionState.Final, pair.First.State);
            Assert.Equal(pair.Second.LatestAttempt!.Hash, Assert.Single(pair.First.Attempts).Hash);
        });
        Assert.Empty(await scenario.CheckAsync(PathOf(job), job));
        await AssertHealthAsync(pool, held[0].LatestAttempt!.Hash);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private static SessionSubmitterOptions Quick => new()
    {
        Confirmations = 1,
        PollInterval = TimeSpan.FromMilliseconds(50),
        ResendInterval = TimeSpan.FromSeconds(1),
        MaxBackoff = TimeSpan.FromSeconds(1),
        LeaseDuration = TimeSpan.FromSeconds(1),
        MaxLanes = 8,
    };

    /// <summary>Kills the preferred bundler when so many are finished, and so much later.</summary>
    private async Task KillInARunAsync(int finished, int milliseconds)
    {
        await using AltoBundler mortal = await scenario.Stack.Chain.StartFurtherBundlerAsync();
        SubmitJob job = await CreateJobAsync(24);
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(Hex.Parse(job.Secret));
        FailoverBundler pool = Pool(mortal);
        using JournalFile log = new(PathOf(job));
        await using SessionSubmitter submitter = new(log, Session(job, key, pool), Quick);
        using SemaphoreSlim ended = new(0);
        Task<Submission[]> run = Task.WhenAll(job.Submissions.Select(async each =>
        {
            await submitter.SubmitAsync(each.Key, [job.Transfer(each.Value)]);
            Submission end = await submitter.WaitAsync(each.Key, timeout: Limit);
            ended.Release();
            return end;
        }));
        Task<int> kill = KillAsync();
        Submission[] ends = await scenario.WithBlocksAsync(run);
        int before = await kill;

        string story = $"seed {FuzzProfile.Seed}: killed {milliseconds} ms after {before} of {ends.Length} had ended";
        Assert.True(before < ends.Length, story);
        Assert.All(ends, end => Assert.True(end.State == SubmissionState.Final, $"{story}: {end.Id} is {end.State}"));
        IReadOnlyList<string> findings = await scenario.CheckAsync(PathOf(job), job);
        Assert.True(findings.Count == 0, $"{story}: {string.Join("; ", findings)}");
        Assert.True(pool.Health[1].EntryPoints is not null, $"{story}, and nobody had asked it anything");
        await AssertHealthAsync(pool, ends[0].LatestAttempt!.Hash);

        async Task<int> KillAsync()
        {
            for (int i = 0; i < finished; i++)
            {
                await ended.WaitAsync(Limit);
            }

            await Task.Delay(milliseconds);
            await mortal.DisposeAsync();
            return finished + ended.CurrentCount;
        }
    }

    /// <summary>The dead one and the absent one rest after some questions, and the third one serves on.</summary>
    private static async Task AssertHealthAsync(FailoverBundler pool, UserOperationHash hash)
    {
        using CancellationTokenSource limit = new(Limit);
        while (pool.Health.Count(each => each.IsResting) < 2)
        {
            Assert.NotNull(await pool.GetUserOperationReceiptAsync(hash, limit.Token));
        }

        BundlerHealth[] health = [.. pool.Health];
        Assert.Equal(["absent", "mortal", "own"], health.Select(each => each.Name));
        Assert.Equal([true, true, false], health.Select(each => each.IsResting));
        Assert.Equal(
            [BundlerErrorKind.Unreachable, BundlerErrorKind.Unreachable, null],
            health.Select(each => each.LastFailure));
        Assert.Null(health[0].EntryPoints);
        Assert.Contains(EntryPoints.V08, health[2].EntryPoints!);
    }

    private FailoverBundler Pool(AltoBundler mortal) => new(
        [
            new("absent", Client(ClosedPort())),
            new("mortal", Client(mortal.Url)),
            new("own", Client(scenario.Stack.Chain.Bundler.Url)),
        ],
        Node,
        SessionStack.ChainId,
        new FailoverOptions { Rest = TimeSpan.FromMinutes(10) });

    private BundlerClient Client(Uri url) => new(new JsonRpcClient(_http, url), SessionStack.ChainId);

    private SessionClient Session(SubmitJob job, InMemorySessionKey key, IBundlerClient bundler) => new(
        new UserOperationSender(bundler, Node, SessionStack.ChainId, EntryPointVersion.V08),
        Node,
        scenario.Rig.Account,
        job.Grant(key.Address),
        key);

    private Task<SubmitJob> CreateJobAsync(int submissions) => scenario.CreateJobAsync(
        Enumerable.Range(0, submissions).ToDictionary(i => $"order-{i}", i => (ulong)i + 1), laneBits: 3);

    private string PathOf(SubmitJob job) => Path.Combine(_folder.FullName, $"journal-{job.Salt}");

    private static Uri ClosedPort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/rpc");
    }
}

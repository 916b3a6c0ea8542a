using SessionKeys.Bundler.Client;
using SessionKeys.Bundler.Client.Tests;
using SessionKeys.SubmissionWorker;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Worker processes that are killed with kill -9 while they submit to a real bundler (FI-01 to FI-04).</summary>
public sealed class KillTests(SubmissionScenario scenario) : IClassFixture<SubmissionScenario>
{
    public static TheoryData<string> Points => [.. FaultPoints.All];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Process_that_is_killed_at_a_point_is_followed_by_one_that_ends_its_work(string point)
    {
        int cases = FuzzProfile.Cases(1, 20);
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < cases; i++)
        {
            await KillAndFollowAsync(point, i == 0 ? 0 : random.Below(400));
        }
    }

    [Fact]
    public async Task Processes_that_are_killed_at_random_moments_make_every_transfer_once()
    {
        int cases = FuzzProfile.Cases(3, 25);
        DeterministicBytes random = new(FuzzProfile.Seed);
        SubmitJob job = await scenario.CreateJobAsync(
            Enumerable.Range(0, cases * 3).ToDictionary(i => $"order-{i}", i => (ulong)i + 1), laneBits: 3);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");
        int kills = 0;

        for (int i = 0; i < cases; i++)
        {
            Dictionary<string, ulong> some = job.Submissions.Skip(i * 3).Take(3).ToDictionary();
            await using WorkerProcess worker =
                WorkerProcess.Start("submit", journal, (job with { Submissions = some }).Write());
            await worker.ReadLineAsync();

            // The first one dies at once, so that a fast machine kills somebody too.
            bool isKilled = await scenario.WithBlocksAsync(KillAsync(worker, i == 0 ? 0 : random.Below(1_500)));
            kills += isKilled ? 1 : 0;
        }

        Assert.True(kills > 0, $"seed {FuzzProfile.Seed}: all {cases} processes had ended before they could be killed");

        await FinishAsync(journal, job);

        Assert.True(
            (await scenario.CheckAsync(journal, job)).Count == 0,
            $"seed {FuzzProfile.Seed}: {string.Join("; ", await scenario.CheckAsync(journal, job))}");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task FI_07_two_processes_on_one_journal_make_every_transfer_once()
    {
        int each = FuzzProfile.Cases(20, 100);
        SubmitJob job = await scenario.CreateJobAsync(
            Enumerable.Range(0, each * 2).ToDictionary(i => $"order-{i}", i => (ulong)i + 1), laneBits: 4);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");
        SubmitJob calm = job with { LeaseMilliseconds = 30_000 };

        await using WorkerProcess one = WorkerProcess.Start(
            "submit", journal, (calm with { Submissions = job.Submissions.Take(each).ToDictionary() }).Write());
        await using WorkerProcess two = WorkerProcess.Start(
            "submit", journal, (calm with { Submissions = job.Submissions.Skip(each).ToDictionary() }).Write());
        (int Exit, string Output, string Error)[] ends =
            await scenario.WithBlocksAsync(Task.WhenAll(one.WaitAsync(), two.WaitAsync()));

        Assert.True(ends.All(end => end.Exit == 0), string.Join('\n', ends));
        Assert.Empty(await scenario.CheckAsync(journal, job));
        folder.Delete(recursive: true);
    }

    /// <summary>The worker stands still at the point before it dies, while everything else goes on.</summary>
    private async Task KillAndFollowAsync(string point, int delay)
    {
        SubmitJob job = await scenario.CreateJobAsync(new Dictionary<string, ulong> { ["order-1"] = 7 });
        DirectoryInfo folder = Directory.CreateTempSubdirectory("submission-");
        string journal = Path.Combine(folder.FullName, "journal");

        await using WorkerProcess first =
            WorkerProcess.Start("submit", journal, (job with { FaultPoint = point, FaultDelayMilliseconds = delay }).Write());
        (int killed, string output, string error) = await scenario.WithBlocksAsync(first.WaitAsync());
        await FinishAsync(journal, job);

        Assert.True(killed == 137, $"exit code {killed}: {output}{error}");
        Assert.Empty(await scenario.CheckAsync(journal, job));
        folder.Delete(recursive: true);
    }

    private static async Task<bool> KillAsync(WorkerProcess worker, int milliseconds)
    {
        await Task.Delay(milliseconds);
        if (worker.HasExited)
        {
            return false;
        }

        await worker.KillAsync();
        return true;
    }

    private async Task FinishAsync(string journal, SubmitJob job)
    {
        await using WorkerProcess worker = WorkerProcess.Start("submit", journal, job.Write());
        (int exitCode, string output, string error) = await scenario.WithBlocksAsync(worker.WaitAsync());
        Assert.True(exitCode == 0 && output.EndsWith("done\n", StringComparison.Ordinal), output + error);
    }
}
